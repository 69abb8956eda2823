package files_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/ecslint/ecslint/fetch/files"
)

// Two stacks that name one group and one cluster meet there; what each of them makes stays its own.
func TestStacksThatMeet(t *testing.T) {
	t.Parallel()

	const template = `
Resources:
  Added:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: {GroupId: sg-0123, IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}
  Own:
    Type: AWS::EC2::SecurityGroup
    Properties: {GroupDescription: own}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: {Family: web, ContainerDefinitions: [{Name: web, Image: web}]}
  Service:
    Type: AWS::ECS::Service
    Properties: {Cluster: prod, TaskDefinition: !Ref Task}
`

	dir := t.TempDir()
	for _, name := range []string{"a.yaml", "b.yaml"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(template), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	res, err := files.Read(files.Request{Paths: []string{dir}})
	if err != nil {
		t.Fatal(err)
	}

	s := res.Snapshot
	groups, rules := make([]string, 0, len(s.SecurityGroups)), 0

	for _, g := range s.SecurityGroups {
		if groups = append(groups, filepath.Base(g.ID)); g.ID == "sg-0123" {
			rules = len(g.Rules)
		}
	}

	slices.Sort(groups)

	// A rule of each, and what stands for the others in both directions.
	if !slices.Equal(groups, []string{"a.yaml#Own", "b.yaml#Own", "sg-0123"}) || rules != 4 {
		t.Errorf("groups %v, %d rules", groups, rules)
	}

	if len(s.Clusters) != 1 || len(s.Services) != 2 {
		t.Errorf("%d clusters, %d services", len(s.Clusters), len(s.Services))
	}
}
