package ignore_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/ignore"
)

// told is ignores in short: where they stand, which lines they cover, what they say.
func told(all []snapshot.Suppression) []string {
	short := make([]string, 0, len(all))

	for _, s := range all {
		line := fmt.Sprintf("%d:%d covers %d-%d", s.Origin.Range.StartLine, s.Origin.Range.StartColumn,
			s.Lines.First, s.Lines.Last)
		if s.Problem != "" {
			line += " problem"
		}

		short = append(short, strings.TrimSpace(line+" "+strings.Join(s.Rules, "+")))
	}

	return short
}

func lines(text ...string) []byte { return []byte(strings.Join(text, "\n") + "\n") }

func TestComments(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		file string
		data []byte
		want []string
	}{
		"above a key, its block is covered": {"a.yaml", lines(
			"family: web", "# ecslint:ignore a/b", "containerDefinitions:", "  - name: web", "    image: x", "memory: 1",
		), []string{"2:1 covers 3-5 a/b"}},
		"a list that is not indented belongs to its key": {"a.yaml", lines(
			"# ecslint:ignore a/b", "containerDefinitions:", "- name: web", "  image: x", "family: web",
		), []string{"1:1 covers 2-4 a/b"}},
		"above an item": {"a.yml", lines(
			"ports:", "  # ecslint:ignore a/b", "  - a: 1", "    b: 2", "  - a: 2",
		), []string{"2:3 covers 3-4 a/b"}},
		"the first member does not stand for its object": {"a.yaml", lines(
			"# ecslint:ignore a/b", "family: web", "networkMode: host",
		), []string{"1:1 covers 2-2 a/b"}},
		"three dashes are the document": {"a.yaml", lines(
			"# ecslint:ignore a/b", "---", "family: web", "networkMode: host", "---", "family: other",
		), []string{"1:1 covers 2-4 a/b"}},
		"beside a value": {"a.yaml", lines(
			"family: web", "networkMode: host # ecslint:ignore a/b", "memory: 1",
		), []string{"2:19 covers 2-2 a/b"}},
		"beside a key, its block is covered": {"a.yaml", lines(
			"a: # ecslint:ignore a/b", "  b: 1", "  c: 2", "d: 1",
		), []string{"1:4 covers 1-3 a/b"}},
		"several, with blank lines and others between": {"a.yaml", lines(
			"# ecslint:ignore a/b", "", "# why", "#ecslint:ignore c/d,e/*", "a:", "  b: 1",
		), []string{"1:1 covers 5-6 a/b", "4:1 covers 5-6 c/d+e/*"}},
		"at the end of the file": {"a.yaml", lines("a: 1", "# ecslint:ignore a/b"), []string{"2:1 covers 0-0 a/b"}},
		"the block scalar is part of what it is in": {"a.yaml", lines(
			"# ecslint:ignore a/b", "a:", "  b: |", "    text", "", "    text", "c: 1",
		), []string{"1:1 covers 2-6 a/b"}},
		"text is no comment": {"a.yaml", lines(
			"a: |", "  # ecslint:ignore a/b", "  x # ecslint:ignore a/b", "b: >-", "  # ecslint:ignore a/b",
			"c: \"# ecslint:ignore a/b\"", "d: 'x", "  # ecslint:ignore a/b'", "e: x#ecslint:ignore a/b",
			"f:", "  - |", "    # ecslint:ignore a/b", "  - run: !Sub |2", "        # ecslint:ignore a/b",
			"      # ecslint:ignore a/b", "\"# ecslint:ignore a/b\": 1",
		), nil},
		"below an empty block scalar": {"a.yaml", lines(
			"a: |", "b: 1 # ecslint:ignore a/b", "c:", "  - |", "  - x # ecslint:ignore c/d",
		), []string{"2:6 covers 2-2 a/b", "5:7 covers 5-5 c/d"}},
		"beside the header of a block scalar": {"a.yaml", lines(
			"a: | # ecslint:ignore a/b", "  text", "b: 1",
		), []string{"1:6 covers 1-2 a/b"}},
		"beside quoted text": {"a.yaml", lines("a: \"x\" # ecslint:ignore a/b"), []string{"1:8 covers 1-1 a/b"}},
		"lines of Windows": {
			"a.yaml", []byte("# ecslint:ignore a/b\r\na:\r\n  b: 1\r\nc: 1\r\n"), []string{"1:1 covers 2-3 a/b"},
		},
		"prose": {
			"a.yaml", lines("# see ecslint:ignore in the docs", "# ecslint: it is fine", "a: 1"), nil,
		},
		"a directive that is none": {"a.yaml", lines("# ecslint:ingore a/b", "a: 1"), []string{"1:1 covers 2-2 problem"}},
		"JSON has no comments":     {"a.json", lines(`{"a": "# ecslint:ignore a/b"}`), nil},
		"not YAML":                 {"a.yaml", lines("# ecslint:ignore a/b", "a: [", "b"), nil},

		"above a block": {"a.tf", lines(
			"# ecslint:ignore a/b", `resource "x" "y" {`, "  ingress {", "    from_port = 0", "  }", "}", "a = 1",
		), []string{"1:1 covers 2-6 a/b"}},
		"above a block in a block, with //": {"a.tf", lines(
			`resource "x" "y" {`, "  // ecslint:ignore a/b", "  ingress {", "    a = 0", "  }", "  b = 1", "}",
		), []string{"2:3 covers 3-5 a/b"}},
		"beside an attribute": {"a.tf", lines(
			`resource "x" "y" {`, `  é = "é" # ecslint:ignore a/b`, "  b = 1", "}",
		), []string{"2:13 covers 2-2 a/b"}},
		"above a member of an object in a list": {"a.tf", lines(
			"x = jsonencode([", "  # ecslint:ignore a/b", "  {", "    name = 1", "  },", "  {", "    # ecslint:ignore c/d",
			"    ports = [", "      1", "    ]", "  },", "])",
		), []string{"2:3 covers 3-5 a/b", "7:5 covers 8-10 c/d"}},
		"text of HCL is no comment": {"a.tf", lines(
			"a = <<EOT", "# ecslint:ignore a/b", "EOT", `b = "# ecslint:ignore a/b"`,
		), nil},
		"HCL with an error": {"a.tf", lines("# ecslint:ignore a/b", "a = 1", "b = ["), []string{"1:1 covers 2-2 a/b"}},
		"HCL that is nested too deeply": {
			"a.tf", lines("# ecslint:ignore a/b", "a = "+strings.Repeat("[", 500)), nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if diff := cmp.Diff(c.want, told(ignore.InFile(c.file, c.data)), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-want +got\n%s\n%s", diff, c.data)
			}
		})
	}
}

