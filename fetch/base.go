package fetch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/ecslint/ecslint/fetch/revision"
)

// A BaseTree is a folder with the files as they were before a change.
type BaseTree struct {
	dir string

	// prefix is where in it the current folder is.
	prefix string

	temporary bool
}

// OpenBase opens what a change is compared with: a folder, or a git revision, which is written to a temporary folder
// until Close. In a repository, a folder is written as ./base, as a name that begins so is no revision.
func OpenBase(ctx context.Context, base string, paths []string) (*BaseTree, error) {
	info, err := os.Stat(base)
	isFolder := err == nil && info.IsDir()

	if isFolder && (writtenAsPath(base) || !revision.InRepository(ctx)) {
		return &BaseTree{dir: base}, nil
	}

	dir, err := os.MkdirTemp("", "ecslint-base-")
	if err != nil {
		return nil, err
	}

	tree := &BaseTree{dir: dir, temporary: true}

	named := make([]string, 0, len(paths))

	for _, path := range paths {
		below, failed := fromHere(path)
		err = errors.Join(err, failed)
		named = append(named, below)
	}

	if err == nil {
		tree.prefix, err = revision.Extract(ctx, base, dir, named)
	}

	if err != nil && isFolder {
		err = fmt.Errorf("%w; for the folder of that name write .%c%s", err, filepath.Separator, base)
	}

	if err != nil {
		tree.Close()

		return nil, err
	}

	return tree, nil
}

// writtenAsPath reports whether a name can only be that of a folder. Any other is a revision wherever there are some: a
// change must not bring along the folder that it is compared with.
func writtenAsPath(base string) bool {
	first, _, _ := strings.Cut(filepath.ToSlash(base), "/")

	return filepath.IsAbs(base) || first == "." || first == ".."
}

// Close removes what OpenBase wrote.
func (b *BaseTree) Close() {
	if b.temporary {
		_ = os.RemoveAll(b.dir) // what is left in the temporary folder is the system's to remove
	}
}

// Root stands for the current folder in the tree.
func (b *BaseTree) Root() Root {
	root := Root{Dir: filepath.Join(b.dir, b.prefix)}
	if b.temporary {
		root.Top = b.dir
	}

	return root
}

// Paths parts the given ones, relative to the current folder, into those that the tree has and those that it lacks.
func (b *BaseTree) Paths(paths []string) (there, missing []string, err error) {
	for _, path := range paths {
		below, err := fromHere(path)
		if err != nil {
			return nil, nil, err
		}

		inTree := filepath.Join(b.prefix, below)
		if !filepath.IsLocal(inTree) {
			return nil, nil, fmt.Errorf("%s is outside of what is compared with; name a path below the current folder", path)
		}

		if _, err := os.Stat(filepath.Join(b.dir, inTree)); err != nil {
			missing = append(missing, path)
		} else {
			there = append(there, path)
		}
	}

	return there, missing, nil
}

// fromHere is a path relative to the current folder.
func fromHere(path string) (string, error) {
	if !filepath.IsAbs(path) {
		return filepath.Clean(path), nil
	}

	here, err := os.Getwd()
	if err != nil {
		return "", err
	}

	return filepath.Rel(here, path)
}
