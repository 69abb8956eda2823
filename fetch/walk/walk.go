// Package walk lists the files below a folder that may say something about a deployment.
//
// What git ignores is left out, and so are hidden folders, installed packages and what the user excludes. Links are not
// followed, so that no loop can hold up the walk.
package walk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Walk is a walk over folders with the same files left out.
type Walk struct {
	excluded []Exclusion
	root     Root
}

// New is a walk that leaves out what the exclusions match. Paths are below the root.
func New(exclude []Exclusion, root Root) (*Walk, error) {
	excluded, err := exclusions(exclude)
	if err != nil {
		return nil, err
	}

	return &Walk{excluded, root}, nil
}

// Files lists the files below a folder, with the folder's path before theirs, in lexical order. A path that is no
// folder is the only file. The error is there beside the files of a folder in which others cannot be read.
func (w *Walk) Files(path string) (files []string, isFolder bool, err error) {
	folder := w.root.At(path)

	info, err := os.Stat(folder)
	if err != nil {
		return nil, false, w.root.Own(err, path)
	}

	if !info.IsDir() {
		return []string{path}, false, nil
	}

	ignored, err := newIgnored(folder, w.root)
	if err != nil {
		return nil, true, w.root.Own(err, path)
	}

	var unread []error

	err = filepath.WalkDir(folder, func(at string, entry fs.DirEntry, err error) error {
		below, failed := filepath.Rel(folder, at)
		name := filepath.Join(path, below)

		switch {
		case err != nil || failed != nil: // of a folder, whose files are not known
			unread = append(unread, w.root.Own(errors.Join(err, failed), name))
		case at == folder: // named, so not left out
			unread = append(unread, ignored.enter(at))
		case w.out(path, name) || ignored.out(at, entry.IsDir()):
			return skip(entry)
		case entry.IsDir() && hidden(entry.Name()):
			return filepath.SkipDir
		case entry.IsDir():
			unread = append(unread, ignored.enter(at))
		case entry.Type().IsRegular() && speaking(entry.Name()):
			files = append(files, name)
		}

		return nil
	})

	return files, true, errors.Join(append(unread, err)...)
}

func (w *Walk) out(root, name string) bool {
	return slices.ContainsFunc(w.excluded, func(e Exclusion) bool { return e.out(root, name) })
}

func skip(entry fs.DirEntry) error {
	if entry.IsDir() {
		return filepath.SkipDir
	}

	return nil
}

// hidden reports whether a folder holds what tools keep for themselves.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || name == "node_modules"
}

// speaking reports whether a name is one of a language that is read. Only Terraform goes by the capitals of a suffix.
func speaking(name string) bool {
	end := filepath.Ext(name)

	return end == ".tf" || end == ".tofu" ||
		slices.Contains([]string{".json", ".yaml", ".yml", ".template"}, strings.ToLower(end))
}
