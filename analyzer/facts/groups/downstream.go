package groups

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// sharedInstanceGroups finds the groups of instances that other groups let in, whichever task it is that comes.
func (s *Shard) sharedInstanceGroups(n *neighbourhood) []facts.SharedInstanceGroup {
	var all []facts.SharedInstanceGroup

	for _, id := range n.groups() {
		sharers := n.of(id)
		if len(ground.Names(sharers)) < 2 {
			continue
		}

		fact := facts.SharedInstanceGroup{Group: s.groupName(id), Tenants: ground.Names(sharers)}

		for _, group := range s.identity.namedBy[id] {
			if d, ok := s.downstream(n, id, group, sharers); ok {
				fact.Downstream = append(fact.Downstream, d)
			}
		}

		if len(fact.Downstream) > 0 {
			fact.Ref, fact.Refs = s.groupRef(id), ground.TenantRefs(s.refs, sharers)
			slices.SortStableFunc(fact.Downstream, func(a, b facts.Downstream) int { return cmp.Compare(a.Group, b.Group) })
			all = append(all, fact)
		}
	}

	return all
}

// groupRef refers to a group, or to its id where it was not read.
func (s *Shard) groupRef(id string) facts.Ref {
	if group := s.Index.SecurityGroups[id]; group != nil {
		return s.refs.Add(ground.Group(group))
	}

	return s.refs.Add(ground.Note("securityGroup", id, "security group "+id))
}

func (s *Shard) groupName(id string) string {
	if group := s.Index.SecurityGroups[id]; group != nil {
		return group.Name
	}

	return id
}

// downstream judges a group that names the group of the instances. It is none where only these instances have it,
// where nothing gets through, or where all of them need it.
func (s *Shard) downstream(
	n *neighbourhood, id string, group *snapshot.SecurityGroup, sharers []*placement.Tenant,
) (facts.Downstream, bool) {
	fact := facts.Downstream{Group: group.Name}

	others, agents := s.worn(n, group)
	if group.ID == id || !others || agents {
		return fact, false
	}

	rules, admitted, why := admittedTo(group, id)
	open, assumptions := s.passage(n, id, group, admitted)

	switch {
	case why != "":
		fact.Ref, fact.Undecided = s.refs.Add(ground.Group(group)), why

		return fact, true
	case open.IsEmpty():
		return fact, false
	}

	s.explain(&fact, group, open, sharers, rules)
	fact.Ports, fact.Assumptions = open.String(), assumptions

	return fact, len(fact.Gained) > 0
}

// admittedTo is what the rules of a group admit that name another one.
func admittedTo(
	group *snapshot.SecurityGroup, id string,
) (rules []*snapshot.SecurityGroupRule, admitted netset.Services, undecided string) {
	for i := range group.Rules {
		rule := &group.Rules[i]
		if rule.Egress || rule.ReferencedGroup.Or("") != id {
			continue
		}

		services, why := reach.ServicesOf(rule)
		if why != "" {
			return nil, admitted, "rule " + rule.ID + ": " + why
		}

		rules = append(rules, rule)
		admitted = admitted.Union(services)
	}

	slices.SortFunc(rules, func(a, b *snapshot.SecurityGroupRule) int { return cmp.Compare(a.ID, b.ID) })

	return rules, admitted, ""
}

// explain tells the tenants with a known need from those without.
func (s *Shard) explain(
	fact *facts.Downstream, group *snapshot.SecurityGroup, open netset.Services, sharers []*placement.Tenant,
	rules []*snapshot.SecurityGroupRule,
) {
	fact.Ref = s.refs.Add(ground.Group(group))

	for _, rule := range rules[:min(len(rules), ground.MostEvidence)] {
		fact.Evidence = append(fact.Evidence, s.refs.Add(ground.RuleNote(group, rule)))
	}

	fact.Evidence = append(fact.Evidence, s.refs.Add(s.wearer(group)))
	shown := 0

	for _, t := range sharers {
		need, found := s.Needs.Toward(t, group, open)
		if !found {
			fact.Gained = append(fact.Gained, t.Name())

			continue
		}

		fact.Needed = append(fact.Needed, t.Name())

		shown++
		if shown <= ground.MostEvidence {
			text := fmt.Sprintf("%s needs it: %s (%s)", t.Name(), need.Reason, need.Trust)
			fact.Evidence = append(fact.Evidence, s.refs.Add(ground.Note("need", need.Evidence, text)))
		}
	}

	// Another tenant of the name, with tasks elsewhere, needs it for both.
	fact.Needed = ground.Sorted(fact.Needed)
	fact.Gained = slices.DeleteFunc(ground.Sorted(fact.Gained), func(name string) bool {
		return slices.Contains(fact.Needed, name)
	})
}
