package facts

import (
	"strconv"
	"strings"

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
		refs[&c.PortMappings[i]] = s.refs.add(mappingRef{d, c, &c.PortMappings[i]})
	}

	for i := range c.PortMappings {
		mapping := s.mapping(c, &c.PortMappings[i], refs)
		container.PortMappings = append(container.PortMappings, mapping)

		if mapping.Range != nil {
			container.Ranges++
		}
	}

	return container
}

func (s *shard) mapping(
	c *snapshot.ContainerDefinition, m *snapshot.PortMapping, refs map[*snapshot.PortMapping]Ref,
) Mapping {
	mapping := Mapping{
		Ref:           refs[m],
		ContainerPort: fact(m.ContainerPort, 0),
		HostPort:      fact(m.HostPort, 0),
		Protocol:      m.Proto(),
	}

	text, ok := m.ContainerPortRange.Get()
	if !ok {
		return mapping
	}

	from, to, valid := parseRange(text)
	mapping.Range = &PortRange{Text: text, Valid: valid, Overlaps: []Ref{}}

	for i := range c.PortMappings {
		other := &c.PortMappings[i]
		if valid && other != m && other.Proto() == m.Proto() && overlaps(other, from, to) {
			mapping.Range.Overlaps = append(mapping.Range.Overlaps, refs[other])
		}
	}

	return mapping
}

func overlaps(m *snapshot.PortMapping, from, to int) bool {
	if port, ok := m.ContainerPort.Get(); ok {
		return from <= port && port <= to
	}

	text, ok := m.ContainerPortRange.Get()
	if !ok {
		return false
	}

	first, last, valid := parseRange(text)

	return valid && first <= to && from <= last
}

// parseRange reads a containerPortRange, such as 8000-8010: two ports in order, 1 to 65535.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
func parseRange(text string) (from, to int, valid bool) {
	first, last, ok := strings.Cut(text, "-")
	if !ok {
		return 0, 0, false
	}

	from, err1 := strconv.Atoi(first)
	to, err2 := strconv.Atoi(last)

	return from, to, err1 == nil && err2 == nil && 1 <= from && from <= to && to <= 65535
}
