package cloudformation_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecslint/ecslint/fetch/cloudformation"
)

// TestMisspelt is about properties that CloudFormation does not have, and that nothing here reads.
func TestMisspelt(t *testing.T) {
	t.Parallel()

	const (
		unread  = ", which is not read; did you mean "
		service = "AWS::ECS::Service"
		task    = "AWS::ECS::TaskDefinition"
		group   = "AWS::EC2::SecurityGroup"
	)

	for name, c := range map[string]struct{ kind, properties, want string }{
		"right": {service, "{DesiredCount: 1, Tags: [{Key: a, Value: b}]}", ""},
		"a service": {
			service, "{DesiredCont: 1}", "6:18: " + service + " has no property DesiredCont" + unread + "DesiredCount?",
		},
		"deep, in capitals": {
			service, "{NetworkConfiguration: {AwsvpcConfiguration: {AssignPublicIP: ENABLED}}}",
			"6:63: AWS::ECS::Service/NetworkConfiguration/AwsvpcConfiguration" +
				" has no property AssignPublicIP" + unread + "AssignPublicIp?",
		},
		"in a list": {
			task, "{ContainerDefinitions: [{Name: a, PortMaping: []}]}",
			"6:51: AWS::ECS::TaskDefinition/ContainerDefinitions" +
				" has no property PortMaping" + unread + "PortMappings?",
		},
		"behind a condition": {
			group, "{SecurityGroupIngres: !If [C, [], !Ref AWS::NoValue]}",
			"6:18: " + group +
				" has no property SecurityGroupIngres" + unread + "SecurityGroupIngress?",
		},
		"a container's in other capitals": {task, "{ContainerDefinitions: [{name: a, portMappings: []}]}", ""},
		"a free map":                      {task, "{ContainerDefinitions: [{Name: a, DockerLabels: {Nam: b}}]}", ""},
		"one that may be new":             {service, "{SomethingElseEntirely: 1}", ""},
		"a type that is not read":         {"AWS::S3::Bucket", "{BucketNam: a}", ""},
		"no name":                         {service, "{'Desired Count': 1}", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			var want []string
			if c.want != "" {
				want = []string{stack + ":" + c.want}
			}

			if diff := cmp.Diff(want, remarks(t, c.kind, c.properties, ""), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}

			if got := remarks(t, c.kind, c.properties, "Transform: Acme\n"); len(got) > 0 {
				t.Errorf("a macro may take what it likes: %q", got)
			}
		})
	}
}

// remarks are those on a template of one resource.
func remarks(t *testing.T, kind, properties, tail string) []string {
	t.Helper()

	text := "Parameters: {P: {Type: String}}\nConditions: {C: !Equals [a, !Ref P]}\nResources:\n  R:\n    Type: " + kind +
		"\n    Properties: " + properties + "\n" + tail

	r, err := readFile(stack, []byte(text), cloudformation.Options{})
	if err != nil {
		t.Fatal(err)
	}

	return r.Remarks
}

// TestRepeated is about keys that are there twice: CloudFormation takes the last.
func TestRepeated(t *testing.T) {
	t.Parallel()

	const problem = ": the object has this key already, at "

	for text, want := range map[string]string{
		"Resources:\n  R:\n    Type: A::B\n  R:\n    Type: AWS::X::Y\n":      "4:3<2:3",
		`{"Resources": {"R": {"Type": "A::B", "Type": "AWS::X::Y"}}}`:        "1:38<1:22",
		"Resources:\n  R: {Type: A::B, Type: A::C}\n  R: {Type: A::B}\n":     "2:19<2:7 3:3<2:3",
		"Resources:\n  R:\n    Type: AWS::X::Y\n  S:\n    Type: AWS::X::Y\n": "",
	} {
		r, err := readFile(stack, []byte(text), cloudformation.Options{})
		if err != nil {
			t.Fatal(err)
		}

		var all []string
		for place := range strings.FieldsSeq(want) {
			second, first, _ := strings.Cut(place, "<")
			all = append(all, stack+":"+second+problem+first+"; CloudFormation takes the last")
		}

		if diff := cmp.Diff(all, r.Remarks, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: -want +got\n%s", text, diff)
		}
	}
}
