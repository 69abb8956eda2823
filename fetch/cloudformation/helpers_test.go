package cloudformation_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/cloudformation"
	"github.com/ecslint/ecslint/fetch/document"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const stack = "web.yaml"

// readFile reads a template as the door does, which has parsed it before.
func readFile(name string, data []byte, o cloudformation.Options) (*cloudformation.Result, error) {
	root, err := document.Parse(name, data)
	if err != nil {
		return nil, err
	}

	return cloudformation.ReadTree(name, root, o), nil
}

// read reads a template that has nothing wrong with it.
func read(tb testing.TB, text string) *snapshot.Snapshot {
	tb.Helper()

	r, err := readFile(stack, []byte(text), cloudformation.Options{})
	if err != nil {
		tb.Fatal(err)
	}

	for _, problem := range r.Problems {
		tb.Error(problem)
	}

	return r.Snapshot
}

// outline writes a line for each noun, as JSON without its place and its stack. IDs of the stack begin with #.
func outline(tb testing.TB, s *snapshot.Snapshot) string {
	tb.Helper()

	var b strings.Builder

	for v, i := reflect.ValueOf(*s), 0; i < v.NumField(); i++ {
		if v.Type().Field(i).Name == "Sources" || v.Field(i).Kind() != reflect.Slice {
			continue
		}

		for j := range v.Field(i).Len() {
			fmt.Fprintf(&b, "%s %s\n", v.Type().Field(i).Name, bare(tb, v.Field(i).Index(j).Interface(), s.Sources[0].Path))
		}
	}

	return b.String()
}

func bare(tb testing.TB, noun any, stack string) string {
	tb.Helper()

	data, err := json.Marshal(noun)
	if err != nil {
		tb.Fatal(err)
	}

	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		tb.Fatal(err)
	}

	var out bytes.Buffer

	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)

	if err := encoder.Encode(stripped(tree)); err != nil {
		tb.Fatal(err)
	}

	return strings.ReplaceAll(strings.TrimSpace(out.String()), stack+"#", "#")
}

func stripped(tree any) any {
	switch tree := tree.(type) {
	case map[string]any:
		delete(tree, "origin")
		delete(tree, "stack")

		for key, value := range tree {
			tree[key] = stripped(value)
		}
	case []any:
		for i := range tree {
			tree[i] = stripped(tree[i])
		}
	}

	return tree
}

// golden compares with a file, and writes it anew where -update asks for that.
func golden(t *testing.T, path, got string) {
	t.Helper()

	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}

	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("%s (-want +got):\n%s", path, d)
	}
}

// lines are errors, one on each.
func lines(errs []error) string {
	var b strings.Builder
	for _, err := range errs {
		fmt.Fprintln(&b, err)
	}

	return b.String()
}

// beside opens files beside a template of a folder.
func beside(root string) func(string) ([]byte, error) {
	return func(path string) ([]byte, error) { return fs.ReadFile(os.DirFS(root), filepath.ToSlash(path)) }
}
