package intrinsic_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/cloudformation/intrinsic"
)

// Every one of these is small, and would come to more than a machine holds. Each is read within bounds, and told.
func TestBombs(t *testing.T) {
	t.Parallel()

	for name, template := range map[string]string{
		"loops":      loops(),
		"properties": properties(),
		"texts":      texting(),
		"split":      splitting(),
		"names":      names(),
		"conditions": chain("Conditions", "  C%d: !Not [Condition: C%d]\n", 5000) +
			"Resources: {R: {Type: 'A::B::C', Condition: C0}}\n",
		"attributes": chain("Resources", "  R%d: {Type: 'A::B::C', Properties: {P: !GetAtt R%d.P}}\n", 5000),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			template := load(t, template, nil, nil)
			for _, r := range template.Resources() {
				r.Properties()
			}

			problems := template.Problems()
			if len(problems) == 0 {
				t.Error("nobody is told")
			}

			checkProblems(t, problems)
		})
	}
}

// loops are Fn::ForEach inside of each other: 100 to the 5th.
func loops() string {
	items := strings.TrimSuffix(strings.Repeat("a,", 100), ",")
	text := "'x': {Type: 'A::B::C'}"

	for i := range 5 {
		text = fmt.Sprintf("'Fn::ForEach::L%d': [I%d, [%s], {%s}]", i, i, items, text)
	}

	return "Resources: {" + text + "}\n"
}

// properties are lists of the property before: 10 to the 12th.
func properties() string {
	return growing("!GetAtt R%d.P,", "[%s]")
}

// texting are texts of ten times the text before.
func texting() string {
	return growing("${R%d.P}", "!Sub '%s'")
}

// growing are resources, of which each has ten times the property of the one before.
func growing(item, list string) string {
	var text strings.Builder

	text.WriteString("Resources:\n  R0: {Type: 'A::B::C', Properties: {P: xxxxxxxxxx}}\n")

	for i := range 12 {
		fmt.Fprintf(&text, "  R%d: {Type: 'A::B::C', Properties: {P: ", i+1)
		fmt.Fprintf(&text, list+"}}\n", strings.Repeat(fmt.Sprintf(item, i), 10))
	}

	return text.String()
}

// names are two thousand, each of one long text again and again.
func names() string {
	return "Resources: {'Fn::ForEach::L': [I, [" + strings.Repeat("x", 10_000) + "], {'" + strings.Repeat("${I}", 200) +
		"': {Type: 'A::B::C', Properties: {'Fn::ForEach::M': [J, [" + strings.Repeat("a,", 1000) + "], {'" +
		strings.Repeat("${I}", 10) + "${J}': x}]}}}]}\n"
}

// splitting splits a long text again and again.
func splitting() string {
	text := "Parameters: {L: {Type: CommaDelimitedList, Default: '" + strings.Repeat("a,", 10_000) + "'}}\n" +
		"Resources:\n  R: {Type: 'A::B::C', Properties: {P: ["

	return text + strings.Repeat("!Ref L,", 10_000) + "]}}\n"
}

func chain(section, format string, length int) string {
	var text strings.Builder

	text.WriteString(section + ":\n")

	for i := range length {
		fmt.Fprintf(&text, format, i, i+1)
	}

	return text.String()
}

func TestRings(t *testing.T) {
	t.Parallel()

	const ring = "this property is made of itself; break the ring of Fn::GetAtt"

	for text, want := range map[string]string{
		"Conditions: {A: !Not [Condition: B], B: !Not [Condition: A]}\n" +
			"Resources: {R: {Type: 'A::B::C', Condition: A}}": "this condition is made of itself",
		"Resources: {R: {Type: 'A::B::C', Properties: {P: !GetAtt R.P}}}": ring,
		"Resources: {R: {Type: 'A::B::C', Properties: {P: !GetAtt S.P}}, " +
			"S: {Type: 'A::B::C', Properties: {P: !Sub '${R.P}'}}}": ring,
	} {
		template := load(t, text, nil, nil)
		outline(template)

		got := strings.Join(texts(template.Problems()), "\n")
		if !strings.Contains(got, want) || len(template.Resources()) == 0 {
			t.Errorf("%s\ngot  %q\nwant %q", text, got, want)
		}
	}
}

// What is no object where CloudFormation takes one is told; the rest is read.
func TestShapes(t *testing.T) {
	t.Parallel()

	const loop = "Resources: {R: {Type: 'A::B::C'}, 'Fn::ForEach::L': "

	for text, want := range map[string]string{
		"AWSTemplateFormatVersion: x\nResources: [a]":      ":2:12: Resources must be an object, not a list",
		"Conditions: x\nResources: {R: {Type: 'A::B::C'}}": ":1:13: Conditions must be an object, not text",
		"Resources: {R: {Type: 'A::B::C'}, S: x}":          ":1:38: a resource must be an object with a Type",
		"Resources: {R: {Type: 'A::B::C', Properties: x}}": ":1:46: Properties must be an object, not text",
		loop + "x}": "Fn::ForEach takes an identifier, a collection and an object",
		loop + "[I, x, {'${I}': {Type: 'A::B'}}]}":                            "the collection of Fn::ForEach must be a list",
		"Conditions: {C: x}\nResources: {R: {Type: 'A::B::C', Condition: C}}": ":1:17: expected a condition function",
	} {
		template := load(t, text, nil, nil)
		outline(template)

		got := strings.Join(texts(template.Problems()), "\n")
		if !strings.Contains(got, want) {
			t.Errorf("%s\ngot  %q\nwant %q", text, got, want)
		}
	}
}

func TestLoops(t *testing.T) {
	t.Parallel()

	const template = `
Parameters:
  Names: {Type: CommaDelimitedList}
Conditions:
  Fn::ForEach::Cs: [N, [a, b], {'Is${N}': !Equals [!Ref N, a]}]
Resources:
  Fn::ForEach::Groups:
    - N
    - !Ref Names
    - 'Group${N}':
        Type: AWS::EC2::SecurityGroup
        Condition: 'Is${N}'
        Properties: {GroupName: !Sub 'web-${N}', VpcId: '${N}', Other: !GetAtt 'Group${N}.GroupId'}
`

	for given, want := range map[string][]string{
		"a,b": {file + " Groupa {GroupName: web-a, VpcId: a, Other: <Groupa.GroupId>}"},
		"":    nil,
		"?": {
			file + " Group${N} {GroupName: web-${N}, VpcId: ${N}, Other: <Group${N}.GroupId>}",
		},
	} {
		parameters := intrinsic.Parameters{"Names": {Value: given, Unknown: given == "?"}}

		loaded := load(t, template, parameters, nil)
		if got := outline(loaded); strings.Join(got, "\n") != strings.Join(want, "\n") || len(loaded.Problems()) > 0 {
			t.Errorf("%q: got %q, want %q; %v", given, got, want, loaded.Problems())
		}
	}
}
