package awsmap_test

import (
	"testing"

	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

func TestContainerInstance(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{ContainerInstances: []ecs.ContainerInstance{{
		ContainerInstanceArn: new(arnECS + "container-instance/prod/c1"), Ec2InstanceId: new("i-1"), Status: new("ACTIVE"),
		AgentConnected: true, CapacityProviderName: new("fleet"), VersionInfo: &ecs.VersionInfo{AgentVersion: new("1.97.0")},
		Attributes: []ecs.Attribute{
			{Name: new("stack"), Value: new("prod")},
			{Name: new("ecs.os-type"), Value: new("linux")},
			{Name: new("ecs.capability.task-eni")},
			{Name: new("com.amazonaws.ecs.capability.docker-remote-api.1.17")},
		},
		RegisteredResources: []ecs.Resource{
			{Name: new("CPU"), IntegerValue: 2048},
			{Name: new("PORTS"), StringSetValue: []string{"51678", "22", "22", "no port"}},
			{Name: new("PORTS_UDP"), StringSetValue: []string{"53"}},
		},
		RemainingResources: []ecs.Resource{{Name: new("PORTS"), StringSetValue: []string{"22", "8080"}}},
	}}})

	same(t, noun(t, s.ContainerInstances), `{"id": "arn:aws:ecs:eu-north-1:111122223333:container-instance/prod/c1",
		"cluster": "arn:aws:ecs:eu-north-1:111122223333:cluster/prod", "instance": "i-1", "status": "ACTIVE",
		"agentConnected": true, "capacityProvider": "fleet", "agentVersion": "1.97.0",
		"attributes": [{"name": "ecs.capability.task-eni"}, {"name": "ecs.os-type", "value": "linux"},
			{"name": "stack", "value": "prod"}],
		"reservedPorts": [22, 51678], "reservedPortsUdp": [53]}`)
	equal(t, len(s.Gaps), 0)
}

// Whether the agent is connected is not known where nothing says so; the SDK has false for it.
func TestAgentConnected(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{
		ContainerInstances: []ecs.ContainerInstance{
			{ContainerInstanceArn: new("c1"), AgentConnected: true},
			{ContainerInstanceArn: new("c2")},
			{ContainerInstanceArn: new("c3")},
		},
		AgentsUntold: map[string]bool{"c3": true},
	})

	equal(t, ids(s.ContainerInstances, func(c snapshot.ContainerInstance) string { return encoded(t, c.AgentConnected) }),
		[]string{"true", "false", "null"})
}

func TestContainerInstanceCluster(t *testing.T) {
	t.Parallel()

	const old = "container-instance/0b69d5c0" // an ARN of before 2018

	on := func(cluster string) []ecs.Task {
		return []ecs.Task{{TaskArn: new("t"), ContainerInstanceArn: new(arnECS + old), ClusterArn: &cluster}}
	}
	one := []ecs.Cluster{{ClusterArn: new("prod")}}

	for name, c := range map[string]struct {
		answers awsmap.Answers
		want    string
	}{
		"from the caller":  {awsmap.Answers{ContainerInstanceClusters: map[string]string{arnECS + old: "dev"}}, "dev"},
		"from a task":      {awsmap.Answers{Tasks: on("qa")}, "qa"},
		"the only cluster": {awsmap.Answers{Clusters: one}, "prod"},
		"one of two":       {awsmap.Answers{Clusters: append(one, ecs.Cluster{ClusterArn: new("qa")})}, ""},
		"nothing to go by": {awsmap.Answers{}, ""},
		"caller beats task": {awsmap.Answers{
			ContainerInstanceClusters: map[string]string{arnECS + old: "dev"},
			Tasks:                     on("qa"),
		}, "dev"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			c.answers.ContainerInstances = []ecs.ContainerInstance{{ContainerInstanceArn: new(arnECS + old)}}
			s := read(c.answers)

			equal(t, s.ContainerInstances[0].Cluster, c.want)
			equal(t, len(s.Gaps) == 0, c.want != "") // nothing known is a gap
		})
	}
}
