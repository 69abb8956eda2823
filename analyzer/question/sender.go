package question

import (
	"net/netip"
	"slices"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
)

// A sender is who sends to the next hop: the client, or the node of a load balancer with the client that it had.
type sender struct {
	client reach.Place

	// node is nil for the client itself.
	node  *reach.Place
	front exposure.Front
}

// seen is the client as the next hop has it: the node, unless that keeps the client's address. Where it was not read
// whether it does, there is no hop behind it.
func (s *sender) seen() reach.Place {
	if s.node == nil {
		return s.client
	}

	if kept, known := reach.KeepsClients(s.front.LoadBalancer, s.front.TargetGroup).Get(); known && kept {
		return s.client
	}

	return *s.node
}

// send is one leg of the way. Where a load balancer keeps the address of the client, the target sees the client, and
// the groups of the load balancer must let the packet out all the same. Where that was not read, it is one or the
// other.
func (m *Model) send(s sender, to reach.Place, services netset.Services) journey {
	if s.node == nil {
		flow := m.reach.Between(s.client, to, services)

		return m.leg(flow, flow.Bounds)
	}

	flow := m.reach.Between(*s.node, to, services)
	translated := m.leg(flow, flow.Bounds)
	keeps := reach.KeepsClients(s.front.LoadBalancer, s.front.TargetGroup)

	if kept, known := keeps.Get(); known && !kept || !s.carries() {
		return translated
	}

	flow = m.reach.Between(reach.Forwarded(s.client, s.front.LoadBalancer), to, services)
	own := m.reach.HandsOn(*s.node, to, services)
	shown := m.leg(flow, flow.Meet(own.Bounds))

	if own.MaySome.IsEmpty() {
		shown.stops = append(shown.stops, m.reach.Blockers(own)...)
	}

	if keeps.IsKnown() {
		return shown
	}

	return either(translated, shown, keeps.Reason())
}

// carries reports whether the address of the client can be kept: targets have addresses of one family, IPv4 by default.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
func (s *sender) carries() bool {
	family := netip.IPv4Unspecified()
	if s.front.TargetGroup.IPAddressType == "ipv6" {
		family = netip.IPv6Unspecified()
	}

	return !s.client.Addresses.Within(netip.PrefixFrom(family, 0)).IsEmpty()
}

// either is a leg of which nobody knows which of two it is.
func either(a, b journey, why string) journey {
	if a.Bounds == b.Bounds {
		return a
	}

	j := a
	if a.MaySome.IsEmpty() {
		j = b
	}

	j.Bounds = reach.Bounds{
		MaySome: a.MaySome.Union(b.MaySome), MayAll: a.MayAll.Union(b.MayAll),
		MustSome: a.MustSome.Intersect(b.MustSome), MustAll: a.MustAll.Intersect(b.MustAll),
	}
	j.stops = append(slices.Clip(a.stops), b.stops...)
	j.doubts = slices.Concat(a.doubts, b.doubts, []string{why})

	return j
}

// leg is one flow, with the first of its paths.
func (m *Model) leg(flow reach.Flow, bounds reach.Bounds) journey {
	j := journey{Bounds: bounds, steps: []reach.Step{{}}, stops: m.reach.Blockers(flow)}

	for _, path := range m.reach.Paths(flow) {
		j.steps = path[1:]

		break
	}

	j.doubts = m.reach.Assumptions(flow)
	if !bounds.Known() {
		j.doubts = append(j.doubts, m.reach.Doubts(flow)...)
	}

	return j
}
