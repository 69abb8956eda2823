package taskdef_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/taskdef"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Every shape and format of a task definition is a file, with what is read from it beside it.
func TestRead(t *testing.T) {
	t.Parallel()

	for _, path := range shapes(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()

			golden(t, path+".want", outline(read(t, filepath.Base(path), content(t, path))))
		})
	}
}

// A place that is off by one is worse than none: each must hold, in the file itself, the key it says it is of.
func TestFieldsAreTheirKeys(t *testing.T) {
	t.Parallel()

	checked := 0

	for _, path := range append(shapes(t), realFiles(t)...) {
		text := content(t, path)

		definitions, err := taskdef.Read("f"+filepath.Ext(path), []byte(text))
		if err != nil {
			continue
		}

		for _, origin := range origins(definitions[0]) {
			for _, field := range origin.Fields {
				checked++

				if got := strings.Trim(cut(text, field.Range), `"`); !strings.EqualFold(got, field.Name) {
					t.Errorf("%s: the place of %s holds %q", path, field.Name, got)
				}
			}
		}
	}

	if checked < 300 {
		t.Errorf("only %d fields were checked", checked)
	}
}

// A JSON pointer leads encoding/json to the same container and mapping.
func TestPointers(t *testing.T) {
	t.Parallel()

	for _, path := range append(shapes(t), realFiles(t)...) {
		text := content(t, path)

		definitions, err := taskdef.Read("f.json", []byte(text))
		if err != nil {
			continue // YAML, or a template
		}

		var root any
		if err := json.Unmarshal([]byte(text), &root); err != nil {
			t.Fatal(err)
		}

		for _, container := range definitions[0].ContainerDefinitions {
			found, _ := follow(root, container.Origin.Pointer).(map[string]any)
			if name, _ := found["name"].(string); name != container.Name {
				t.Errorf("%s: %s leads to %q; want %q", path, container.Origin.Pointer, name, container.Name)
			}

			for _, mapping := range container.PortMappings {
				found, _ := follow(root, mapping.Origin.Pointer).(map[string]any)
				if port, ok := mapping.ContainerPort.Get(); ok && found["containerPort"] == nil {
					t.Errorf("%s: %s does not lead to port %d", path, mapping.Origin.Pointer, port)
				}
			}
		}
	}
}

func TestIdentity(t *testing.T) {
	t.Parallel()

	const arn = "arn:aws:ecs:eu-north-1:111122223333:task-definition/web:7"

	for _, tc := range []struct{ file, arn, family, wantID, wantFamily, wantAccount string }{
		{"infra/api.json", arn, "front", arn, "front", "111122223333"},
		{"infra/api.json", arn, "", arn, "web", "111122223333"},
		{"infra/api.json", "", "front", "infra/api.json", "front", ""},
		{"infra/api.json", "", "", "infra/api.json", "api", ""},
		{"infra/api.json.tpl", "", "", "infra/api.json.tpl", "api.json", ""},
		{"-", "", "", "-", "-", ""},
		{"api.json", "arn:aws:ecs:${region}:1:task-definition/web:7", "", "api.json", "api", ""},
		{"api.json", "arn:aws:ecs:eu-north-1:111122223333:service/prod/web", "", "api.json", "api", ""},
		{"api.json", "web:7", "", "api.json", "api", ""},
	} {
		text, err := json.Marshal(map[string]any{
			"taskDefinitionArn": tc.arn, "family": tc.family, "containerDefinitions": []any{},
		})
		if err != nil {
			t.Fatal(err)
		}

		d := read(t, tc.file, string(text))
		if d.ID != tc.wantID || d.Family != tc.wantFamily || d.Account != tc.wantAccount ||
			(d.Origin.ARN == "") != (d.ID == tc.file) {
			t.Errorf("%s %q: %s, family %s, account %s, ARN %s", tc.file, tc.arn, d.ID, d.Family, d.Account, d.Origin.ARN)
		}
	}
}

func read(t *testing.T, name, text string) snapshot.TaskDefinition {
	t.Helper()

	definitions, err := taskdef.Read(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}

	if len(definitions) != 1 {
		t.Fatalf("%s has %d task definitions", name, len(definitions))
	}

	return definitions[0]
}

// shapes are the files of every shape and format.
func shapes(t *testing.T) []string {
	t.Helper()

	return slices.DeleteFunc(files(t, "testdata", "read", "*"), func(path string) bool {
		return filepath.Ext(path) == ".want"
	})
}

func files(t *testing.T, pattern ...string) []string {
	t.Helper()

	paths, err := filepath.Glob(filepath.Join(pattern...))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files at %v: %v", pattern, err)
	}

	return paths
}

func content(t *testing.T, path string) string {
	t.Helper()

	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}

	return string(data)
}

func golden(t *testing.T, path, got string) {
	t.Helper()

	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	if diff := cmp.Diff(content(t, path), got); diff != "" {
		t.Errorf("-want +got (go test -update rewrites %s)\n%s", path, diff)
	}
}

func origins(d snapshot.TaskDefinition) []snapshot.Origin {
	all := []snapshot.Origin{d.Origin}

	for i := range d.ContainerDefinitions {
		container := &d.ContainerDefinitions[i]
		all = append(all, container.Origin)
		for _, mapping := range container.PortMappings {
			all = append(all, mapping.Origin)
		}
	}

	return all
}

// cut is what a file holds at a place on one line.
func cut(text string, r snapshot.Range) string {
	lines := strings.Split(text, "\n")
	if r.StartLine != r.EndLine || r.StartLine < 1 || r.StartLine > len(lines) {
		return "more than a line"
	}

	return lines[r.StartLine-1][r.StartColumn-1 : r.EndColumn-1]
}

// follow resolves a JSON pointer without escapes.
func follow(root any, pointer string) any {
	for _, step := range strings.Split(pointer, "/")[1:] {
		switch at := root.(type) {
		case map[string]any:
			root = at[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(at) {
				return nil
			}

			root = at[i]
		}
	}

	return root
}
