// Package cloudformation reads CloudFormation templates, in JSON and YAML, as snapshots of what they would make: those
// that people write, those that the CDK writes, and those of SAM as far as ECS is concerned.
//
// Expressions are evaluated by package intrinsic; here the resources become nouns of a snapshot:
//
//   - The ID of a noun is its address in the stack, as of package field. What the template names but does not make goes
//     by its own ID, or by the address of the parameter or import that names it.
//   - Targets of routes, and what they lead to, have the letters that EC2 gives to IDs of their kind before the address
//     (igw-, nat-, …), since the kind of a target is known by them alone.
//   - Names are those that are written, else the logical id.
//   - What is left out has CloudFormation's default, which is noted wherever it is another one than the API's.
//
// Only what a snapshot may hold is looked at. Values of parameters with NoEcho, and dynamic references, go no further
// than package intrinsic.
package cloudformation

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/cloudformation/intrinsic"
	"github.com/ecslint/ecslint/fetch/document"
)

// Options are what a template does not say itself.
type Options = intrinsic.Options

// Parameters are values of parameters by their names.
type Parameters = intrinsic.Parameters

// An Error says where a template is not what CloudFormation takes, and why. It never quotes a value.
type Error = intrinsic.Error

// A Result is what a template, with those of its nested stacks, would make.
type Result struct {
	Snapshot *snapshot.Snapshot

	// Problems are what is wrong in the template, each with its place. What is right was read nonetheless.
	Problems []error

	// Remarks are what CloudFormation may take otherwise than it was meant, each with its place; none of it is wrong for
	// the reader.
	Remarks []string

	// Files are the templates of nested stacks that were read into the snapshot.
	Files []string
}

// ReadParameters reads a file of parameters, in any of the forms of the AWS CLI and of CodePipeline.
func ReadParameters(name string, data []byte) (Parameters, error) {
	return intrinsic.ReadParameters(name, data)
}

// Is reports whether a document is a CloudFormation template.
func Is(root *document.Node) bool { return intrinsic.Is(root) }

// ReadTree reads the template that the named file holds; the name is kept as it is given.
func ReadTree(name string, root *document.Node, o Options) *Result {
	template := intrinsic.New(name, root, o)
	m := newMapper(name)

	m.name(template)
	m.add(template)
	m.repeated(name, root)
	m.join()

	return &Result{Snapshot: m.Snapshot, Problems: template.Problems(), Remarks: m.remarks, Files: template.Files()}
}
