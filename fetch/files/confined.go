package files

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/walk"
)

// confined are the files that a stack may read besides its own: those of its repository, or below its folder where
// there is none. A pull request must not make ecslint read, and so perhaps tell, what else lies on the machine.
type confined struct {
	root walk.Root

	// tops have no links in them, around are these and the same as they are named: what is outside of them by its name
	// is not even looked at, so that nobody learns whether it is there.
	tops, around []string

	// given are files that the user names, wherever they are.
	given map[string]string
}

// within confines to what is around some files and folders.
func within(root walk.Root, names ...string) confined {
	c := confined{root: root}

	for _, name := range names {
		at, err := resolve(root.At(name))
		if err != nil {
			continue
		}

		at = folder(at)
		c.tops = append(c.tops, root.TopOf(at))

		if named, err := filepath.Abs(root.At(name)); err == nil {
			c.around = append(c.around, root.TopOf(folder(named)))
		}
	}

	slices.Sort(c.tops)
	c.tops = slices.Compact(c.tops)
	c.around = append(c.around, c.tops...)
	slices.Sort(c.around)
	c.around = slices.Compact(c.around)

	return c
}

// folder is a path of a folder, or the folder that a file is in.
func folder(at string) string {
	if info, err := os.Stat(at); err != nil || !info.IsDir() {
		return filepath.Dir(at)
	}

	return at
}

// below reports whether a path is one of some folders, or below one.
func below(tops []string, at string) bool {
	return slices.ContainsFunc(tops, func(top string) bool {
		rest, err := filepath.Rel(top, at)

		return err == nil && filepath.IsLocal(rest)
	})
}

// resolve is a path without links, from the root of the file system.
func resolve(name string) (string, error) {
	at, err := filepath.Abs(filepath.FromSlash(name))
	if err != nil {
		return "", err
	}

	return filepath.EvalSymlinks(at)
}

// errOutside is in the error for a file that is not read.
var errOutside = errors.New("it lies outside of the repository, and is not read")

// Open opens a file by its path, which may be relative to the working directory, as in [os.Open].
func (c confined) Open(name string) (fs.File, error) {
	if at, ok := c.given[name]; ok {
		return openReadable(at)
	}

	refused := &fs.PathError{Op: "open", Path: name, Err: errOutside}

	named, err := filepath.Abs(c.root.At(name))
	if err != nil || !below(c.around, named) {
		return nil, errors.Join(err, refused)
	}

	at, err := resolve(named)

	switch {
	case err != nil && isLink(named): // which may well lead outside: nobody learns whether to something
		return nil, refused
	case err != nil:
		return nil, c.root.Own(err, name)
	case !below(c.tops, at):
		return nil, refused
	default:
		return openReadable(at)
	}
}

func isLink(at string) bool {
	info, err := os.Lstat(at)

	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// errNoFile is in the error for a pipe or a device, which would be waited for without end.
var errNoFile = errors.New("it is neither a file nor a folder, and is not read")

// openReadable opens what has an end. To open a pipe is to wait for whoever writes it, so it is looked at before.
func openReadable(at string) (fs.File, error) {
	info, err := os.Stat(at)
	if err != nil {
		return nil, err
	}

	if !info.IsDir() && !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "open", Path: at, Err: errNoFile}
	}

	return os.Open(at) //nolint:gosec // below what the user names
}

// ReadFile reads a template.
func (c confined) ReadFile(name string) ([]byte, error) {
	f, err := c.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()

	data, err := io.ReadAll(io.LimitReader(f, document.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}

	return data, nil
}
