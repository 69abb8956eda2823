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

	// privileged and added are whether it tells these powers.
	privileged, added bool
}

// Container refers to one by its name, for what is about something else than its powers.
func Container(d *snapshot.TaskDefinition, c *snapshot.ContainerDefinition) ContainerRef {
	return ContainerRef{definition: d, container: c}
}

// PrivilegedContainer refers to one that is privileged, and says so.
func PrivilegedContainer(d *snapshot.TaskDefinition, c *snapshot.ContainerDefinition) ContainerRef {
	return ContainerRef{definition: d, container: c, privileged: true}
}

// AddingContainer refers to one that adds capabilities, and says which.
func AddingContainer(d *snapshot.TaskDefinition, c *snapshot.ContainerDefinition) ContainerRef {
	return ContainerRef{definition: d, container: c, added: true}
}

// PowerfulContainer refers to one whose powers count, whichever they are, and says all of them.
func PowerfulContainer(d *snapshot.TaskDefinition, c *snapshot.ContainerDefinition) ContainerRef {
	return ContainerRef{definition: d, container: c, privileged: true, added: true}
}

// Describe puts it into words.
func (r ContainerRef) Describe() facts.Reference {
	reference := DefinitionRef{r.definition}.Describe()
	reference.Kind = "containerDefinition"
	reference.Item = r.definition.ID + "#" + r.container.Key()
	reference.Key += "/" + r.container.Key()
	reference.Text = "container " + r.container.Name + " of " + r.definition.Name()
	reference.Origin = &r.container.Origin
	reference.Affected.Container = r.container.Name

	if powers := r.powers(); len(powers) > 0 {
		reference.Text += ": " + strings.Join(powers, "; ")
	}

	return reference
}

func (r ContainerRef) powers() []string {
	var powers []string
	if r.privileged && r.container.Privileged.Or(false) {
		powers = append(powers, "privileged")
	}

	if r.added && len(r.container.AddedCaps) > 0 {
		powers = append(powers, "adds "+strings.Join(r.container.AddedCaps, ", "))
	}

	return powers
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
	reference := Container(r.definition, r.container).Describe()
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
