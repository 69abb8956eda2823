package taskdef

import (
	"strconv"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// hardening reads what makes a container more than a process of its own. Wrong types of these options are no errors:
// they leave the option unknown.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
func (r *reader) hardening(n *document.Node, c *snapshot.ContainerDefinition) {
	c.AddedCapsUnknown = unknownCapabilities(n)
	c.User = snapshot.UserOf(field.Text[string](find(n, "user")))
	c.ReadonlyRootFilesystem = field.Flag(find(n, "readonlyRootFilesystem"))
	c.HasMemory = given(find(n, "memory"))
	c.HasLinks = given(find(n, "links"))
	c.HasHostname = given(find(n, "hostname"))
	c.HasExtraHosts = given(find(n, "extraHosts"))
	c.MountPoints = mountPoints(find(n, "mountPoints"))

	log := find(n, "logConfiguration")
	c.LogDriver, c.LogMode = within(log, "logDriver"), within(log, "options", "mode")

	if why := log.WhyUnsure(); why != "" {
		c.LogDriver, c.LogMode = snapshot.Unknown[string](why), snapshot.Unknown[string](why)
	}
}

// unhardened is a container of which nothing is known.
func unhardened(c snapshot.ContainerDefinition, why string) snapshot.ContainerDefinition {
	text, flag := snapshot.Unknown[string](why), snapshot.Unknown[bool](why)

	c.AddedCapsUnknown, c.EnvironmentUnknown = why, why
	c.User, c.LogDriver, c.LogMode = snapshot.Unknown[snapshot.User](why), text, text
	c.ReadonlyRootFilesystem, c.HasMemory = flag, flag
	c.HasLinks, c.HasHostname, c.HasExtraHosts = flag, flag, flag
	c.MountPoints = []snapshot.MountPoint{{SourceVolume: text, ReadOnly: flag}}

	return c
}

// whyUnknown is why the value cannot be told; empty where it can, or is absent.
func whyUnknown(n *document.Node) string {
	if isAbsent(n) {
		return ""
	}

	return unknown(n)
}

// given reports whether an option has a value: neither null nor empty, nor 0.
func given(n *document.Node) snapshot.Value[bool] {
	why := whyUnknown(n)
	text, scalar := field.Written(n)

	switch {
	case why != "":
		return snapshot.Unknown[bool](why)
	case isAbsent(n), scalar && text == "0", n.Kind() == document.List && n.Len() == 0:
		return snapshot.Value[bool]{}
	default:
		return snapshot.Known(true)
	}
}

// within is the text below the keys, one inside the other. Where one of them is not known, nor is the text.
func within(n *document.Node, keys ...string) snapshot.Value[string] {
	for _, key := range keys {
		if why := whyUnknown(n); why != "" {
			return snapshot.Unknown[string](why)
		}

		n = find(n, key)
	}

	return field.Text[string](n)
}

// unknownCapabilities is why an added capability may be missing from those that are read.
func unknownCapabilities(container *document.Node) string {
	n := container
	for _, key := range []string{"linuxParameters", "capabilities", "add"} {
		n = find(n, key)
		if why := whyUnknown(n); why != "" {
			return why
		}
	}

	for _, item := range n.Items() {
		if why := whyUnknown(item); why != "" {
			return why
		}
	}

	return ""
}

// role identifies a role, also by its address where the file makes it.
func role(n *document.Node) snapshot.Value[string] {
	if _, _, isReference := n.Reference(); isReference {
		return snapshot.Known(field.ID("", n))
	}

	return field.Text[string](n)
}

// volumes reads the volumes of a task definition. Of a list or an entry that nobody can tell there is one with nothing
// known of it.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html
func (r *reader) volumes(list *document.Node, pointer string) []snapshot.Volume {
	if why := whyUnknown(list); why != "" {
		return []snapshot.Volume{unknownVolume(why)}
	}

	var all []snapshot.Volume

	for i, n := range list.Items() {
		if why := whyUnknown(n); why != "" {
			all = append(all, unknownVolume(why))
		} else if n.Kind() == document.Object {
			all = append(all, r.volume(n, pointer+"/"+strconv.Itoa(i)))
		}
	}

	return all
}

func (r *reader) volume(n *document.Node, pointer string) snapshot.Volume {
	efs := find(n, "efsVolumeConfiguration")
	if isAbsent(efs) { // CloudFormation's name for it
		efs = find(n, "EFSVolumeConfiguration")
	}

	volume := snapshot.Volume{
		Origin: r.origin(n, pointer), Name: r.name(n, "name"), HostPath: within(find(n, "host"), "sourcePath"),
	}

	if !isAbsent(efs) {
		volume.EFS, volume.TransitEncryption = true, within(efs, "transitEncryption")
	}

	return volume
}

func unknownVolume(why string) snapshot.Volume {
	return snapshot.Volume{HostPath: snapshot.Unknown[string](why), TransitEncryption: snapshot.Unknown[string](why)}
}

// mountPoints reads the mounts of a container; for what nobody can tell there is one of an unknown volume.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MountPoint.html
func mountPoints(list *document.Node) []snapshot.MountPoint {
	if why := whyUnknown(list); why != "" {
		return []snapshot.MountPoint{unknownMount(why)}
	}

	var all []snapshot.MountPoint

	for _, n := range list.Items() {
		if why := whyUnknown(n); why != "" {
			all = append(all, unknownMount(why))
		} else if n.Kind() == document.Object {
			all = append(all, snapshot.MountPoint{
				SourceVolume: sourceVolume(find(n, "sourceVolume")), ReadOnly: field.Flag(find(n, "readOnly")),
			})
		}
	}

	return all
}

// sourceVolume keeps a placeholder as it is: the volume may be called by the same.
func sourceVolume(n *document.Node) snapshot.Value[string] {
	if text, ok := field.Written(n); ok {
		return snapshot.Known(text)
	}

	return field.Text[string](n)
}

func unknownMount(why string) snapshot.MountPoint {
	return snapshot.MountPoint{SourceVolume: snapshot.Unknown[string](why), ReadOnly: snapshot.Unknown[bool](why)}
}
