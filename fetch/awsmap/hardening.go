package awsmap

import (
	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// hardening adds what makes a container more than a process of its own.
func hardening(out *snapshot.ContainerDefinition, in *ecs.ContainerDefinition) {
	out.User = snapshot.UserOf(textPtr(in.User))
	out.ReadonlyRootFilesystem = boolPtr(in.ReadonlyRootFilesystem)
	out.HasMemory = given(deref(in.Memory) != 0)
	out.HasLinks = given(len(in.Links) > 0)
	out.HasHostname = given(deref(in.Hostname) != "")
	out.HasExtraHosts = given(len(in.ExtraHosts) > 0)
	out.MountPoints = all(in.MountPoints, func(m *ecs.MountPoint) snapshot.MountPoint {
		return snapshot.MountPoint{SourceVolume: textPtr(m.SourceVolume), ReadOnly: boolPtr(m.ReadOnly)}
	})

	if log := in.LogConfiguration; log != nil {
		out.LogDriver = text[string](log.LogDriver)
		out.LogMode = text[string](log.Options["mode"])
	}
}

// given is true, or absent.
func given(is bool) snapshot.Value[bool] {
	if is {
		return snapshot.Known(true)
	}

	return snapshot.Value[bool]{}
}

func volume(in *ecs.Volume) snapshot.Volume {
	out := snapshot.Volume{Name: deref(in.Name)}

	if in.Host != nil {
		out.HostPath = textPtr(in.Host.SourcePath)
	}

	if efs := in.EfsVolumeConfiguration; efs != nil {
		out.EFS, out.TransitEncryption = true, text[string](efs.TransitEncryption)
	}

	return out
}
