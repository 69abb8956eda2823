package facts

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The CloudFormation types of the resources that findings name.
const (
	typeTaskDefinition = "AWS::ECS::TaskDefinition"
	typeService        = "AWS::ECS::Service"
	typeCluster        = "AWS::ECS::Cluster"
	typeInstance       = "AWS::ECS::ContainerInstance"
	typeSecurityGroup  = "AWS::EC2::SecurityGroup"
)

type definitionRef struct{ definition *snapshot.TaskDefinition }

func (r definitionRef) describe() Reference {
	return Reference{
		Kind: "taskDefinition", Type: typeTaskDefinition,
		ID: r.definition.ID, Name: r.definition.Name(), Item: r.definition.ID, Key: r.definition.Key(),
		Text: "task definition " + r.definition.Name() + ": networkMode " + modeText(r.definition),
		Meta: r.definition.Meta, Origin: &r.definition.Origin,
		Affected: Affected{TaskDefinition: r.definition.Name()},
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

type containerRef struct {
	definition *snapshot.TaskDefinition
	container  *snapshot.ContainerDefinition
}

func (r containerRef) describe() Reference {
	reference := definitionRef{r.definition}.describe()
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

type mappingRef struct {
	definition *snapshot.TaskDefinition
	container  *snapshot.ContainerDefinition
	mapping    *snapshot.PortMapping
}

func (r mappingRef) describe() Reference {
	reference := containerRef{r.definition, r.container}.describe()
	reference.Kind = "portMapping"
	reference.Item += "/" + r.mapping.Key()
	reference.Key += "/" + r.mapping.Key()
	reference.Text = "container " + r.container.Name + " of " + r.definition.Name() + ": " + MappingText(r.mapping, placement.Mode(r.definition).Or(""))
	reference.Origin = &r.mapping.Origin

	return reference
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

type tenantRef struct{ tenant *placement.Tenant }

func (r tenantRef) describe() Reference {
	if r.tenant.Service == nil {
		return standaloneReference(r.tenant)
	}

	service := r.tenant.Service

	return Reference{
		Kind: "service", Type: typeService,
		ID: service.ID, Name: service.Name, Item: service.ID, Key: service.Key(),
		Text: "service " + service.Name + ": " + tenantText(r.tenant),
		Meta: service.Meta, Origin: &service.Origin, Affected: affected(r.tenant),
	}
}

func standaloneReference(t *placement.Tenant) Reference {
	reference := Reference{Kind: "task", Type: typeTaskDefinition, Affected: affected(t)}
	if t.TaskDefinition == nil {
		return reference
	}

	reference.ID, reference.Name, reference.Item = t.TaskDefinition.ID, t.TaskDefinition.Name(), t.TaskDefinition.ID
	reference.Key = "cluster/" + t.Cluster.Name + "/" + t.TaskDefinition.Key()
	reference.Text = "standalone tasks of " + t.TaskDefinition.Name() + ": " + tenantText(t)
	reference.Meta, reference.Origin = t.TaskDefinition.Meta, &t.TaskDefinition.Origin

	return reference
}

func affected(t *placement.Tenant) Affected {
	a := Affected{Cluster: t.Cluster.Name}
	if t.Service != nil {
		a.Service = t.Service.Name
	}

	if t.TaskDefinition != nil {
		a.TaskDefinition = t.TaskDefinition.Name()
	}

	return a
}

func tenantText(t *placement.Tenant) string {
	kind := "REPLICA"
	if t.Daemon {
		kind = "DAEMON"
	}

	desired := "an unknown number of tasks"
	if n, ok := t.Desired.Get(); ok {
		desired = fmt.Sprintf("%d %s", n, plural(n, "task"))
	}

	return fmt.Sprintf("%s, %s, %s", kind, desired, capacityText(t))
}

func capacityText(t *placement.Tenant) string {
	if len(t.Capacity.Providers) > 0 {
		return "capacity provider " + strings.Join(t.Capacity.Providers, ", ")
	}

	return "launch type " + string(t.Capacity.Launch)
}

type clusterRef struct{ cluster *snapshot.Cluster }

func (r clusterRef) describe() Reference {
	return Reference{
		Kind: "cluster", Type: typeCluster,
		ID: r.cluster.ID, Name: r.cluster.Name, Item: r.cluster.ID, Key: r.cluster.Key(),
		Text: "cluster " + r.cluster.Name, Meta: r.cluster.Meta, Origin: &r.cluster.Origin,
		Affected: Affected{Cluster: r.cluster.Name},
	}
}

type containerInstanceRef struct{ instance *snapshot.ContainerInstance }

func (r containerInstanceRef) describe() Reference {
	return Reference{
		Kind: "containerInstance", Type: typeInstance,
		ID: r.instance.ID, Name: r.instance.Instance, Item: r.instance.Instance, Key: r.instance.Key(),
		Text: "instance " + r.instance.Instance + " takes the task",
		Meta: r.instance.Meta, Origin: &r.instance.Origin,
		Affected: Affected{Cluster: snapshot.Name(r.instance.Cluster)},
	}
}

type groupRef struct{ group *snapshot.SecurityGroup }

func (r groupRef) describe() Reference {
	return Reference{
		Kind: "securityGroup", Type: typeSecurityGroup,
		ID: r.group.ID, Name: r.group.Name, Item: r.group.ID, Key: r.group.Key(),
		Text: fmt.Sprintf("security group %s (%s)", r.group.Name, r.group.ID),
		Meta: r.group.Meta, Origin: &r.group.Origin,
	}
}

// noteRef is evidence that is a sentence of its own, about a resource that another reference names.
type noteRef struct{ kind, id, text string }

func (r noteRef) describe() Reference {
	return Reference{Kind: r.kind, Item: r.id, ID: r.id, Text: r.text}
}

func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}

	return noun + "s"
}
