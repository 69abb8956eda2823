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
