// Package files reads what is written down before it is deployed: task definitions, CloudFormation templates, plans of
// Terraform and directories of its files, told from each other by their content.
//
// All of them go into one snapshot. Each template, plan or root module is a stack of its own there: what two of them
// write has nothing to do with each other, but for what both name by an ID of AWS.
package files

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/cloudformation"
	"github.com/ecslint/ecslint/fetch/walk"
)

// A Request says what to read.
type Request struct {
	// Paths are files and folders; "-" is Stdin.
	Paths []string
	Stdin []byte

	// Groups takes in what a walk meets that has security groups and nothing of ECS: what they are for may be elsewhere.
	Groups bool

	// Root stands for the current folder: what lies below it is called as if it lay here.
	Root walk.Root

	// Exclude is what to leave out of the folders among Paths.
	Exclude []walk.Exclusion

	// ParameterFiles are files of parameters of CloudFormation templates; the last that names one counts.
	ParameterFiles []string

	// VarFiles and Vars are the variables of Terraform root modules.
	VarFiles []string
	Vars     map[string]string
}

// StdinName is what findings call what comes in on standard input.
const StdinName = "<stdin>"

// ErrNothing is in the error for paths in which there is nothing to check.
var ErrNothing = errors.New("nothing to check")

// A Result is a snapshot, and what could not be read into it.
type Result struct {
	Snapshot *snapshot.Snapshot

	// Problems are errors of single files, each with its place. Skipped counts files of other kinds in folders.
	Problems []error
	Skipped  int

	// Read are the files that were read, in order.
	Read []string

	// Remarks are what a deployment may take otherwise than it was meant, each with its place.
	Remarks []string

	// Unused says which parameters and variables are given that nothing declares, without their values.
	Unused []string
}

// Read reads what the request names. The error is that of a request that cannot be followed, or of one for which
// nothing at all could be read.
func Read(r Request) (*Result, error) {
	w, err := walk.New(r.Exclude, r.Root)
	if err != nil {
		return nil, err
	}

	in := newInput(r)
	if err := in.readGiven(); err != nil {
		return nil, err
	}

	for _, path := range r.Paths {
		if err := in.add(path, w); err != nil {
			in.problems = append(in.problems, err)
		}
	}

	in.open()

	res := &Result{Snapshot: snapshot.New()}
	in.read(res)

	res.Problems = once(append(in.problems, res.Problems...))
	res.Unused = in.unused(res)

	if len(res.Snapshot.Sources) == 0 {
		return nil, errors.Join(res.Problems...)
	}

	return res, nil
}

// An input is the files to read, and what they turned out to be.
type input struct {
	Request

	files    []*file
	seen     map[string]*file
	problems []error

	// parameters are those of the files that are given, and given is where those of variables are, by their names.
	parameters cloudformation.Parameters
	given      map[string]string
	varFiles   []string // these names, in the order in which they count

	// modules counts the root modules, and variables are what they declare.
	modules   int
	variables map[string]bool

	// named are the paths that are named, for each of which there must be something to say.
	named []string

	// parts are the files that a template or a root module reads: they are judged as what is made of them there.
	parts map[string]bool
}

// A file is a file to read, or a folder with Terraform files.
type file struct {
	name string

	// from are the paths among those that are named by which the file was found; named marks such a path itself.
	from  []string
	named bool

	content
}

func newInput(r Request) *input {
	return &input{Request: r, seen: map[string]*file{}, parts: map[string]bool{}, variables: map[string]bool{}}
}

// partOf notes the files that another one reads.
func (in *input) partOf(names []string) {
	for _, name := range names {
		in.parts[filepath.Clean(name)] = true
	}
}

// add lists the files at a path. Those of Terraform stand for their folder, since one alone means nothing.
func (in *input) add(path string, w *walk.Walk) error {
	if path == "-" {
		in.addFile(&file{name: StdinName, named: true}, StdinName)
		in.named = append(in.named, StdinName)

		return nil
	}

	names, isFolder, err := w.Files(path)
	if err != nil && !isFolder {
		return err
	}

	if err != nil { // of some of its files; the others are read
		in.problems = append(in.problems, err)
	}

	in.named = append(in.named, path)

	for _, name := range names {
		f := &file{name: name, named: !isFolder}

		if isTerraform(name) {
			f.name, f.kind = filepath.Dir(name), snapshot.SourceTerraform
			f.named = f.named || f.name == filepath.Clean(path)
		}

		in.addFile(f, path)
	}

	return nil
}

// addFile adds a file that was found by a path. One that was found before is the same file, and named if either is.
func (in *input) addFile(f *file, from string) {
	if before := in.seen[f.name]; before != nil {
		if !slices.Contains(before.from, from) {
			before.from = append(before.from, from)
		}

		before.named = before.named || f.named

		return
	}

	f.from = []string{from}
	in.seen[f.name] = f
	in.files = append(in.files, f)
}

// read reads all files into the result, kind by kind, and notes of which paths something is in it.
func (in *input) read(res *Result) {
	in.readTemplates(res)
	in.readPlans(res)
	in.readModules(res)
	in.readDefinitions(res)
	in.linkDefinitions(res)
	meet(res.Snapshot)

	slices.Sort(res.Read)

	in.addSources(res)
}

// addSources adds the sources of each path, one for each kind that was found there. Where there is nothing to say of a
// path, not even a problem, that is one.
func (in *input) addSources(res *Result) {
	kinds, said := map[snapshot.Source]bool{}, map[string]bool{}

	for _, f := range in.files {
		for _, path := range f.from {
			said[path] = said[path] || f.read || f.failed
			kinds[snapshot.Source{Kind: f.kind, Path: path}] = f.read || kinds[snapshot.Source{Kind: f.kind, Path: path}]
		}
	}

	for _, path := range in.named {
		for _, kind := range []snapshot.SourceKind{
			snapshot.SourceTaskDefinition, snapshot.SourceCloudFormation, snapshot.SourceTerraformPlan, snapshot.SourceTerraform,
		} {
			if s := (snapshot.Source{Kind: kind, Path: path}); kinds[s] {
				kinds[s] = false // a path that is named twice is one
				res.Snapshot.Sources = append(res.Snapshot.Sources, s)
			}
		}

		if !said[path] {
			res.Problems = append(res.Problems, fmt.Errorf("%w in %s: no task definition, no CloudFormation template and no "+
				"Terraform module that deploys to ECS", ErrNothing, path))
		}
	}
}

// once is the problems without those that say the same: what several stacks share is read for each of them.
func once(problems []error) []error {
	told := map[string]bool{}

	return slices.DeleteFunc(problems, func(err error) bool {
		again := told[err.Error()]
		told[err.Error()] = true

		return again
	})
}
