package document_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/fetch/document"
)

// Values that are made have the name and the place of the node that they are made of, which stays as it was.
func TestMake(t *testing.T) {
	t.Parallel()

	root := parse(t, "a.yaml", "a: !Ref b\nc: [1]\n")
	a, c := root.Get("a"), root.Get("c")
	before := outline(root)

	for want, made := range map[string]*document.Node{
		"1:4-1:10 a@1:1-1:2 \"x\"\n":                a.MakeText("x"),
		"1:4-1:10 a@1:1-1:2 8080\n":                 a.MakeNumber("8080"),
		"1:4-1:10 a@1:1-1:2 true\n":                 a.MakeBool(true),
		"1:4-1:10 a@1:1-1:2 null\n":                 a.MakeNull(),
		"1:4-1:10 a@1:1-1:2 a list\n":               a.MakeList(nil),
		"1:4-1:10 a@1:1-1:2 an object\n":            a.MakeObject(nil),
		"1:4-1:10 a@1:1-1:2 an unknown value\n":     a.MakeUnknown("why"),
		"1:4-1:10 a@1:1-1:2 a reference\n":          a.MakeReference("b", ""),
		"2:4-2:7 c@2:1-2:2 an object\n":             c.MakeObject(nil),
		"2:4-2:7 c@2:1-2:2 false\n":                 c.MakeBool(false),
		"2:4-2:7 a@1:1-1:2 a list\n  2:5-2:6 1\n":   c.Named(a),
		"2:4-2:7 new@2:1-2:2 a list\n  2:5-2:6 1\n": c.Renamed("new"),
		"1:4-1:10 c@2:1-2:2 a list\n  2:5-2:6 1\n":  c.PlacedAt(a),
		"2:4-2:7 a@1:1-1:2 \"x\"\n":                 a.MakeText("x").PlacedAt(c),
		"2:4-2:7 c@2:1-2:2 a list\n  1:4-1:10 a@1:1-1:2 \"x\"\n  2:4-2:7 c@2:1-2:2 a list\n    2:5-2:6 1\n": c.
			MakeList([]*document.Node{a.MakeText("x"), c}),
		"1:4-1:10 a@1:1-1:2 an object\n  2:4-2:7 c@2:1-2:2 a list\n    2:5-2:6 1\n": a.MakeObject([]*document.Node{c}),
	} {
		if diff := cmp.Diff(want, outline(made)); diff != "" {
			t.Error(diff)
		}
	}

	if diff := cmp.Diff(before, outline(root)); diff != "" {
		t.Errorf("the file has changed: %s", diff)
	}
}

// A list that is made does not change with the nodes it was made of.
func TestMakeCopies(t *testing.T) {
	t.Parallel()

	items := []*document.Node{parse(t, "a.json", "1"), parse(t, "a.json", "2")}
	list := items[0].MakeList(items)
	items[0] = items[1]

	for i, item := range list.Items() {
		if got, _ := item.Int(); got != i+1 {
			t.Errorf("item %d is %d", i, got)
		}
	}
}

// What is not known says why, and what refers to a resource to which.
func TestWhy(t *testing.T) {
	t.Parallel()

	at := parse(t, "a.json", "[]")

	for name, c := range map[string]struct {
		node                    *document.Node
		why, address, attribute string
		refers                  bool
	}{
		"known":      {at, "", "", "", false},
		"a text":     {at.MakeText("why"), "", "", "", false},
		"no node":    {nil, "", "", "", false},
		"unknown":    {at.MakeUnknown("it is elsewhere"), "it is elsewhere", "", "", false},
		"a resource": {at.MakeReference("aws_lb.a", ""), "aws_lb.a is not known from the files", "aws_lb.a", "", true},
		"its part":   {at.MakeReference("Web", "Arn"), "Web.Arn is not known from the files", "Web", "Arn", true},
		"of a part": {
			at.MakeReference("Net", "Outputs.Id"), "Net.Outputs.Id is not known from the files", "Net", "Outputs.Id", true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			address, attribute, refers := c.node.Reference()
			if c.node.Why() != c.why || address != c.address || attribute != c.attribute || refers != c.refers {
				t.Errorf("why %q; refers to %q, %q: %v", c.node.Why(), address, attribute, refers)
			}
		})
	}
}

