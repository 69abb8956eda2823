package cloudformation_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/cloudformation"
	"github.com/ecslint/ecslint/fetch/document"
)

// Each template in testdata/read becomes what its golden file says.
func TestReadGolden(t *testing.T) {
	t.Parallel()

	paths, err := filepath.Glob(filepath.Join("testdata", "read", "*.yaml"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no templates: %v", err)
	}

	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()

			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}

			r, err := readFile(filepath.Base(path), data, cloudformation.Options{
				Open: beside(filepath.Join("testdata", "read")),
			})
			if err != nil {
				t.Fatal(err)
			}

			got := outline(t, r.Snapshot) + lines(r.Problems)
			golden(t, path+".want", got)
		})
	}
}

func TestIs(t *testing.T) {
	t.Parallel()

	for text, want := range map[string]bool{
		"Resources: {A: {Type: 'AWS::EC2::VPC'}}":                    true,
		`{"Resources": {"A": {"Type": "Custom::X"}}}`:                true,
		"Resources: {'Fn::ForEach::X': []}":                          true,
		"AWSTemplateFormatVersion: '2010-09-09'\nResources: {A: {}}": true,
		"Resources: {A: {Type: x}}":                                  false,
		"Resources: [{Type: 'AWS::EC2::VPC'}]":                       false,
		"resources: {Resources: {A: {Type: 'AWS::EC2::VPC'}}}":       false,
		"apiVersion: v1\nkind: Pod":                                  false,
		`{"family": "web", "containerDefinitions": []}`:              false,
		"[]":   false,
		"text": false,
	} {
		root, err := document.Parse("a", []byte(text))
		if err != nil {
			t.Fatal(err)
		}

		if got := cloudformation.Is(root); got != want {
			t.Errorf("%s is a template: %v, want %v", text, got, want)
		}
	}
}

// A rule points at the narrowest key there is.
func TestPlaces(t *testing.T) {
	t.Parallel()

	s := read(t, `Resources:
  Web:
    Type: AWS::ECS::Service
    Properties:
      NetworkConfiguration:
        AwsvpcConfiguration: {Subnets: [subnet-1]}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      NetworkMode: host
      ContainerDefinitions:
      - Name: web
        PortMappings:
        - HostPort: 80
          ContainerPort: 80
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      SecurityGroupIngress:
      - {IpProtocol: tcp}
      SecurityGroupEgress:
        IpProtocol: tcp
  Rule:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: {GroupId: !Ref Group}
`)
	mapping := s.TaskDefinitions[0].ContainerDefinitions[0].PortMappings[0].Origin

	for _, c := range []struct {
		what         string
		at           snapshot.Origin
		field        string
		line, column int
		pointer      string
	}{
		{"service", s.Services[0].Origin, "", 2, 3, "/Resources/Web"},
		{"its network", s.Services[0].Origin, "networkConfiguration", 5, 7, "/Resources/Web"},
		{"task definition", s.TaskDefinitions[0].Origin, "", 7, 3, "/Resources/Task"},
		{"its mode", s.TaskDefinitions[0].Origin, "networkMode", 10, 7, "/Resources/Task"},
		{
			"mapping", mapping, "hostPort", 14, 11,
			"/Resources/Task/Properties/ContainerDefinitions/0/PortMappings/0",
		},
		{"group", s.SecurityGroups[0].Origin, "", 16, 3, "/Resources/Group"},
		{"rule in a list", s.SecurityGroups[0].Rules[0].Origin, "", 20, 9, "/Resources/Group"},
		{"rule alone", s.SecurityGroups[0].Rules[1].Origin, "", 21, 7, "/Resources/Group"},
		{"rule of its own", s.SecurityGroups[0].Rules[2].Origin, "", 23, 3, "/Resources/Rule"},
	} {
		at := c.at.At(c.field)
		if at.StartLine != c.line || at.StartColumn != c.column || c.at.Pointer != c.pointer || c.at.File != stack {
			t.Errorf("%s: %s %d:%d %s, want %d:%d %s",
				c.what, c.at.File, at.StartLine, at.StartColumn, c.at.Pointer, c.line, c.column, c.pointer)
		}
	}
}

// Secrets reach neither the snapshot nor a problem, wherever they are used.
func TestSecrets(t *testing.T) {
	t.Parallel()

	const secret = "hunter2"

	for name, expression := range map[string]string{
		"parameter":   "!Ref Secret",
		"in a text":   "!Sub 'http://db.example.com/${Secret}'",
		"joined":      "!Join ['-', [a, !Ref Secret]]",
		"encoded":     "!Base64 {'Fn::Sub': 'ECS_CLUSTER=${Secret}'}",
		"dynamic":     "'{{resolve:secretsmanager:hunter2:SecretString:hunter2}}'",
		"dynamic sub": "!Sub '{{resolve:ssm-secure:${AWS::StackName}-hunter2}}'",
		"literal":     "hunter2",
	} {
		template := fmt.Sprintf(`
Parameters: {Secret: {Type: String, NoEcho: true, Default: %s}}
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
      - {Name: web, Environment: [{Name: A, Value: %[2]s}], Command: [%[2]s], DockerLabels: {a: %[2]s}}
  Template:
    Type: AWS::EC2::LaunchTemplate
    Properties: {LaunchTemplateData: {UserData: !Base64 {'Fn::Join': ["\n", ["PASSWORD=", %[2]s]]}}}
  Group: {Type: 'AWS::EC2::SecurityGroup', Properties: {GroupDescription: %[2]s, SecurityGroupIngress: [[%[2]s]]}}
`, secret, expression)

		r, err := readFile(stack, []byte(template), cloudformation.Options{
			Parameters: cloudformation.Parameters{"Secret": {Value: secret}},
		})
		if err != nil {
			t.Fatal(err)
		}

		if got := outline(t, r.Snapshot) + fmt.Sprint(r.Problems); strings.Contains(got, secret) {
			t.Errorf("%s: the secret is in\n%s", name, got)
		}
	}
}
