package walk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// A Root is a folder that stands for the current one: files are opened below it, and called what they would be called
// here. The zero Root is the current folder itself.
type Root struct {
	// Dir is the folder, absolute or relative to the current one.
	Dir string

	// Top is the folder of the repository around Dir, where no .git says so.
	Top string
}

// At is where a file is that is called by a path, which may be absolute or lead out of the current folder.
func (r Root) At(name string) string {
	if r.Dir == "" {
		return name
	}

	if filepath.IsAbs(name) {
		here, err := os.Getwd()
		if err != nil {
			return name
		}

		below, err := filepath.Rel(here, name)
		if err != nil { // on another volume, which has no place below the root
			return filepath.Join(r.Dir, filepath.Base(name))
		}

		name = below
	}

	return filepath.Join(r.Dir, name)
}

// Own is an error about a file with the name that the file is called by.
func (r Root) Own(err error, name string) error {
	if of, ok := errors.AsType[*fs.PathError](err); ok && r.Dir != "" {
		return &fs.PathError{Op: of.Op, Path: name, Err: of.Err}
	}

	return err
}

// TopOf is the folder of the repository that holds a folder below the root, or the folder itself.
func (r Root) TopOf(at string) string {
	if r.Top == "" {
		return Top(at)
	}

	for _, resolve := range []func(string) (string, error){filepath.Abs, filepath.EvalSymlinks} {
		if top, err := resolve(r.Top); err == nil {
			if below, err := filepath.Rel(top, at); err == nil && filepath.IsLocal(below) {
				return top
			}
		}
	}

	return at
}
