package taskdef_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/taskdef"
)

// FuzzRead: any file is task definitions that survive being saved, each with an identity of its own and every place in
// the file; or one of four errors, on one line.
func FuzzRead(f *testing.F) {
	paths, err := filepath.Glob(filepath.Join("testdata", "read", "*"))
	if err != nil || len(paths) == 0 {
		f.Fatalf("no seeds: %v", err)
	}

	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}

		f.Add(filepath.Ext(path) == ".json", data)
	}

	f.Fuzz(func(t *testing.T, isJSON bool, data []byte) {
		name := map[bool]string{true: "a.json", false: "a.yaml"}[isJSON]

		definitions, err := taskdef.Read(name, data)
		if err != nil {
			checkError(t, err, name)

			return
		}

		if len(definitions) == 0 {
			t.Fatalf("%q holds nothing", data)
		}

		for i := range definitions {
			d := &definitions[i]
			if d.ID == "" || d.Family == "" {
				t.Fatalf("%q has no identity: %+v", data, d)
			}

			checkSaved(t, *d)
			checkOrigins(t, *d, name, bytes.Count(data, []byte("\n"))+1)
		}
	})
}

func checkError(t *testing.T, err error, name string) {
	t.Helper()

	_, isSyntax := errors.AsType[*document.SyntaxError](err)
	_, isType := errors.AsType[*taskdef.TypeError](err)

	_, isShape := errors.AsType[*taskdef.ShapeError](err)

	if !isSyntax && !isType && !isShape && !errors.Is(err, taskdef.ErrNotTaskDefinition) {
		t.Fatalf("%v is an error of no known kind", err)
	}

	if text := err.Error(); !strings.HasPrefix(text, name+":") || strings.Contains(text, "\n") {
		t.Fatalf("%q is not one line about %s", text, name)
	}
}

func checkSaved(t *testing.T, d snapshot.TaskDefinition) {
	t.Helper()

	saved, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}

	var again snapshot.TaskDefinition
	if err := json.Unmarshal(saved, &again); err != nil {
		t.Fatal(err)
	}

	if diff := cmp.Diff(outline(d), outline(again)); diff != "" {
		t.Fatalf("-read +saved\n%s", diff)
	}
}

func checkOrigins(t *testing.T, d snapshot.TaskDefinition, name string, lines int) {
	t.Helper()

	for _, o := range origins(d) {
		for _, field := range append(o.Fields, snapshot.Field{Range: o.Range}) {
			r := field.Range
			if o.File != name || r.StartLine < 1 || r.EndLine < r.StartLine || r.EndLine > lines || r.StartColumn < 1 {
				t.Fatalf("%s:%s is no place in the file", o.File, place(r))
			}
		}
	}
}
