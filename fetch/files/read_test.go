package files_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/files"
	"github.com/ecslint/ecslint/fetch/walk"
)

// A tree is the content of files by their names.
type tree map[string]string

// write writes the tree into a folder of its own, which is a repository.
func (tr tree) write(t *testing.T) string {
	t.Helper()

	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, ".git"), 0o750); err != nil {
		t.Fatal(err)
	}

	for name, content := range tr {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o750); err != nil {
			t.Fatal(err)
		}

		if err := os.WriteFile(at, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	return dir
}

// A verdict is what became of a request: the task definitions by file and family, the sources by kind and path, the
// files that were read, how many were skipped, and the problems.
type verdict struct {
	definitions, sources, read, problems []string
	skipped                              int
}

// of reads paths of the tree, all of it where there are none.
func (tr tree) of(t *testing.T, paths ...string) verdict {
	t.Helper()

	r := files.Request{Root: walk.Root{Dir: tr.write(t)}, Paths: paths}
	if len(paths) == 0 {
		r.Paths = []string{"."}
	}

	res, err := files.Read(r)
	if err != nil {
		return verdict{problems: strings.Split(err.Error(), "\n")}
	}

	v := verdict{skipped: res.Skipped}

	for i := range res.Snapshot.TaskDefinitions {
		d := &res.Snapshot.TaskDefinitions[i]
		v.definitions = append(v.definitions, filepath.ToSlash(d.Origin.File)+" "+d.Family)
	}

	for _, s := range res.Snapshot.Sources {
		v.sources = append(v.sources, string(s.Kind)+" "+s.Path)
	}

	for _, name := range res.Read {
		v.read = append(v.read, filepath.ToSlash(name))
	}

	for _, problem := range res.Problems {
		v.problems = append(v.problems, problem.Error())
	}

	slices.Sort(v.definitions)

	return v
}

const (
	definition     = `{"family": "web", "containerDefinitions": [{"name": "web", "image": "nginx"}]}`
	definitionYAML = "family: web\ncontainerDefinitions: [{name: web, image: nginx}]\n"
	containers     = `[{"name": "web", "image": "nginx", "portMappings": [{"containerPort": 80}]}]`
	template       = `
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      ContainerDefinitions: [{Name: web, Image: nginx}]
`
	templateJSON = `{"Resources": {"Task": {"Type": "AWS::ECS::TaskDefinition", "Properties": {
  "Family": "web", "ContainerDefinitions": [{"Name": "web", "Image": "nginx"}]}}}}`
	terraform = `
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", image = "nginx" }])
}
`
	plan = `{"format_version": "1.2", "planned_values": {"root_module": {"resources": [{
  "address": "aws_ecs_task_definition.web", "mode": "managed", "type": "aws_ecs_task_definition", "name": "web",
  "values": {"family": "web", "container_definitions": "[{\"name\": \"web\", \"image\": \"nginx\"}]"}}]}}}`
)

// The kind of a file is told by what it holds, whatever it is called.
// A walk takes a name and an image for ECS's only with a key that nothing else has; who names a file knows what it is.
func TestVague(t *testing.T) {
	t.Parallel()

	const vague = `[{"name": "test", "image": "golang"}]`

	reading := strings.Replace(terraform, `jsonencode([{ name = "web", image = "nginx" }])`, `file("a.json")`, 1)

	for name, c := range map[string]struct {
		files tree
		paths []string
		want  int
	}{
		"met":             {tree{"a.json": vague, "web.json": containers}, nil, 1},
		"named":           {tree{"a.json": vague, "web.json": containers}, []string{"a.json"}, 1},
		"met and named":   {tree{"a.json": vague, "web.json": containers}, []string{".", "a.json"}, 2},
		"met in full":     {tree{"web.json": definition}, nil, 1},
		"read by a stack": {tree{"a.json": vague, "m.tf": reading}, nil, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if got := c.files.of(t, c.paths...); len(got.definitions) != c.want || len(got.problems) > 0 {
				t.Errorf("got %+v, want %d", got, c.want)
			}
		})
	}
}

