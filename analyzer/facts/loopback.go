package facts

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// loopback finds the sets of host-mode tenants of which all can land on one instance, and so share 127.0.0.1.
// Standalone tasks count.
func (s *shard) loopback(tenants []*placement.Tenant) []Loopback {
	hosted := slices.DeleteFunc(slices.Clone(tenants), func(t *placement.Tenant) bool {
		return t.Mode.Or("") != snapshot.ModeHost || t.Desired.Or(1) == 0
	})
	slices.SortStableFunc(hosted, func(a, b *placement.Tenant) int { return cmp.Compare(a.Name(), b.Name()) })

	var all []Loopback

	for _, party := range parties(hosted) {
		all = append(all, s.loopbackFacts(party))
	}

	for _, t := range hosted {
		if why := unclear(t, hosted); why != "" {
			all = append(all, Loopback{Ref: s.refs.add(tenantRef{t}), Names: []string{t.Name()}, Undecided: why})
		}
	}

	return all
}

// parties are the largest sets of tenants that an instance, or one that managed scaling may add, can hold.
func parties(hosted []*placement.Tenant) [][]*placement.Tenant {
	on := map[any][]*placement.Tenant{}

	var order []any

	add := func(place any, t *placement.Tenant) {
		if len(on[place]) == 0 {
			order = append(order, place)
		}

		on[place] = append(on[place], t)
	}

	for _, t := range hosted {
		for _, instance := range t.Eligible.Instances {
			add(instance, t)
		}

		for _, g := range t.Eligible.Growth {
			add(g.Provider, t)
		}

		if t.Eligible.Unlimited {
			add(snapshot.LaunchManagedInstances, t)
		}
	}

	var largest [][]*placement.Tenant

	for _, place := range order {
		largest = keepLargest(largest, on[place])
	}

	return largest
}

// keepLargest adds a set of two or more tenants unless a set that is kept holds it, and drops those it holds.
func keepLargest(kept [][]*placement.Tenant, set []*placement.Tenant) [][]*placement.Tenant {
	holds := func(a, b []*placement.Tenant) bool {
		return !slices.ContainsFunc(b, func(t *placement.Tenant) bool { return !slices.Contains(a, t) })
	}

	if len(set) < 2 || slices.ContainsFunc(kept, func(k []*placement.Tenant) bool { return holds(k, set) }) {
		return kept
	}

	return append(slices.DeleteFunc(kept, func(k []*placement.Tenant) bool { return holds(set, k) }), set)
}

// unclear is why it cannot be told whether the tenant meets another one.
func unclear(t *placement.Tenant, hosted []*placement.Tenant) string {
	for _, other := range hosted {
		if other == t {
			continue
		}

		if _, decided := placement.Share(t, other); !decided && t.Eligible.Undecided != "" {
			return t.Eligible.Undecided
		}
	}

	return ""
}

func (s *shard) loopbackFacts(party []*placement.Tenant) Loopback {
	facts := Loopback{Agents: true}

	for _, t := range party {
		facts.Names = append(facts.Names, t.Name())
		facts.Refs = append(facts.Refs, s.refs.add(tenantRef{t}))
		facts.Agents = facts.Agents && t.Daemon && !ports.Declared(t.TaskDefinition)
		facts.Powerful = append(facts.Powerful, s.powerful(t.TaskDefinition)...)
	}

	facts.Ref = facts.Refs[0]

	return facts
}

// powerful lists the containers that are privileged or may handle the host's network.
func (s *shard) powerful(d *snapshot.TaskDefinition) []Powerful {
	var all []Powerful

	for i := range d.ContainerDefinitions {
		c := &d.ContainerDefinitions[i]
		if why := power(c); why != "" {
			all = append(all, Powerful{Ref: s.refs.add(containerRef{d, c}), Name: c.Name, Why: why})
		}
	}

	return all
}

func power(c *snapshot.ContainerDefinition) string {
	if c.Privileged.Or(false) {
		return "is privileged"
	}

	for _, capability := range c.AddedCaps {
		switch capability {
		case "NET_ADMIN", "NET_RAW", "SYS_ADMIN", "ALL":
			return "adds " + capability
		}
	}

	return ""
}
