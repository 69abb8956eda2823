package question

import (
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A result is what one pair of sites gives.
type result struct {
	asked   netset.Services
	verdict reach.Verdict
	allowed []Passage

	// passes is set where some of what was asked about passes for certain, stops where not all of it can.
	passes, stops bool

	blockers []reach.Step
	doubts   []string
}

func (r *result) doubt(why string) { r.doubts = append(r.doubts, why) }

// pair asks about two sites, directly and through every load balancer in front of the target.
func (m *Model) pair(from, to *site, port netset.Services, direct bool) result {
	r := result{asked: to.asked(port)}
	answering, possible := to.answers(r.asked)

	flow, bounds := m.between(&r, from, to)
	r.asked = flow.Carried(r.asked)
	local := onOne(from, to, r.asked)
	bounds = bounds.Join(local).Restrict(answering)

	if possible {
		declared := to.point.Declared()
		bounds = bounds.Meet(reach.Bounds{MaySome: answering, MayAll: answering, MustSome: declared, MustAll: declared})
	}

	if passed := flow.MaySome.Intersect(answering); !passed.IsEmpty() {
		r.pass(Passage{From: from.place.Name, To: to.place.Name, paths: m.direct(flow, to)}, bounds)

		if possible && !passed.Subset(to.point.Declared()) {
			r.doubts = append(r.doubts, "a process of "+to.tenant.Name()+" may listen on "+
				passed.Subtract(to.point.Declared()).String()+", which no port mapping declares")
		}
	}

	if passed := local.MaySome.Intersect(answering); !passed.Subset(flow.MayAll) {
		r.neighbours(from, to, local.Restrict(answering))
	}

	r.blockers = m.blockers(flow)

	if silent := r.asked.Subtract(answering); !silent.IsEmpty() {
		r.blockers = append(r.blockers, reach.Step{
			Kind: "listening", ID: to.place.Name, Text: fmt.Sprintf("nothing listens on %s at %s", silent, to.place.Name),
		})
	}

	if !direct && to.tenant != nil {
		bounds = m.behind(&r, from, to, bounds)
	}

	r.verdict = bounds.Verdict(r.asked)
	r.passes = !bounds.MustSome.Intersect(r.asked).IsEmpty()
	r.stops = !r.asked.Subset(bounds.MayAll)

	if !bounds.Known() {
		r.doubts = append(r.doubts, m.reach.Doubts(flow)...)
	}

	return r
}

// neighbours notes what passes on one instance.
func (r *result) neighbours(from, to *site, local reach.Bounds) {
	path := localPath(from, to, local.MaySome)
	r.pass(Passage{From: from.place.Name, To: to.place.Name, paths: [][]reach.Step{path}}, local)

	if local.MustSome.IsEmpty() {
		r.doubt("whether tasks of " + from.tenant.Name() + " and " + to.tenant.Name() + " come to run on one instance")
	}
}

// behind adds the ways through load balancers, those that were not read included.
func (m *Model) behind(r *result, from, to *site, bounds reach.Bounds) reach.Bounds {
	for _, front := range m.exposure.Fronts(to.tenant) {
		bounds = bounds.Join(m.through(r, from, to, front))
	}

	hidden := to.hidden.Intersect(r.asked)
	bounds = bounds.Join(reach.Bounds{MaySome: hidden, MayAll: hidden})

	if !hidden.IsEmpty() && bounds.Verdict(r.asked) != reach.Allowed {
		r.doubt(to.why)
	}

	return bounds
}

// blockers are what stops the services, for some of the addresses at least.
func (m *Model) blockers(flow reach.Flow) []reach.Step {
	flow.MaySome = flow.MayAll

	return m.reach.Blockers(flow)
}

// longServices is from which length on a set of services is said and not spelled out, such as all but ICMPv6.
const longServices = 60

// pass notes what passes one way.
func (r *result) pass(p Passage, b reach.Bounds) {
	services := b.MaySome.Intersect(r.asked)
	p.Services, p.Verdict = services.String(), b.Verdict(services)

	if services == r.asked && len(p.Services) > longServices {
		p.Services = "everything that was asked about"
	}

	r.allowed = append(r.allowed, p)
}

// direct ends each path with the port mapping that leads to the container.
func (m *Model) direct(flow reach.Flow, to *site) [][]reach.Step {
	paths := m.reach.Paths(flow)
	for i := range paths {
		paths[i] = append(paths[i], mappings(to, flow.MaySome)...)
	}

	return paths
}

func mappings(to *site, passed netset.Services) []reach.Step {
	if to.point == nil {
		return nil
	}

	var steps []reach.Step

	for _, p := range to.point.Ports {
		if p.Services.Intersect(passed).IsEmpty() || (p.Drawn && !p.Running && len(steps) > 0) {
			continue
		}

		text := fmt.Sprintf("container %s of %s: %s", p.Container.Name, to.tenant.TaskDefinition.Name(), portText(p))
		steps = append(steps, reach.Step{Kind: "portMapping", ID: p.Mapping.Key(), Text: text})
	}

	return steps
}

func portText(p exposure.Port) string {
	first, last, _ := p.Mapping.ContainerPorts()
	own := netset.Transport(p.Mapping.Proto(), uint16(first), uint16(last)) //nolint:gosec // ports

	switch {
	case p.Running:
		return fmt.Sprintf("host port %s, which the running task holds → container port %s", p.Services, own)
	case p.Drawn:
		return fmt.Sprintf("host port that ECS draws from %s → container port %s", p.Services, own)
	case p.Services != own:
		return fmt.Sprintf("host port %s → container port %s", p.Services, own)
	default:
		return "port " + own.String()
	}
}

// through asks about the way over a listener: to the load balancer, and from there to the target.
func (m *Model) through(r *result, from, to *site, front exposure.Front) reach.Bounds {
	target := to.point.Behind(front).Intersect(r.asked)
	if target.IsEmpty() || from.balancer == front.LoadBalancer {
		return reach.Bounds{}
	}

	var (
		all   reach.Bounds
		paths [][]reach.Step
		stops []reach.Step
	)

	for i, node := range m.reach.BalancerPlaces(front.LoadBalancer) {
		in := m.reach.Between(from.place, node, front.Services())
		out, bounds := m.onward(from.place, node, to.place, front, target)
		bounds = bounds.After(in.Bounds)

		if all.MaySome.IsEmpty() && !bounds.MaySome.IsEmpty() {
			paths = append(paths, m.over(in, out, to, front))
		}

		if i > 0 {
			bounds = all.Each(bounds) // a client meets one of the nodes
		}

		all = bounds
		stops = append(stops, m.stopping(in, out, front.LoadBalancer)...)
	}

	if all.MaySome.IsEmpty() {
		r.blockers = append(r.blockers, stops...)
	} else {
		r.pass(Passage{From: from.place.Name, To: to.place.Name, Via: front.LoadBalancer.Name, paths: paths}, all)
	}

	return all
}

// onward is the second half of the way. Where the client's address is kept, the target sees the client, and the
// groups of the load balancer must let the packet out all the same.
func (m *Model) onward(
	client, node, target reach.Place, front exposure.Front, services netset.Services,
) (reach.Flow, reach.Bounds) {
	if !reach.KeepsClients(front.LoadBalancer, front.TargetGroup) {
		flow := m.reach.Between(node, target, services)

		return flow, flow.Bounds
	}

	flow := m.reach.Between(reach.Forwarded(client, front.LoadBalancer), target, services)

	return flow, flow.Meet(m.reach.Leaves(node, target, services))
}

// stopping is what stops a packet before or behind a load balancer.
func (m *Model) stopping(in, out reach.Flow, lb *snapshot.LoadBalancer) []reach.Step {
	steps := slices.Concat(m.reach.Blockers(in), m.reach.Blockers(out))
	if len(steps) == 0 {
		text := "the security groups let nothing out to " + out.To.Name
		steps = []reach.Step{{Kind: "securityGroup", ID: lb.ID, Text: text}}
	}

	for i := range steps {
		steps[i].Text += ", on the way through load balancer " + lb.Name
	}

	return steps
}

// over is the path through a listener.
func (m *Model) over(in, out reach.Flow, to *site, front exposure.Front) []reach.Step {
	var path []reach.Step

	for _, first := range m.reach.Paths(in) {
		path = append(path, first[:len(first)-1]...)

		break
	}

	path = append(path, reach.Step{
		Kind: "listener", ID: front.Listener.ID,
		Text: fmt.Sprintf("listener %d of load balancer %s", front.Listener.Port, front.LoadBalancer.Name),
	}, reach.Step{Kind: "targetGroup", ID: front.TargetGroup.ID, Text: "target group " + front.TargetGroup.Name})

	for _, second := range m.direct(out, to) {
		path = append(path, second[1:]...)

		break
	}

	return path
}
