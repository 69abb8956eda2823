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
		"a piece of a template":  {"", gone, "", 0},
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
