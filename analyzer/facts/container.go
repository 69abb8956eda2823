package facts

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func (s *shard) container(
	d *snapshot.TaskDefinition, c *snapshot.ContainerDefinition, refs map[*snapshot.PortMapping]Ref,
) Container {
	container := Container{
		Ref:               s.refs.add(containerRef{d, c}),
		Name:              c.Name,
		Privileged:        fact(c.Privileged, false),
		AddedCapabilities: c.AddedCaps,
		PortMappings:      make([]Mapping, 0, len(c.PortMappings)),
	}

	for i := range c.PortMappings {
		m := &c.PortMappings[i]
		refs[m] = s.refs.add(mappingRef{d, c, m})
		container.PortMappings = append(container.PortMappings, mapping(m, refs[m]))
	}

	return container
}

func mapping(m *snapshot.PortMapping, ref Ref) Mapping {
	return Mapping{
		Ref: ref, ContainerPort: fact(m.ContainerPort, 0), HostPort: fact(m.HostPort, 0), Protocol: m.Proto(),
	}
}

// oddities collects what is unusual about the mappings of a container.
func (root *TaskDefinition) oddities(c *snapshot.ContainerDefinition, refs map[*snapshot.PortMapping]Ref) {
	ranges := 0

	for i := range c.PortMappings {
		m := &c.PortMappings[i]
		root.oddPorts(c.Name, m, refs[m])

		if text, ok := m.ContainerPortRange.Get(); ok {
			ranges++
			root.Ranges = append(root.Ranges, portRange(c, m, text, ranges, refs))
		}
	}
}

func (root *TaskDefinition) oddPorts(container string, m *snapshot.PortMapping, ref Ref) {
	if m.ContainerPort.IsUnknown() {
		root.unjudge(ref, "containerPort", m.ContainerPort.Reason())
	}

	if m.HostPort.IsUnknown() {
		root.unjudge(ref, "hostPort", m.HostPort.Reason())
	}

	port, named := m.ContainerPort.Get()

	switch {
	case named && !inRange(port):
		root.OutOfRange = append(root.OutOfRange, OutOfRange{ref, container, "containerPort", port})
	case m.Portless():
		root.Portless = append(root.Portless, ContainerPort{ref, container})
	case named && m.ContainerPortRange.IsKnown():
		root.PortAndRange = append(root.PortAndRange, ContainerPort{ref, container})
	}

	root.oddHostPort(container, m, ref)
}

func (root *TaskDefinition) oddHostPort(container string, m *snapshot.PortMapping, ref Ref) {
	host, fixed := m.HostPort.Get()

	switch {
	case !fixed:
	case host == 0:
		root.ZeroHostPorts = append(root.ZeroHostPorts, ContainerPort{ref, container})
	case !inRange(host):
		root.OutOfRange = append(root.OutOfRange, OutOfRange{ref, container, "hostPort", host})
	case remapped(m):
		root.Remapped = append(root.Remapped, Remapped{ref, container, host, m.ContainerPort.Or(0)})
	}
}

func inRange(port int) bool { return 1 <= port && port <= 65535 }

// remapped reports whether the mapping gives two ports that exist and differ, which host and awsvpc mode refuse.
func remapped(m *snapshot.PortMapping) bool {
	host, container := m.HostPort.Or(0), m.ContainerPort.Or(0)

	return inRange(host) && inRange(container) && host != container
}

func portRange(
	c *snapshot.ContainerDefinition, m *snapshot.PortMapping, text string, index int, refs map[*snapshot.PortMapping]Ref,
) PortRange {
	from, to, valid := m.ContainerPorts()
	r := PortRange{Ref: refs[m], Container: c.Name, Text: text, Valid: valid, Index: index}

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
