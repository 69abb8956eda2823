package question

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
)

// behind adds the ways through load balancers, those that were not read included.
func (m *Model) behind(r *result, from, to *site, bounds reach.Bounds) reach.Bounds {
	if to.tenant != nil {
		for _, front := range m.exposure.Fronts(to.tenant) {
			bounds = bounds.Join(m.through(r, from, to, front.Hops(), to.point.Behind(front).Intersect(r.asked)))
		}
	}

	if to.balancer != nil {
		fronts, _ := m.exposure.Before(to.balancer)
		for _, front := range fronts {
			hops := front.Hops()
			last := hops[len(hops)-1]
			bounds = bounds.Join(m.through(r, from, to, hops[:len(hops)-1], last.Services().Intersect(r.asked)))
		}
	}

	hidden := to.hidden.Intersect(r.asked)
	bounds = bounds.Join(reach.Bounds{MaySome: hidden, MayAll: hidden})

	if !hidden.IsEmpty() && bounds.Verdict(r.asked) != reach.Allowed {
		r.doubt(to.why)
	}

	return bounds
}

// A journey is what gets from a sender to the target, past the load balancers between them.
type journey struct {
	reach.Bounds

	// steps are those of what passes, less the sender's, stops those of what does not.
	steps, stops []reach.Step
	doubts       []string
}

// through asks about the way over a listener: to the load balancer, from there to the next one if that is its target,
// and from the last to the tasks.
func (m *Model) through(
	r *result, from, to *site, hops []exposure.Front, target netset.Services,
) reach.Bounds {
	isHop := func(hop exposure.Front) bool { return from.balancer == hop.LoadBalancer }

	if target.IsEmpty() || slices.ContainsFunc(hops, isHop) {
		return reach.Bounds{}
	}

	var all journey

	for _, client := range byFamily(from.place, m.reach.BalancerPlaces(hops[0].LoadBalancer)) {
		j := m.follow(sender{client: client}, hops, to, target)
		if all.MaySome.IsEmpty() {
			all.steps = j.steps
		}

		all.Bounds = all.Join(j.Bounds)
		all.stops, all.doubts = append(all.stops, j.stops...), append(all.doubts, j.doubts...)
	}

	if all.MaySome.IsEmpty() {
		r.blockers = append(r.blockers, distinct(all.stops)...)
	} else {
		path := append([]reach.Step{{Kind: "from", Text: "from " + from.place.Name}}, all.steps...)
		r.pass(Passage{
			From: from.place.Name, To: to.place.Name, Via: names(hops), paths: [][]reach.Step{path},
		}, all.Bounds)
	}

	for _, why := range all.doubts {
		r.doubt(why)
	}

	return all.Bounds
}

func names(hops []exposure.Front) string {
	names := make([]string, len(hops))
	for i := range hops {
		names[i] = hops[i].LoadBalancer.Name
	}

	return strings.Join(names, " and ")
}

func distinct(steps []reach.Step) []reach.Step {
	var all []reach.Step

	for _, step := range steps {
		if !slices.Contains(all, step) {
			all = append(all, step)
		}
	}

	return all
}

// byFamily tells clients of IPv4 from those of IPv6, since load balancers do, and leaves out those of a family that no
// node has. An interface is left whole: it sends from the address that it has.
func byFamily(client reach.Place, nodes []reach.Place) []reach.Place {
	var all []reach.Place

	for _, world := range []netip.Addr{netip.IPv4Unspecified(), netip.IPv6Unspecified()} {
		family := netip.PrefixFrom(world, 0)
		part := client
		part.Addresses = client.Addresses.Within(family)

		if !part.Addresses.IsEmpty() && slices.ContainsFunc(nodes, func(node reach.Place) bool {
			return !node.Addresses.Within(family).IsEmpty()
		}) {
			all = append(all, part)
		}
	}

	if client.Interface || len(all) == 0 {
		return []reach.Place{client}
	}

	return all
}
