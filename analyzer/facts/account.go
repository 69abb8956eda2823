package facts

import (
	"cmp"
	"maps"
	"slices"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An account is the groups of one account in one region, sorted by name and id.
type account struct {
	id, region string
	groups     []*snapshot.SecurityGroup

	// unread are the ids of groups that something here uses, without those that were read.
	unread []string
}

// accountsOf sorts the groups to their accounts and regions. One without groups is no root.
func accountsOf(index *snapshot.Index, used []*attachment) []*account {
	found := map[snapshot.Scope]*account{}
	at := func(m snapshot.Meta) *account {
		key := m.Scope()
		if found[key] == nil {
			found[key] = &account{id: m.Account, region: m.Region}
		}

		return found[key]
	}

	for i := range index.Snapshot.SecurityGroups {
		group := &index.Snapshot.SecurityGroups[i]
		at(group.Meta).groups = append(at(group.Meta).groups, group)
	}

	for _, a := range used {
		for _, id := range a.groups {
			if index.SecurityGroups[id] == nil {
				at(a.meta).unread = append(at(a.meta).unread, id)
			}
		}
	}

	all := slices.Collect(maps.Values(found))
	slices.SortFunc(all, func(a, b *account) int {
		return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.region, b.region))
	})

	for _, a := range all {
		a.unread = sorted(a.unread)
		slices.SortFunc(a.groups, compareGroups)
	}

	return all
}

func compareGroups(a, b *snapshot.SecurityGroup) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
}

// account makes the facts of a root.
func (s *shard) account(a *account) Account {
	root := Account{Ref: s.refs.add(accountRef{a}), ID: a.id, Region: a.region}
	redundant := s.redundantRules(a)

	for _, group := range a.groups {
		ref := groupRef{group}
		root.Groups = append(root.Groups, SecurityGroup{
			Ref: s.refs.add(ref), ID: group.ID, Name: group.Name, Default: group.Default(),
			Undeclared: s.undeclared(group), References: s.references(group), Redundant: redundant[group],
		})
	}

	for _, id := range a.unread {
		root.Groups = append(root.Groups, SecurityGroup{
			Ref: s.refs.add(noteRef{"securityGroup", id, "security group " + id}), ID: id, Name: id,
			Unread: "security group " + id + " was not read",
		})
	}

	return root
}

type accountRef struct{ account *account }

func (r accountRef) describe() Reference {
	return Reference{
		Kind: "account", Type: "AWS::::Account", ID: r.account.id, Name: r.account.id, Item: r.account.id, Key: "account",
		Text: "account " + r.account.id + " in " + r.account.region,
		Meta: snapshot.Meta{Account: r.account.id, Region: r.account.region},
	}
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
			all = append(all, &attachment{meta, sorted(groups), task})
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
