package awsmap

import (
	"cmp"

	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/credential"
	"github.com/ecslint/ecslint/fetch/ignore"
	"github.com/ecslint/ecslint/fetch/mention"
)

// taskDefinition keeps inactive revisions too, since a service goes on running them.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deregister-task-definition-v2.html
func (a *Answers) taskDefinition(in *ecs.TaskDefinition) (snapshot.TaskDefinition, bool) {
	arn := deref(in.TaskDefinitionArn)
	out := snapshot.TaskDefinition{
		Meta:                 a.meta(arn),
		ID:                   arn,
		Family:               cmp.Or(deref(in.Family), snapshot.Family(arn)),
		Revision:             int(in.Revision),
		NetworkMode:          text[snapshot.NetworkMode](in.NetworkMode),
		ContainerDefinitions: all(in.ContainerDefinitions, containerDefinition),
		PidMode:              text[string](in.PidMode),
		IpcMode:              text[string](in.IpcMode),
		HasMemory:            given(deref(in.Memory) != ""),
		TaskRole:             textPtr(in.TaskRoleArn),
		ExecutionRole:        textPtr(in.ExecutionRoleArn),
		Volumes:              all(in.Volumes, volume),
	}

	for _, c := range in.RequiresCompatibilities {
		out.RequiresCompatibilities = append(out.RequiresCompatibilities, snapshot.LaunchType(c))
	}

	if p := in.RuntimePlatform; p != nil {
		out.OperatingSystemFamily = text[string](p.OperatingSystemFamily)
		out.CPUArchitecture = text[string](p.CpuArchitecture)
	}

	out.PlacementConstraints = all(in.PlacementConstraints,
		func(c *ecs.TaskDefinitionPlacementConstraint) snapshot.PlacementConstraint {
			return snapshot.PlacementConstraint{Type: string(c.Type), Expression: deref(c.Expression)}
		})

	for i := range in.ContainerDefinitions {
		if value, ok := in.ContainerDefinitions[i].DockerLabels[ignore.LabelName]; ok {
			out.Suppressions = append(out.Suppressions, ignore.Label(value, out.Origin)...)
		}
	}

	return out, true
}

// containerDefinition is the allow-list of a container. Image, command, entry point, other labels, secrets, log
// options other than the mode, and health check stay behind.
func containerDefinition(in *ecs.ContainerDefinition) snapshot.ContainerDefinition {
	out := snapshot.ContainerDefinition{
		Name:         deref(in.Name),
		Privileged:   boolPtr(in.Privileged),
		PortMappings: all(in.PortMappings, portMapping),
		Environment:  each(in.Environment, variable),
		Mentions:     mentions(in),
	}

	if p := in.LinuxParameters; p != nil && p.Capabilities != nil {
		out.AddedCaps = set(p.Capabilities.Add)
	}

	hardening(&out, in)

	return out
}

// mentions looks at everything in which a container can be told of another host, and keeps hosts and ports alone.
func mentions(in *ecs.ContainerDefinition) []snapshot.Mention {
	var s mention.Set

	for i := range in.Environment {
		s.Variable(deref(in.Environment[i].Name), deref(in.Environment[i].Value))
	}

	s.Command(in.EntryPoint)
	s.Command(in.Command)
	s.Command(deref(in.HealthCheck).Command)

	return s.List()
}

// portMapping tells a host port of 0, by which a definition asks for a dynamic port, from one that is left out.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
func portMapping(in *ecs.PortMapping) snapshot.PortMapping {
	return snapshot.PortMapping{
		Name:               deref(in.Name),
		ContainerPort:      snapshot.FromPtr[int32, int](in.ContainerPort),
		ContainerPortRange: textPtr(in.ContainerPortRange),
		HostPort:           snapshot.FromPtr[int32, int](in.HostPort),
		Protocol:           text[string](in.Protocol),
	}
}

// variable keeps the name, unless that is a credential. The value is looked at once and goes no further.
func variable(in *ecs.KeyValuePair) (snapshot.Variable, bool) {
	name := deref(in.Name)
	if credential.ShapedName(name) {
		return snapshot.Variable{Credential: true}, true
	}

	return snapshot.Variable{Name: name, Credential: credential.Shaped(name, deref(in.Value))}, name != ""
}
