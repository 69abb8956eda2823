package groups

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// sharedGroups finds the groups that several awsvpc services use, and what each is open to for the others' sake.
func (s *Shard) sharedGroups(tenants []*placement.Tenant) []facts.SharedGroup {
	members := map[string][]*placement.Tenant{}

	var all []facts.SharedGroup

	for _, t := range tenants {
		if t.Service == nil || t.Mode.Or("") != snapshot.ModeAWSVPC || !ground.Wants(t) {
			continue
		}

		ids, why := s.Placement.Groups(t)
		if why != "" {
			ref := s.refs.Add(ground.Tenant(t))
			all = append(all, facts.SharedGroup{Ref: ref, Refs: []facts.Ref{ref}, Undecided: why})
		}

		for _, id := range ids {
			members[id] = append(members[id], t)
		}
	}

	for _, id := range slices.Sorted(maps.Keys(members)) {
		if len(members[id]) > 1 {
			all = append(all, s.sharedGroup(id, members[id]))
		}
	}

	return all
}

func (s *Shard) sharedGroup(id string, sharers []*placement.Tenant) facts.SharedGroup {
	group := s.Index.SecurityGroups[id]
	if group == nil {
		return facts.SharedGroup{
			Ref: s.refs.Add(ground.Note("securityGroup", id, "security group "+id)), Group: id,
			Refs:      ground.TenantRefs(s.refs, sharers),
			Undecided: "security group " + id + " was not read",
		}
	}

	sharers = slices.Clone(sharers)
	slices.SortStableFunc(sharers, func(a, b *placement.Tenant) int { return cmp.Compare(a.Name(), b.Name()) })

	fact := facts.SharedGroup{
		Ref: s.refs.Add(ground.Group(group)), Group: group.Name, Refs: ground.TenantRefs(s.refs, sharers),
	}

	needed, missing := s.neededOf(group, sharers)
	if len(missing) > 0 {
		fact.Undecided = "what the services need is not known: " + strings.Join(missing, ", ") + " not read"

		return fact
	}

	s.addGains(&fact, sharers, needed)

	return fact
}

// A sharedNeed is a need that the group lets in, with the services that have it.
type sharedNeed struct {
	need needs.Need
	by   map[*placement.Tenant]bool
}

// neededOf joins what the sharers need of what the group lets in, each need once.
func (s *Shard) neededOf(
	group *snapshot.SecurityGroup, sharers []*placement.Tenant,
) (all []sharedNeed, missing []string) {
	type flow struct {
		group, cidr, protocol string
		from, to              int
	}

	index := map[flow]int{}

	for _, t := range sharers {
		declared, unread := s.Needs.Declared(t)
		missing = append(missing, unread...)

		for _, n := range declared {
			key := flow{n.Group, n.CIDR, n.Protocol, n.From, n.To}

			at, seen := index[key]
			if !seen {
				at = len(all)
				index[key] = at

				all = append(all, sharedNeed{n, map[*placement.Tenant]bool{}})
			}

			all[at].by[t] = true
		}
	}

	all = slices.DeleteFunc(all, func(n sharedNeed) bool { return !s.Needs.Admits(group, n.need) })
	slices.SortStableFunc(all, func(a, b sharedNeed) int { return needs.Compare(a.need, b.need) })

	return all, ground.Sorted(missing)
}

// addGains lists what each service is open to without need: the first few in full, the rest as a number, since a
// group that a whole cluster shares opens everything to everyone.
func (s *Shard) addGains(fact *facts.SharedGroup, sharers []*placement.Tenant, needed []sharedNeed) {
	for _, n := range needed {
		fact.More += len(sharers) - len(n.by)

		for _, t := range sharers {
			if len(fact.Gains) == ground.MostEvidence {
				break
			}

			if !n.by[t] {
				fact.More--
				fact.Gains = append(fact.Gains, facts.Gain{
					Ref: s.refs.Add(ground.Note("need", n.need.Evidence, gainText(t, n, sharers))), Service: t.Name(),
					Text: fmt.Sprintf("%s/%d from %s", n.need.Protocol, n.need.From, n.need.Peer()),
				})
			}
		}
	}
}

func gainText(t *placement.Tenant, n sharedNeed, sharers []*placement.Tenant) string {
	var names []string

	for _, other := range sharers {
		if n.by[other] {
			names = append(names, other.Name())
		}
	}

	who := strings.Join(names[:min(len(names), 3)], ", ")
	if len(names) > 3 {
		who += fmt.Sprintf(" and %d more", len(names)-3)
	}

	return fmt.Sprintf("%s is open on %s/%d to %s; needed by %s (%s)",
		t.Name(), n.need.Protocol, n.need.From, n.need.Peer(), who, n.need.Reason)
}
