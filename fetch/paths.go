package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/taskdef"
	"github.com/ecslint/ecslint/fetch/walk"
)

// stdinName is what findings call what comes in on standard input.
const stdinName = "<stdin>"

// readPaths reads task definitions from files and folders. A file that is named must be one; in a folder, files
// of other kinds are skipped and counted.
func readPaths(r Request) (*Result, error) {
	w, err := walk.New(r.Exclude)
	if err != nil {
		return nil, err
	}

	res := &Result{Snapshot: snapshot.New()}
	seen := map[string]bool{}

	for _, path := range r.Paths {
		if path == "-" {
			path = stdinName
			res.add(path, r.Stdin, true)
		} else if !res.readPath(path, w, seen) {
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
func (res *Result) readPath(path string, w *walk.Walk, seen map[string]bool) bool {
	files, walked, err := w.Files(path)
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
