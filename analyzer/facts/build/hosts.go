package build

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// hosts is what is known of the instances a task definition can land on.
type hosts struct {
	placement *placement.Model
	windows   bool

	// instances is empty where none is known: then the system's defaults hold.
	instances []*snapshot.ContainerInstance
	ranges    []facts.Ephemeral
}

func (s *shard) hostsOf(d *snapshot.TaskDefinition) hosts {
	h := hosts{placement: s.Placement, windows: placement.Windows(d)}
	seen := map[*snapshot.ContainerInstance]bool{}

	for _, use := range s.uses[d.ID] {
		for _, instance := range slices.Concat(use.Eligible.Instances, use.Eligible.Reserving) {
			if !seen[instance] {
				seen[instance] = true
				h.instances = append(h.instances, instance)
				h.addRange(s.Placement.Host(instance), s.dynamicHosts[instance])
			}
		}
	}

	if len(h.ranges) == 0 {
		r := placement.DefaultEphemeral(h.windows)
		h.ranges = []facts.Ephemeral{{From: r.From, To: r.To, Assumptions: []string{facts.EphemeralRangeDefault}}}
	}

	return h
}

func (h *hosts) addRange(host placement.Host, shared bool) {
	e := facts.Ephemeral{From: host.Ephemeral.From, To: host.Ephemeral.To, Known: host.EphemeralKnown, Shared: shared}
	if !e.Known {
		e.Assumptions = []string{facts.EphemeralRangeDefault}
	}

	same := func(r facts.Ephemeral) bool {
		return r.From == e.From && r.To == e.To && r.Known == e.Known && r.Shared == e.Shared
	}
	if !slices.ContainsFunc(h.ranges, same) {
		h.ranges = append(h.ranges, e)
	}
}

// ephemeral is the first range that holds the port; ranges that are known and shared come first.
func (h *hosts) ephemeral(port int) *facts.Ephemeral {
	var found *facts.Ephemeral

	for i := range h.ranges {
		r := &h.ranges[i]
		if r.From <= port && port <= r.To && (found == nil || (r.Known && r.Shared)) {
			found = r
		}
	}

	return found
}

// reserved tells whether the port can never be claimed, because every instance the task could land on keeps it
// for itself. Where no instance is known the agent's own list holds.
func (h *hosts) reserved(claim ports.Claim) facts.Reserved {
	if len(h.instances) == 0 {
		return h.reservedByDefault(claim)
	}

	all := facts.Reserved{State: "yes"}

	for _, instance := range h.instances {
		yes, known := h.placement.Reserves(instance, claim.Port, claim.Protocol)

		switch {
		case yes && !known:
			assume(&all, facts.ReservedPortsDefault)
		case yes:
		case !known && claim.Port == placement.PrometheusPort:
			all.State = "maybe"
			assume(&all, facts.PrometheusMetrics)
		default:
			return facts.Reserved{State: "no"}
		}
	}

	return all
}

func assume(r *facts.Reserved, code string) {
	if !slices.Contains(r.Assumptions, code) {
		r.Assumptions = append(r.Assumptions, code)
	}
}

func (h *hosts) reservedByDefault(claim ports.Claim) facts.Reserved {
	switch {
	case claim.Protocol != "tcp":
		return facts.Reserved{State: "no"}
	case slices.Contains(placement.DefaultReserved(h.windows), claim.Port):
		return facts.Reserved{State: "yes", Assumptions: []string{facts.ReservedPortsDefault}}
	case claim.Port == placement.PrometheusPort:
		return facts.Reserved{State: "maybe", Assumptions: []string{facts.PrometheusMetrics}}
	default:
		return facts.Reserved{State: "no"}
	}
}
