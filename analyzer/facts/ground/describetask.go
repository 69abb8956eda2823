package ground

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A DefinitionRef is evidence of a task definition.
type DefinitionRef struct{ definition *snapshot.TaskDefinition }

// Definition refers to one.
func Definition(d *snapshot.TaskDefinition) DefinitionRef { return DefinitionRef{d} }

// Describe puts it into words.
func (r DefinitionRef) Describe() facts.Reference {
	return facts.Reference{
		Kind: "taskDefinition", Type: typeTaskDefinition,
		ID: r.definition.ID, Name: r.definition.Name(), Item: r.definition.ID, Key: r.definition.Key(),
		Text: "task definition " + r.definition.Name() + ": networkMode " + modeText(r.definition),
		Meta: r.definition.Meta, Origin: &r.definition.Origin,
		Affected: facts.Affected{TaskDefinition: r.definition.Name()},
	}
}

func modeText(d *snapshot.TaskDefinition) string {
	if mode, ok := d.NetworkMode.Get(); ok {
		return string(mode)
	}

	if d.NetworkMode.IsUnknown() {
		return "unknown (" + d.NetworkMode.Reason() + ")"
	}

	mode, _ := placement.Mode(d).Get()

	return "absent, which is " + string(mode)
}

// A ContainerRef is evidence of a container definition.
type ContainerRef struct {
	definition *snapshot.TaskDefinition
	container  *snapshot.ContainerDefinition
}

// Container refers to one.
func Container(d *snapshot.TaskDefinition, c *snapshot.ContainerDefinition) ContainerRef {
	return ContainerRef{d, c}
}

// Describe puts it into words.
func (r ContainerRef) Describe() facts.Reference {
	reference := DefinitionRef{r.definition}.Describe()
	reference.Kind = "containerDefinition"
	reference.Item = r.definition.ID + "#" + r.container.Key()
	reference.Key += "/" + r.container.Key()
	reference.Text = "container " + r.container.Name + " of " + r.definition.Name() + containerText(r.container)
	reference.Origin = &r.container.Origin
	reference.Affected.Container = r.container.Name

	return reference
}

func containerText(c *snapshot.ContainerDefinition) string {
	var traits []string
	if c.Privileged.Or(false) {
		traits = append(traits, "privileged")
	}

	if len(c.AddedCaps) > 0 {
		traits = append(traits, "adds "+strings.Join(c.AddedCaps, ", "))
	}

	if len(traits) == 0 {
		return ""
	}

	return ": " + strings.Join(traits, "; ")
}

// A VolumeRef is evidence of a volume of a task definition.
type VolumeRef struct {
	definition *snapshot.TaskDefinition
	volume     *snapshot.Volume
}

// Volume refers to one.
func Volume(d *snapshot.TaskDefinition, v *snapshot.Volume) VolumeRef { return VolumeRef{d, v} }

// Describe puts it into words.
func (r VolumeRef) Describe() facts.Reference {
	reference := DefinitionRef{r.definition}.Describe()
	reference.Kind = "volume"
	reference.Item = r.definition.ID + "#" + r.volume.Key()
	reference.Key += "/" + r.volume.Key()
	reference.Text = "volume " + r.volume.Name + " of " + r.definition.Name()
	reference.Origin = &r.volume.Origin

	if path, ok := r.volume.HostPath.Get(); ok && path != "" {
		reference.Text += ": " + path + " of the host"
	}

	return reference
}

// A MappingRef is evidence of a port mapping.
type MappingRef struct {
	definition *snapshot.TaskDefinition
	container  *snapshot.ContainerDefinition
	Mapping    *snapshot.PortMapping
}

// Mapping refers to one.
func Mapping(d *snapshot.TaskDefinition, c *snapshot.ContainerDefinition, m *snapshot.PortMapping) MappingRef {
	return MappingRef{d, c, m}
}

// Describe puts it into words.
func (r MappingRef) Describe() facts.Reference {
	reference := ContainerRef{r.definition, r.container}.Describe()
	reference.Kind = "portMapping"
	reference.Item += "/" + r.Mapping.Key()
	reference.Key += "/" + r.Mapping.Key()
	mode := placement.Mode(r.definition).Or("")
	reference.Text = "container " + r.container.Name + " of " + r.definition.Name() + ": " + MappingText(r.Mapping, mode)
	reference.Origin = &r.Mapping.Origin

	return reference
}

// Text orders mappings; that of none is empty.
func (r MappingRef) Text() string {
	if r.Mapping == nil {
		return ""
	}

	return r.definition.ID + "#" + r.container.Key() + "/" + r.Mapping.Key()
}

// MappingText is a mapping as people write it: host port → container port/protocol, and the container port alone
// where the mode leaves nothing to map.
func MappingText(m *snapshot.PortMapping, mode snapshot.NetworkMode) string {
	container := portText(m.ContainerPort)
	if r, ok := m.ContainerPortRange.Get(); ok {
		container = r
	}

	if host := hostText(m, mode); host != "" {
		return fmt.Sprintf("%s → container port %s/%s", host, container, m.Proto())
	}

	return fmt.Sprintf("container port %s/%s", container, m.Proto())
}

func hostText(m *snapshot.PortMapping, mode snapshot.NetworkMode) string {
	switch n, ok := m.HostPort.Get(); {
	case m.HostPort.IsUnknown():
		return "host port unknown"
	case ok && n != 0:
		return "host port " + strconv.Itoa(n)
	case mode == snapshot.ModeBridge || mode == snapshot.ModeDefault:
		return "host port chosen by ECS"
	default:
		return ""
	}
}

func portText(v snapshot.Value[int]) string {
	if n, ok := v.Get(); ok {
		return strconv.Itoa(n)
	}

	if v.IsUnknown() {
		return "unknown"
	}

	return "none"
}
