package intrinsic_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestUndeclared is about names that nothing declares: CloudFormation refuses them.
func TestUndeclared(t *testing.T) {
	t.Parallel()

	const (
		at       = "stacks/main.yaml:4:42: the template refers to "
		declare  = " of it; declare it or correct the name"
		neither  = at + "Grop, which is neither a parameter nor a resource" + declare + "; did you mean Group?"
		resource = ", which is not a resource" + declare
	)

	moved := func(column string) []string { return []string{strings.Replace(neither, "4:42", "4:"+column, 1)} }

	for name, c := range map[string]struct {
		value string
		want  []string
	}{
		"a parameter":                 {"!Ref Size", nil},
		"a resource":                  {"!Ref Group", nil},
		"of AWS":                      {"!Ref AWS::Region", nil},
		"none":                        {"!Ref Grop", []string{neither}},
		"none, in the long form":      {"{Ref: Grop}", []string{neither}},
		"none, deep in others":        {"!Join [',', [!If [Large, {'Fn::Base64': !Ref Grop}, b]]]", moved("82")},
		"an attribute":                {"!GetAtt Group.VpcId", nil},
		"an attribute as a list":      {"{'Fn::GetAtt': [Group, VpcId]}", nil},
		"an attribute of none":        {"!GetAtt Elsewhere.Arn", []string{at + "Elsewhere" + resource}},
		"an attribute of none listed": {"{'Fn::GetAtt': [Elsewhere, Arn]}", []string{at + "Elsewhere" + resource}},
		"an attribute of a parameter": {"!GetAtt Size.Arn", []string{at + "Size" + resource}},
		"in a text":                   {"!Sub '${Size}-${Group}-${Group.VpcId}-${AWS::Region}'", nil},
		"none in a text":              {"!Sub 'a ${Grop}'", []string{neither}},
		"escaped":                     {"!Sub '${!Grop}'", nil},
		"of its own":                  {"!Sub ['${Grop}', {Grop: a}]", nil},
		"none in its own":             {"!Sub ['${Own}', {Own: !Ref Grop}]", moved("64")},
		"what may be anything":        {"!Sub '${p4ss word}'", nil},
		"a condition":                 {"!If [Large, a, b]", nil},
		"of a macro":                  {"{'Fn::Transform': {Name: M, Parameters: {A: !Ref Grop}}}", nil},
		"a plain key":                 {"{Refs: Grop}", nil},
		"twice":                       {"[!Ref Grop, !Ref Grop]", moved("43")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			text := "Parameters: {Size: {Type: String}}\nConditions: {Large: !Equals [a, !Ref Size]}\nResources:\n" +
				"  R: {Type: 'AWS::X::Y', Properties: {V: " + c.value + "}}\n" +
				"  Group: {Type: 'AWS::EC2::SecurityGroup'}\n"

			got := texts(load(t, text, nil, nil).Problems())
			if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// TestUndeclaredElsewhere is about other places than properties, and about templates whose names nobody knows.
func TestUndeclaredElsewhere(t *testing.T) {
	t.Parallel()

	const (
		plain    = "Parameters: {}\n"
		language = plain + "Transform: AWS::LanguageExtensions\n"
		gone     = "R: {Type: 'AWS::X::Y', Properties: {V: !Ref Gone}}"
		whole    = "R: {Type: 'AWS::X::Y'}"
	)

	for name, c := range map[string]struct {
		head, resources, tail string
		want                  int
	}{
		"a reference": {plain, gone, "", 1},
		"one that is left out": {
			plain + "Conditions: {No: !Equals [a, b]}\n", "R: {Type: A::B, Condition: No, Properties: {V: !Ref X}}", "", 1,
		},
		"the order":            {plain, "R: {Type: 'AWS::X::Y', DependsOn: Gone}", "", 1},
		"the order of several": {plain, "R: {Type: A::B, DependsOn: [S, Gone, Lost]}\n  S: {Type: A::B}", "", 2},
		"an output":            {plain, whole, "Outputs: {O: {Value: !Ref Gone}}", 1},
		"an export":            {plain, whole, "Outputs: {O: {Value: a, Export: {Name: !Sub '${Gone}'}}}", 1},
		"metadata":             {plain, "R: {Type: 'AWS::X::Y', Metadata: {A: !Ref Gone}}", "", 0},
		"the language":         {language, gone, "", 1},
		"a loop":               {language, "'Fn::ForEach::E': [Gone, [a], {'R${Gone}': {Type: A::B}}]\n  " + gone, "", 0},
		"a loop of properties": {
			language, "R: {Type: A::B, Properties: {'Fn::ForEach::E': [Name, [a], {'V${Name}': !Ref Name}]}}", "", 0,
		},
		"SAM":                    {plain + "Transform: AWS::Serverless-2016-10-31\n", gone, "", 0},
		"a macro":                {plain + "Transform: [AWS::LanguageExtensions, Acme]\n", gone, "", 0},
		"what a macro includes":  {plain, "'Fn::Transform': {Name: AWS::Include}\n  " + gone, "", 0},
		"a module":               {plain, "M: {Type: 'Acme::Net::VPC::MODULE'}\n  " + gone, "", 0},
		"one of resources alone": {"", gone, "", 1},
		"one without parameters": {"AWSTemplateFormatVersion: 2010-09-09\n", gone, "", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			text := c.head + "Resources:\n  " + c.resources + "\n" + c.tail + "\n"
			if got := texts(load(t, text, nil, nil).Problems()); len(got) != c.want {
				t.Errorf("got %v, want %d", got, c.want)
			}
		})
	}
}

// TestPiece is about what the Serverless Framework puts together: a piece of a template names what others declare.
func TestPiece(t *testing.T) {
	t.Parallel()

	const gone = "Resources:\n  R: {Type: 'AWS::X::Y', Properties: {V: !Ref Gone}}\n"

	for name, c := range map[string]struct {
		head, beside string
		want         int
	}{
		"alone":              {"", "stacks/other.yml", 1},
		"beside it":          {"", "stacks/serverless.yml", 0},
		"around it":          {"", "serverless.ts", 0},
		"with a version":     {"AWSTemplateFormatVersion: 2010-09-09\n", "serverless.yml", 1},
		"with parameters":    {"Parameters: {A: {Type: String}}\n", "serverless.yml", 1},
		"of another project": {"", "other/serverless.yml", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := texts(load(t, c.head+gone, nil, map[string]string{c.beside: "service: a"}).Problems())
			if len(got) != c.want {
				t.Errorf("got %v, want %d", got, c.want)
			}
		})
	}
}

// TestConditionsAndMaps is about conditions, maps and attributes that are not declared.
func TestConditionsAndMaps(t *testing.T) {
	t.Parallel()

	const head = "Parameters: {Size: {Type: String}}\nMappings: {M: {a: {b: 1}}}\n" +
		"Conditions: {Large: !Equals [a, !Ref Size]}\nResources:\n" +
		"  G: {Type: 'AWS::EC2::SecurityGroup'}\n  R: "

	property := func(value string) string { return "{Type: A::B, Properties: {V: " + value + "}}" }

	for name, c := range map[string]struct{ resource, tail, want string }{
		"a condition":              {"{Type: A::B, Condition: Large}", "", ""},
		"no condition":             {"{Type: A::B, Condition: Larg}", "", "6:30: the template has no condition Larg"},
		"the hint":                 {"{Type: A::B, Condition: Larg}", "", "correct the name; did you mean Large?"},
		"of an output":             {"{Type: A::B}", "Outputs: {O: {Value: a, Condition: Gone}}", "no condition Gone"},
		"in Fn::If":                {property("!If [Large, a, b]"), "", ""},
		"none in Fn::If":           {property("!If [Gone, a, b]"), "", "6:35: the template has no condition Gone"},
		"none in Fn::If, long":     {property("{'Fn::If': [Gone, a, b]}"), "", "the template has no condition Gone"},
		"none, deep":               {property("[{A: !Join ['', [!If [Gone, a, b]]]}]"), "", "no condition Gone"},
		"a key called Condition":   {property("{StringEquals: a, Condition: {StringLike: b}}"), "", ""},
		"a map":                    {property("!FindInMap [M, a, b]"), "", ""},
		"no map":                   {property("!FindInMap [N, a, b]"), "", "6:35: the template has no map N"},
		"no key":                   {property("!FindInMap [M, a, c]"), "", "the map M has no key c here"},
		"no first key":             {property("!FindInMap [M, x, b]"), "", "the map M has no key x here"},
		"a key that is not known":  {property("!FindInMap [M, !Ref Size, c]"), "", ""},
		"a map that is not known":  {property("!FindInMap [!Ref Size, x, b]"), "", ""},
		"what is taken instead":    {property("!FindInMap [N, a, b, {DefaultValue: c}]"), "", ""},
		"of a macro":               {property("{'Fn::Transform': {Name: A, Parameters: {B: !If [Gone, a, b]}}}"), "", ""},
		"an attribute":             {property("!GetAtt G.GroupId"), "", ""},
		"no attribute":             {property("!GetAtt G.GroupID"), "", "SecurityGroup has no attribute GroupID; write G"},
		"an attribute that is new": {property("!GetAtt G.Freshness"), "", ""},
		"a key in capitals":        {"{Type: A::B, properties: {V: 1}}", "", "6:19: a resource has no key properties; w"},
		"a key that is mistyped":   {"{Type: A::B, DependOn: G}", "", "a resource has no key DependOn; write DependsOn"},
		"a key of a tool":          {"{Type: A::B, 'x-owner': me}", "", ""},
		"a type":                   {"{Type: AWS::ECS::Servce}", "", "6:13: there is no type of resources AWS"},
		"a type in capitals":       {"{Type: AWS::ecs::service}", "", "write AWS::ECS::Service"},
		"a type of another":        {"{Type: AWS::EKS::Cluster}", "", ""},
		"a type that is not read":  {"{Type: AWS::EC2::EC2Fleet}", "", ""},
		"a type of one's own":      {"{Type: Custom::Servce}", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := strings.Join(texts(load(t, head+c.resource+"\n"+c.tail+"\n", nil, nil).Problems()), "\n")
			if !strings.Contains(got, c.want) || (got == "") != (c.want == "") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestConditionsThatOthersMake is about sections of which nobody knows all names, and about conditions of conditions.
func TestConditionsThatOthersMake(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct{ head, want string }{
		"a parameter": {"Conditions: {C: !Equals [!Ref Env, a]}", "1:26: the template refers to Env"},
		"another":     {"Conditions: {C: !Or [!Condition D, !Equals [a, b]]}", "the template has no condition D"},
		"a loop":      {"Conditions: {'Fn::ForEach::A': [N, [a], {'C${N}': !Equals [a, b]}], D: !Not [!Condition Ca]}", ""},
		"an include": {
			"Mappings: {'Fn::Transform': {Name: AWS::Include}}\nConditions: {C: !Equals [!FindInMap [M, a, b], a]}", "",
		},
		"a SAM global": {"Transform: AWS::Serverless-2016-10-31\nConditions: {C: !Equals [!Ref Env, a]}", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := strings.Join(texts(load(t, c.head+"\nResources:\n  R: {Type: A::B}\n", nil, nil).Problems()), "\n")
			if !strings.Contains(got, c.want) || (got == "") != (c.want == "") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
