package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/ignore"
	"github.com/ecslint/ecslint/fetch/taskdef"
)

// stdinName is what findings call what comes in on standard input.
const stdinName = "<stdin>"

// readPaths reads task definitions from files and folders. A file that is named must be one; in a folder, files
// of other kinds are skipped and counted.
func readPaths(r Request) (*Result, error) {
	left, err := exclusions(r.Exclude)
	if err != nil {
		return nil, err
	}

	res := &Result{Snapshot: snapshot.New()}
	seen := map[string]bool{}

	for _, path := range r.Paths {
		if path == "-" {
			path = stdinName
			res.add(path, r.Stdin, true)
		} else if !res.readPath(path, left, seen) {
			res.Problems = append(res.Problems, fmt.Errorf("%w: no task definition in %s", ErrNothing, path))
		}

		res.Snapshot.Sources = append(res.Snapshot.Sources, snapshot.Source{
			Kind: snapshot.SourceTaskDefinition, Path: path,
		})
	}

	if len(res.Snapshot.TaskDefinitions) == 0 {
		return nil, errors.Join(res.Problems...)
	}

	return res, nil
}

// readPath reads a file, or the files below a folder, and reports whether there was anything to say of them: a task
// definition or a problem. A file that several paths name is read once.
func (res *Result) readPath(path string, left []Exclusion, seen map[string]bool) bool {
	files, walked, err := list(path, left)
	if err != nil {
		res.Problems = append(res.Problems, err)
	}

	said := err != nil

	for _, file := range files {
		if !seen[file] {
			skipped := res.Skipped
			res.read(file, !walked)
			seen[file] = res.Skipped == skipped
		}

		said = said || seen[file]
	}

	return said
}

// MaxFile is the most that is read of a file with task definitions, in bytes.
const MaxFile = document.MaxBytes

// list is the file itself, or the JSON and YAML files below a folder. Links are not followed, so that no loop
// can hold up the walk; hidden folders, node_modules and what is excluded are left out.
func list(path string, left []Exclusion) (files []string, walked bool, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, false, err
	}

	if !info.IsDir() {
		return []string{path}, false, nil
	}

	out := func(name string) bool {
		return slices.ContainsFunc(left, func(e Exclusion) bool { return e.out(path, name) })
	}

	err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == path: // named, so not left out
		case entry.IsDir() && (hidden(entry.Name()) || out(name)):
			return filepath.SkipDir
		case out(name):
		case entry.Type().IsRegular() && slices.Contains([]string{".json", ".yaml", ".yml"}, filepath.Ext(name)):
			files = append(files, name)
		}

		return nil
	})

	return files, true, err
}

func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || name == "node_modules"
}

func (res *Result) read(file string, named bool) {
	data, err := readFile(file, MaxFile)
	if err != nil {
		res.Problems = append(res.Problems, err)

		return
	}

	res.add(file, data, named)
}

// add reads a task definition. In a walk, a file that is none is skipped, and so is one that cannot be parsed
// and does not speak of containers.
func (res *Result) add(name string, data []byte, named bool) {
	definitions, err := taskdef.Read(name, data)
	if err == nil {
		res.Snapshot.TaskDefinitions = append(res.Snapshot.TaskDefinitions, definitions...)
		res.Snapshot.Suppressions = append(res.Snapshot.Suppressions, ignore.InFile(name, data)...)

		return
	}

	_, misshapen := errors.AsType[*taskdef.ShapeError](err)
	speaks := misshapen || bytes.Contains(data, []byte("containerDefinitions")) ||
		bytes.Contains(data, []byte("portMappings"))

	if !named && (errors.Is(err, taskdef.ErrNotTaskDefinition) || !speaks) {
		res.Skipped++

		return
	}

	res.Problems = append(res.Problems, err)
}

// readFile reads no more than shows that a file is larger than most bytes.
func readFile(name string, most int64) ([]byte, error) {
	file, err := os.Open(name) //nolint:gosec // the user names the file
	if err != nil {
		return nil, err
	}
	defer file.Close()

	return io.ReadAll(io.LimitReader(file, most+1))
}
