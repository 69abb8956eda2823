// Package needs says which flows a service needs, each with its source and how far it can be trusted.
//
// This is the declared part: what load balancers, target groups and group references state. What nobody
// declares is not known to be unneeded.
package needs

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Need is an inbound flow to a task, as a group rule can say it. From and To are container ports.
type Need struct {
	// Exactly one of Group and CIDR is set.
	Group string
	CIDR  string

	Protocol string
	From     int
	To       int

	// Reason says why the flow is needed, in words for a rule's description.
	Reason string

	// Evidence is the id of what declares it: a target group, a group rule.
	Evidence string
}

// Peer is the other end of the need.
func (n Need) Peer() string { return n.Group + n.CIDR }

// Same reports whether two needs are equal as a group rule can say them: peer, protocol and ports.
func (n Need) Same(o Need) bool { return Compare(n, o) == 0 }

// Compare orders needs by peer, protocol and ports, and by nothing else.
func Compare(a, b Need) int {
	return cmp.Or(
		cmp.Compare(a.Group, b.Group), cmp.Compare(a.CIDR, b.CIDR), cmp.Compare(a.Protocol, b.Protocol),
		cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To),
	)
}

// A Model answers questions about the needs of one snapshot. It is safe for concurrent use.
type Model struct {
	index     *snapshot.Index
	placement *placement.Model
	reach     *reach.Model
}

// New prepares the model.
func New(index *snapshot.Index, p *placement.Model, r *reach.Model) *Model {
	return &Model{index, p, r}
}

// Declared lists what a tenant declares to need, in the order of [Compare], each once. unread names what could
// not be read and may declare more.
func (m *Model) Declared(t *placement.Tenant) (declared []Need, unread []string) {
	if t.Service == nil || t.TaskDefinition == nil {
		return nil, nil
	}

	for _, entry := range t.Service.LoadBalancers {
		n, missing := m.balanced(t, entry)
		declared, unread = append(declared, n...), append(unread, missing...)
	}

	n, missing := m.referenced(t)
	declared, unread = append(declared, n...), append(unread, missing...)

	slices.SortStableFunc(declared, Compare)

	return slices.CompactFunc(declared, Need.Same), unread
}

// balanced follows a load balancer entry: the target groups, their load balancers, the container's port and the
// port of the health check.
func (m *Model) balanced(t *placement.Tenant, entry snapshot.ServiceLoadBalancer) (needs []Need, unread []string) {
	port, known := entry.ContainerPort.Get()

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

	for _, peer := range m.peers(lb) {
		for _, protocol := range protocols(group.Protocol) {
			need := peer
			need.Protocol, need.From, need.To, need.Evidence = protocol, port, port, group.ID
			need.Reason = "load balancer " + lb.Name + " sends the traffic of target group " + group.Name
			needs = append(needs, need)
		}

		if check, ok := healthCheckPort(t, group); ok && check != port {
			need := peer
			need.Protocol, need.From, need.To, need.Evidence = "tcp", check, check, group.ID
			need.Reason = "load balancer " + lb.Name + " checks the health of target group " + group.Name
			needs = append(needs, need)
		}
	}

	return needs, nil
}

// peers is where a load balancer's traffic comes from: one of its groups, which is enough for a rule, or its
// subnets where it has none.
func (m *Model) peers(lb *snapshot.LoadBalancer) []Need {
	if len(lb.SecurityGroups) > 0 {
		return []Need{{Group: slices.Min(lb.SecurityGroups)}}
	}

	var peers []Need

	for _, id := range lb.Subnets {
		if subnet := m.index.Subnets[id]; subnet != nil && subnet.CIDR != "" {
			peers = append(peers, Need{CIDR: subnet.CIDR})
		}
	}

	return peers
}

// healthCheckPort is the container port that a health check with a port of its own reaches. To an instance the
// number is a host port, so it is that of the mapping that claims it.
func healthCheckPort(t *placement.Tenant, group *snapshot.TargetGroup) (int, bool) {
	check, err := strconv.Atoi(group.HealthCheckPort)
	if err != nil {
		return 0, false
	}

	if group.TargetType != "instance" {
		return check, true
	}

	for _, claim := range ports.TenantClaims(t) {
		if claim.Port == check {
			return claim.Mapping.ContainerPort.Get()
		}
	}

	return 0, false
}

