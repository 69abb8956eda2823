// Package hcl reads directories of Terraform files, without init and without providers, as the resources they declare.
//
// Expressions are evaluated as far as the files tell. What they do not tell stays what it is: a reference to an
// attribute of a resource, to a variable or to a module that is not here, or unknown, with what it depends on. A text
// keeps its literal parts. No decision is taken on what is not known.
//
// The evaluator is our own, over the syntax of hcl/v2, since those of Terraform and of its linters are under the
// Business Source License, and since a value that is unknown in part must remember where its parts come from.
//
// Files may be hostile: sizes, nesting, numbers of instances and steps are bounded, and no input makes it panic.
package hcl

import (
	"io/fs"
	"maps"
	"slices"

	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// Options are what a user gives Terraform beside the files.
type Options struct {
	// VarFiles are the names of files of variables, as in --var-file; the last wins.
	VarFiles []string

	// Given is where the VarFiles are; nil for among the others. Expressions read nothing from there.
	Given fs.FS

	// Vars are variables by name, as in --var: text for simple types, an expression for others.
	Vars map[string]string

	// Workspace is the value of terraform.workspace, where it is known.
	Workspace string
}

// A Result is what the files of a root module declare.
type Result struct {
	// Resources are those of the root module in the order of its files, then those of the modules it calls.
	Resources []resource.Resource

	// Files are the names of all files that were read, modules included.
	Files []string

	// Variables are the names of those that the root module declares, sorted.
	Variables []string

	// Texts are the names of the files that expressions read, as by file() and templatefile(), each once.
	Texts []string

	// Unread are the modules that are not here or cannot be read, in the order in which they are called.
	Unread []Call

	// Problems are what is wrong in the files, each an [*Error].
	Problems []error
}

// A Call is a call of a module of which nothing is read, as of one that lies in a registry or repository.
type Call struct {
	Address string // such as module.web.module.vpc
	Source  string
	File    string
	Line    int

	// Given are the managed resources that the arguments name, also through locals, variables, outputs and data sources,
	// such as module.base.aws_vpc.main, sorted: a module gets hold of nothing else of the configuration.
	Given []string
}

// A Reader reads root modules of a tree of files, each file once.
type Reader struct {
	fsys    fs.FS
	sources map[string]*source
	configs map[string]*config
}

// NewReader reads from files whose names have slashes. They may begin with "../" or "/" where a module lies there; a
// file system that refuses such names, as [os.DirFS] does, makes that module a problem.
func NewReader(fsys fs.FS) *Reader {
	return &Reader{fsys: fsys, sources: map[string]*source{}, configs: map[string]*config{}}
}

// Read reads the root module in a directory.
func (r *Reader) Read(dir string, o Options) *Result {
	result := &Result{}
	run := &run{
		reader: r, result: result, options: o, functions: functions(),
		told: map[string]bool{}, reported: map[string]bool{},
	}

	root := run.module(r.config(dir))
	run.root = root
	run.report(root.config)
	root.given = run.variables(root)
	result.Variables = slices.Sorted(maps.Keys(root.config.variables))
	root.emit()
	run.addUnread()

	return result
}

// A run is the evaluation of one root module.
type run struct {
	reader    *Reader
	result    *Result
	root      *module
	options   Options
	functions map[string]builtin
	told      map[string]bool
	reported  map[string]bool
	unread    []unreadCall

	steps, depth, instances int
}
