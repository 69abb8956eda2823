package openings

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

// A crowd is tenants that land on the same instances, with what they claim there.
type crowd struct {
	instances []*snapshot.ContainerInstance
	hosted    []*placement.Tenant // in host mode
	dynamic   []*placement.Tenant // with host ports that ECS draws
	claims    netset.Services

	// blind marks claims that are not all known.
	blind bool
}

// unclaimed judges what the hosts of host-mode tasks admit to ports that no task claims which can land there: in host
// mode a process may listen without a mapping.
func (s *Shard) unclaimed(c *snapshot.Cluster, tenants []*placement.Tenant) []facts.OpenPort {
	if len(ground.Hosted(tenants)) == 0 {
		return nil
	}

	crowds, undecided := s.crowds(c, tenants)
	on := crowdsOn(crowds)

	places, notRead := s.hostPlaces(c, func(i *snapshot.ContainerInstance) string {
		return fmt.Sprint(on[i], s.Placement.Host(i).Ephemeral)
	})

	found, unread := openRules{}, map[string]bool{}

	for _, p := range places {
		targets := unclaimedTargets(p, crowds, on[p.container])
		if len(targets) == 0 {
			continue
		}

		for _, id := range s.ask(found, p, targets, anywhere) {
			unread[id] = true
		}
	}

	notRead = slices.DeleteFunc(notRead, func(i *snapshot.ContainerInstance) bool {
		return !slices.ContainsFunc(on[i], func(n int) bool { return len(crowds[n].hosted) > 0 })
	})
	all := s.openPorts(found, question{text: portsText})

	return slices.Concat(all, s.unreadGroups(unread), s.unreadInstances(c, notRead), undecided)
}

func anywhere(reach.Admission) bool { return true }

// crowds puts tenants together that land on the same instances, which they share as a slice. A tenant of which it is
// not known where it lands, or what it claims, is undecided.
func (s *Shard) crowds(c *snapshot.Cluster, tenants []*placement.Tenant) (crowds []*crowd, undecided []facts.OpenPort) {
	known := map[instances]*crowd{}

	for _, t := range tenants {
		if !onHosts(t) {
			continue
		}

		claims, why := s.claimed(t)
		if why = cmp.Or(t.Eligible.Undecided, why); why != "" {
			ref := s.refs.Add(ground.Tenant(t))
			undecided = append(undecided, facts.OpenPort{Ref: ref, Group: c.Name, Undecided: why, Affected: []facts.Ref{ref}})
		}

		list := t.Eligible.Instances
		if t.Eligible.Undecided != "" {
			list = s.Index.ContainerInstancesOf[c.ID] // it may be on any
		}

		if len(list) == 0 {
			continue
		}

		key := instancesOf(list)
		if known[key] == nil {
			known[key] = &crowd{instances: list}
			crowds = append(crowds, known[key])
		}

		known[key].add(t, claims, why != "" && t.Eligible.Undecided == "")
	}

	return crowds, undecided
}

// onHosts reports whether the tenant may have tasks that answer at their instance's interfaces.
func onHosts(t *placement.Tenant) bool {
	switch t.Capacity.Launch {
	case snapshot.LaunchFargate, snapshot.LaunchExternal:
		return false
	default:
		return ground.Wants(t) && t.Mode.Or("") != snapshot.ModeAWSVPC && t.Mode.Or("") != snapshot.ModeNone
	}
}

func (c *crowd) add(t *placement.Tenant, claims netset.Services, blind bool) {
	c.claims = c.claims.Union(claims)
	c.blind = c.blind || blind

	if t.Mode.Or("") == snapshot.ModeHost && t.Eligible.Undecided == "" {
		c.hosted = append(c.hosted, t)
	}

	if dynamic(t) {
		c.dynamic = append(c.dynamic, t)
	}
}

// crowdsOn lists the crowds of each instance.
func crowdsOn(crowds []*crowd) map[*snapshot.ContainerInstance][]int {
	on := map[*snapshot.ContainerInstance][]int{}

	for n, c := range crowds {
		for _, instance := range c.instances {
			on[instance] = append(on[instance], n)
		}
	}

	return on
}

// unclaimedTargets are the ports of a place on which nobody but a host-mode task could listen: neither claimed nor of
// the range from which ECS draws, nor that of remote logins.
func unclaimedTargets(p *hostPlace, crowds []*crowd, here []int) []target {
	everything := netset.TCP(1, 65535).Union(netset.UDP(1, 65535))
	free := everything.Subtract(remoteLogin(p.host.Windows))

	var tenants []*placement.Tenant

	for _, n := range here {
		c := crowds[n]
		if c.blind {
			return nil
		}

		tenants = append(tenants, c.hosted...)
		free = free.Subtract(c.claims).Subtract(rangeOf(p.host.Ephemeral, c.dynamic))
	}

	targets := make([]target, 0, len(tenants))
	for _, t := range tenants {
		targets = append(targets, target{certainty: possible, services: free, known: free, tenant: t})
	}

	return targets
}

func portsText(_ certainty, targets []target) string {
	var services netset.Services
	for _, t := range targets {
		services = services.Union(t.known)
	}

	return services.String()
}
