package question

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
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

// A sender is who sends to the next hop: the client, or the node of a load balancer with the client that it had.
type sender struct {
	client reach.Place

	// node is nil for the client itself.
	node  *reach.Place
	front exposure.Front
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

// follow goes from a sender over the hops. A client meets one of the nodes of a load balancer.
func (m *Model) follow(s sender, hops []exposure.Front, to *site, target netset.Services) journey {
	if len(hops) == 0 {
		j := m.send(s, to.place, target)
		j.steps = append(j.steps, mappings(to, j.MaySome)...)

		return j
	}

	var all journey

	if denies := denied(&s.client, hops[0].LoadBalancer); denies != "" && s.node == nil {
		all.doubts = append(all.doubts, denies)
	}

	for i, node := range m.reach.BalancerPlaces(hops[0].LoadBalancer) {
		in := m.send(s, node, hops[0].Services())
		next := sender{client: s.seen(), node: &node, front: hops[0]}
		out := m.follow(next, hops[1:], to, target)
		bounds := out.After(in.Bounds)

		if all.MaySome.IsEmpty() && !bounds.MaySome.IsEmpty() {
			all.steps = slices.Concat(in.steps[:len(in.steps)-1], listenerSteps(hops[0]), out.steps)
		}

		if i > 0 {
			bounds = all.Each(bounds)
		}

		all.Bounds = bounds
		all.doubts = append(all.doubts, doubtsOf(in, out)...)
		all.stops = append(all.stops, stopping(in, out, hops[0])...)
	}

	return all
}

// denied is what keeps the internet from a load balancer by default.
func denied(client *reach.Place, lb *snapshot.LoadBalancer) string {
	if lb == nil || !client.Internet ||
		client.Addresses.Within(netip.PrefixFrom(netip.IPv6Unspecified(), 0)).IsEmpty() {
		return ""
	}

	return reach.DeniesAssumed(lb)
}

// doubtsOf leaves out what makes no difference: a doubt about a leg that passes where the other does not.
func doubtsOf(in, out journey) []string {
	switch {
	case in.MaySome.IsEmpty():
		return in.doubts
	case out.MaySome.IsEmpty():
		return out.doubts
	default:
		return append(slices.Clip(in.doubts), out.doubts...)
	}
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
	shown := m.leg(flow, flow.Meet(m.reach.Leaves(*s.node, to, services)))

	if len(shown.stops) == 0 && shown.MaySome.IsEmpty() {
		shown.stops = []reach.Step{{
			Kind: "securityGroup", ID: s.front.LoadBalancer.ID, Text: "the security groups let nothing out to " + to.Name,
		}}
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

// stopping is what stops a packet before or behind a load balancer. What lies further on names its own.
func stopping(in, out journey, hop exposure.Front) []reach.Step {
	steps := slices.Concat(in.stops, out.stops)

	for i := range steps {
		if step := &steps[i]; !strings.Contains(step.Text, onTheWay) {
			step.Text += onTheWay + hop.LoadBalancer.Name
		}
	}

	return steps
}

const onTheWay = ", on the way through load balancer "

func listenerSteps(hop exposure.Front) []reach.Step {
	text := fmt.Sprintf("listener %d of load balancer %s", hop.Listener.Port, hop.LoadBalancer.Name)

	return []reach.Step{
		{Kind: "listener", ID: hop.Listener.ID, Text: text},
		{Kind: "targetGroup", ID: hop.TargetGroup.ID, Text: "target group " + hop.TargetGroup.Name},
	}
}
