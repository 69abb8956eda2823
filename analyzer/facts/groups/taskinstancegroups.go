package groups

import (
	"cmp"
	"maps"
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// taskInstanceGroups joins the services of a cluster that have the same group of instances: it is one group to mend,
// however many services have it.
func (s *Shard) taskInstanceGroups(tenants []*placement.Tenant) []facts.TaskInstanceGroup {
	members := map[string][]*placement.Tenant{}

	var all []facts.TaskInstanceGroup

	for _, t := range tenants {
		if t.Service == nil || t.Mode.Or("") != snapshot.ModeAWSVPC {
			continue
		}

		for _, group := range s.instanceGroups(t) {
			if group.Undecided != "" {
				all = append(all, facts.TaskInstanceGroup{
					Ref: group.Ref, Refs: []facts.Ref{group.Ref}, Undecided: group.Undecided,
				})
			}
		}

		ids, _ := s.Placement.Groups(t)
		for _, id := range ids {
			members[id] = append(members[id], t)
		}
	}

	for _, id := range slices.Sorted(maps.Keys(members)) {
		if names := s.machines().byGroup[id]; len(names) > 0 {
			all = append(all, s.taskInstanceGroup(id, names, members[id]))
		}
	}

	return all
}

// taskInstanceGroup speaks of the group where it was read, and of the first service where it was not: a group that a
// file takes from elsewhere has no place in it.
func (s *Shard) taskInstanceGroup(id string, names []string, sharers []*placement.Tenant) facts.TaskInstanceGroup {
	slices.SortStableFunc(sharers, func(a, b *placement.Tenant) int { return cmp.Compare(a.Name(), b.Name()) })

	common := s.instanceGroup(id, names)
	fact := facts.TaskInstanceGroup{
		Ref: common.Ref, Name: common.Name, Default: common.Default, Instances: names,
		Refs: ground.TenantRefs(s.refs, sharers),
	}

	for _, t := range sharers {
		fact.Services = append(fact.Services, t.Service.Name)
	}

	if group := s.Index.SecurityGroups[id]; group != nil {
		fact.AdmitsNobody = ground.IngressRules(group) == 0
	} else {
		fact.Ref = s.refs.Add(ground.Tenant(sharers[0]))
	}

	services := fact.Refs[:min(len(fact.Refs), ground.MostEvidence)]
	fact.Evidence = slices.Concat(services, common.Evidence)

	return fact
}
