package ignore_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/ignore"
)

// What is taken for a comment is one to the parser, too: without its text, the file says the same.
func FuzzCommentsSayNothing(f *testing.F) {
	for _, seed := range [][]byte{
		lines("a: # ecslint:ignore a/b", "  b: |", "    # ecslint:ignore c/d", "  # ecslint:ignore e/f", "  c: 'x",
			"   # ecslint:ignore g'"),
		lines("- |2", "    x", "   # ecslint:ignore a/b", "# ecslint:ignore a/b", "- >-", "",
			"  x # ecslint:ignore a/b", "- x"),
		lines("? |", "  # ecslint:ignore a/b", ": &a !x >", "  # ecslint:ignore a/b", "b: *a # ecslint:ignore a/b"),
		lines("--- |", "# ecslint:ignore a/b", "x", "---", "a: \"x", "  # ecslint:ignore a/b\"",
			"b: [x, # ecslint:ignore a/b", " y]"),
		lines("--- >", " x", "# ecslint:ignore a/b"),
	} {
		f.Add(seed)
	}

	f.Fuzz(func(t *testing.T, data []byte) {
		found := ignore.InFile("a.yaml", data)
		if len(found) == 0 || bytes.ContainsAny(data, "\u0085\u2028\u2029") || bytes.HasPrefix(data, []byte("\uFEFF")) {
			return
		}

		all := bytes.Split(bytes.Clone(data), []byte("\n"))

		for _, s := range found {
			at := s.Origin.Range
			line := all[at.StartLine-1]
			all[at.StartLine-1] = slices.Concat(line[:at.StartColumn], line[at.EndColumn-1:]) // the sign stays

			if s.Lines.First > 0 && s.Lines.Last < s.Lines.First || s.Lines.Last > len(all) {
				t.Errorf("covers %+v of %d lines", s.Lines, len(all))
			}
		}

		before, err := document.ParseAll("a.yaml", data)
		if err != nil {
			t.Fatal(err)
		}

		after, err := document.ParseAll("a.yaml", bytes.Join(all, []byte("\n")))
		if err != nil {
			t.Fatalf("without its comments the file is broken: %v", err)
		}

		for i := range before {
			if diff := cmp.Diff(said(before[i]), said(after[i])); diff != "" {
				t.Errorf("-with +without comments\n%s", diff)
			}
		}
	})
}

// FuzzHCL finds no input that makes the reader panic, or cover lines that are not there.
func FuzzHCL(f *testing.F) {
	f.Add(lines("# ecslint:ignore a/b", `resource "x" "y" {`, "  // ecslint:ignore c/d until=x", "  a = [{ b = 1 }]", "}"))

	f.Fuzz(func(t *testing.T, data []byte) {
		for _, s := range ignore.InFile("a.tf", data) {
			if n := bytes.Count(data, []byte("\n")) + 1; s.Lines.First > 0 && s.Lines.Last < s.Lines.First || s.Lines.Last > n {
				t.Errorf("covers %+v of %d lines", s.Lines, n)
			}
		}
	})
}

// said is a value without its places.
func said(n *document.Node) any {
	text, _ := n.Text()
	value := []any{n.Kind(), n.Name(), n.Tag(), text, n.Number()}

	for _, item := range n.Items() {
		value = append(value, said(item))
	}

	return value
}
