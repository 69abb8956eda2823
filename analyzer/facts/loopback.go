package facts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// hosted lists the host-mode tenants that may have any task, by name. Standalone tasks count.
func hosted(tenants []*placement.Tenant) []*placement.Tenant {
	all := slices.DeleteFunc(slices.Clone(tenants), func(t *placement.Tenant) bool {
		return t.Mode.Or("") != snapshot.ModeHost || !wants(t) || t.Capacity.Launch == snapshot.LaunchFargate
	})
	slices.SortStableFunc(all, func(a, b *placement.Tenant) int { return cmp.Compare(a.Name(), b.Name()) })

	return all
}

// loopback joins the host-mode tenants that share instances with another one; nil where none does.
func (s *shard) loopback(tenants []*placement.Tenant) *Loopback {
	facts := Loopback{Agents: true}
	seen := map[*placement.Tenant]bool{}

	for _, party := range parties(hosted(tenants)) {
		if len(facts.Parties) < mostEvidence {
			facts.Parties = append(facts.Parties, s.refs.add(partyNote(party)))
		}

		for _, t := range party {
			seen[t] = true
		}
	}

	if len(seen) == 0 {
		return nil
	}

	for _, t := range hosted(tenants) {
		if seen[t] {
			facts.Names = append(facts.Names, t.Name())
			facts.Refs = append(facts.Refs, s.refs.add(tenantRef{t}))
			facts.Agents = facts.Agents && t.Daemon && !ports.Declared(t.TaskDefinition)
			facts.Powerful = append(facts.Powerful, s.powerful(t.TaskDefinition, power)...)
		}
	}

	if len(facts.Powerful) == 0 {
		s.assumePower(&facts, tenants, seen)
	}

	return &facts
}

// assumePower takes a container for privileged of which that is not known, where no other one settles the question.
func (s *shard) assumePower(facts *Loopback, tenants []*placement.Tenant, seen map[*placement.Tenant]bool) {
	for _, t := range hosted(tenants) {
		if seen[t] {
			facts.Powerful = append(facts.Powerful, s.powerful(t.TaskDefinition, possiblePower)...)
		}
	}

	if len(facts.Powerful) > 0 {
		facts.Assumptions = []string{PrivilegedUnknown}
		facts.Weakened = Weakens(facts.Assumptions)
	}
}

// mostEvidence is how many of many alike evidence names one by one.
const mostEvidence = 10

func partyNote(party []*placement.Tenant) noteRef {
	names := make([]string, len(party))
	for i, t := range party {
		names[i] = t.Name()
	}

	return noteRef{kind: "instance", text: "one instance can hold " + strings.Join(slices.Compact(names), ", ")}
}

// parties are the different sets of tenants that an instance, or one that managed scaling may add, can hold, where
// they are of two names at least: tasks of one service, or of one family, are no neighbours of another.
func parties(hosted []*placement.Tenant) [][]*placement.Tenant {
	on := map[any][]*placement.Tenant{}

	var places []any

	add := func(place any, t *placement.Tenant) {
		if len(on[place]) == 0 {
			places = append(places, place)
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

	var all [][]*placement.Tenant

	seen := map[string]bool{}

	for _, place := range places {
		set := on[place]
		if key := fmt.Sprint(set); set[0].Name() != set[len(set)-1].Name() && !seen[key] {
			seen[key] = true
			all = append(all, set)
		}
	}

	return all
}

// loopbackUnclear lists the tenants of which it cannot be told whether they meet another one.
func (s *shard) loopbackUnclear(tenants []*placement.Tenant) []Unclear {
	var all []Unclear

	others := hosted(tenants)

	for _, t := range others {
		meets := func(other *placement.Tenant) bool {
			_, decided := placement.Share(t, other)

			return other.Name() != t.Name() && !decided
		}

		if t.Eligible.Undecided != "" && slices.ContainsFunc(others, meets) {
			all = append(all, Unclear{s.refs.add(tenantRef{t}), t.Eligible.Undecided})
		}
	}

	return all
}

// powerful lists the containers that have a power, such as to be privileged, or to handle the host's network.
func (s *shard) powerful(d *snapshot.TaskDefinition, power func(*snapshot.ContainerDefinition) string) []Powerful {
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

func possiblePower(c *snapshot.ContainerDefinition) string {
	if c.Privileged.IsUnknown() {
		return "may be privileged"
	}

	return ""
}
