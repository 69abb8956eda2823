package hcl_test

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/terraform/hcl"
)

// shapes are expressions with others in the place of E.
var shapes = []string{
	"(E == E)", "(E != E)", "(E && E)", "(E || E)", "!E", "(E ? E : E)", "(E + E)", "[E, E]", "{ a = E, b = E }",
	"E.a", "E[0]", "E[*].a", "[for x in E : x]", "[for x in E : [x, E] if E]",
	"{ for k, v in E : k => v if v != null }", "{ for k, v in E : k => v if E }", `{ for x in E : "k${x}" => x... }`,
	"length(E)", "concat(E, E)", "merge(E, E)", `lookup(E, "a", E)`, "coalesce(E, E)", "try(var.u.a, E)",
	"try({ a = E }.b, E)", "can(var.u.a)", "flatten([E, E])", "toset([E, E])", "compact([E, E])", "distinct([E, E])",
	"contains([E, E], E)", `join(",", [E, E])`, `format("%s-%s", E, E)`, "element([E, E], 1)", "one([E])", "keys(E)",
	"values(E)", "jsonencode(E)", "jsondecode(jsonencode(E))", "lower(E)", "trimspace(E)", `replace(E, "a", "bc")`,
	`split("-", E)`, "tostring(E)", "tonumber(E)", "zipmap([E, E], [E, E])", "reverse([E, E])",
	"slice([E, E], 0, 1)", "sort([E, E])", "alltrue([E, E])", `"p-${E}-s"`, `"%{ if E }yes%{ endif }"`,
	`"%{ for x in E }${x},%{ endfor }"`, `startswith(E, "p")`, "base64encode(E)", "length(toset([E, E]))",
	"setunion([E], [E])", "index([E, E], E)", "coalescelist([E], E)", `jsondecode("[${jsonencode(E)}, 1]")`,
	`trimsuffix("a-${E}-", "-")`, "max(E, 1)", "concat([E], E)", "length(concat(E, E))", "length(merge(E, E))",
	"cidrsubnet(E, 8, 1)", `tolist(toset([E, "b"]))[0]`, "element(concat(E, E), 0)", "transpose({ a = [E] })",
}

var leaves = []string{
	"var.u", "var.u", "var.u", "var.u.a", "1", "0", `"a"`, `""`, `" b-A "`, "true", "false", "null", `["a"]`, "{ a = 1 }",
	`"10.0.0.0/16"`, `"p-${var.u}"`, "[]", "{}",
}

var given = []string{
	`"x"`, `""`, "null", "0", "1", "true", "false", `["a"]`, "[]", `{ a = "b" }`, "{}", `"a"`, `"10.0.0.0/16"`,
	`["a", null]`, `{ a = [], b = null }`, `"p-a"`,
}

func expression(depth int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		if depth == 0 || rapid.IntRange(0, 3).Draw(t, "leaf") == 0 {
			return rapid.SampledFrom(leaves).Draw(t, "leaf")
		}

		text := rapid.SampledFrom(shapes).Draw(t, "shape")
		for strings.Contains(text, "E") {
			text = strings.Replace(text, "E", "("+strings.ReplaceAll(expression(depth-1).Draw(t, "E"), "E", "")+")",
				1)
		}

		return text
	})
}

// What is said of an expression while a variable is not known holds for every value that it may get.
func TestNeverWrong(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		text := expression(3).Draw(t, "expression")
		before := evaluated(t, text, "")
		value := rapid.SampledFrom(given).Draw(t, "value")
		after := evaluated(t, text, "default = "+value)

		if refused(after) {
			return
		}

		// The items of a set, and those of a list of which some are not known, have no order.
		unordered := regexp.MustCompile("set|sort|jsonencode").MatchString(text)
		if !holds(before, after) && !unordered {
			t.Fatalf("%s: %s\nwith %s: %s", text, short(before), value, short(after))
		}
	})
}

func evaluated(t *rapid.T, text, fallback string) *document.Node {
	r := dir{"main.tf": "variable \"u\" {\n" + fallback + "\n}\nresource \"x\" \"y\" {\n  v = " + text + "\n}\n"}.
		read(hcl.Options{})
	if len(r.Problems) > 0 {
		t.Fatalf("%s: %v", text, r.Problems)
	}

	return r.Resources[0].Values.Get("v")
}

var holeRE = regexp.MustCompile(`\$\{[^{}]*\}`)

// refused reports whether Terraform would refuse an expression of which everything is known.
func refused(after *document.Node) bool {
	for _, item := range after.Items() {
		if refused(item) {
			return true
		}
	}

	text, _ := after.Text()

	return after.Why() != "" || strings.Contains(text, "${")
}

// holds reports whether what was said before is right of what came out.
func holds(before, after *document.Node) bool {
	if before.Why() != "" {
		return true
	}

	if text, ok := before.Text(); ok && strings.Contains(text, "${") {
		return matches(text, after)
	}

	switch before.Kind() {
	case document.List:
		return holdsList(before, after)
	case document.Object:
		return holdsObject(before, after)
	default:
		return short(before) == short(after)
	}
}

func matches(text string, after *document.Node) bool {
	literals := holeRE.Split(text, -1)
	for i, literal := range literals {
		literals[i] = regexp.QuoteMeta(literal)
	}

	got, ok := after.Text()

	// In JSON, a text stands for a value of any kind.
	pattern := strings.ReplaceAll(strings.Join(literals, "(?s:.*)"), `"(?s:.*)"`, `(?s:.*)`)

	return ok && regexp.MustCompile("^"+pattern+"$").MatchString(got)
}

func holdsList(before, after *document.Node) bool {
	if after.Kind() != document.List {
		return false
	}

	for _, item := range before.Items() {
		if item.Why() != "" { // of which there may be any number
			return true
		}
	}

	if before.Len() != after.Len() {
		return false
	}

	items := make([]*document.Node, 0, after.Len())
	for _, item := range after.Items() {
		items = append(items, item)
	}

	for i, item := range before.Items() {
		if !holds(item, items[i]) {
			return false
		}
	}

	return true
}

func holdsObject(before, after *document.Node) bool {
	for _, member := range before.Items() {
		if member.Why() == "" && (after.Get(member.Name()) == nil || !holds(member, after.Get(member.Name()))) {
			return false
		}
	}

	for _, member := range after.Items() {
		if before.Get(member.Name()) == nil {
			return false
		}
	}

	return after.Kind() == document.Object
}
