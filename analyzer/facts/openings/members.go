package openings

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A member is a tenant as a user of groups.
type member struct {
	tenant *placement.Tenant

	// groups are those that its tasks have, by their own interfaces or those of the instances, sorted.
	groups []string

	// points are the interfaces of awsvpc tasks, alike one of each kind; unseen is why they are not known. Those of
	// instances are left to the host: every tenant would list them all.
	points []exposure.Point
	alike  []*exposure.Point
	unseen string

	// machines are the instances that take tasks which answer there; nil in awsvpc mode.
	machines *addresses

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
func (m *Model) membersOf() *members {
	found := &members{byGroup: map[string][]*member{}}
	known := map[instances]*addresses{}

	for _, t := range m.Tenants {
		one := m.member(t)
		if t.Mode.Or("") != snapshot.ModeAWSVPC {
			one.machines = m.addressesOf(known, t.Eligible.Instances)
		}

		found.all = append(found.all, one)
	}

	slices.SortStableFunc(found.all, compareMembers)

	for _, one := range found.all {
		for _, id := range one.groups {
			found.byGroup[id] = append(found.byGroup[id], one)
		}
	}

	return found
}

// addresses are those of some instances by VPC; under no VPC they are all.
type addresses struct {
	of map[string]netset.Set

	// coming are the subnets of instances that are yet to start, each of which gets one of a subnet's addresses.
	coming map[string][]netset.Set
}

// instances identify a list that tenants share: those that land on the same ones have it in common.
type instances struct {
	first **snapshot.ContainerInstance
	n     int
}

func instancesOf(list []*snapshot.ContainerInstance) instances {
	if len(list) == 0 {
		return instances{}
	}

	return instances{&list[0], len(list)}
}

// addressesOf makes the addresses of a list once, however many tenants share it.
func (m *Model) addressesOf(known map[instances]*addresses, list []*snapshot.ContainerInstance) *addresses {
	key := instancesOf(list)
	if known[key] != nil {
		return known[key]
	}

	found := &addresses{map[string]netset.Set{}, map[string][]netset.Set{}}
	own, subnets := map[string][]netset.Set{}, map[string]bool{}

	for _, instance := range list {
		for _, eni := range m.Placement.Host(instance).Interfaces {
			place := m.Reach.PlaceOf("", eni)

			switch {
			case !place.Somewhere:
				note(own, &place)
			case !subnets[place.VPC+" "+eni.Subnet]:
				subnets[place.VPC+" "+eni.Subnet] = true
				note(found.coming, &place)
			}
		}
	}

	for vpc, some := range own {
		found.of[vpc] = netset.UnionAll(some)
	}

	known[key] = found

	return found
}

// note adds the addresses of a place to those of its VPC, and to all.
func note(to map[string][]netset.Set, place *reach.Place) {
	to[""] = append(to[""], place.Addresses)

	if place.VPC != "" {
		to[place.VPC] = append(to[place.VPC], place.Addresses)
	}
}

func (m *Model) member(t *placement.Tenant) *member {
	one := &member{tenant: t}
	one.groups, _ = m.Placement.Groups(t)

	if t.Mode.Or("") != snapshot.ModeAWSVPC {
		return one
	}

	one.points, one.unseen = m.Exposure.Points(t)
	one.alike = alikePoints(one.points)
	one.expected, one.missing = m.Exposure.Expected(t)

	for _, p := range one.alike {
		one.groups = append(one.groups, p.Place.Endpoint.Groups...)
	}

	one.groups = ground.Sorted(one.groups)

	return one
}

// runs reports whether the tenant has tasks, or will as soon as there is room.
func (m *member) runs() bool { return len(m.points) > 0 || ground.Wants(m.tenant) }

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

func (s *Shard) memberRefs(list []*member) (names []string, refs []facts.Ref) {
	for _, m := range list {
		names = append(names, m.tenant.Name())
		refs = append(refs, s.refs.Add(ground.Tenant(m.tenant)))
	}

	return names, refs
}
