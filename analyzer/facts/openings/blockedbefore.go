package openings

import (
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
)

// blockedBefore judges whether Network Load Balancers get to the Application Load Balancers before a service, one fact
// for each target group and port, or for what was not read of them.
func (s *Shard) blockedBefore(t *placement.Tenant) []facts.Blocked {
	var all []facts.Blocked

	asked := map[string]bool{}

	for _, front := range s.Exposure.Fronts(t) {
		if front.Next == nil {
			continue
		}

		// Several listeners may lead to one target group, and a listener to several containers.
		key := fmt.Sprint(front.LoadBalancer.ID, " ", front.TargetGroup.ID, " ", front.Next.Listener.ID)
		if asked[key] {
			continue
		}

		asked[key] = true

		if fact, tell := s.blockedLeg(t, front); tell {
			all = append(all, fact)
		}
	}

	for _, why := range ground.Sorted(s.Exposure.Unfollowed(t)) {
		all = append(all, facts.Blocked{Ref: s.refs.Add(ground.Tenant(t)), Undecided: why})
	}

	return all
}

// blockedLeg asks every node of a load balancer about every one of the other that is its target. The target sees the
// clients, so that its groups have to admit those, or the groups of the load balancer. Health checks alone decide
// nothing: such a target group has one target, which gets the traffic though it counts as unhealthy.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
func (s *Shard) blockedLeg(t *placement.Tenant, front exposure.Front) (fact facts.Blocked, tell bool) {
	var traffic lost

	wanted := front.Next.Services()
	kept := reach.KeepsByDefault(front.LoadBalancer, front.TargetGroup)

	for _, node := range s.nodes(front.Next.LoadBalancer) {
		s.lose(&traffic, front, node, wanted, kept)
	}

	fact = facts.Blocked{
		Ref: s.refs.Add(ground.Tenant(t)), LoadBalancer: front.LoadBalancer.Name, TargetGroup: front.TargetGroup.Name,
		Target: front.Next.LoadBalancer.Name, Wanted: opened(traffic.wanted), Unsent: opened(traffic.unsent),
	}

	// It sends to every node of the target, so that nothing gets through where it gets to none.
	fact.Traffic = opened(traffic.missing.Subtract(traffic.through))

	if fact.Traffic.Count == 0 {
		fact.Undecided = first(traffic.doubts)

		return fact, len(traffic.doubts) > 0
	}

	text := fmt.Sprintf("target group %s of load balancer %s, whose target is load balancer %s",
		fact.TargetGroup, fact.LoadBalancer, fact.Target)
	fact.Evidence = append(fact.Evidence, s.refs.Add(ground.Note("targetGroup", front.TargetGroup.ID, text)))

	for _, step := range slices.Compact(traffic.steps) {
		fact.Evidence = append(fact.Evidence, s.refs.Add(ground.Note(step.Kind, step.ID, step.Text)))
	}

	return fact, true
}
