package hcl_test

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/terraform/hcl"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// dir is a directory of files by name.
type dir map[string]string

func (d dir) fs() fstest.MapFS {
	files := fstest.MapFS{}
	for name, content := range d {
		files[name] = &fstest.MapFile{Data: []byte(content)}
	}

	return files
}

// read reads the root module in the directory itself.
func (d dir) read(o hcl.Options) *hcl.Result { return hcl.NewReader(d.fs()).Read(".", o) }

// value is what an expression comes to as an argument of a resource, beside other blocks.
func value(t *testing.T, expression, around string) string {
	t.Helper()

	r := dir{"main.tf": "resource \"x\" \"y\" {\n  v = " + expression + "\n}\n" + around}.read(hcl.Options{})
	equal(t, problems(r), "")

	return short(find(t, r, "x.y").Values.Get("v"))
}

func find(t *testing.T, r *hcl.Result, address string) resource.Resource {
	t.Helper()

	for _, found := range r.Resources {
		if found.Address == address {
			return found
		}
	}

	t.Fatalf("no %s among %v", address, addresses(r))

	return resource.Resource{}
}

func addresses(r *hcl.Result) []string {
	all := make([]string, 0, len(r.Resources))
	for _, found := range r.Resources {
		all = append(all, found.Address)
	}

	return all
}

func problems(r *hcl.Result) string {
	lines := make([]string, 0, len(r.Problems))
	for _, problem := range r.Problems {
		lines = append(lines, problem.Error())
	}

	return strings.Join(lines, "\n")
}

// short is a value in one line: <x> is a reference, and ?x is unknown and depends on x.
func short(n *document.Node) string {
	switch n.Kind() {
	case document.Text:
		text, _ := n.Text()

		return strconv.Quote(text)
	case document.Reference:
		address, attribute, _ := n.Reference()

		return "<" + strings.TrimSuffix(address+"|"+attribute, "|") + ">"
	case document.Unknown:
		return "?" + strings.TrimPrefix(n.Why(), "depends on ")
	case document.List, document.Object:
		return shortAll(n)
	case document.Bool:
		b, _ := n.Bool()

		return strconv.FormatBool(b)
	default:
		return n.Number() + map[bool]string{true: "null"}[n.Kind() == document.Null]
	}
}

func shortAll(n *document.Node) string {
	var items []string

	for _, item := range n.Items() {
		text := short(item)
		if n.Kind() == document.Object {
			text = item.Name() + "=" + text
		}

		items = append(items, text)
	}

	if n.Kind() == document.Object {
		return "{" + strings.Join(items, " ") + "}"
	}

	return "[" + strings.Join(items, " ") + "]"
}

// long is a value with the place of each name, or of each item.
func long(n *document.Node, indent string) string {
	at := n.NameRange()
	if n.Name() == "" {
		at = n.Head()
	}

	var text strings.Builder

	fmt.Fprintf(&text, "%s%s @%d:%d", indent, n.Name(), at.StartLine, at.StartColumn)

	if n.Len() == 0 {
		return text.String() + " " + short(n) + "\n"
	}

	text.WriteString("\n")

	for _, item := range n.Items() {
		text.WriteString(long(item, indent+"  "))
	}

	return text.String()
}

// dump is everything of a result.
func dump(r *hcl.Result) string {
	var out strings.Builder

	for _, problem := range r.Problems {
		fmt.Fprintf(&out, "problem: %v\n", problem)
	}

	for _, call := range r.Unread {
		fmt.Fprintf(&out, "unread: %s from %s at %s:%d\n", call.Address, call.Source, call.File, call.Line)
	}

	for _, found := range r.Resources {
		fmt.Fprintf(&out, "%s at %s:%d\n", found.Address, found.File, found.Head.Range().StartLine)

		for _, item := range found.Values.Items() {
			out.WriteString(long(item, "  "))
		}
	}

	return out.String()
}

func equal[T any](t *testing.T, got, want T) {
	t.Helper()

	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()

	if *update {
		if err := os.WriteFile(name, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}

	equal(t, got, string(want))
}