func TestKinds(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		file, content string
		kind          snapshot.SourceKind
	}{
		"task definition":         {"a.json", definition, snapshot.SourceTaskDefinition},
		"task definition in YAML": {"a.yml", definitionYAML, snapshot.SourceTaskDefinition},
		"list of containers":      {"a.json", containers, snapshot.SourceTaskDefinition},
		"template":                {"a.yaml", template, snapshot.SourceCloudFormation},
		"template in JSON":        {"a.template.json", templateJSON, snapshot.SourceCloudFormation},
		"plan":                    {"a.json", plan, snapshot.SourceTerraformPlan},
		"module":                  {"a.tf", terraform, snapshot.SourceTerraform},
		"module of OpenTofu":      {"a.tofu", terraform, snapshot.SourceTerraform},
		"another language":        {"a.json", `{"name": "web", "version": "1.0.0"}`, ""},
		"another object":          {"a.json", `{"image": "nginx", "stages": [], "script": []}`, ""},
		"another module":          {"s3/a.tf", `resource "aws_s3_bucket" "a" {}`, ""},
		"another template":        {"a.yaml", "Resources: {A: {Type: 'AWS::S3::Bucket'}}\n", ""},
		"a text":                  {"a.txt", definition, ""},
		"nothing":                 {"a.json", "", ""},
		"no text":                 {"a.json", "\x00\x01", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := tree{c.file: c.content}.of(t)

			if c.kind == "" {
				want := []string{"nothing to check in .: no task definition, no CloudFormation template and no Terraform " +
					"module that deploys to ECS"}
				if diff := cmp.Diff(want, got.problems); diff != "" || got.definitions != nil {
					t.Errorf("%v: %s", got, diff)
				}

				return
			}

			if diff := cmp.Diff([]string{string(c.kind) + " ."}, got.sources); diff != "" {
				t.Error(diff)
			}

			if len(got.definitions) != 1 || len(got.problems) != 0 || len(got.read) != 1 || got.skipped != 0 {
				t.Errorf("got %+v", got)
			}
		})
	}
}

// All kinds in one folder are one snapshot, with a source for each of them.
func TestAllKinds(t *testing.T) {
	t.Parallel()

	all := tree{
		"a/def.json": definition, "a/web.yaml": template, "a/plan.json": plan, "tf/main.tf": terraform,
		"package.json": `{"name": "web"}`, "chart/values.yaml": "image: {repository: nginx}\n", "README.md": "# web",
	}
	got := all.of(t)
	want := verdict{
		definitions: []string{"a/def.json web", "a/plan.json web", "a/web.yaml web", "tf/main.tf web"},
		sources:     []string{"task-definition .", "cloudformation .", "terraform-plan .", "terraform ."},
		read:        []string{"a/def.json", "a/plan.json", "a/web.yaml", "tf"},
		skipped:     2,
	}

	if diff := cmp.Diff(want, got, cmp.AllowUnexported(verdict{})); diff != "" {
		t.Error(diff)
	}

	named := all.of(t, "tf", "a/def.json", "a", "a/def.json")
	want.sources = []string{
		"terraform tf", "task-definition a/def.json", "task-definition a", "cloudformation a", "terraform-plan a",
	}
	want.skipped = 0

	if diff := cmp.Diff(want, named, cmp.AllowUnexported(verdict{})); diff != "" {
		t.Errorf("of paths that overlap: %s", diff)
	}
}

// Stdin is a file without a name, and one that is named.
func TestStdin(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		text string
		ok   bool
	}{
		"definition": {definition, true}, "template": {template, true}, "plan": {plan, true}, "other": {"{}", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			res, err := files.Read(files.Request{Paths: []string{"-"}, Stdin: []byte(c.text)})

			switch {
			case (err == nil) != c.ok:
				t.Errorf("got %v", err)
			case c.ok && (res.Snapshot.Sources[0].Path != files.StdinName || len(res.Snapshot.TaskDefinitions) != 1):
				t.Errorf("got %+v", res.Snapshot)
			}
		})
	}
}

