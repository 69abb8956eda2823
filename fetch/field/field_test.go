package field_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

const stack = "infra/web.yaml"

// member is the value of x in a line of YAML, nil where the line has none.
func member(t *testing.T, line string) *document.Node {
	t.Helper()

	root, err := document.Parse(stack, []byte(line+"\n"))
	if err != nil {
		t.Fatal(err)
	}

	return root.Get("x")
}

// told is a value in words: "absent", what is known, or a question mark and why it is not.
func told[T any](v snapshot.Value[T]) string {
	value, known := v.Get()

	switch {
	case known:
		return fmt.Sprint(value)
	case v.IsUnknown():
		return "? " + v.Reason()
	default:
		return "absent"
	}
}

func scalars(n *document.Node) [3]string {
	return [3]string{told(field.Text[string](n)), told(field.Int(n)), told(field.Flag(n))}
}

// Types are loose: a number is a text as well, and a text of digits a number. What is of another type is unknown, and
// what is not there is absent.
func TestScalars(t *testing.T) {
	t.Parallel()

	const (
		noInt  = "? not a whole number but "
		noFlag = "? not true or false but "
	)

	all := func(why string) [3]string { return [3]string{why, why, why} }

	for line, want := range map[string][3]string{
		"y: 1":      all("absent"),
		"x:":        all("absent"),
		"x: null":   all("absent"),
		"x: ''":     {"", "absent", "absent"},
		"x: 8080":   {"8080", "8080", noFlag + "a number"},
		"x: '8080'": {"8080", "8080", noFlag + "text"},
		"x: -1":     {"-1", "-1", noFlag + "a number"},
		"x: 80.5":   {"80.5", noInt + "a number", noFlag + "a number"},
		"x: 99999999999999999999": {
			"99999999999999999999", noInt + "a number", noFlag + "a number",
		},
		"x: true":             {"true", noInt + "true or false", "true"},
		"x: 'true'":           {"true", noInt + "text", "true"},
		"x: 'False'":          {"False", noInt + "text", "false"},
		"x: 't'":              {"t", noInt + "text", noFlag + "text"},
		"x: '1'":              {"1", "1", noFlag + "text"},
		"x: yes":              {"yes", noInt + "text", noFlag + "text"},
		"x: web":              {"web", noInt + "text", noFlag + "text"},
		"x: [a]":              {"? not text but a list", noInt + "a list", noFlag + "a list"},
		"x: {a: b}":           {"? not text but an object", noInt + "an object", noFlag + "an object"},
		"x: !Ref Port":        all("? !Ref is not known here"),
		"x: !Ref":             all("? !Ref is not known here"),
		"x: '<IMAGE1_NAME>'":  all("? template placeholder"),
		"x: '{{ port }}'":     all("? template placeholder"),
		"x: 'web-{{ name }}'": all("? template placeholder"),
	} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()

			if diff := cmp.Diff(want, scalars(member(t, line))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What was made of a file keeps its reason.
func TestMade(t *testing.T) {
	t.Parallel()

	at := member(t, "x: 1")

	for name, c := range map[string]struct {
		node *document.Node
		want [3]string
	}{
		"unknown":   {at.MakeUnknown("why"), [3]string{"? why", "? why", "? why"}},
		"null":      {at.MakeNull(), [3]string{"absent", "absent", "absent"}},
		"no node":   {nil, [3]string{"absent", "absent", "absent"}},
		"number":    {at.MakeNumber("80"), [3]string{"80", "80", "? not true or false but a number"}},
		"flag":      {at.MakeBool(false), [3]string{"false", "? not a whole number but true or false", "false"}},
		"reference": {at.MakeReference("Web", "Port"), references("Web.Port")},
		"itself":    {at.MakeReference("Web", ""), references("Web")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if diff := cmp.Diff(c.want, scalars(c.node)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func references(what string) [3]string {
	why := "? " + what + " is not known from the files"

	return [3]string{why, why, why}
}