func TestParts(t *testing.T) {
	t.Parallel()

	const problem = "a problem"

	for text, want := range map[string]snapshot.Suppression{
		`a/b`:                                    {Rules: []string{"a/b"}},
		`a/b, c/d`:                               {Rules: []string{"a/b", "c/d"}},
		` a/* `:                                  {Rules: []string{"a/*"}},
		`a/b reason="x"`:                         {Rules: []string{"a/b"}, Reason: "x"},
		`a/b until=2026-12-31 reason="it is so"`: {Rules: []string{"a/b"}, Until: "2026-12-31", Reason: "it is so"},
		`a/b reason='as "we" say = so' until=2026-12-31`: {
			Rules: []string{"a/b"}, Until: "2026-12-31", Reason: `as "we" say = so`,
		},
		`a/b reason=it is so until=2026-12-31`:  {Rules: []string{"a/b"}, Until: "2026-12-31", Reason: "it is so"},
		`a/b until=2028-02-29`:                  {Rules: []string{"a/b"}, Until: "2028-02-29"},
		`a/b until=2026-02-29`:                  {Problem: problem},
		`a/b until=31.12.2026`:                  {Problem: problem},
		`a/b until=`:                            {Problem: problem},
		`a/b until=2026-12-31 until=2027-12-31`: {Problem: problem},
		`a/b until=2026-12-31T00:00:00Z`:        {Problem: problem},
		`a/b reason=`:                           {Problem: problem},
		`a/b reason="never closed`:              {Problem: problem},
		`a/b it is so`:                          {Problem: problem},
		`a/b -- it is so`:                       {Problem: problem},
		`a/b ticket=1`:                          {Problem: problem},
		`a/b until=2026-12-31 it is so`:         {Problem: problem},
		`until=2026-12-31`:                      {Problem: problem},
		`a/b,`:                                  {Problem: problem},
		``:                                      {Problem: problem},
	} {
		got := ignore.InFile("a.yaml", []byte("a: 1 # ecslint:ignore "+text+"\n"))
		if len(got) != 1 {
			t.Fatalf("%q is %d ignores", text, len(got))
		}

		if s := got[0]; (s.Problem != "") != (want.Problem != "") || want.Problem == "" &&
			(!cmp.Equal(s.Rules, want.Rules) || s.Reason != want.Reason || s.Until != want.Until) {
			t.Errorf("%q: got %+v, want %+v", text, s, want)
		}
	}
}