// A problem in one file leaves the others; in a walk, only what is about ECS is a problem.
func TestProblems(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		tree     tree
		paths    []string
		read     []string
		problems []string // how each begins
		skipped  int
	}{
		"broken definition": {
			tree{"a.json": `{"containerDefinitions": [`, "b.json": definition},
			nil,
			[]string{"b.json"},
			[]string{"a.json:1:"},
			0,
		},
		"broken otherwise": {
			tree{"a.json": `{"image": [`, "b.json": definition}, nil, []string{"b.json"}, nil, 1,
		},
		"broken and named": {
			tree{"a.json": `{"image": [`, "b.json": definition},
			[]string{"a.json", "b.json"},
			[]string{"b.json"},
			[]string{"a.json:1:"},
			0,
		},
		"another and named": {
			tree{"a.json": `{"name": "web"}`, "b.json": definition},
			[]string{"a.json", "b.json"},
			[]string{"b.json"},
			[]string{"a.json:"},
			0,
		},
		"not there": {
			tree{"b.json": definition}, []string{"a.json", "b.json"}, []string{"b.json"}, []string{"stat a.json:"}, 0,
		},
		"broken plan": {
			tree{"a.json": plan[:len(plan)-1], "b.json": definition}, nil, []string{"b.json"}, []string{"a.json:3:"}, 0,
		},
		"broken template": {
			tree{"a.yaml": template + "  : [", "b.json": definition}, nil, []string{"b.json"}, []string{"a.yaml:8:"}, 0,
		},
		"broken part of a template": {
			tree{"a.yaml": template + "  Other: {Kind: x}\n"}, nil, []string{"a.yaml"}, []string{"a.yaml:8:"}, 0,
		},
		"broken module": {
			tree{"tf/a.tf": terraform, "tf/b.tf": "resource {", "b.json": definition},
			nil,
			[]string{"b.json", "tf"},
			[]string{"tf/b.tf:1:"},
			0,
		},
		"named after its folder": {
			tree{"a.json": `{"image": [`, "b.json": definition},
			[]string{".", "a.json"},
			[]string{"b.json"},
			[]string{"a.json:1:"},
			0,
		},
		"named before its folder": {
			tree{"a/b.json": definition, "tf/a.tf": terraform},
			[]string{"a/b.json", "tf/a.tf", "a", "tf"},
			[]string{"a/b.json", "tf"},
			nil, 0,
		},
		"nothing in one of two": {
			tree{"a/x.json": "{}", "b.json": definition},
			[]string{"a", "b.json"},
			[]string{"b.json"},
			[]string{"nothing to check in a:"},
			1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := c.tree.of(t, c.paths...)
			if diff := cmp.Diff(c.read, got.read); diff != "" || got.skipped != c.skipped {
				t.Errorf("%d skipped, want %d: %s", got.skipped, c.skipped, diff)
			}

			if !slices.EqualFunc(got.problems, c.problems, strings.HasPrefix) {
				t.Errorf("the problems are %q, want %q", got.problems, c.problems)
			}
		})
	}
}

// What is not there is told as that, so that others can tell it from what is broken.
func TestNothing(t *testing.T) {
	t.Parallel()

	dir := tree{"a.txt": ""}.write(t)

	if _, err := files.Read(files.Request{Paths: []string{dir}}); !errors.Is(err, files.ErrNothing) {
		t.Errorf("an empty folder: %v", err)
	}

	_, err := files.Read(files.Request{Paths: []string{filepath.Join(dir, "b.json")}})
	if !errors.Is(err, os.ErrNotExist) || errors.Is(err, files.ErrNothing) {
		t.Errorf("no file: %v", err)
	}
}
