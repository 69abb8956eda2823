package openings

import (
	"slices"
	"strconv"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// sendsTo reports whether a target group sends to a point: of an instance it knows the primary interface alone.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html
func sendsTo(p *exposure.Point, group *snapshot.TargetGroup) bool {
	return group.TargetType != "instance" ||
		(p.Host != nil && len(p.Host.Interfaces) > 0 && p.Host.Interfaces[0].ID == p.ID)
}

// sent are the ports of a point to which a load balancer may send. ECS draws none that the agent keeps for itself.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (hostPort)
func (s *Shard) sent(p *exposure.Point, front exposure.Front) netset.Services {
	services := p.Behind(front).Intersect(carried(front.TargetGroup))

	if instance := s.Index.ContainerInstances[p.Instance]; instance != nil && draws(p, front) {
		services = services.Subtract(s.reservedOn(instance))
	}

	return services
}

// carried are the services that the protocol of a target group can mean.
func carried(group *snapshot.TargetGroup) netset.Services {
	switch group.Protocol {
	case "UDP", "QUIC":
		return netset.Protocol(netset.ProtocolUDP)
	case "TCP_UDP", "TCP_QUIC":
		return netset.Protocol(netset.ProtocolTCP).Union(netset.Protocol(netset.ProtocolUDP))
	default:
		return netset.Protocol(netset.ProtocolTCP)
	}
}

// checked are the ports of health checks, which always go by TCP: those of the traffic, or one. On an instance a
// number that is no port of the task is nothing that a group could mend.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
func checked(p *exposure.Point, group *snapshot.TargetGroup, traffic netset.Services) netset.Services {
	number, err := strconv.ParseUint(group.HealthCheckPort.Or(""), 10, 16)
	if err != nil {
		return tcpOf(traffic)
	}

	one := netset.TCP(uint16(number), uint16(number))
	if group.TargetType == "instance" && !one.Subset(p.Declared()) {
		return netset.Services{}
	}

	return one
}

// tcpOf are TCP ports of the same numbers.
func tcpOf(services netset.Services) netset.Services {
	var all netset.Services
	for _, span := range services.Spans() {
		all = all.Union(netset.TCP(span.From, span.To))
	}

	return all
}

// draws reports whether ECS draws the port that a target group leads to.
func draws(p *exposure.Point, front exposure.Front) bool {
	return slices.ContainsFunc(p.Ports, func(port exposure.Port) bool {
		return port.Drawn && !port.Running && port.Container.Name == front.Container
	})
}
