package exposure

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Front is a listener of a load balancer behind which the tasks of a service are.
type Front struct {
	LoadBalancer *snapshot.LoadBalancer
	Listener     *snapshot.Listener
	TargetGroup  *snapshot.TargetGroup

	// Container and Port are what the target group leads to, in the end.
	Container string
	Port      int

	// Next is set where the target is an Application Load Balancer: the listener there on which the tasks are behind.
	Next *Front
}

// Hops are the front and those that follow, in the order a packet meets them.
func (f Front) Hops() []Front {
	hops := []Front{f}
	for next := f.Next; next != nil; next = next.Next {
		hops = append(hops, *next)
	}

	return hops
}

// has reports whether a load balancer is one of the hops.
func (f Front) has(lb *snapshot.LoadBalancer) bool {
	return slices.ContainsFunc(f.Hops(), func(hop Front) bool { return hop.LoadBalancer == lb })
}

// Services are the ports of the listener.
func (f Front) Services() netset.Services {
	at := port(f.Listener.Port)

	switch f.Listener.Protocol {
	case "UDP", "QUIC":
		return netset.UDP(at, at)
	case "TCP_UDP", "TCP_QUIC":
		return netset.TCP(at, at).Union(netset.UDP(at, at))
	default:
		return netset.TCP(at, at)
	}
}

// LoadBalancers are the entries of a service, and those of its task sets, which have them in its place where the
// deployment controller is EXTERNAL or CODE_DEPLOY.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html
func LoadBalancers(s *snapshot.Service) []snapshot.ServiceLoadBalancer {
	all := slices.Clip(s.LoadBalancers)
	for i := range s.TaskSets {
		all = append(all, s.TaskSets[i].LoadBalancers...)
	}

	return all
}

// Fronts lists the listeners that send traffic to the tasks of a tenant, as far as they were read: those of the target
// groups of the service, and of Network Load Balancers before them. [Model.Unfollowed] says what was not.
func (m *Model) Fronts(t *placement.Tenant) []Front {
	fronts, _ := m.fronts(t)

	return fronts
}

// Before lists the listeners of Network Load Balancers that send to a load balancer, whose own listener ends each chain
// of hops, and why there may be others.
func (m *Model) Before(lb *snapshot.LoadBalancer) (fronts []Front, why []string) {
	for i := range m.index.Snapshot.Listeners {
		if l := &m.index.Snapshot.Listeners[i]; l.LoadBalancer == lb.ID {
			before, doubts := m.before(Front{LoadBalancer: lb, Listener: l})
			fronts, why = append(fronts, before...), append(why, doubts...)
		}
	}

	return fronts, why
}

// Unfollowed says why there may be other load balancers before those of [Model.Fronts], one text each.
func (m *Model) Unfollowed(t *placement.Tenant) []string {
	_, why := m.fronts(t)

	return why
}

func (m *Model) fronts(t *placement.Tenant) (fronts []Front, why []string) {
	if t.Service == nil {
		return nil, nil
	}

	for _, entry := range LoadBalancers(t.Service) {
		number, ok := entry.ContainerPort.Get()
		if !ok {
			continue
		}

		for _, arn := range []string{entry.TargetGroup, entry.AlternateTargetGroup} {
			for _, l := range m.listeners[arn] {
				front := Front{
					LoadBalancer: m.index.LoadBalancers[l.LoadBalancer], Listener: l, TargetGroup: m.index.TargetGroups[arn],
					Container: entry.ContainerName, Port: number,
				}
				if front.LoadBalancer != nil && front.TargetGroup != nil {
					before, doubts := m.before(front)
					fronts, why = append(append(fronts, front), before...), append(why, doubts...)
				}
			}
		}
	}

	return fronts, why
}

// before lists the listeners of load balancers of which the load balancer of a front is the target. A load balancer
// that comes before itself leads nowhere.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
func (m *Model) before(next Front) (fronts []Front, why []string) {
	for _, group := range m.leadingTo(next.LoadBalancer, next.Listener) {
		why = append(why, m.leadless(group)...)

		for _, l := range m.listeners[group.ID] {
			front := Front{
				LoadBalancer: m.index.LoadBalancers[l.LoadBalancer], Listener: l, TargetGroup: group,
				Container: next.Container, Port: next.Port, Next: &next,
			}

			switch {
			case front.LoadBalancer == nil:
				why = append(why, "load balancer "+l.LoadBalancer+" was not read")
			case next.has(front.LoadBalancer):
				why = append(why, "load balancer "+front.LoadBalancer.Name+" is before itself, by target group "+group.Name)
			default:
				further, doubts := m.before(front)
				fronts, why = append(append(fronts, front), further...), append(why, doubts...)
			}
		}
	}

	return fronts, why
}

// leadingTo lists the target groups of which a load balancer is the target, on the port of a listener.
func (m *Model) leadingTo(lb *snapshot.LoadBalancer, l *snapshot.Listener) []*snapshot.TargetGroup {
	var groups []*snapshot.TargetGroup

	for _, group := range m.chained[lb.ID] {
		if slices.ContainsFunc(group.Targets, func(target snapshot.Target) bool {
			return target.ID == lb.ID && cmp.Or(target.Port, group.Port) == l.Port
		}) {
			groups = append(groups, group)
		}
	}

	return groups
}

// leadless says which load balancers use a target group and have no listener that leads there: they were not read, or
// their listeners were not.
func (m *Model) leadless(group *snapshot.TargetGroup) []string {
	var why []string

	for _, id := range group.LoadBalancers {
		switch {
		case m.index.LoadBalancers[id] == nil:
			why = append(why, "load balancer "+id+" was not read")
		case !slices.ContainsFunc(m.listeners[group.ID], func(l *snapshot.Listener) bool { return l.LoadBalancer == id }):
			why = append(why, "the listener that leads to target group "+group.Name+" was not read")
		}
	}

	return why
}

// Behind are the services at a point to which a front sends. Of an instance a target group knows the primary interface
// alone.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html
func (p *Point) Behind(f Front) netset.Services {
	var services netset.Services

	hops := f.Hops()
	if group := hops[len(hops)-1].TargetGroup; group != nil && group.TargetType == "instance" && !p.primary() {
		return services
	}

	for _, port := range p.Ports {
		first, last, ok := port.Mapping.ContainerPorts()
		if ok && port.Container.Name == f.Container && first <= f.Port && f.Port <= last {
			services = services.Union(port.Services)
		}
	}

	return services
}

// primary reports whether a point is the first interface of its instance.
func (p *Point) primary() bool {
	return p.Host != nil && len(p.Host.Interfaces) > 0 && p.Host.Interfaces[0].ID == p.ID
}
