package groups

import (
	"cmp"
	"maps"
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An Account is the groups of one account in one region, sorted by name and id.
type Account struct {
	ID, Region string

	// Stack is the template or root module, for groups that are written there.
	Stack  string
	Groups []*snapshot.SecurityGroup

	// unread are the ids of groups that something here uses, without those that were read.
	Unread []string
}

// accountsOf sorts the groups to their accounts and regions. One without groups is no root.
func accountsOf(index *snapshot.Index, used []*attachment) []*Account {
	found := map[snapshot.Scope]*Account{}
	at := func(m snapshot.Meta) *Account {
		key := m.Scope()
		if found[key] == nil {
			found[key] = &Account{ID: m.Account, Region: m.Region, Stack: m.Stack}
		}

		return found[key]
	}

	for i := range index.Snapshot.SecurityGroups {
		group := &index.Snapshot.SecurityGroups[i]
		at(group.Meta).Groups = append(at(group.Meta).Groups, group)
	}

	for _, a := range used {
		for _, id := range a.groups {
			if index.SecurityGroups[id] == nil {
				at(a.meta).Unread = append(at(a.meta).Unread, id)
			}
		}
	}

	all := slices.Collect(maps.Values(found))
	slices.SortFunc(all, func(a, b *Account) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Region, b.Region), cmp.Compare(a.Stack, b.Stack))
	})

	for _, a := range all {
		a.Unread = ground.Sorted(a.Unread)
		slices.SortFunc(a.Groups, compareGroups)
	}

	return all
}

func compareGroups(a, b *snapshot.SecurityGroup) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
}

// An attachment is groups that filter together, because one interface has them or will have.
type attachment struct {
	meta   snapshot.Meta
	groups []string

	// task is set for the interface of an awsvpc task, whose tenant is known by its points.
	task bool
}

// attachmentsOf lists who has groups: interfaces, services of which the next task gets one, load balancers, endpoints,
// and the instances that Auto Scaling or managed instances would start. Equal sets of groups are listed once.
func attachmentsOf(index *snapshot.Index, p *placement.Model) []*attachment {
	var all []*attachment

	add := func(meta snapshot.Meta, groups []string, task bool) {
		if len(groups) > 0 {
			all = append(all, &attachment{meta, ground.Sorted(groups), task})
		}
	}
	s := index.Snapshot

	for i := range s.NetworkInterfaces {
		eni := &s.NetworkInterfaces[i]
		add(eni.Meta, eni.SecurityGroups, index.TaskOf[eni.ID] != nil)
	}

	for i := range s.Clusters {
		for _, t := range p.Tenants(s.Clusters[i].ID) {
			if t.Service != nil && t.Mode.Or("") == snapshot.ModeAWSVPC {
				groups, _ := p.Groups(t)
				add(t.Service.Meta, groups, true)
			}
		}
	}

	for i := range s.LoadBalancers {
		add(s.LoadBalancers[i].Meta, s.LoadBalancers[i].SecurityGroups, false)
	}

	for i := range s.VPCEndpoints {
		add(s.VPCEndpoints[i].Meta, s.VPCEndpoints[i].SecurityGroups, false)
	}

	for i := range s.LaunchTemplates {
		add(s.LaunchTemplates[i].Meta, s.LaunchTemplates[i].SecurityGroups, false)
	}

	for i := range s.CapacityProviders {
		if managed := s.CapacityProviders[i].ManagedInstances; managed != nil {
			add(s.CapacityProviders[i].Meta, managed.SecurityGroups, false)
		}
	}

	return once(all)
}

// once keeps one attachment of each set of groups and kind: replicas are attached alike.
func once(all []*attachment) []*attachment {
	compare := func(a, b *attachment) int {
		return cmp.Or(
			slices.Compare(a.groups, b.groups), compareBool(a.task, b.task),
			cmp.Compare(a.meta.Account, b.meta.Account), cmp.Compare(a.meta.Region, b.meta.Region),
			cmp.Compare(a.meta.Stack, b.meta.Stack),
		)
	}
	slices.SortFunc(all, compare)

	return slices.CompactFunc(all, func(a, b *attachment) bool { return compare(a, b) == 0 })
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	default:
		return -1
	}
}

// attachedTo sorts the sets of groups by each group in them, each set once: equal ones come in a row.
func attachedTo(all []*attachment) map[string][][]string {
	byGroup := map[string][][]string{}

	for _, a := range all {
		for _, id := range a.groups {
			if n := len(byGroup[id]); n == 0 || !slices.Equal(a.groups, byGroup[id][n-1]) {
				byGroup[id] = append(byGroup[id], a.groups)
			}
		}
	}

	return byGroup
}
