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

// confined are the files that a stack may read besides its own: those of its repository, or below its folder where there
// is none. A pull request must not make ecslint read, and so perhaps tell, what else lies on the machine.
type confined struct{ tops []string }

// within confines to what is around some files and folders.
func within(names ...string) confined {
	var c confined

	for _, name := range names {
		at, err := resolve(name)
		if err != nil {
			continue
		}

		if info, err := os.Stat(at); err != nil || !info.IsDir() {
			at = filepath.Dir(at)
		}

		if top := walk.Top(at); !slices.Contains(c.tops, top) {
			c.tops = append(c.tops, top)
		}
	}

	return c
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
	at, err := resolve(name)
	if err != nil {
		return nil, err
	}

	for _, top := range c.tops {
		if below, err := filepath.Rel(top, at); err == nil && filepath.IsLocal(below) {
			return openReadable(at)
		}
	}

	return nil, &fs.PathError{Op: "open", Path: name, Err: errOutside}
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
