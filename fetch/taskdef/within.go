package taskdef

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
)

// Within reads a task definition that is a part of the named file, such as the properties of a resource in a
// CloudFormation template, whose keys are the API's in other capitals. Pointer is its JSON pointer there. Who it is,
// its ID and a family that is not written, is for the caller to say. The error is a [*TypeError].
func Within(file string, n *document.Node, pointer string) (snapshot.TaskDefinition, error) {
	r := &reader{file: file, anyCapitals: true, loose: true}
	definition := r.taskDefinition(place{node: n, pointer: pointer})

	return definition, r.err
}
