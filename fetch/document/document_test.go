package document_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
)

func parse(t *testing.T, file, text string) *document.Node {
	t.Helper()

	root, err := document.Parse(file, []byte(text))
	if err != nil {
		t.Fatal(err)
	}

	return root
}

// outline draws a tree, a line per value: where it is, its name, tag and value.
func outline(n *document.Node) string {
	var b strings.Builder

	draw(&b, n, 0)

	return b.String()
}

func draw(b *strings.Builder, n *document.Node, depth int) {
	fmt.Fprintf(b, "%s%s", strings.Repeat("  ", depth), place(n.Range()))

	if n.Name() != "" {
		fmt.Fprintf(b, " %s@%s", n.Name(), place(n.NameRange()))
	}

	fmt.Fprintf(b, " %s%s\n", n.Tag(), value(n))

	for _, item := range n.Items() {
		draw(b, item, depth+1)
	}
}

func place(r snapshot.Range) string {
	return fmt.Sprintf("%d:%d-%d:%d", r.StartLine, r.StartColumn, r.EndLine, r.EndColumn)
}

func value(n *document.Node) string {
	if text, ok := n.Text(); ok {
		return fmt.Sprintf("%q", text)
	}

	if i, ok := n.Int(); ok {
		return strconv.Itoa(i)
	}

	if b, ok := n.Bool(); ok {
		return strconv.FormatBool(b)
	}

	return n.Kind().String()
}

func lines(text ...string) string { return strings.Join(text, "\n") + "\n" }

