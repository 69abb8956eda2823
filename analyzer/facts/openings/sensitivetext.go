package openings

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
)

// mostNames is how many kinds of data stores that may be there a message names.
const mostNames = 3

func (m *Model) sensitiveText(c certainty, targets []target) string {
	names := m.stores
	if c == common {
		names = commonPorts()
	}

	if c == possible {
		var all netset.Services
		for _, t := range targets {
			all = all.Union(t.known)
		}

		return sentence(namesOf(names, all), mostNames)
	}

	owners := map[string][]string{}

	for _, t := range joinDoors(targets) {
		for _, name := range t.namesOf(names) {
			if !slices.Contains(owners[name], t.owner()) {
				owners[name] = append(owners[name], t.owner())
			}
		}
	}

	list := make([]string, 0, len(owners))
	for _, name := range slices.Sorted(maps.Keys(owners)) {
		list = append(list, fmt.Sprintf("%s of %s", name, sentence(owners[name], ground.MostEvidence)))
	}

	return sentence(list, ground.MostEvidence)
}

// namesOf writes the ports of a target out as a packet from outside meets them: where a host port leads to another
// port of a container, that one with what it leads to.
func (t target) namesOf(list []knownPort) []string {
	if t.services == t.known {
		return namesOf(list, t.known)
	}

	var all []string

	for _, p := range list {
		if inner := p.services.Intersect(t.known); !inner.IsEmpty() {
			leads := "container port " + numbers(inner) + "/" + t.mapping.Mapping.Proto()
			if p.name != "" {
				leads += ", " + p.name
			}

			all = append(all, fmt.Sprintf("%s (%s)", t.outer(), leads))
		}
	}

	return all
}

// outer are the host ports, or the range from which ECS draws one.
func (t target) outer() string {
	switch {
	case t.whole:
		return "a host port of " + numbers(t.services)
	case ground.Count(t.services) > 1:
		return "host ports " + numbers(t.services)
	default:
		return "host port " + numbers(t.services)
	}
}

// joinDoors makes one target of the host ports that lead to one mapping: those of its running tasks, and the range
// from which the next one gets its own.
func joinDoors(targets []target) []target {
	type inside struct {
		mapping ground.MappingRef
		known   netset.Services
	}

	at := map[inside]int{}
	joined := make([]target, 0, len(targets))

	for _, t := range targets {
		key := inside{t.mapping, t.known}

		i, seen := at[key]
		if !seen {
			at[key] = len(joined)
			joined = append(joined, t)

			continue
		}

		joined[i].services, joined[i].whole = joined[i].services.Union(t.services), joined[i].whole || t.whole
	}

	return joined
}

// numbers are ports without their protocol.
func numbers(services netset.Services) string {
	var all []string
	for _, span := range services.Spans() {
		all = append(all, span.String())
	}

	return strings.Join(all, ", ")
}
