package files

import (
	"path/filepath"
	"reflect"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/cloudformation"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/ignore"
	"github.com/ecslint/ecslint/fetch/planned"
	"github.com/ecslint/ecslint/fetch/terraform"
)

// readDefinitions reads the files of task definitions, and tells of those that are of no kind. One that a root module
// or a template reads is a part of that, unless it is named itself: alone it may be no more than a list of containers
// with placeholders.
func (in *input) readDefinitions(res *Result) {
	for _, f := range in.files {
		switch {
		case !f.named && f.template == nil && in.parts[filepath.Clean(f.name)]:
			res.Read = append(res.Read, f.name)
		case f.err != nil:
			f.failed = true
			res.Problems = append(res.Problems, f.err)
		case f.kind == "":
			res.Skipped++
			res.addPassed(f.passed)
		case f.kind == snapshot.SourceTaskDefinition:
			res.Snapshot.TaskDefinitions = append(res.Snapshot.TaskDefinitions, f.definitions...)
			res.addIgnores(f.name, f.data, nil)
			res.addRemarks(f.remarks)
			in.done(f, res)
		}
	}
}

// addPassed tells of a file that is skipped though it looks like a task definition: its writer may think otherwise.
func (res *Result) addPassed(err error) {
	if err != nil {
		res.addRemarks([]string{"skipped " + err.Error()})
	}
}

// readTemplates reads the templates. One that another of them nests is a part of that, unless it is named itself.
func (in *input) readTemplates(res *Result) {
	templates := in.evaluate()
	parts := partsOf(templates)

	for _, t := range templates {
		if parts[t.file] {
			in.done(t.file, res)

			continue
		}

		if !t.named && !in.deploysToECS(t.file, t.Files) {
			res.Skipped++

			continue
		}

		in.addStack(t.file, res, t.Snapshot, t.Problems)
		res.addRemarks(t.Remarks)
		res.addIgnores(t.name, t.data, t.template)

		for _, name := range t.Files {
			res.addNestedIgnores(within(in.Root, name), name)
		}
	}
}

// deploysToECS reports whether a template, or one that it nests, is about ECS. Of the others nothing is to be said, as
// of a Terraform module that has nothing of ECS.
func (in *input) deploysToECS(f *file, nested []string) bool {
	return in.about(f.data) || in.anyAbout(within(in.Root, f.name), nested)
}

// An evaluated is a template with what it comes to.
type evaluated struct {
	*file
	*cloudformation.Result
}

// evaluate evaluates the templates, several at a time.
func (in *input) evaluate() []evaluated {
	var templates []evaluated

	for _, f := range in.files {
		if f.template != nil {
			templates = append(templates, evaluated{file: f})
		}
	}

	var group errgroup.Group

	group.SetLimit(runtime.GOMAXPROCS(0))

	for i := range templates {
		group.Go(func() error {
			f := templates[i].file
			templates[i].Result = cloudformation.ReadTree(filepath.ToSlash(f.name), f.template, cloudformation.Options{
				Parameters: in.parameters,
				Open:       func(name string) ([]byte, error) { return within(in.Root, f.name).ReadFile(name) },
			})

			return nil
		})
	}

	_ = group.Wait() // the errors are in the results

	for _, t := range templates {
		in.partOf(t.Files)
	}

	return templates
}

// partsOf are the templates that are read as parts of others. Of those that nest each other in a ring, the first is the
// stack: what is wrong must be told, and somewhere.
func partsOf(templates []evaluated) map[*file]bool {
	nested, reached, parts := map[string]bool{}, map[string]bool{}, map[*file]bool{}

	mark := func(t evaluated, seen map[string]bool) {
		for _, name := range t.Files {
			seen[filepath.Clean(name)] = true
		}
	}

	for _, t := range templates {
		mark(t, nested)
	}

	for _, t := range templates {
		if t.named || !nested[filepath.Clean(t.name)] {
			mark(t, reached)
		}
	}

	for _, t := range templates {
		name := filepath.Clean(t.name)

		switch {
		case t.named || !nested[name]:
		case reached[name]:
			parts[t.file] = true
		default:
			mark(t, reached)
		}
	}

	return parts
}

// addRemarks adds each remark once: what several stacks nest is read for each of them.
func (res *Result) addRemarks(remarks []string) {
	for _, remark := range remarks {
		if !slices.Contains(res.Remarks, remark) {
			res.Remarks = append(res.Remarks, remark)
		}
	}
}

// addIgnores adds the ignores in the comments of a file, and in the metadata of the resources of a template.
func (res *Result) addIgnores(name string, data []byte, template *document.Node) {
	name = filepath.ToSlash(name)
	res.Snapshot.Suppressions = append(res.Snapshot.Suppressions, ignore.InFile(name, data)...)

	for _, r := range template.Get("Resources").Items() {
		res.Snapshot.Suppressions = append(res.Snapshot.Suppressions, ignore.InMetadata(name, r)...)
	}
}

// addNestedIgnores is addIgnores for the template of a nested stack, which has been read without a problem.
func (res *Result) addNestedIgnores(files confined, name string) {
	data, err := files.ReadFile(name)
	if err != nil {
		return
	}

	if root, err := document.Parse(name, data); err == nil {
		res.addIgnores(name, data, root)
	}
}

// readPlans reads the plans of Terraform.
func (in *input) readPlans(res *Result) {
	for _, f := range in.files {
		if f.kind != snapshot.SourceTerraformPlan || f.err != nil {
			continue
		}

		stack := filepath.ToSlash(f.name)
		s, problems := terraform.Snapshot(stack, f.resources, snapshot.Source{Kind: f.kind, Path: stack})
		in.addStack(f, res, s, problems)
	}
}

// addStack completes the snapshot of one stack and adds it to the result.
func (in *input) addStack(f *file, res *Result, s *snapshot.Snapshot, problems []error) {
	planned.Complete(s, filepath.ToSlash(f.name))
	s.Sources = nil
	join(res.Snapshot, s)

	res.Problems = append(res.Problems, problems...)
	f.failed = f.failed || len(problems) > 0

	in.done(f, res)
}

func (in *input) done(f *file, res *Result) {
	f.read = true
	res.Read = append(res.Read, f.name)
}

// join adds all nouns and gaps of src to dst.
func join(dst, src *snapshot.Snapshot) {
	to, from := reflect.ValueOf(dst).Elem(), reflect.ValueOf(src).Elem()

	for i := range to.NumField() {
		if list := to.Field(i); list.Kind() == reflect.Slice {
			list.Set(reflect.AppendSlice(list, from.Field(i)))
		}
	}
}

// linkDefinitions leads services to the definitions that lie beside their stack in files of their own, by the family.
func (in *input) linkDefinitions(res *Result) {
	families := map[string][]string{}

	known := map[string]bool{}
	for i := range res.Snapshot.TaskDefinitions {
		d := &res.Snapshot.TaskDefinitions[i]
		known[d.ID] = true

		if d.Stack == "" {
			families[d.Family] = append(families[d.Family], d.ID)
		}
	}

	for i := range res.Snapshot.Services {
		s := &res.Snapshot.Services[i]

		if ids := families[snapshot.Family(s.TaskDefinition)]; !known[s.TaskDefinition] && len(ids) == 1 {
			s.TaskDefinition = ids[0]
		}
	}

	slices.SortStableFunc(res.Problems, compareErrors)
}
