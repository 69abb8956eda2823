package facts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// sharedGroups finds the groups that several awsvpc services use, and what each is open to for the others' sake.
func (s *shard) sharedGroups(tenants []*placement.Tenant) []SharedGroup {
	members := map[string][]*placement.Tenant{}

	for _, t := range tenants {
		if t.Service == nil || t.Mode.Or("") != snapshot.ModeAWSVPC || t.Desired.Or(1) == 0 {
			continue
		}

		ids, _ := s.placement.Groups(t)
		for _, id := range ids {
			members[id] = append(members[id], t)
		}
	}

	var all []SharedGroup

	for id, sharers := range members {
		if len(sharers) > 1 {
			all = append(all, s.sharedGroup(id, sharers))
		}
	}

	slices.SortFunc(all, func(a, b SharedGroup) int { return cmp.Compare(a.Group, b.Group) })

	return all
}

func (s *shard) sharedGroup(id string, sharers []*placement.Tenant) SharedGroup {
	group := s.index.SecurityGroups[id]
	if group == nil {
		return SharedGroup{
			Ref: s.refs.add(noteRef{"securityGroup", id, "security group " + id}), Group: id, Refs: s.tenantRefs(sharers),
			Undecided: "security group " + id + " was not read",
		}
	}

	fact := SharedGroup{Ref: s.refs.add(groupRef{group}), Group: group.Name}
	declared := make([][]needs.Need, len(sharers))

	var all, missing []string

	for i, t := range sharers {
		declared[i], missing = s.needs.Declared(t)
		all = append(all, missing...)
		fact.Refs = append(fact.Refs, s.refs.add(tenantRef{t}))
	}

	if len(all) > 0 {
		fact.Undecided = "what the services need is not known: " + strings.Join(sorted(all), ", ") + " not read"

		return fact
	}

	for i, t := range sharers {
		for j := range sharers {
			fact.Gains = append(fact.Gains, s.gains(group, t, declared[i], sharers[j], declared[j])...)
		}
	}

	return fact
}

// gains lists what the group admits to t for the sake of other, and t does not need.
func (s *shard) gains(
	group *snapshot.SecurityGroup, t *placement.Tenant, own []needs.Need, other *placement.Tenant, others []needs.Need,
) []Gain {
	var gains []Gain

	for _, need := range others {
		if slices.ContainsFunc(own, need.Same) || !s.needs.Admits(group, need) {
			continue
		}

		gains = append(gains, Gain{
			Ref: s.refs.add(noteRef{"need", need.Evidence, gainText(t, other, need)}), Service: t.Name(),
			Text: fmt.Sprintf("%s/%d from %s", need.Protocol, need.From, need.Peer()),
		})
	}

	return gains
}

func gainText(t, other *placement.Tenant, need needs.Need) string {
	return fmt.Sprintf("%s is open on %s/%d to %s, which only %s needs (%s)",
		t.Name(), need.Protocol, need.From, need.Peer(), other.Name(), need.Reason)
}
