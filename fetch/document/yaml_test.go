package document_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/fetch/document"
)

func TestParseYAML(t *testing.T) {
	t.Parallel()

	for name, tc := range map[string]struct{ text, want string }{
		"block": {
			lines("# comment", "a: # why", "  - x", "  - y: 'it''s'", `    z: "é\n"`, "é: b c", "n:"),
			lines("2:1-7:3 an object",
				"  3:3-5:14 a@2:1-2:2 a list",
				`    3:5-3:6 "x"`,
				"    4:5-5:14 an object",
				`      4:8-4:15 y@4:5-4:6 "it's"`,
				`      5:8-5:14 z@5:5-5:6 "é\n"`,
				`  6:5-6:8 é@6:1-6:3 "b c"`,
				"  7:3-7:3 n@7:1-7:2 null"),
		},
		"flow": {
			"a: [1, {b: c}, d: e,\n # ]\n] # x",
			lines("1:1-3:2 an object",
				"  1:4-3:2 a@1:1-1:2 a list",
				"    1:5-1:6 1",
				"    1:8-1:14 an object",
				`      1:12-1:13 b@1:9-1:10 "c"`,
				"    1:16-1:20 an object",
				`      1:19-1:20 d@1:16-1:17 "e"`),
		},
		"values left out in flow": {
			"{a, b: ,}",
			lines("1:1-1:10 an object", "  1:3-1:3 a@1:2-1:3 null", "  1:8-1:8 b@1:5-1:6 null"),
		},
		"text over lines is its first line": {
			lines("a: |", "  x", "b: y", "  z", "c: 'p", "  q'"),
			lines("1:1-6:5 an object", `  1:4-1:5 a@1:1-1:2 "x\n"`, `  3:4-3:5 b@3:1-3:2 "y z"`, `  5:4-6:5 c@5:1-5:2 "p q"`),
		},
		"tags": {
			lines("a: !Ref  Name", "b: !Sub [x]", "c: !GetAtt", "  d: 1", `e: !!str   "1" # x`),
			lines("1:1-5:15 an object",
				`  1:4-1:14 a@1:1-1:2 !Ref"Name"`,
				"  2:4-2:12 b@2:1-2:2 !Suba list",
				`    2:10-2:11 "x"`,
				"  3:4-4:7 c@3:1-3:2 !GetAttan object",
				"    4:6-4:7 d@4:3-4:4 1",
				`  5:4-5:15 e@5:1-5:2 "1"`),
		},
		"an alias is where it is used, its items where they are": {
			lines("a: &x", "  p: 1", "b: *x", "c: [*x]"),
			lines("1:1-4:8 an object",
				"  1:4-2:7 a@1:1-1:2 an object",
				"    2:6-2:7 p@2:3-2:4 1",
				"  3:4-3:6 b@3:1-3:2 an object",
				"    2:6-2:7 p@2:3-2:4 1",
				"  4:4-4:8 c@4:1-4:2 a list",
				"    4:5-4:7 an object",
				"      2:6-2:7 p@2:3-2:4 1"),
		},
		"names may be anchors and aliases": {
			"&k a: 1\n*k : 2\nb: *k",
			lines("1:1-3:6 an object", "  2:6-2:7 a@2:1-2:3 2", `  3:4-3:6 b@3:1-3:2 "a"`),
		},
		"merge, own names and earlier ones win": {
			lines("a: &a {p: 1, q: 1}", "b: &b {q: 2, r: 2}", "c:", "  r: 3", "  <<: [*a, *b]", "  '<<': 4"),
			lines("1:1-6:10 an object",
				"  1:4-1:19 a@1:1-1:2 an object",
				"    1:11-1:12 p@1:8-1:9 1",
				"    1:17-1:18 q@1:14-1:15 1",
				"  2:4-2:19 b@2:1-2:2 an object",
				"    2:11-2:12 q@2:8-2:9 2",
				"    2:17-2:18 r@2:14-2:15 2",
				"  4:3-6:10 c@3:1-3:2 an object",
				"    4:6-4:7 r@4:3-4:4 3",
				"    6:9-6:10 <<@6:3-6:7 4",
				"    1:11-1:12 p@1:8-1:9 1",
				"    1:17-1:18 q@1:14-1:15 1"),
		},
		"the last of equal names wins": {"a: 1\na: 2", lines("1:1-2:5 an object", "  2:4-2:5 a@2:1-2:2 2")},
		"names that are no text": {
			"80: a\ntrue: b",
			lines("1:1-2:8 an object", `  1:5-1:6 80@1:1-1:3 "a"`, `  2:7-2:8 true@2:1-2:5 "b"`),
		},
		"breaks that only YAML knows": {
			"a: \"\u2028\"\nb: 1",
			lines("1:1-2:5 an object", `  1:4-1:9 a@1:1-1:2 "\u2028"`, "  2:4-2:5 b@2:1-2:2 1"),
		},
		"an end marker": {"--- \na: 1\n...\n", lines("2:1-2:5 an object", "  2:4-2:5 a@2:1-2:2 1")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if diff := cmp.Diff(tc.want, outline(parse(t, "a.yaml", tc.text))); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// Ten lists that each hold the one before ten times are ten billion values in four hundred bytes.
func TestBillionLaughs(t *testing.T) {
	t.Parallel()

	laughs := func(levels int) string {
		var b strings.Builder

		b.WriteString("a0: &a0 [x]\n")

		for i := 1; i < levels; i++ {
			alias := fmt.Sprintf("*a%d, ", i-1)
			fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.Repeat(alias, 10))
		}

		return b.String()
	}

	if _, err := document.Parse("a.yaml", []byte(laughs(10))); err == nil {
		t.Error("ten levels of laughs were read")
	}

	// Anchors pile up depth as they do size.
	deep := "a: &a " + strings.Repeat("[", 60) + strings.Repeat("]", 60) + "\nb: " + strings.Repeat("[", 60) + "*a"
	if _, err := document.Parse("a.yaml", []byte(deep+strings.Repeat("]", 60))); err == nil {
		t.Error("lists in lists in an alias were read")
	}

	if _, err := document.Parse("a.yaml", []byte(laughs(4))); err != nil {
		t.Errorf("four levels of laughs were not read: %v", err)
	}
}
