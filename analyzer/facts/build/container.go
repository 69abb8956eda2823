package build

import (
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// mappingRefs are what refers to the mappings of a definition.
type mappingRefs map[*snapshot.PortMapping]facts.Ref

func (s *shard) container(
	d *snapshot.TaskDefinition, c *snapshot.ContainerDefinition, refs mappingRefs,
) facts.Container {
	container := facts.Container{
		Ref:               s.refs.Add(ground.Container(d, c)),
		Name:              c.Name,
		Privileged:        fact(c.Privileged, false),
		AddedCapabilities: c.AddedCaps,
		PortMappings:      make([]facts.Mapping, 0, len(c.PortMappings)),
	}

	for i := range c.PortMappings {
		m := &c.PortMappings[i]
		refs[m] = s.refs.Add(ground.Mapping(d, c, m))
		container.PortMappings = append(container.PortMappings, mapping(m, refs[m]))
	}

	return container
}

func mapping(m *snapshot.PortMapping, ref facts.Ref) facts.Mapping {
	return facts.Mapping{
		Ref: ref, ContainerPort: fact(m.ContainerPort, 0), HostPort: fact(m.HostPort, 0), Protocol: m.Proto(),
	}
}

// oddities collects what is unusual about the mappings of a container.
func oddities(root *facts.TaskDefinition, c *snapshot.ContainerDefinition, refs mappingRefs) {
	ranges := 0

	for i := range c.PortMappings {
		m := &c.PortMappings[i]
		oddPorts(root, c.Name, m, refs[m])

		if text, ok := m.ContainerPortRange.Get(); ok {
			ranges++
			root.Ranges = append(root.Ranges, portRange(c, m, text, ranges, refs))
		}
	}
}

func oddPorts(root *facts.TaskDefinition, container string, m *snapshot.PortMapping, ref facts.Ref) {
	if m.ContainerPort.IsUnknown() {
		unjudge(root, ref, "containerPort", m.ContainerPort.Reason())
	}

	if m.HostPort.IsUnknown() {
		unjudge(root, ref, "hostPort", m.HostPort.Reason())
	}

	port, named := m.ContainerPort.Get()

	switch {
	case named && !inRange(port):
		root.OutOfRange = append(root.OutOfRange, outOfRange(ref, container, "containerPort", port))
	case m.Portless():
		root.Portless = append(root.Portless, facts.ContainerPort{Ref: ref, Container: container})
	case named && m.ContainerPortRange.IsKnown():
		root.PortAndRange = append(root.PortAndRange, facts.ContainerPort{Ref: ref, Container: container})
	}

	oddHostPort(root, container, m, ref)
}

func oddHostPort(root *facts.TaskDefinition, container string, m *snapshot.PortMapping, ref facts.Ref) {
	host, fixed := m.HostPort.Get()

	switch {
	case !fixed:
	case host == 0:
		root.ZeroHostPorts = append(root.ZeroHostPorts, facts.ContainerPort{Ref: ref, Container: container})
	case !inRange(host):
		root.OutOfRange = append(root.OutOfRange, outOfRange(ref, container, "hostPort", host))
	case remapped(m):
		root.Remapped = append(root.Remapped, facts.Remapped{
			Ref: ref, Container: container, HostPort: host, ContainerPort: m.ContainerPort.Or(0),
		})
	}
}

func outOfRange(ref facts.Ref, container, field string, port int) facts.OutOfRange {
	return facts.OutOfRange{Ref: ref, Container: container, Field: field, Port: port}
}

func inRange(port int) bool { return 1 <= port && port <= 65535 }

// remapped reports whether the mapping gives two ports that exist and differ, which host and awsvpc mode refuse.
func remapped(m *snapshot.PortMapping) bool {
	host, container := m.HostPort.Or(0), m.ContainerPort.Or(0)

	return inRange(host) && inRange(container) && host != container
}

func portRange(
	c *snapshot.ContainerDefinition, m *snapshot.PortMapping, text string, index int, refs mappingRefs,
) facts.PortRange {
	from, to, valid := m.ContainerPorts()
	r := facts.PortRange{Ref: refs[m], Container: c.Name, Text: text, Valid: valid, Index: index}

	for i := range c.PortMappings {
		other := &c.PortMappings[i]
		if valid && other != m && other.Proto() == m.Proto() && overlaps(other, from, to) {
			r.Overlaps = append(r.Overlaps, refs[other])
		}
	}

	return r
}

func overlaps(m *snapshot.PortMapping, from, to int) bool {
	first, last, valid := m.ContainerPorts()

	return valid && first <= to && from <= last
}
