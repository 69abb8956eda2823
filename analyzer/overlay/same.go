package overlay

import (
	"reflect"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// same reports whether two definitions say the same, however they say it: ECS answers with the defaults that a file
// may leave out.
func same(a, b *snapshot.TaskDefinition) bool { return reflect.DeepEqual(bare(a), bare(b)) }

// bare is a definition without what differs between a file and ECS's answer.
func bare(d *snapshot.TaskDefinition) snapshot.TaskDefinition {
	out := *d
	out.Meta, out.ID, out.Revision = snapshot.Meta{}, "", 0
	out.RequiresCompatibilities = some(d.RequiresCompatibilities)
	out.PlacementConstraints = some(d.PlacementConstraints)
	out.ContainerDefinitions = make([]snapshot.ContainerDefinition, len(d.ContainerDefinitions))

	if out.NetworkMode.IsZero() && d.OperatingSystemFamily.IsZero() {
		out.NetworkMode = snapshot.Known(snapshot.ModeBridge)
	}

	for i := range d.ContainerDefinitions {
		out.ContainerDefinitions[i] = bareContainer(&d.ContainerDefinitions[i], out.NetworkMode.Or(""))
	}

	return out
}

func bareContainer(c *snapshot.ContainerDefinition, mode snapshot.NetworkMode) snapshot.ContainerDefinition {
	out := *c
	out.Origin = snapshot.Origin{}
	out.AddedCaps, out.Environment, out.Mentions = some(c.AddedCaps), some(c.Environment), some(c.Mentions)
	out.PortMappings = make([]snapshot.PortMapping, len(c.PortMappings))

	if out.Privileged.IsZero() {
		out.Privileged = snapshot.Known(false)
	}

	for i, m := range c.PortMappings {
		m.Origin = snapshot.Origin{}

		// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
		own := (mode == snapshot.ModeHost || mode == snapshot.ModeAWSVPC) && m.ContainerPort.IsKnown()
		if !m.HostPort.IsUnknown() && (m.HostPort.Or(0) == 0 || own && m.HostPort == m.ContainerPort) {
			m.HostPort = snapshot.Value[int]{}
		}

		if !m.Protocol.IsUnknown() {
			m.Protocol = snapshot.Known(m.Proto())
		}

		out.PortMappings[i] = m
	}

	return out
}

// some is nil for an empty list.
func some[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}

	return list
}