func TestLabel(t *testing.T) {
	t.Parallel()

	for value, want := range map[string][]string{
		"a/b": {"0:0 covers 0-0 a/b"},
		"a/b until=2026-12-31 reason=agents; c/d,e/f": {"0:0 covers 0-0 a/b", "0:0 covers 0-0 c/d+e/f"},
		"a/b reason='no; yes';":                       {"0:0 covers 0-0 a/b"},
		"":                                            {"0:0 covers 0-0 problem"},
		";":                                           {"0:0 covers 0-0 problem"},
	} {
		if diff := cmp.Diff(want, told(ignore.Label(value, snapshot.Origin{}))); diff != "" {
			t.Errorf("%q: -want +got\n%s", value, diff)
		}
	}
}

func TestMetadata(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		metadata []string
		want     []string
	}{
		"text and objects": {[]string{
			"      ecslint:", "        ignore:", "          - a/b reason=\"x\"", "          - {rule: c/d, until: 2026-12-31}",
		}, []string{"6:13 covers 2-7 a/b", "7:13 covers 2-7 c/d"}},
		"nothing of ours": {[]string{"      cfn-lint: {config: {ignore_checks: [E3053]}}"}, nil},
		"another key":     {[]string{"      ecslint: {skip: [a/b], ignore: []}"}, []string{"4:17 covers 2-4 problem"}},
		"no list":         {[]string{"      ecslint: {ignore: a/b}"}, []string{"4:7 covers 2-4 problem"}},
		"no day": {
			[]string{"      ecslint: {ignore: [{rule: a/b, until: soon}]}"}, []string{"4:26 covers 2-4 problem a/b"},
		},
		"no rule": {[]string{"      ecslint: {ignore: [{reason: x}]}"}, []string{"4:26 covers 2-4 problem"}},
		"a key that is none": {
			[]string{"      ecslint: {ignore: [{rule: a/b, why: x}]}"}, []string{"4:26 covers 2-4 problem a/b"},
		},
		"an item that is none": {[]string{"      ecslint: {ignore: [1]}"}, []string{"4:26 covers 2-4 problem"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			text := append([]string{"Resources:", "  Task:", "    Metadata:"}, c.metadata...)

			root, err := document.Parse("a.yaml", lines(append(text, "  Other:", "    Type: x")...))
			if err != nil {
				t.Fatal(err)
			}

			got := told(ignore.InMetadata("a.yaml", root.Get("Resources").Get("Task")))
			if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
