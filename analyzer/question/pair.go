package question

import (
	"fmt"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
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

		r.drawn(to, passed)
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

	if !direct {
		bounds = m.behind(&r, from, to, bounds)
	}

	r.verdict = bounds.Verdict(r.asked)
	r.passes = !bounds.MustSome.Intersect(r.asked).IsEmpty()
	r.stops = !r.asked.Subset(bounds.MayAll)

	if !bounds.Known() {
		r.doubts = append(r.doubts, m.reach.Doubts(flow)...)
	}

	if denies := denied(&from.place, to.balancer); denies != "" {
		r.doubt(denies)
	}

	if r.verdict != reach.Allowed || !flow.MaySome.Intersect(r.asked).IsEmpty() {
		r.doubts = append(r.doubts, m.reach.Assumptions(flow)...)
	}

	return r
}

// drawn says that the ports which ECS draws are those of a default range, where the host's own was not read.
func (r *result) drawn(to *site, passed netset.Services) {
	if to.point == nil || to.point.Host == nil || to.point.Host.EphemeralKnown {
		return
	}

	for _, p := range to.point.Ports {
		if p.Drawn && !p.Running && !p.Services.Intersect(passed).IsEmpty() {
			r.doubt("the range from which ECS draws host ports was not read, and taken to be " + p.Services.String())
		}
	}
}

// neighbours notes what passes on one instance.
func (r *result) neighbours(from, to *site, local reach.Bounds) {
	path := localPath(from, to, local.MaySome)
	r.pass(Passage{From: from.place.Name, To: to.place.Name, paths: [][]reach.Step{path}}, local)

	if local.MustSome.IsEmpty() {
		r.doubt("whether tasks of " + from.tenant.Name() + " and " + to.tenant.Name() + " come to run on one instance")
	}
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
