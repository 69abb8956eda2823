package openings

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// lost is what does not get through of traffic or health checks.
type lost struct {
	wanted, missing, through netset.Services

	// unsent are those of the missing that the load balancer's own groups do not let out.
	unsent netset.Services

	// steps is what stops the first of it, doubts why it cannot be told of something else.
	steps  []reach.Step
	doubts []string
}

// lose asks every node of a load balancer: nothing gets through where it does from none of them. The next task has
// another address of the same subnet, so that of today's counts for nothing.
func (s *Shard) lose(l *lost, front exposure.Front, p *exposure.Point, wanted netset.Services, kept bool) {
	if wanted.IsEmpty() {
		return
	}

	var (
		all, leave, handed reach.Bounds
		flows, own         []reach.Flow
	)

	to := s.Reach.FuturePlace(p.Place.Name, p.Place.Endpoint)

	for _, node := range s.nodes(front.LoadBalancer) {
		if node.VPC == "" || to.VPC == "" {
			continue
		}

		from := node
		if kept {
			from = reach.Forwarded(anyone(), front.LoadBalancer)
		}

		flow := s.Reach.Between(from, to, wanted)
		flows = append(flows, flow)
		bounds, let := flow.Bounds, s.Reach.Leaves(node, to, wanted)

		if kept {
			out := s.Reach.HandsOn(node, to, wanted)
			bounds, handed = bounds.Meet(out.Bounds), handed.Join(out.Bounds)
			own = append(own, out)
		}

		all, leave = all.Join(bounds), leave.Join(let)
	}

	if len(flows) == 0 {
		l.doubts = append(l.doubts, "the subnets of load balancer "+front.LoadBalancer.Name+", or "+to.Endpoint.Subnet+
			" of the tasks, were not read")

		return
	}

	l.wanted = l.wanted.Union(wanted)
	missing := wanted.Subtract(all.MaySome)

	if !missing.IsEmpty() && l.missing.IsEmpty() {
		l.steps = s.Reach.Blockers(flows[0])
		if unsent := missing.Subtract(handed.MaySome); kept && !unsent.IsEmpty() {
			l.steps = append(l.steps, s.Reach.Blockers(s.Reach.HandsOn(own[0].From, to, unsent))...)
		}
	}

	l.missing = l.missing.Union(missing)
	l.unsent = l.unsent.Union(missing.Subtract(leave.MaySome))
	l.through = l.through.Union(wanted.Subtract(missing))

	if !wanted.Subtract(missing).Subset(all.MustSome) {
		for _, flow := range append(flows[:1], own[:min(1, len(own))]...) {
			l.doubts = append(l.doubts, s.Reach.Doubts(flow)...)
		}
	}
}

// nodes are those of a load balancer, by subnet and address.
func (s *Shard) nodes(lb *snapshot.LoadBalancer) []reach.Place {
	places := s.Reach.BalancerPlaces(lb)

	slices.SortFunc(places, func(a, b reach.Place) int {
		return cmp.Or(cmp.Compare(a.Endpoint.Subnet, b.Endpoint.Subnet),
			cmp.Compare(a.Addresses.String(), b.Addresses.String()))
	})

	return places
}

// anyone is a client of whom nothing is known.
func anyone() reach.Place {
	return reach.Outside("a client", netset.Of(netip.PrefixFrom(netip.IPv4Unspecified(), 0), netset.All()).
		Union(netset.Of(netip.PrefixFrom(netip.IPv6Unspecified(), 0), netset.All())))
}