func TestParse(t *testing.T) {
	t.Parallel()

	for name, tc := range map[string]struct{ file, text, want string }{
		"JSON": {
			"a.json", lines(`{`, `  "a": [1, true, null],`, "\t\"b\": {\"c\": \"é\"}", `}`),
			lines("1:1-4:2 an object",
				"  2:8-2:23 a@2:3-2:6 a list",
				"    2:9-2:10 1",
				"    2:12-2:16 true",
				"    2:18-2:22 null",
				"  3:7-3:18 b@3:2-3:5 an object",
				`    3:13-3:17 c@3:8-3:11 "é"`),
		},
		"JSON escapes": {
			"a.json", `["a\/y", "\ud83d\ude00", "\"\\", 1e3, -0]`,
			lines("1:1-1:42 a list", `  1:2-1:8 "a/y"`, `  1:10-1:24 "😀"`, `  1:26-1:32 "\"\\"`,
				"  1:34-1:37 a number", "  1:39-1:41 0"),
		},
		"JSON, last of equal names wins": {
			"a.json", `{"a": 1, "b": 2, "a": 3}`,
			lines("1:1-1:25 an object", "  1:15-1:16 b@1:10-1:13 2", "  1:23-1:24 a@1:18-1:21 3"),
		},
		"JSON, names as long as those before": {
			"a.json", `[{"ab": 1, "c": 2}, {"cd": 3, "c": 4, "e": 5}]`,
			lines("1:1-1:47 a list",
				"  1:2-1:19 an object", "    1:9-1:10 ab@1:3-1:7 1", "    1:17-1:18 c@1:12-1:15 2",
				"  1:21-1:46 an object", "    1:28-1:29 cd@1:22-1:26 3", "    1:36-1:37 c@1:31-1:34 4",
				"    1:44-1:45 e@1:39-1:42 5"),
		},
		"JSON, names that only look the same": {
			"a.json", `[{"a\\n": 1}, {"a\n": 2}]`,
			lines("1:1-1:26 a list", "  1:2-1:13 an object", `    1:11-1:12 a\n@1:3-1:9 1`,
				"  1:15-1:25 an object", "    1:23-1:24 a", "@1:16-1:21 2"),
		},
		"JSON behind a byte order mark": {"a.json", "\xEF\xBB\xBF[]", lines("1:1-1:3 a list")},
		"JSON with CRLF":                {"a.json", "[\r\n1\r\n]\r\n", lines("1:1-3:2 a list", "  2:1-2:2 1")},
		"JSON by its first character":   {"a.tpl", "\n [1]", lines("2:2-2:5 a list", "  2:3-2:4 1")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if diff := cmp.Diff(tc.want, outline(parse(t, tc.file, tc.text))); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// A reader of a file nobody knows the shape of asks for what may not be there.
func TestAbsent(t *testing.T) {
	t.Parallel()

	root := parse(t, "a.json", `{"text": "x", "null": null, "list": [1]}`)

	for name, n := range map[string]*document.Node{
		"no such name":        root.Get("other"),
		"no such object":      root.Get("other").Get("name"),
		"a name of a text":    root.Get("text").Get("name"),
		"a name of a list":    root.Get("list").Get("0"),
		"null is there":       root.Get("null"),
		"nothing at all, nil": nil,
	} {
		_, isText := n.Text()
		_, isInt := n.Int()
		_, isBool := n.Bool()

		if n.Kind() != document.Null || isText || isInt || isBool || n.Len() != 0 || n.Tag() != "" {
			t.Errorf("%s: %v is not null", name, n.Kind())
		}

		for range n.Items() {
			t.Errorf("%s has items", name)
		}
	}

	if n := root.Get("other"); n.Name() != "" || n.Range() != n.NameRange() || n.Head() != (snapshot.Range{}) {
		t.Error("an absent value has a place")
	}

	if root.Get("null").Range() == (snapshot.Range{}) {
		t.Error("a null has no place")
	}
}

func TestScalars(t *testing.T) {
	t.Parallel()

	for _, tc := range []struct{ file, text, want string }{
		{"a.json", `8080`, "8080"},
		{"a.json", `-1`, "-1"},
		{"a.json", `8080.0`, "a number"},
		{"a.json", `1e3`, "a number"},
		{"a.json", `99999999999999999999`, "a number"},
		{"a.json", `"8080"`, `"8080"`},
		{"a.json", `true`, "true"},
		{"a.json", `"true"`, `"true"`},
		{"a.yaml", `8080`, "8080"},
		{"a.yaml", `+80`, "80"},
		{"a.yaml", `010`, "a number"},
		{"a.yaml", `0x50`, "a number"},
		{"a.yaml", `8_080`, "a number"},
		{"a.yaml", `"8080"`, `"8080"`},
		{"a.yaml", `!!str 8080`, `"8080"`},
		{"a.yaml", `!!int "8080"`, "8080"},
		{"a.yaml", `! 8080`, "8080"},
		{"a.yaml", `80:80`, `"80:80"`},
		{"a.yaml", `2026-11-22`, `"2026-11-22"`},
		{"a.yaml", `True`, "true"},
		{"a.yaml", `FALSE`, "false"},
		{"a.yaml", `yes`, `"yes"`},
		{"a.yaml", `!!bool 1`, "true or false"},
		{"a.yaml", `~`, "null"},
		{"a.yaml", `!Ref Name`, `!Ref"Name"`},
	} {
		root := parse(t, tc.file, tc.text)
		if got := root.Tag() + value(root); got != tc.want {
			t.Errorf("%s %s is %s; want %s", tc.file, tc.text, got, tc.want)
		}
	}
}

func TestHead(t *testing.T) {
	t.Parallel()

	for _, tc := range []struct{ file, text, want string }{
		{"a.json", "[\n1]", "1:1-1:2"},
		{"a.json", `{"a": 1}`, "1:1-1:2"},
		{"a.json", `"text"`, "1:1-1:7"},
		{"a.yaml", "a: 1  \nb: 2", "1:1-1:5"},
		{"a.yaml", "- a\n- b", "1:1-1:4"},
		{"a.yaml", "[a,\nb]", "1:1-1:2"},
		{"a.yaml", "a", "1:1-1:2"},
	} {
		if got := place(parse(t, tc.file, tc.text).Head()); got != tc.want {
			t.Errorf("the head of %q is %s; want %s", tc.text, got, tc.want)
		}
	}
}
