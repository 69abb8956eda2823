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

// A neighbourhood is the tenants of a cluster that share the security groups of its instances.
type neighbourhood struct {
	// fleets are the tenants by the instances that take them; most have the same.
	fleets []*fleet

	// kinds are the interfaces that are filtered alike.
	kinds map[string]*hostKind

	// own are the IDs of the interfaces.
	own map[string]bool

	// unclear are the tenants of which it is not known where they land.
	unclear []facts.Unclear
}

// A fleet is a set of instances with the tenants that can land on all of them.
type fleet struct {
	tenants   []*placement.Tenant
	instances []*snapshot.ContainerInstance

	// kinds are those of the interfaces, each once.
	kinds []*hostKind
}

// A hostKind is the interfaces of a cluster's instances that are filtered alike. They are one place, with the addresses
// of all of them.
type hostKind struct {
	place     reach.Place
	addresses []netset.Set
	host      placement.Host
	instances map[string]bool
}

// has reports whether the interfaces have a group.
func (k *hostKind) has(group string) bool { return slices.Contains(k.place.Endpoint.Groups, group) }

// neighbourhood finds who shares instances. A tenant alone shares nothing, wherever it lands.
func (s *Shard) neighbourhood(tenants []*placement.Tenant) *neighbourhood {
	n := &neighbourhood{kinds: map[string]*hostKind{}, own: map[string]bool{}}
	on := s.onInstances(tenants)

	if len(ground.Names(on)) < 2 {
		return n
	}

	type list struct {
		first **snapshot.ContainerInstance
		count int
	}

	fleets := map[list]*fleet{}

	for _, t := range on {
		if why := s.unplaced(t); why != "" {
			n.unclear = append(n.unclear, facts.Unclear{Ref: s.refs.Add(ground.Tenant(t)), Reason: why})
		}

		if t.Mode.IsUnknown() || len(t.Eligible.Instances) == 0 {
			continue
		}

		key := list{&t.Eligible.Instances[0], len(t.Eligible.Instances)}
		if fleets[key] == nil {
			fleets[key] = &fleet{instances: t.Eligible.Instances, kinds: s.kindsOf(n, t.Eligible.Instances)}
			n.fleets = append(n.fleets, fleets[key])
		}

		fleets[key].tenants = append(fleets[key].tenants, t)
	}

	for _, kind := range n.kinds {
		kind.place.Addresses, kind.place.Members = netset.UnionAll(kind.addresses), len(kind.addresses)
	}

	return n
}

// filtersOf is what of an endpoint filters it, from within the VPC, where no public address counts.
func filtersOf(e reach.Endpoint) reach.Endpoint {
	return reach.Endpoint{Groups: e.Groups, Subnet: e.Subnet}
}

// onInstances lists the tenants that use their instance's network, and those of which that is not known, by name.
func (s *Shard) onInstances(tenants []*placement.Tenant) []*placement.Tenant {
	all := slices.DeleteFunc(slices.Clone(tenants), func(t *placement.Tenant) bool {
		mode, known := t.Mode.Get()
		elsewhere := t.Capacity.Launch == snapshot.LaunchFargate || t.Capacity.Launch == snapshot.LaunchExternal

		return elsewhere || !ground.Wants(t) || known && (mode == snapshot.ModeAWSVPC || mode == snapshot.ModeNone)
	})

	slices.SortStableFunc(all, func(a, b *placement.Tenant) int { return cmp.Compare(a.Name(), b.Name()) })

	return all
}

// unplaced is why it is not known which groups filter a tenant; empty where it is.
func (s *Shard) unplaced(t *placement.Tenant) string {
	if t.Mode.IsUnknown() {
		return "network mode: " + t.Mode.Reason()
	}

	return ground.UnseenHost(s.Placement, t)
}

// kindsOf lists the kinds of the instances' interfaces, each once.
func (s *Shard) kindsOf(n *neighbourhood, instances []*snapshot.ContainerInstance) []*hostKind {
	var all []*hostKind

	for _, instance := range instances {
		host := s.Placement.Host(instance)

		for _, eni := range host.Interfaces {
			place := s.Reach.PlaceOf("the instances", eni)
			key := fmt.Sprint(filtersOf(place.Endpoint).Key(), host.Ephemeral)

			kind := n.kinds[key]
			if kind == nil {
				kind = &hostKind{place: place, host: host, instances: map[string]bool{}}
				n.kinds[key] = kind
			}

			if !n.own[eni.ID] {
				n.own[eni.ID] = true
				kind.addresses = append(kind.addresses, place.Addresses)
			}

			kind.instances[instance.ID] = true

			if !slices.Contains(all, kind) {
				all = append(all, kind)
			}
		}
	}

	return all
}

// groups lists the security groups of all the instances, sorted.
func (n *neighbourhood) groups() []string {
	var all []string
	for _, kind := range n.kinds {
		all = append(all, kind.place.Endpoint.Groups...)
	}

	return ground.Sorted(all)
}

// of lists the tenants that can land on instances of a group, by name.
func (n *neighbourhood) of(group string) []*placement.Tenant {
	var all []*placement.Tenant

	for _, f := range n.fleets {
		if slices.ContainsFunc(f.kinds, func(k *hostKind) bool { return k.has(group) }) {
			all = append(all, f.tenants...)
		}
	}

	slices.SortStableFunc(all, func(a, b *placement.Tenant) int { return cmp.Compare(a.Name(), b.Name()) })

	return all
}
