package document_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
)

func TestParseAll(t *testing.T) {
	t.Parallel()

	for name, tc := range map[string]struct {
		file, text string
		want       []string
	}{
		"JSON":          {"a.json", "[1]", []string{lines("1:1-1:4 a list", "  1:2-1:3 1")}},
		"one":           {"a.yaml", "a: 1", []string{lines("1:1-1:5 an object", "  1:4-1:5 a@1:1-1:2 1")}},
		"one by marker": {"a.yaml", "---\na: 1", []string{lines("2:1-2:5 an object", "  2:4-2:5 a@2:1-2:2 1")}},
		"several": {"a.yaml", "a: 1\n--- # next\nb: {c: é}\n---\n- d\n", []string{
			lines("1:1-1:5 an object", "  1:4-1:5 a@1:1-1:2 1"),
			lines("3:1-3:11 an object", "  3:4-3:11 b@3:1-3:2 an object", `    3:8-3:10 c@3:5-3:6 "é"`),
			lines("5:1-5:4 a list", `  5:3-5:4 "d"`),
		}},
		"one that is empty": {"a.yaml", "a: 1\n---\n", []string{
			lines("1:1-1:5 an object", "  1:4-1:5 a@1:1-1:2 1"), lines("3:1-3:1 null"),
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			roots, err := document.ParseAll(tc.file, []byte(tc.text))
			if err != nil {
				t.Fatal(err)
			}

			got := make([]string, len(roots))
			for i, root := range roots {
				got[i] = outline(root)
			}

			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestParseAllRefuses(t *testing.T) {
	t.Parallel()

	for _, tc := range []struct{ file, text, want string }{
		{"a.json", "{}\n{}", "a.json:2:1: there is more text after the end of the JSON value"},
		{"a.yaml", "# a\n", "a.yaml:1:1: the file holds nothing but comments"},
		{"a.yaml", "a: 1\n---\nb: [", "a.yaml:3:1: "}, // places count on from one document to the next
		{"a.yaml", "a: &x 1\n---\nb: *x", "a.yaml:3:4: an alias stands inside its own"},
	} {
		roots, err := document.ParseAll(tc.file, []byte(tc.text))
		if err == nil || len(roots) > 0 {
			t.Errorf("%q is read: %v", tc.text, roots)
		} else if got := err.Error(); got[:min(len(got), len(tc.want))] != tc.want {
			t.Errorf("%q: %v; want %s", tc.text, err, tc.want)
		}
	}
}

func TestRepeated(t *testing.T) {
	t.Parallel()

	for _, tc := range []struct{ file, text, want string }{
		{"a.json", `{"a": 1, "b": {"a": 2}, "c": [{"a": 3}, {"a": 4}]}`, ""},
		{"a.json", `{"a": 1, "A": 2}`, ""},
		{"a.json", `{"a": 1, "a": 1}`, "1:10 1:2"},
		{"a.json", `{"a": 1, "\u0061": 1}`, "1:10 1:2"},
		{"a.json", "{\"b\": {\"c\": 1,\n\"c\": 2}, \"a\": 1,\n\"a\": 2}", "2:1 1:8"}, // the first to meet
		{"a.json", `[{"a": 1, "a": 2, "a": 3}]`, "1:11 1:3"},
		{"a.json", many(), "1:402 1:2"},
		{"a.yaml", "a: 1\nb: 2\na: 3", "3:1 1:1"},
		{"a.yaml", "a: {b: 1}\nc: {b: 1}", ""},
		{"a.yaml", "a: &x {b: 1}\nc:\n  <<: *x\n  b: 2", ""}, // to be overridden is what << is for
		{"a.yaml", "a: &x {b: 1, b: 2}\nc: *x", "1:14 1:8"},
	} {
		got := ""

		second, first := parse(t, tc.file, tc.text).Repeated()
		if second != (snapshot.Range{}) {
			got = begin(second) + " " + begin(first)
		}

		if got != tc.want {
			t.Errorf("%s: %q; want %q", tc.text, got, tc.want)
		}
	}

	var none *document.Node
	if second, first := none.Repeated(); second != first {
		t.Error("nothing repeats")
	}
}

func TestRepetitions(t *testing.T) {
	t.Parallel()

	for text, want := range map[string]string{
		"a: 1\nb: {c: 1, c: 2}\na: 3":            "2:11 2:5, 3:1 1:1",
		"b:\n  d: 1\n  d: 2\nb: 1\n":             "3:3 2:3, 4:1 1:1",
		"a: 1\na: 2\na: 3":                       "2:1 1:1, 3:1 2:1",
		"a: 1\nb: 2":                             "",
		"b: 1\n" + strings.Repeat("a: 1\n", 200): "",
	} {
		var got []string

		for second, first := range parse(t, "a.yaml", text).Repetitions() {
			got = append(got, begin(second)+" "+begin(first))
		}

		if len(text) > 200 { // of many the first ones
			if len(got) != 20 || got[0] != "3:1 2:1" || got[19] != "22:1 21:1" {
				t.Errorf("%d: %v", len(got), got)
			}
		} else if strings.Join(got, ", ") != want {
			t.Errorf("%q: %v; want %s", text, got, want)
		}
	}
}

func begin(r snapshot.Range) string { return fmt.Sprintf("%d:%d", r.StartLine, r.StartColumn) }

// many is an object of more names than are compared each with each, the last of them twice.
func many() string {
	names := make([]string, 0, 41)
	for i := range 40 {
		names = append(names, fmt.Sprintf(`"a%02d": 1`, i))
	}

	return "{" + strings.Join(append(names, names[0]), ", ") + "}"
}
