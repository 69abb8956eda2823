package openings

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strconv"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// blocked judges whether the load balancers of a service get to its tasks, one fact for each load balancer and
// sendsTo group that does not in full, or of which it cannot be told.
func (s *Shard) blocked(t *placement.Tenant, in *admitted) []facts.Blocked {
	entries := exposure.LoadBalancers(t.Service)
	if len(entries) == 0 || t.Desired.Or(1) == 0 || t.Capacity.Launch == snapshot.LaunchExternal {
		return nil
	}

	if len(in.points) == 0 {
		if in.why == "" {
			return nil
		}

		return []facts.Blocked{{Ref: s.refs.Add(ground.Tenant(t)), Undecided: in.why}}
	}

	var all []facts.Blocked

	for _, entry := range entries {
		for _, arn := range []string{entry.TargetGroup, entry.AlternateTargetGroup} {
			if arn != "" {
				all = append(all, s.blockedGroup(t, in, entry, arn)...)
			}
		}
	}

	return all
}

// blockedGroup asks every load balancer in front of a target group. One of the wrong target type has no targets at all.
func (s *Shard) blockedGroup(
	t *placement.Tenant, in *admitted, entry snapshot.ServiceLoadBalancer, arn string,
) []facts.Blocked {
	group := s.Index.TargetGroups[arn]
	port, known := entry.ContainerPort.Get()

	switch {
	case group == nil:
		why := "target group " + snapshot.Name(arn) + " was not read"

		return []facts.Blocked{{Ref: s.refs.Add(ground.Tenant(t)), Undecided: why}}
	case !known:
		why := "container port of target group " + group.Name + ": " + entry.ContainerPort.Reason()

		return []facts.Blocked{{Ref: s.refs.Add(ground.Tenant(t)), Undecided: why}}
	case (group.TargetType == "ip") != (t.Mode.Or("") == snapshot.ModeAWSVPC):
		return nil
	}

	var all []facts.Blocked

	for _, id := range group.LoadBalancers {
		lb := s.Index.LoadBalancers[id]
		if lb == nil {
			why := "load balancer " + snapshot.Name(id) + " was not read"
			all = append(all, facts.Blocked{Ref: s.refs.Add(ground.Tenant(t)), Undecided: why})

			continue
		}

		front := exposure.Front{LoadBalancer: lb, TargetGroup: group, Container: entry.ContainerName, Port: port}
		if fact, tell := s.blockedFact(t, in, front); tell {
			all = append(all, fact)
		}
	}

	return all
}

// lost is what does not get through of traffic or health checks.
type lost struct {
	wanted, missing, through netset.Services

	// steps is what stops the first of it, doubts why it cannot be told of something else.
	steps  []reach.Step
	doubts []string
}

func (s *Shard) blockedFact(t *placement.Tenant, in *admitted, front exposure.Front) (fact facts.Blocked, tell bool) {
	var traffic, checks lost

	assumed := false
	keeps := reach.KeepsClients(front.LoadBalancer, front.TargetGroup)
	kept := keeps.Or(reach.KeepsByDefault(front.LoadBalancer, front.TargetGroup))

	for _, p := range in.points {
		if !sendsTo(p, front.TargetGroup) {
			continue
		}

		wanted := s.sent(p, front)
		before := traffic.missing

		s.lose(&traffic, front, p, wanted, kept)
		s.lose(&checks, front, p, checked(p, front.TargetGroup, wanted), false)

		assumed = assumed || (p.Host != nil && !p.Host.EphemeralKnown && traffic.missing != before && draws(p, front))
	}

	fact = facts.Blocked{
		Ref: s.refs.Add(ground.Tenant(t)), LoadBalancer: front.LoadBalancer.Name, TargetGroup: front.TargetGroup.Name,
		Wanted: opened(traffic.wanted), Traffic: opened(traffic.missing), Checks: opened(checks.missing),
		Partial:   !traffic.missing.IsEmpty() && !traffic.through.IsEmpty(),
		Elsewhere: !traffic.missing.Intersect(traffic.through).IsEmpty(),
	}

	if doubts := slices.Concat(traffic.doubts, checks.doubts); fact.Traffic.Count+fact.Checks.Count == 0 {
		fact.Undecided = first(doubts)

		return fact, len(doubts) > 0
	}

	if assumed {
		fact.Assumptions = []string{facts.EphemeralRangeDefault}
	}

	if keeps.IsUnknown() && fact.Traffic.Count > 0 {
		fact.Assumptions = append(fact.Assumptions, facts.PreserveClientIP)
	}

	s.blockedEvidence(&fact, t, in, front, append(traffic.steps, checks.steps...))

	return fact, true
}

