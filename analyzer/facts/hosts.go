package facts

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// hosts is what is known of the instances a task definition can land on.
type hosts struct {
	windows bool

	// instances is empty where none is known: then the system's defaults hold.
	instances []*snapshot.ContainerInstance
	ranges    []Ephemeral
}

func (s *shard) hostsOf(d *snapshot.TaskDefinition) hosts {
	h := hosts{windows: placement.Windows(d)}
	seen := map[*snapshot.ContainerInstance]bool{}

	for _, use := range s.uses[d.ID] {
		for _, instance := range use.Eligible.Instances {
			if !seen[instance] {
				seen[instance] = true
				h.instances = append(h.instances, instance)
				h.addRange(s.placement.Host(instance), s.dynamicHosts[instance])
			}
		}
	}

	if len(h.ranges) == 0 {
		r := placement.DefaultEphemeral(h.windows)
		h.ranges = []Ephemeral{{From: r.From, To: r.To, Assumptions: []string{EphemeralRangeDefault}}}
	}

	return h
}

func (h *hosts) addRange(host placement.Host, shared bool) {
	e := Ephemeral{From: host.Ephemeral.From, To: host.Ephemeral.To, Known: host.EphemeralKnown, Shared: shared}
	if !e.Known {
		e.Assumptions = []string{EphemeralRangeDefault}
	}

	same := func(r Ephemeral) bool {
		return r.From == e.From && r.To == e.To && r.Known == e.Known && r.Shared == e.Shared
	}
	if !slices.ContainsFunc(h.ranges, same) {
		h.ranges = append(h.ranges, e)
	}
}

// ephemeral is the first range that holds the port; ranges that are known and shared come first.
func (h *hosts) ephemeral(port int) *Ephemeral {
	var found *Ephemeral

	for i := range h.ranges {
		r := &h.ranges[i]
		if r.From <= port && port <= r.To && (found == nil || (r.Known && r.Shared)) {
			found = r
		}
	}

	return found
}

// reserved tells whether the port can never be claimed, because every instance the task can land on keeps it
// for itself. Where no instance is known the agent's own list holds.
func (h *hosts) reserved(claim ports.Claim) Reserved {
	if claim.Protocol != "tcp" {
		return Reserved{State: "no"}
	}

	if len(h.instances) == 0 {
		return h.reservedByDefault(claim.Port)
	}

	for _, instance := range h.instances {
		if len(instance.ReservedPorts) == 0 {
			return h.reservedByDefault(claim.Port) // an agent that reserves nothing at all was not read
		}

		if !slices.Contains(instance.ReservedPorts, claim.Port) {
			return Reserved{State: "no"}
		}
	}

	return Reserved{State: "yes"}
}

func (h *hosts) reservedByDefault(port int) Reserved {
	switch {
	case slices.Contains(placement.DefaultReserved(h.windows), port):
		return Reserved{State: "yes", Assumptions: []string{ReservedPortsDefault}}
	case port == placement.PrometheusPort:
		return Reserved{State: "maybe", Assumptions: []string{PrometheusMetrics}}
	default:
		return Reserved{State: "no"}
	}
}
