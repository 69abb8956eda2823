package overlay

import (
	"reflect"
	"strings"

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

	out.PidMode, out.IpcMode = textOf(d.PidMode), textOf(d.IpcMode)
	out.TaskRole, out.ExecutionRole = roleName(d.TaskRole), roleName(d.ExecutionRole)
	out.Volumes = bareVolumes(d.Volumes)

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

	out.MountPoints = bareMounts(c.MountPoints)
	out.LogMode = textOf(c.LogMode)

	if out.ReadonlyRootFilesystem.IsZero() {
		out.ReadonlyRootFilesystem = snapshot.Known(false)
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

// textOf takes an empty text for none.
func textOf(v snapshot.Value[string]) snapshot.Value[string] {
	if v.IsKnown() && v.Or("") == "" {
		return snapshot.Value[string]{}
	}

	return v
}

// roleName is how a file may name a role of which ECS answers with the ARN.
func roleName(v snapshot.Value[string]) snapshot.Value[string] {
	if arn, ok := v.Get(); ok && strings.HasPrefix(arn, "arn:") {
		return snapshot.Known(arn[strings.LastIndex(arn, "/")+1:])
	}

	return textOf(v)
}

func bareVolumes(volumes []snapshot.Volume) []snapshot.Volume {
	all := make([]snapshot.Volume, 0, len(volumes))

	for _, v := range volumes {
		v.Origin, v.HostPath = snapshot.Origin{}, textOf(v.HostPath)
		if v.EFS && v.TransitEncryption.IsZero() {
			v.TransitEncryption = snapshot.Known("DISABLED")
		}

		all = append(all, v)
	}

	return all
}

func bareMounts(mounts []snapshot.MountPoint) []snapshot.MountPoint {
	all := make([]snapshot.MountPoint, 0, len(mounts))

	for _, m := range mounts {
		if m.ReadOnly.IsZero() {
			m.ReadOnly = snapshot.Known(false)
		}

		all = append(all, m)
	}

	return all
}