// protocols are those of layer 4 that a target group's protocol is carried by.
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

// referenced lists the groups that a rule of the tenant's groups names for one of its ports. On an instance,
// whose groups serve every task there, only a rule for that very port names the task.
func (m *Model) referenced(t *placement.Tenant) (needs []Need, unread []string) {
	ids, why := m.placement.Groups(t)
	if why != "" {
		return nil, []string{why}
	}

	for _, id := range ids {
		group := m.index.SecurityGroups[id]
		if group == nil {
			unread = append(unread, "security group "+id)

			continue
		}

		for i := range group.Rules {
			needs = append(needs, m.byRule(t, group, &group.Rules[i])...)
		}
	}

	return needs, unread
}

func (m *Model) byRule(t *placement.Tenant, group *snapshot.SecurityGroup, rule *snapshot.SecurityGroupRule) []Need {
	peer, ok := rule.ReferencedGroup.Get()
	services, why := reach.ServicesOf(rule)

	if rule.Egress || !ok || why != "" || m.reach.Balancer(peer) != nil {
		return nil
	}

	var needs []Need

	for _, port := range Listening(t) {
		if !names(t, services, port) {
			continue
		}

		needs = append(needs, Need{
			Group: peer, Protocol: port.Protocol, From: port.Container, To: port.Container,
			Reason:   "rule " + rule.ID + " of group " + group.Name + " names " + m.reach.GroupText(peer),
			Evidence: rule.ID,
		})
	}

	return needs
}

func names(t *placement.Tenant, services netset.Services, port Port) bool {
	number := uint8(netset.ProtocolTCP)
	if port.Protocol == "udp" {
		number = netset.ProtocolUDP
	}

	if t.Mode.Or("") == snapshot.ModeAWSVPC {
		return services.Contains(number, uint16(port.Container)) //nolint:gosec // a port
	}

	return port.Host != 0 && services == netset.Ports(number, uint16(port.Host), uint16(port.Host)) //nolint:gosec // a port
}

// A Port is a declared port of a task: the container's, and the fixed host port where there is one.
type Port struct {
	Container int
	Host      int
	Protocol  string
}

// Listening lists the declared ports of a tenant's tasks whose numbers are known.
func Listening(t *placement.Tenant) []Port {
	var all []Port

	mode := t.Mode.Or("")

	for i := range t.TaskDefinition.ContainerDefinitions {
		container := &t.TaskDefinition.ContainerDefinitions[i]
		for j := range container.PortMappings {
			mapping := &container.PortMappings[j]

			port, ok := mapping.ContainerPort.Get()
			if !ok || port < 0 || port > 65535 {
				continue
			}

			host, _ := ports.HostPort(mapping, mode)
			all = append(all, Port{port, host, mapping.Proto()})
		}
	}

	return all
}

// Admits reports whether the group itself lets the need in.
func (m *Model) Admits(group *snapshot.SecurityGroup, need Need) bool {
	number := uint8(netset.ProtocolTCP)
	if need.Protocol == "udp" {
		number = netset.ProtocolUDP
	}

	for i := range group.Rules {
		rule := &group.Rules[i]
		services, why := reach.ServicesOf(rule)

		if rule.Egress || why != "" || !services.Contains(number, uint16(need.From)) { //nolint:gosec // a port
			continue
		}

		if reach.PeerText(rule) == need.Peer() || (need.Group != "" && m.sameBalancer(rule, need.Group)) {
			return true
		}
	}

	return false
}

// sameBalancer reports whether the rule names another group of the same load balancer.
func (m *Model) sameBalancer(rule *snapshot.SecurityGroupRule, group string) bool {
	a, b := m.reach.Balancer(rule.ReferencedGroup.Or("")), m.reach.Balancer(group)

	return a != nil && a == b
}