// Places outside of a file are moved to its ends, and none ends before it begins.
func TestFileValue(t *testing.T) {
	t.Parallel()

	file := document.NewFile([]byte("ab\ncd"))

	for _, c := range []struct {
		start, end int
		want       string
	}{
		{0, 2, "1:1-1:3 null\n"},
		{1, 4, "1:2-2:2 null\n"},
		{3, 5, "2:1-2:3 null\n"},
		{-7, 1, "1:1-1:2 null\n"},
		{3, 99, "2:1-2:3 null\n"},
		{99, 100, "2:3-2:3 null\n"},
		{4, 1, "2:2-2:2 null\n"},
		{-3, -1, "1:1-1:1 null\n"},
	} {
		if got := outline(file.Value(c.start, c.end)); got != c.want {
			t.Errorf("from %d to %d: got %q, want %q", c.start, c.end, got, c.want)
		}
	}

	want := "2:1-2:3 x@1:1-1:3 null\n"
	if got := outline(file.Member("x", 0, 2, 3, 5)); got != want {
		t.Errorf("got %q, want %q", got, want)
	}

	if got := outline(document.NewFile(nil).Member("x", 1, 2, 3, 4)); got != "1:1-1:1 x@0:0-0:0 null\n" {
		t.Errorf("in nothing: %q", got)
	}
}

// A text that is JSON becomes a tree, at the places of its bytes where these are known, else where the text is.
func TestEmbed(t *testing.T) {
	t.Parallel()

	text := parse(t, "a.yaml", "a: |\n  [{\"b\": 1},\n  true]\n").Get("a")

	// The two spaces before each line of the block are not in the text.
	offset := func(at int) int {
		const first, secondLine = 7, len("[{\"b\": 1},\n")
		if at < secondLine {
			return first + at
		}

		return first + 2 + at
	}

	for name, c := range map[string]struct {
		offset func(int) int
		want   string
	}{
		"with places": {offset, lines("2:3-3:8 a@1:1-1:2 a list",
			"  2:4-2:12 an object", "    2:10-2:11 b@2:5-2:8 1", "  3:3-3:7 true")},
		"without": {nil, lines(
			place(text.Range())+" a@1:1-1:2 a list", "  "+place(text.Range())+" an object",
			"    "+place(text.Range())+" b@1:1-1:2 1", "  "+place(text.Range())+" true")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got, err := text.Embed("a.yaml", c.offset)
			if err != nil {
				t.Fatal(err)
			}

			if diff := cmp.Diff(c.want, outline(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What is no JSON is an error at the text, which tells the line in it.
func TestEmbedErrors(t *testing.T) {
	t.Parallel()

	root := parse(t, "a.yaml", "a: |\n  [1,\n  ${x}]\nb: ''\nc: [1]\nd: \"\\0\"\n")

	for name, want := range map[string]struct{ line, column int }{
		"a": {1, 4}, "b": {4, 4}, "c": {5, 4}, "d": {6, 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			_, err := root.Get(name).Embed("a.yaml", nil)

			wrong, ok := errors.AsType[*document.SyntaxError](err)
			if !ok || wrong.File != "a.yaml" || wrong.Line != want.line || wrong.Column != want.column {
				t.Errorf("got %v, want it at %d:%d", err, want.line, want.column)
			}
		})
	}

	const want = "a.yaml:1:4: line 2 of this text: this looks like a template placeholder; " +
		"render the template first, put the placeholder in quotes, or exclude the file in .ecslint.yaml"
	if _, err := root.Get("a").Embed("a.yaml", nil); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
