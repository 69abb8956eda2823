package intrinsic_test

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// An expression comes to the same in its short form and in its long one.
func TestShortAndLongFormsAgree(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(r *rapid.T) {
		short, long := expression(r, 4)

		want, problems := evaluated(t, head, short, nil)

		got, others := evaluated(t, head, long, nil)
		if got != want || len(problems) != len(others) {
			r.Fatalf("%s is\n%s %q\n%s is\n%s %q", short, want, problems, long, got, others)
		}
	})
}

// expression draws an expression in both forms.
func expression(r *rapid.T, depth int) (short, long string) {
	if depth == 0 || rapid.IntRange(0, 3).Draw(r, "leaf") == 0 {
		return leaf(r)
	}

	function := rapid.SampledFrom([]string{"Join", "Split", "Select", "If", "Base64", "Sub", "List"}).Draw(r, "function")
	a, longA := expression(r, depth-1)
	b, longB := expression(r, depth-1)

	form := map[string]string{
		"Join": `["-", [%s, %s]]`, "Split": `["-", %s]`, "Select": `[0, [%s, %s]]`, "If": `["Maybe", %s, %s]`, "Base64": `%s`,
		"Sub": `["${a}${b}", {"a": %s, "b": %s}]`, "List": `[%s, %s]`,
	}[function]

	given, longGiven := []any{a, b}, []any{longA, longB}
	if strings.Count(form, "%s") == 1 {
		given, longGiven = given[:1], longGiven[:1]
	}

	if function == "List" {
		return fmt.Sprintf(form, given...), fmt.Sprintf(form, longGiven...)
	}

	if function == "Base64" { // a tag cannot stand before another one
		return `{"Fn::Base64": ` + a + "}", `{"Fn::Base64": ` + longA + "}"
	}

	return "!" + function + " " + fmt.Sprintf(form, given...),
		`{"Fn::` + function + `": ` + fmt.Sprintf(form, longGiven...) + "}"
}

func leaf(r *rapid.T) (short, long string) {
	drawn := rapid.SampledFrom([][2]string{
		{`"a-b"`, `"a-b"`},
		{"80", "80"},
		{`!Ref "Port"`, `{"Ref": "Port"}`},
		{`!Ref "Open"`, `{"Ref": "Open"}`},
		{`!Ref "Zones"`, `{"Ref": "Zones"}`},
		{`!GetAtt "Group.GroupId"`, `{"Fn::GetAtt": ["Group", "GroupId"]}`},
		{`!GetAtt "Group.VpcId"`, `{"Fn::GetAtt": "Group.VpcId"}`},
		{`!Sub "x${Port}${Open}"`, `{"Fn::Sub": "x${Port}${Open}"}`},
		{`!FindInMap ["Size", !Ref "AWS::Region", "Both"]`, `{"Fn::FindInMap": ["Size", {"Ref": "AWS::Region"}, "Both"]}`},
		{`!ImportValue "x"`, `{"Fn::ImportValue": "x"}`},
		{`!GetAZs ""`, `{"Fn::GetAZs": ""}`},
	}).Draw(r, "leaf of")

	return drawn[0], drawn[1]
}

// What is split at a delimiter and joined by it is what it was.
func TestSplitAndJoin(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringMatching(`[a-c,;]{0,12}`).Draw(r, "text")
		delimiter := rapid.SampledFrom([]string{",", ";", "ab"}).Draw(r, "delimiter")

		got, problems := evaluated(t, head, fmt.Sprintf("!Join ['%s', !Split ['%s', '%s']]", delimiter, delimiter, text), nil)
		if got != text || len(problems) > 0 {
			r.Fatalf("%q comes back as %q; %v", text, got, problems)
		}
	})
}

// The blocks of Fn::Cidr are inside of the block, of one size, and side by side.
func TestCidrBlocks(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(r *rapid.T) {
		bits := rapid.IntRange(4, 12).Draw(r, "bits")
		count := rapid.IntRange(1, 16).Draw(r, "count")
		within := netip.MustParsePrefix("10.128.0.0/" + strconv.Itoa(rapid.IntRange(9, 16).Draw(r, "prefix")))

		got, problems := evaluated(t, head, fmt.Sprintf("!Cidr ['%s', %d, %d]", within, count, bits), nil)
		blocks := strings.Split(strings.Trim(got, "[]"), ", ")

		if len(blocks) != count || len(problems) > 0 {
			r.Fatalf("%d blocks of %d bits in %s: %s %v", count, bits, within, got, problems)
		}

		next := within.Addr()

		for _, text := range blocks {
			block, err := netip.ParsePrefix(text)
			if err != nil || block.Addr() != next || block.Bits() != 32-bits || !within.Contains(block.Addr()) {
				r.Fatalf("%d blocks of %d bits in %s: %s", count, bits, within, got)
			}

			for range 1 << bits {
				next = next.Next()
			}
		}
	})
}
