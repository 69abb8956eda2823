package document_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
)

// JSON that stays clear of what YAML reads differently (\/, surrogate pairs) is YAML: both parsers must build
// the same tree and see everything at the same place.
func TestParsersAgree(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		text := drawJSON(t, 4)

		asJSON, err := document.Parse("a.json", []byte(text))
		if err != nil {
			t.Fatalf("%s\n%v", text, err)
		}

		asYAML, err := document.Parse("a.yaml", []byte(text))
		if err != nil {
			t.Fatalf("%s\n%v", text, err)
		}

		if diff := cmp.Diff(outline(asJSON), outline(asYAML)); diff != "" {
			t.Fatalf("%s\n-JSON +YAML\n%s", text, diff)
		}

		checkValues(t, asJSON, []byte(text))
		checkPlaces(t, asJSON, text)
	})
}

// drawJSON draws a JSON value with all the freedom of blanks that the grammar leaves.
func drawJSON(t *rapid.T, depth int) string {
	kinds := []string{"null", "true", "false", "number", "text", "list", "object"}
	if depth == 0 {
		kinds = kinds[:5]
	}

	switch kind := rapid.SampledFrom(kinds).Draw(t, "kind"); kind {
	case "number":
		return rapid.SampledFrom([]string{"0", "-1", "65535", "1.5", "1e3", "-2E-1"}).Draw(t, "number")
	case "text":
		return drawText(t)
	case "list":
		return drawItems(t, "[", "]", func() string { return drawJSON(t, depth-1) })
	case "object":
		return drawItems(t, "{", "}", func() string {
			// A name of YAML ends on the line of its colon.
			return drawText(t) + rapid.SampledFrom([]string{":", " : ", ":\n"}).Draw(t, "colon") + drawJSON(t, depth-1)
		})
	default:
		return kind
	}
}

func drawItems(t *rapid.T, open, closing string, item func() string) string {
	blank := func() string { return rapid.SampledFrom([]string{"", " ", "\n  ", "\r\n", " \n\t"}).Draw(t, "blank") }

	items := make([]string, rapid.IntRange(0, 3).Draw(t, "items"))
	for i := range items {
		items[i] = blank() + item() + blank()
	}

	if len(items) == 0 {
		return open + blank() + closing
	}

	return open + strings.Join(items, ",") + closing
}

func drawText(t *rapid.T) string {
	parts := rapid.SliceOfN(rapid.SampledFrom([]string{
		"a", "name", "é", "😀", " ", ": ", " #", "'", `\"`, `\\`, `\n`, `\u00e9`,
		"{", "]", ",", "<<", "- ", "&", "*", "!", "${x}",
	}), 0, 4).Draw(t, "text")

	return `"` + strings.Join(parts, "") + `"`
}

// A failer is what rapid and fuzzing have in common.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkValues compares a tree with what encoding/json reads.
func checkValues(t failer, root *document.Node, data []byte) {
	t.Helper()

	var want any

	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()

	if err := decoder.Decode(&want); err != nil {
		t.Fatalf("encoding/json does not read %q: %v", data, err)
	}

	if diff := cmp.Diff(want, plain(root)); diff != "" {
		t.Fatalf("%q: -encoding/json +document\n%s", data, diff)
	}
}

// plain is a tree as encoding/json has it. A number that is no whole one stands for itself.
func plain(n *document.Node) any {
	switch n.Kind() {
	case document.Null:
		return nil
	case document.Bool:
		b, _ := n.Bool()

		return b
	case document.Text:
		text, _ := n.Text()

		return text
	case document.List:
		items := make([]any, 0, n.Len())
		for _, item := range n.Items() {
			items = append(items, plain(item))
		}

		return items
	case document.Object:
		items := make(map[string]any, n.Len())
		for _, item := range n.Items() {
			items[item.Name()] = plain(item)
		}

		return items
	default:
		return json.Number(n.Number())
	}
}

// checkPlaces makes sure that every place is in the file, and that nothing ends before it begins.
func checkPlaces(t failer, root *document.Node, text string) {
	t.Helper()

	fileLines := strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n")

	var check func(n *document.Node)

	check = func(n *document.Node) {
		for _, r := range []snapshot.Range{n.Range(), n.Head()} {
			checkRange(t, r, fileLines)
		}

		for _, item := range n.Items() {
			if n.Kind() == document.Object {
				checkRange(t, item.NameRange(), fileLines)
			}

			check(item)
		}
	}

	check(root)
}

func checkRange(t failer, r snapshot.Range, fileLines []string) {
	t.Helper()

	in := func(line, column int) bool {
		return line >= 1 && line <= len(fileLines) && column >= 1 && column <= len(fileLines[line-1])+1
	}

	forward := r.StartLine < r.EndLine || r.StartLine == r.EndLine && r.StartColumn <= r.EndColumn
	if !in(r.StartLine, r.StartColumn) || !in(r.EndLine, r.EndColumn) || !forward {
		t.Fatalf("%q: %s is no place in the file", strings.Join(fileLines, "\n"), fmt.Sprint(r))
	}
}
