package openings

import (
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
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

	return append(all, s.blockedBefore(t)...)
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

		s.lose(&traffic, front, p.Place, wanted, kept)
		s.lose(&checks, front, p.Place, checked(p, front.TargetGroup, wanted), false)

		assumed = assumed || (p.Host != nil && !p.Host.EphemeralKnown && traffic.missing != before && draws(p, front))
	}

	fact = facts.Blocked{
		Ref: s.refs.Add(ground.Tenant(t)), LoadBalancer: front.LoadBalancer.Name, TargetGroup: front.TargetGroup.Name,
		Unsent: opened(traffic.unsent.Union(checks.unsent)),
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
	if group.HealthCheckPort.IsUnknown() {
		return "not known"
	}

	return group.HealthCheckPort.Or("traffic-port")
}
