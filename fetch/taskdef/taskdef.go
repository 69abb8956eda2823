// Package taskdef reads ECS task definitions from files, as people keep them beside their code.
//
// A file, in JSON or YAML, is one of these:
//
//   - the input of register-task-definition, or the taskDefinition object of describe-task-definition;
//   - the whole answer of describe-task-definition, also as placebo records it for tests;
//   - several of those: a list, or one YAML document behind the other;
//   - container definitions alone, a list as Terraform takes it, or a single one.
//
// What it says keeps its place in the file. Null, and empty text, are the same as nothing. What a template
// leaves open is unknown, never a default; a type that ECS does not take is an error, and so is a key in other
// capitals than ECS's or one that is there twice, so that nothing is passed over in silence. Whether the values make
// sense is for the rules to judge.
//
// Environment values are compared with the shapes of credentials; hosts and ports are picked out of them and out of
// commands, see package mention. All else of them is dropped at once; log options and the like are not looked at, and
// of labels only the one with ignores is.
package taskdef

import (
	"errors"
	"fmt"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
)

// ErrNotTaskDefinition is in the error for a file that can be read but is something else.
var ErrNotTaskDefinition = errors.New("not a task definition")

// Read reads the task definitions in data, the content of the named file. The file itself is not opened; its name is
// kept as it is given. The error is a [*document.SyntaxError] for a file that is neither JSON nor YAML, wraps
// [ErrNotTaskDefinition] for one that is something else, is a [*TypeError] for a value that ECS would refuse too, and
// a [*ShapeError] for a key, or for something else among task definitions.
func Read(name string, data []byte) ([]snapshot.TaskDefinition, error) {
	roots, err := document.ParseAll(name, data)
	if err != nil {
		return nil, err
	}

	return ReadAll(name, roots)
}

// ReadAll is [Read] for the documents of a file that is parsed already, of which there is at least one.
func ReadAll(name string, roots []*document.Node) ([]snapshot.TaskDefinition, error) {
	places, other := locateAll(roots)
	if len(places) == 0 {
		return nil, fmt.Errorf("%s: %w: %s", name, ErrNotTaskDefinition, explain(other))
	}

	r := &reader{file: name}

	if other != nil {
		r.misshapen(other.Head(), "this is no task definition, but others in the file are: "+explain(other))
	}

	r.unique(roots[0])

	definitions := make([]snapshot.TaskDefinition, 0, len(places))

	for i, place := range places {
		definitions = append(definitions, r.read(place, i))
	}

	if r.err != nil {
		return nil, r.err
	}

	return definitions, nil
}