// lose asks every node of a load balancer: nothing gets through where it does from none of them. The next task has
// another address of the same subnet, so that of today's counts for nothing.
func (s *Shard) lose(l *lost, front exposure.Front, p *exposure.Point, wanted netset.Services, kept bool) {
	if wanted.IsEmpty() {
		return
	}

	var (
		all   reach.Bounds
		flows []reach.Flow
	)

	to := s.Reach.FuturePlace(p.Place.Name, p.Place.Endpoint)

	for _, node := range s.nodes(front.LoadBalancer) {
		if node.VPC == "" || to.VPC == "" {
			continue
		}

		from := node
		if kept {
			from = reach.Forwarded(anyone(), front.LoadBalancer)
		}

		flow := s.Reach.Between(from, to, wanted)
		flows = append(flows, flow)
		bounds := flow.Bounds

		if kept {
			bounds = bounds.Meet(s.Reach.Leaves(node, to, wanted))
		}

		all = all.Join(bounds)
	}

	if len(flows) == 0 {
		l.doubts = append(l.doubts, "the subnets of load balancer "+front.LoadBalancer.Name+", or "+to.Endpoint.Subnet+
			" of the tasks, were not read")

		return
	}

	l.wanted = l.wanted.Union(wanted)
	missing := wanted.Subtract(all.MaySome)

	if !missing.IsEmpty() && l.missing.IsEmpty() {
		l.steps = s.Reach.Blockers(flows[0])
	}

	l.missing = l.missing.Union(missing)
	l.through = l.through.Union(wanted.Subtract(missing))

	if !wanted.Subtract(missing).Subset(all.MustSome) {
		l.doubts = append(l.doubts, s.Reach.Doubts(flows[0])...)
	}
}

// nodes are those of a load balancer, by subnet and address.
func (s *Shard) nodes(lb *snapshot.LoadBalancer) []reach.Place {
	places := s.Reach.BalancerPlaces(lb)

	slices.SortFunc(places, func(a, b reach.Place) int {
		return cmp.Or(cmp.Compare(a.Endpoint.Subnet, b.Endpoint.Subnet),
			cmp.Compare(a.Addresses.String(), b.Addresses.String()))
	})

	return places
}

// anyone is a client of whom nothing is known.
func anyone() reach.Place {
	return reach.Outside("a client", netset.Of(netip.PrefixFrom(netip.IPv4Unspecified(), 0), netset.All()).
		Union(netset.Of(netip.PrefixFrom(netip.IPv6Unspecified(), 0), netset.All())))
}

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
	number, err := strconv.ParseUint(group.HealthCheckPort, 10, 16)
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

// blockedEvidence follows what is sent, up to what stops it.
func (s *Shard) blockedEvidence(
	fact *facts.Blocked, t *placement.Tenant, in *admitted, front exposure.Front, steps []reach.Step,
) {
	text := fmt.Sprintf("target group %s of load balancer %s, health check port %s",
		front.TargetGroup.Name, front.LoadBalancer.Name, healthCheckPort(front.TargetGroup))
	fact.Evidence = append(fact.Evidence, s.refs.Add(ground.Note("targetGroup", front.TargetGroup.ID, text)))

	for _, step := range slices.Compact(steps) {
		fact.Evidence = append(fact.Evidence, s.refs.Add(ground.Note(step.Kind, step.ID, step.Text)))
	}

	for _, port := range in.points[0].Ports {
		if first, last, ok := port.Mapping.ContainerPorts(); ok && !port.Running &&
			port.Container.Name == front.Container && first <= front.Port && front.Port <= last {
			fact.Evidence = append(fact.Evidence, s.refs.Add(ground.Mapping(t.TaskDefinition, port.Container, port.Mapping)))
		}
	}
}

func healthCheckPort(group *snapshot.TargetGroup) string {
	if group.HealthCheckPort == "" {
		return "traffic-port"
	}

	return group.HealthCheckPort
}
