package build

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// loopback joins the host-mode tenants that share instances with another one; nil where none does.
func (s *shard) loopback(tenants []*placement.Tenant) *facts.Loopback {
	fact := facts.Loopback{Agents: true}
	seen := map[*placement.Tenant]bool{}

	for _, party := range parties(ground.Hosted(tenants)) {
		if len(fact.Parties) < ground.MostEvidence {
			fact.Parties = append(fact.Parties, s.refs.Add(partyNote(party)))
		}

		for _, t := range party {
			seen[t] = true
		}
	}

	if len(seen) == 0 {
		return nil
	}

	for _, t := range ground.Hosted(tenants) {
		if seen[t] {
			fact.Names = append(fact.Names, t.Name())
			fact.Refs = append(fact.Refs, s.refs.Add(ground.Tenant(t)))
			fact.Agents = fact.Agents && t.Daemon && !ports.Declared(t.TaskDefinition)
			fact.Powerful = append(fact.Powerful, s.powerful(t.TaskDefinition, power)...)
		}
	}

	if len(fact.Powerful) == 0 {
		s.assumePower(&fact, tenants, seen)
	}

	return &fact
}

// assumePower takes a container for privileged of which that is not known, where no other one settles the question.
func (s *shard) assumePower(fact *facts.Loopback, tenants []*placement.Tenant, seen map[*placement.Tenant]bool) {
	for _, t := range ground.Hosted(tenants) {
		if seen[t] {
			fact.Powerful = append(fact.Powerful, s.powerful(t.TaskDefinition, possiblePower)...)
		}
	}

	if len(fact.Powerful) > 0 {
		fact.Assumptions = []string{facts.PrivilegedUnknown}
		fact.Weakened = facts.Weakens(fact.Assumptions)
	}
}

func partyNote(party []*placement.Tenant) ground.NoteRef {
	names := make([]string, len(party))
	for i, t := range party {
		names[i] = t.Name()
	}

	return ground.Note("instance", "", "one instance can hold "+strings.Join(slices.Compact(names), ", "))
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
func (s *shard) loopbackUnclear(tenants []*placement.Tenant) []facts.Unclear {
	var all []facts.Unclear

	others := ground.Hosted(tenants)

	for _, t := range others {
		meets := func(other *placement.Tenant) bool {
			_, decided := placement.Share(t, other)

			return other.Name() != t.Name() && !decided
		}

		if t.Eligible.Undecided != "" && slices.ContainsFunc(others, meets) {
			all = append(all, facts.Unclear{Ref: s.refs.Add(ground.Tenant(t)), Reason: t.Eligible.Undecided})
		}
	}

	return all
}

// powerful lists the containers that have a power, such as to be privileged, or to handle the host's network.
func (s *shard) powerful(
	d *snapshot.TaskDefinition, power func(*snapshot.ContainerDefinition) string,
) []facts.Powerful {
	var all []facts.Powerful

	for i := range d.ContainerDefinitions {
		c := &d.ContainerDefinitions[i]
		if why := power(c); why != "" {
			all = append(all, facts.Powerful{Ref: s.refs.Add(ground.PowerfulContainer(d, c)), Name: c.Name, Why: why})
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
