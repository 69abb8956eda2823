package exposure

import (
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

	// Container and Port are what the target group leads to.
	Container string
	Port      int
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

// Fronts lists the listeners that send traffic to the tasks of a tenant, as far as they were read.
func (m *Model) Fronts(t *placement.Tenant) []Front {
	if t.Service == nil {
		return nil
	}

	var fronts []Front

	for _, entry := range LoadBalancers(t.Service) {
		number, ok := entry.ContainerPort.Get()
		if !ok {
			continue
		}

		for _, arn := range []string{entry.TargetGroup, entry.AlternateTargetGroup} {
			for _, l := range m.listeners[arn] {
				front := Front{m.index.LoadBalancers[l.LoadBalancer], l, m.index.TargetGroups[arn], entry.ContainerName, number}
				if front.LoadBalancer != nil && front.TargetGroup != nil {
					fronts = append(fronts, front)
				}
			}
		}
	}

	return fronts
}

// Behind are the services at a point to which a front sends.
func (p *Point) Behind(f Front) netset.Services {
	var services netset.Services

	for _, port := range p.Ports {
		first, last, ok := port.Mapping.ContainerPorts()
		if ok && port.Container.Name == f.Container && first <= f.Port && f.Port <= last {
			services = services.Union(port.Services)
		}
	}

	return services
}
