package facts

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A member is a tenant as a user of groups.
type member struct {
	tenant *placement.Tenant

	// points are the interfaces at which its tasks answer, alike one of each kind; unseen is why they are not known.
	points []exposure.Point
	alike  []*exposure.Point
	unseen string

	// expected is what is declared at its own interfaces, missing why there may be more.
	expected netset.Services
	missing  string
}

// members are the tenants of all clusters, and those by group.
type members struct {
	all     []*member
	byGroup map[string][]*member
}

// membersOf lists who has which group, in the order of clusters and names. A tenant without tasks has those that its
// next task would get.
func (b *Builder) membersOf() *members {
	m := &members{byGroup: map[string][]*member{}}

	for i := range b.index.Snapshot.Clusters {
		for _, t := range b.placement.Tenants(b.index.Snapshot.Clusters[i].ID) {
			one := &member{tenant: t}
			one.points, one.unseen = b.exposure.Points(t)
			one.alike = alikePoints(one.points)

			if t.Mode.Or("") == snapshot.ModeAWSVPC {
				one.expected, one.missing = b.exposure.Expected(t)
			}

			m.all = append(m.all, one)
		}
	}

	slices.SortStableFunc(m.all, compareMembers)

	for _, one := range m.all {
		groups, _ := b.placement.Groups(one.tenant)
		groups = slices.Clone(groups)

		for _, p := range one.alike {
			groups = append(groups, p.Place.Endpoint.Groups...)
		}

		for _, id := range sorted(groups) {
			m.byGroup[id] = append(m.byGroup[id], one)
		}
	}

	return m
}

func compareMembers(a, b *member) int {
	return cmp.Or(cmp.Compare(a.tenant.Cluster.ID, b.tenant.Cluster.ID), cmp.Compare(a.tenant.Name(), b.tenant.Name()))
}

// at are the points that have a group.
func (m *member) at(group string) []*exposure.Point {
	var points []*exposure.Point

	for _, p := range m.alike {
		if slices.Contains(p.Place.Endpoint.Groups, group) {
			points = append(points, p)
		}
	}

	return points
}

func (s *shard) memberRefs(list []*member) (names []string, refs []Ref) {
	for _, m := range list {
		names = append(names, m.tenant.Name())
		refs = append(refs, s.refs.add(tenantRef{m.tenant}))
	}

	return names, refs
}
