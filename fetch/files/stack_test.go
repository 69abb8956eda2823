package files_test

import (
	"fmt"
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

func rootAt(dir string) walk.Root { return walk.Root{Dir: dir} }

// nesting is a template with a nested stack.
func nesting(file string) string {
	return "Resources:\n  Nested:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: " + file + "}\n"
}

// calling is a root module that calls another one.
func calling(dir string) string { return `module "web" { source = "` + dir + `" }` }

// A template or module that another one takes in is a part of that, and no stack of its own unless it is named.
func TestParts(t *testing.T) {
	t.Parallel()

	nested := tree{"root.yaml": nesting("./parts/web.yaml"), "parts/web.yaml": template}
	twice := tree{"a.yaml": nesting("web.yaml"), "b.yaml": nesting("web.yaml"), "web.yaml": template}
	module := tree{"prod/main.tf": calling("../web"), "web/main.tf": terraform}
	roots := tree{"a/a.tf": calling("../web"), "b/b.tf": calling("../web"), "web/w.tf": terraform}
	ring := tree{"a.yaml": nesting("b.yaml"), "b.yaml": nesting("a.yaml") + template[12:]}
	text := tree{
		"main.tf": strings.ReplaceAll(terraform, `jsonencode([{ name = "web", image = "nginx" }])`,
			`templatefile("${path.module}/web.json", { image = "nginx" })`),
		"web.json": `[{"name": "web", "image": "${image}", "essential": true}]`,
	}

	for name, c := range map[string]struct {
		tree  tree
		paths []string
		want  []string // stack and family
	}{
		"nested":               {nested, nil, []string{"root.yaml web"}},
		"nested, alone":        {nested, []string{"parts"}, []string{"parts/web.yaml web"}},
		"nested, named too":    {nested, []string{".", "parts/web.yaml"}, []string{"parts/web.yaml web", "root.yaml web"}},
		"nested by two":        {twice, nil, []string{"a.yaml web", "b.yaml web"}},
		"module":               {module, nil, []string{"prod web"}},
		"module, alone":        {module, []string{"web"}, []string{"web web"}},
		"module, named too":    {module, []string{".", "web"}, []string{"prod web", "web web"}},
		"module, by its file":  {module, []string{"prod", "web/main.tf"}, []string{"prod web", "web web"}},
		"text of a module":     {text, nil, []string{". web"}},
		"text, named too":      {text, []string{".", "web.json"}, []string{" web", ". web"}},
		"text of another one":  {tree{"tf/main.tf": terraform, "web.json": containers}, nil, []string{" web", "tf web"}},
		"templates in a ring":  {ring, nil, []string{"a.yaml web"}},
		"two roots one module": {roots, nil, []string{"a web", "b web"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			dir := c.tree.write(t)

			res := read(t, dir, c.paths...)

			got := make([]string, 0, len(res.Snapshot.TaskDefinitions))
			for i := range res.Snapshot.TaskDefinitions {
				got = append(got, res.Snapshot.TaskDefinitions[i].Stack+" "+res.Snapshot.TaskDefinitions[i].Family)
			}

			slices.Sort(got)

			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func read(t *testing.T, dir string, paths ...string) *files.Result {
	t.Helper()

	if len(paths) == 0 {
		paths = []string{"."}
	}

	res, err := files.Read(files.Request{Root: rootAt(dir), Paths: paths})
	if err != nil {
		t.Fatal(err)
	}

	return res
}

// A service whose definition is in a file beside its stack runs that, by the family, where only one has it.
func TestLinkDefinitions(t *testing.T) {
	t.Parallel()

	service := func(definition string) string {
		return "Resources:\n  Service:\n    Type: AWS::ECS::Service\n    Properties: {TaskDefinition: '" + definition + "'}\n"
	}

	for name, c := range map[string]struct {
		tree tree
		want string
	}{
		"by family":   {tree{"a.yaml": service("web"), "web.json": definition}, "web.json"},
		"by revision": {tree{"a.yaml": service("web:7"), "web.json": definition}, "web.json"},
		"by ARN": {
			tree{
				"a.yaml":   service("arn:aws:ecs:eu-north-1:111122223333:task-definition/web:7"),
				"web.json": definition,
			}, "web.json",
		},
		"another":      {tree{"a.yaml": service("api"), "web.json": definition}, "api"},
		"one of two":   {tree{"a.yaml": service("web"), "a.json": definition, "b.json": definition}, "web"},
		"in the stack": {tree{"a.yaml": service("web") + template[12:], "web.json": definition}, "a.yaml#Task"},
		"in another stack": {
			tree{"a.yaml": service("web"), "b.yaml": template}, "web",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			res := read(t, c.tree.write(t))
			if len(res.Snapshot.Services) != 1 {
				t.Fatalf("%d services", len(res.Snapshot.Services))
			}

			got := res.Snapshot.Services[0].TaskDefinition

			for i := range res.Snapshot.TaskDefinitions {
				if d := &res.Snapshot.TaskDefinitions[i]; d.ID == got && d.Stack == "" {
					got = filepath.ToSlash(d.Origin.File)
				}
			}

			if got != c.want {
				t.Errorf("the service runs %s, want %s", got, c.want)
			}
		})
	}
}

// No stack reads what lies outside of its repository, by whatever name; and no error tells what is there.
func TestConfined(t *testing.T) {
	t.Parallel()

	outside := tree{
		"web.yaml": template, "web.tf": terraform, "web.json": `[{"name": "web", "image": "s3cret"}]`,
	}.write(t)
	reading := func(file string) string {
		return "resource \"aws_ecs_task_definition\" \"web\" {\n  family = \"web\"\n  container_definitions = file(\"" +
			filepath.ToSlash(file) + "\")\n}\n"
	}

	for name, c := range map[string]struct {
		tree    tree
		link    string // to what is outside
		outside bool
	}{
		"a file inside":     {tree{"a/main.tf": reading("../web.json"), "web.json": containers}, "", false},
		"a file":            {tree{"a/main.tf": reading(filepath.Join(outside, "web.json"))}, "", true},
		"a file by a link":  {tree{"a/main.tf": reading("link/web.json")}, "a/link", true},
		"a module":          {tree{"a/main.tf": calling("./link") + "\n# aws_ecs_service"}, "a/link", true},
		"a template":        {tree{"a/a.yaml": nesting(filepath.Join(outside, "web.yaml")) + "# AWS::ECS"}, "", true},
		"a template's link": {tree{"a/a.yaml": nesting("link/web.yaml") + "# AWS::ECS"}, "a/link", true},
		"a template inside": {tree{"a/a.yaml": nesting("../web.yaml"), "web.yaml": template}, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			dir := c.tree.write(t)

			if c.link != "" {
				if err := os.Symlink(outside, filepath.Join(dir, filepath.FromSlash(c.link))); err != nil {
					t.Skip(err)
				}
			}

			res := read(t, dir, "a")

			web := func(c snapshot.ContainerDefinition) bool { return c.Name == "web" }
			inside := slices.ContainsFunc(res.Snapshot.TaskDefinitions, func(d snapshot.TaskDefinition) bool {
				return slices.ContainsFunc(d.ContainerDefinitions, web)
			})
			if inside == c.outside || c.outside && strings.Contains(fmt.Sprint(res.Snapshot.TaskDefinitions), "s3cret") {
				t.Errorf("read: %v, and problems %v", inside, res.Problems)
			}

			for _, problem := range res.Problems {
				if strings.Contains(problem.Error(), "s3cret") {
					t.Error(problem)
				}
			}
		})
	}
}

// A file that is given is one of variables: no expression reads it outside of the repository, by whatever name.
func TestGivenIsNoFile(t *testing.T) {
	t.Parallel()

	given := filepath.Join(tree{"v.tfvars": containers}.write(t), "v.tfvars")
	inside := tree{"v.tfvars": containers}

	for name, c := range map[string]struct {
		tree tree
		file string
		read bool
	}{
		"outside": {tree{}, given, false},
		"inside":  {inside, "v.tfvars", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			c.tree["main.tf"] = "resource \"aws_ecs_task_definition\" \"web\" {\n  family = \"web\"\n" +
				"  container_definitions = file(\"" + filepath.ToSlash(c.file) + "\")\n}\n"
			varFiles := []string{filepath.ToSlash(filepath.Dir(given)) + "//v.tfvars", given}
			before := slices.Clone(varFiles)

			res, err := files.Read(files.Request{Root: rootAt(c.tree.write(t)), Paths: []string{"."}, VarFiles: varFiles})
			if err != nil {
				t.Fatal(err)
			}

			web := func(c snapshot.ContainerDefinition) bool { return c.Name == "web" }
			if got := slices.ContainsFunc(res.Snapshot.TaskDefinitions[0].ContainerDefinitions, web); got != c.read {
				t.Errorf("read: %v, want %v; %v", got, c.read, res.Problems)
			}

			if !slices.Equal(varFiles, before) {
				t.Errorf("the request has become %q", varFiles)
			}
		})
	}
}

// Parameters and variables come from files that the user names, wherever they are; one that is not there is an error.
func TestGiven(t *testing.T) {
	t.Parallel()

	param := "Parameters: {Family: {Type: String, Default: none}}" +
		strings.ReplaceAll(template, "Family: web", "Family: !Ref Family")
	variable := `variable "family" { default = "none" }` + strings.ReplaceAll(terraform, `= "web"`+"\n", "= var.family\n")
	given := tree{
		"p.json": `[{"ParameterKey": "Family", "ParameterValue": "api"}]`, "v.tfvars": `family = "api"`, "broken.json": "[",
	}.write(t)
	at := func(name string) []string { return []string{filepath.Join(given, name)} }

	for name, c := range map[string]struct {
		request files.Request
		want    string // the family, or what the error begins with
	}{
		"no parameters": {files.Request{Paths: []string{"a.yaml"}}, "none"},
		"parameters":    {files.Request{Paths: []string{"a.yaml"}, ParameterFiles: at("p.json")}, "api"},
		"no variables":  {files.Request{Paths: []string{"tf"}}, "none"},
		"variables":     {files.Request{Paths: []string{"tf"}, VarFiles: at("v.tfvars")}, "api"},
		"a variable": {
			files.Request{Paths: []string{"tf"}, VarFiles: at("v.tfvars"), Vars: map[string]string{"family": "web"}}, "web",
		},
		"not there": {
			files.Request{Paths: []string{"a.yaml"}, ParameterFiles: at("x")}, "the parameters cannot be read: ",
		},
		"variables not there": {files.Request{Paths: []string{"tf"}, VarFiles: at("x")}, "the variables cannot be read: "},
		"broken":              {files.Request{Paths: []string{"a.yaml"}, ParameterFiles: at("broken.json")}, given},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			c.request.Root = rootAt(tree{"a.yaml": param, "tf/main.tf": variable}.write(t))

			res, err := files.Read(c.request)

			switch {
			case err != nil && !strings.HasPrefix(err.Error(), c.want):
				t.Errorf("got %v, want %q", err, c.want)
			case err == nil && res.Snapshot.TaskDefinitions[0].Family != c.want:
				t.Errorf("got family %q, want %q", res.Snapshot.TaskDefinitions[0].Family, c.want)
			}
		})
	}
}
