package needs

import (
	"slices"
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// balanced follows a load balancer entry: the target groups, their load balancers, the container's port and the
// port of the health check. An entry without target group is one of a Classic Load Balancer.
func (m *Model) balanced(t *placement.Tenant, entry snapshot.ServiceLoadBalancer) (needs []Need, unread []string) {
	port, known := entry.ContainerPort.Get()

	if entry.TargetGroup == "" && entry.AlternateTargetGroup == "" {
		return nil, []string{"Classic Load Balancer of container " + entry.ContainerName}
	}

	for _, arn := range []string{entry.TargetGroup, entry.AlternateTargetGroup} {
		if arn == "" {
			continue
		}

		group := m.index.TargetGroups[arn]
		if group == nil || !known {
			unread = append(unread, "target group "+snapshot.Name(arn))

			continue
		}

		for _, balancer := range group.LoadBalancers {
			n, missing := m.fromBalancer(t, group, balancer, port)
			needs, unread = append(needs, n...), append(unread, missing...)
		}
	}

	return needs, unread
}

func (m *Model) fromBalancer(
	t *placement.Tenant, group *snapshot.TargetGroup, balancer string, port int,
) (needs []Need, unread []string) {
	lb := m.index.LoadBalancers[balancer]
	if lb == nil {
		return nil, []string{"load balancer " + snapshot.Name(balancer)}
	}

	peers, unread := m.peers(lb)
	traffic := protocols(group.Protocol)

	if len(lb.SecurityGroups) == 0 && slices.Contains(traffic, "udp") {
		traffic, unread = nil, append(unread, "the clients of load balancer "+lb.Name)
	}

	for _, peer := range peers {
		need := peer
		need.Trust, need.Evidence = Declared, group.ID

		for _, protocol := range traffic {
			need.Protocol, need.From, need.To = protocol, port, port
			need.Reason = "load balancer " + lb.Name + m.listeners(lb.ID, group.ID) +
				" sends the traffic of target group " + group.Name
			needs = append(needs, need)
		}

		if check, ok := healthCheckPort(t, group, port); ok {
			need.Protocol, need.From, need.To = "tcp", check, check
			need.Reason = "load balancer " + lb.Name + " checks the health of target group " + group.Name
			needs = append(needs, need)
		}
	}

	return needs, unread
}

// peers is where a load balancer's traffic comes from: one of its groups, which is enough for a rule, or its
// subnets where it has none.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-register-targets.html
func (m *Model) peers(lb *snapshot.LoadBalancer) (peers []Need, unread []string) {
	if len(lb.SecurityGroups) > 0 {
		return []Need{{Group: slices.Min(lb.SecurityGroups)}}, nil
	}

	for _, id := range lb.Subnets {
		if subnet := m.index.Subnets[id]; subnet != nil && subnet.CIDR != "" {
			peers = append(peers, Need{CIDR: subnet.CIDR})
		} else {
			unread = append(unread, "subnet "+id+" of load balancer "+lb.Name)
		}
	}

	return peers, unread
}

// healthCheckPort is the container port that health checks reach, always by TCP: by default that of the traffic,
// also where the traffic is UDP. A number is a host port to an instance, so it is that of the mapping that claims it.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
func healthCheckPort(t *placement.Tenant, group *snapshot.TargetGroup, traffic int) (int, bool) {
	check, err := strconv.Atoi(group.HealthCheckPort.Or(""))
	if err != nil {
		return traffic, true
	}

	if group.TargetType != "instance" {
		return check, true
	}

	for _, claim := range ports.TenantClaims(t) {
		if claim.Port == check && claim.Protocol == "tcp" {
			return claim.Mapping.ContainerPort.Get()
		}
	}

	return 0, false
}

// protocols are those of layer 4 that a target group's protocol is carried by. A load balancer keeps the clients'
// addresses where one of them is UDP; without groups of its own nothing says who they are.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
func protocols(group string) []string {
	switch group {
	case "UDP", "QUIC":
		return []string{"udp"}
	case "TCP_UDP", "TCP_QUIC":
		return []string{"tcp", "udp"}
	default:
		return []string{"tcp"}
	}
}

// listeners names the ports at which a load balancer takes the traffic of a target group, as far as they were read.
func (m *Model) listeners(balancer, group string) string {
	var numbers []string

	for _, l := range m.listenersOf[group] {
		if l.LoadBalancer == balancer {
			numbers = append(numbers, strconv.Itoa(l.Port))
		}
	}

	if len(numbers) == 0 {
		return ""
	}

	return " (listener " + strings.Join(numbers, ", ") + ")"
}
