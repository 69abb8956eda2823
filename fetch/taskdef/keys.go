package taskdef

import (
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
)

// A ShapeError says that a file has something where ECS takes something else: a key in other capitals, a key that is
// there already, something else among task definitions. It quotes keys of ECS only.
type ShapeError struct {
	File string

	// Line and Column count from 1, columns in bytes.
	Line, Column int

	// Problem says in words what is wrong and what would be right.
	Problem string
}

// Error is the problem behind the place it is at, as file:line:column.
func (e *ShapeError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Problem)
}

func (r *reader) misshapen(at snapshot.Range, problem string) {
	if r.err == nil {
		r.err = &ShapeError{File: r.file, Line: at.StartLine, Column: at.StartColumn, Problem: problem}
	}
}

// unique refuses a key that its object has already: tools differ in which of the two they take, so what is judged
// here need not be what is deployed.
func (r *reader) unique(root *document.Node) {
	if second, first := root.Repeated(); second.StartLine > 0 {
		r.misshapen(second, fmt.Sprintf("the object has this key already, at %d:%d; remove one of the two",
			first.StartLine, first.StartColumn))
	}
}

// spell refuses a key that only capitals tell from one of ECS's. The AWS CLI refuses it as unknown, other tools drop
// it, and then ECS takes its default. Container definitions alone are Terraform's, which takes any capitals.
// https://github.com/boto/botocore/blob/develop/botocore/validate.py
func (r *reader) spell(object *document.Node, keys []string) {
	if r.anyCapitals {
		return
	}

	for _, item := range object.Items() {
		if slices.Contains(keys, item.Name()) {
			continue
		}

		i := slices.IndexFunc(keys, func(key string) bool { return sameKey(item.Name(), key) })
		if i >= 0 && object.Kind() == document.Object {
			r.misshapen(item.NameRange(), "ECS takes no key in these capitals; write "+keys[i])
		}
	}
}

// keysOf are the keys that the objects of a field have, those of a task definition for no field; nil for a field that
// is not read.
func keysOf(field string) []string {
	switch field {
	case "", "containerDefinitions", "placementConstraints", "runtimePlatform":
		return keysAt(field)
	case "portMappings", "environment", "linuxParameters":
		return keysAt("containerDefinitions/" + field)
	case "capabilities":
		return keysAt("containerDefinitions/linuxParameters/capabilities")
	default:
		return nil
	}
}
