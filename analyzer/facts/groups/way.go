package groups

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A way is what the rules of a group let from one kind of hosts to another.
type way struct {
	from, to *hostKind

	// by are the services by rule, each as far as everything else on the way lets it pass.
	by map[*snapshot.SecurityGroupRule]netset.Services
}

// findWays asks for each two kinds of hosts with the group what its rules let pass.
func (l *lateral) findWays() {
	for _, to := range sortedKinds(l.n.kinds) {
		if !to.has(l.group.ID) {
			continue
		}

		admissions, _ := l.Reach.Ingress(to.place.Endpoint, everyTransport())
		admissions = slices.DeleteFunc(admissions, func(a reach.Admission) bool { return a.Group != l.group })

		for _, a := range admissions {
			why := "rule " + a.Rule.ID + ": " + a.Unknown
			if a.Unknown != "" && (l.fact.Undecided == "" || why < l.fact.Undecided) {
				l.fact.Undecided = why
			}
		}

		for _, from := range sortedKinds(l.n.kinds) {
			alone := from == to && len(to.instances) == 1 // what passes there, no group sees
			if from.has(l.group.ID) && !alone {
				l.addWay(from, to, admissions)
			}
		}
	}
}

func everyTransport() netset.Services { return netset.TCP(0, 65535).Union(netset.UDP(0, 65535)) }

func (l *lateral) addWay(from, to *hostKind, admissions []reach.Admission) {
	w := way{from: from, to: to, by: map[*snapshot.SecurityGroupRule]netset.Services{}}

	var passing netset.Services

	for i, a := range admissions {
		if i == 0 {
			passing = l.Reach.Between(from.place, to.place, everyTransport()).MaySome
		}

		if part := comingFrom(a, from).Intersect(passing); !part.IsEmpty() {
			w.by[a.Rule] = w.by[a.Rule].Union(part)
			l.assumptions = append(l.assumptions, a.Assumptions...)
		}
	}

	if len(w.by) > 0 {
		l.ways = append(l.ways, w)
	}
}

// comingFrom is what an admission admits of a kind of hosts: by a group of theirs, or by their addresses.
func comingFrom(a reach.Admission, from *hostKind) netset.Services {
	if id, named := a.Rule.ReferencedGroup.Get(); named {
		if from.has(id) {
			return a.Services
		}

		return netset.Services{}
	}

	var services netset.Services
	for _, part := range a.Packets.Intersect(from.place.Addresses).Pieces() {
		services = services.Union(part)
	}

	return services
}

// meet reports whether tasks of two fleets can be on one instance.
func (l *lateral) meet(a, b *fleet) bool {
	key := [2]*fleet{a, b}

	met, ok := l.met[key]
	if !ok {
		met, _ = placement.Share(a.tenants[0], b.tenants[0])
		l.met[key] = met
	}

	return met
}

// admitting lists the rules that let one fleet's tasks in to a port on the instances of another, other than on the
// same instance.
func (l *lateral) admitting(from, to *fleet, port needs.Port) []*snapshot.SecurityGroupRule {
	var rules []*snapshot.SecurityGroupRule

	if len(from.instances) == 1 && len(to.instances) == 1 && from.instances[0] == to.instances[0] {
		return nil
	}

	for _, w := range l.ways {
		if !slices.Contains(from.kinds, w.from) || !slices.Contains(to.kinds, w.to) {
			continue
		}

		for rule, services := range w.by {
			if !meets(port, w.to.host, services) || slices.Contains(rules, rule) {
				continue
			}

			rules = append(rules, rule)

			if port.Host == 0 && !w.to.host.EphemeralKnown {
				l.assumptions = append(l.assumptions, facts.EphemeralRangeDefault)
			}
		}
	}

	return rules
}

// meets reports whether a port of a task is among the services of its host: the very port where it is fixed, and
// else enough of the ephemeral range, as [EphemeralRange] has it, to meet the one that ECS draws.
func meets(port needs.Port, host placement.Host, services netset.Services) bool {
	if port.Host != 0 {
		at := uint16(port.Host) //nolint:gosec // a port

		return !services.Intersect(netset.Transport(port.Protocol, at, at)).IsEmpty()
	}

	from, to := host.Ephemeral.From, host.Ephemeral.To
	drawn := netset.Transport(port.Protocol, uint16(from), uint16(to)) //nolint:gosec // ports
	met := ground.Count(services.Intersect(drawn))

	return met > 100 || 2*met > to-from
}
