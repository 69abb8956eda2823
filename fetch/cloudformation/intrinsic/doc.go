// Package intrinsic evaluates the intrinsic functions of CloudFormation templates, in their short forms (!Ref) and
// their long ones (Fn::Sub), so that what is left is a tree of values as the resources get them.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
//
// What only a deployment can tell stays symbolic: a reference to the resource or parameter that it comes from. A text
// that is made of such parts keeps the rest, with ${address.attribute} for each part. Every value has the place of the
// expression that yields it.
//
// A condition that cannot be told keeps what it guards: resources stay, and of the branches of an Fn::If the objects
// are merged and the lists of objects joined, so that no rule or port goes unseen; plain values that differ are
// unknown.
//
// Templates may be hostile: functions multiply what is written, references may form rings. What they come to is
// bounded; beyond that everything is unknown, and a problem says so. No problem quotes a value.
package intrinsic

import (
	"fmt"
	"path"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
)

// An Error says where a template is not what CloudFormation takes, and why. It never quotes a value.
type Error struct {
	File string

	// Line and Column count from 1, columns in bytes.
	Line, Column int

	// Problem says in words what is wrong and what would be right.
	Problem string
}

// Error is the problem behind the place it is at, as file:line:column.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Problem)
}

// Options are what a template does not say itself.
type Options struct {
	// Parameters are given by name; pseudo parameters such as AWS::Region too.
	Parameters Parameters

	// Open reads the template of a nested stack, by its path with slashes; nil if none can be read.
	Open func(path string) ([]byte, error)
}

// Limits of our own on what one template and those nested in it come to. CloudFormation takes 500 resources and 1 MB.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
const (
	maxValues   = 250_000
	maxText     = 16 << 20
	maxChain    = 500 // references that lead to references
	maxProblems = 100
	maxNested   = 100
	maxDepth    = 10 // nested stacks inside of nested stacks
)

// tooLarge is why a value is unknown that came too late.
const tooLarge = "the template comes to more values than can be read"

// A run is what a template shares with those that are nested in it.
type run struct {
	options Options

	values, text int
	chain        int
	full         bool

	problems []error
	reported map[Error]bool

	// parsed are the nested templates by path, opened how many were read. Dynamic counts the dynamic references.
	parsed  map[string]*document.Node
	opened  int
	files   []string
	dynamic map[string]int
}

// spend counts values and bytes of text; it is false from the moment that there are too many.
func (r *run) spend(values, text int) bool {
	r.values += values
	r.text += text
	r.full = r.full || r.values > maxValues || r.text > maxText

	return !r.full
}

// problem notes what is wrong at a node of a file, each once.
func (r *run) problem(file string, at *document.Node, text string) {
	r.problemAt(file, at.Head(), text)
}

func (r *run) problemAt(file string, at snapshot.Range, text string) {
	e := Error{File: file, Line: max(1, at.StartLine), Column: max(1, at.StartColumn), Problem: text}
	if r.reported[e] || len(r.problems) >= maxProblems {
		return
	}

	r.reported[e] = true
	r.problems = append(r.problems, &e)
}

// sibling is the path of a file that another one names.
func sibling(file, name string) string { return path.Join(path.Dir(file), name) }
