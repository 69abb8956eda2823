package question

import (
	"cmp"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// unread is why not all resources of a kind were read in the account and region of another one; empty where they were.
func (m *Model) unread(at snapshot.Meta, noun snapshot.Noun) string {
	return m.gaps[gapKey{at.Scope(), noun}]
}

type gapKey struct {
	scope snapshot.Scope
	noun  snapshot.Noun
}

func gapsOf(s *snapshot.Snapshot) map[gapKey]string {
	gaps := map[gapKey]string{}

	for _, gap := range s.Gaps {
		if gap.DefaultStands {
			continue // that is for the model to say which asks about the default
		}

		for _, noun := range gap.Nouns {
			gaps[gapKey{gap.Scope(), noun}] = gap.What + ": " + gap.Why
		}
	}

	return gaps
}

// hidden are the services at a point to which load balancers may send that were not read, and why they were not.
func (m *Model) hidden(t *placement.Tenant, p *exposure.Point) (services netset.Services, why string) {
	if t.Service == nil {
		return services, ""
	}

	for _, entry := range exposure.LoadBalancers(t.Service) {
		missing := m.missing(t.Service, &entry)
		if missing == "" {
			continue
		}

		why = "load balancers of service " + t.Name() + ": " + missing

		if number, ok := entry.ContainerPort.Get(); ok {
			services = services.Union(p.Behind(exposure.Front{Container: entry.ContainerName, Port: number}))
		} else {
			services = services.Union(p.Declared())
		}
	}

	for _, missing := range append(m.exposure.Unfollowed(t), m.targetless(t)...) {
		services, why = services.Union(p.Declared()), "load balancers of service "+t.Name()+": "+missing
	}

	return services, why
}

// targetless says which target groups may have a load balancer of a tenant for a target, since theirs were not read.
func (m *Model) targetless(t *placement.Tenant) []string {
	var why []string

	if len(m.exposure.Fronts(t)) == 0 {
		return nil
	}

	for i := range m.index.Snapshot.TargetGroups {
		group := &m.index.Snapshot.TargetGroups[i]
		if reason := m.unread(group.Meta, snapshot.NounTargetHealth); group.TargetType == "alb" && reason != "" &&
			len(group.Targets) == 0 {
			why = append(why, "targets of target group "+group.Name+": "+reason)
		}
	}

	return why
}

// missing is what was not read of the way from a load balancer to a service.
func (m *Model) missing(s *snapshot.Service, entry *snapshot.ServiceLoadBalancer) string {
	why := ""
	for _, noun := range []snapshot.Noun{snapshot.NounLoadBalancer, snapshot.NounListener, snapshot.NounTargetGroup} {
		why = cmp.Or(why, m.unread(s.Meta, noun))
	}

	if entry.ContainerPort.IsUnknown() {
		why = cmp.Or(why, "container port: "+entry.ContainerPort.Reason())
	}

	for _, arn := range []string{entry.TargetGroup, entry.AlternateTargetGroup} {
		if arn != "" {
			why = cmp.Or(why, m.missingBefore(arn))
		}
	}

	return why
}

// missingBefore is what was not read of the way to a target group. One that no load balancer uses has none.
func (m *Model) missingBefore(arn string) string {
	group := m.index.TargetGroups[arn]
	if group == nil {
		return "target group " + arn + " was not read"
	}

	for _, id := range group.LoadBalancers {
		if m.index.LoadBalancers[id] == nil {
			return "load balancer " + id + " was not read"
		}

		if !m.leads[lead{id, arn}] {
			return "the listener that leads to target group " + group.Name + " was not read"
		}
	}

	return ""
}

// A lead is a load balancer with a target group to which one of its listeners leads.
type lead struct{ balancer, group string }

func leadsOf(s *snapshot.Snapshot) map[lead]bool {
	leads := map[lead]bool{}

	for i := range s.Listeners {
		for _, group := range s.Listeners[i].TargetGroups {
			leads[lead{s.Listeners[i].LoadBalancer, group}] = true
		}
	}

	return leads
}
