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

// lose asks every node of a load balancer: nothing gets through where it does from none of them. The next task, and the
// next node of a load balancer, has another address of the same subnet, so that today's counts for nothing.
func (s *Shard) lose(l *lost, front exposure.Front, at reach.Place, wanted netset.Services, kept bool) {
	if wanted.IsEmpty() {
		return
	}

	to := s.Reach.FuturePlace(at.Name, at.Endpoint)
	to.Unfiltered = at.Unfiltered

	sent := s.send(front.LoadBalancer, to, wanted, kept)
	if len(sent.flows) == 0 {
		l.doubts = append(l.doubts, "the subnets of load balancer "+front.LoadBalancer.Name+", or "+to.Endpoint.Subnet+
			" of its targets, were not read")

		return
	}

	l.wanted = l.wanted.Union(wanted)
	missing := wanted.Subtract(sent.all.MaySome)

	if !missing.IsEmpty() && l.missing.IsEmpty() {
		l.steps = s.Reach.Blockers(sent.flows[0])
		if unsent := missing.Subtract(sent.handed.MaySome); kept && !unsent.IsEmpty() {
			l.steps = append(l.steps, s.Reach.Blockers(s.Reach.HandsOn(sent.own[0].From, to, unsent))...)
		}
	}

	l.missing = l.missing.Union(missing)
	l.unsent = l.unsent.Union(missing.Subtract(sent.leave.MaySome))
	l.through = l.through.Union(wanted.Subtract(missing))

	if !wanted.Subtract(missing).Subset(sent.all.MustSome) {
		l.doubts = append(l.doubts, s.Reach.Doubts(sent.flows[0])...)
		if kept {
			l.doubts = append(l.doubts, s.Reach.Doubts(sent.own[0])...)
		}
	}
}

// sent is what the nodes of a load balancer get to a target, one flow each: all that arrives, what their groups let
// out, and, where the addresses of clients are kept, what the nodes may hand on, which are flows of their own.
type sent struct {
	all, leave, handed reach.Bounds
	flows, own         []reach.Flow
}

func (s *Shard) send(lb *snapshot.LoadBalancer, to reach.Place, wanted netset.Services, kept bool) sent {
	var all sent

	for _, node := range s.nodes(lb) {
		if node.VPC == "" || to.VPC == "" {
			continue
		}

		from := node
		if kept {
			from = reach.Forwarded(anyone(), lb)
			from.Somewhere, from.SureIPv6 = true, true // evidence then says "a client" and no address
		}

		flow := s.Reach.Between(from, to, wanted)
		bounds := flow.Bounds
		all.flows = append(all.flows, flow)

		if kept {
			own := s.Reach.HandsOn(node, to, wanted)
			bounds, all.handed = bounds.Meet(own.Bounds), all.handed.Join(own.Bounds)
			all.own = append(all.own, own)
		}

		all.all, all.leave = all.all.Join(bounds), all.leave.Join(s.Reach.Leaves(node, to, wanted))
	}

	return all
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
