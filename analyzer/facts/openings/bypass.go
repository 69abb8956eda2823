package openings

import (
	"maps"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// bypasses judges what reaches the ports behind a load balancer another way, one fact for each security group and
// source class. What a need of the service explains is meant so.
func (s *Shard) bypasses(t *placement.Tenant, in *admitted, declared []needs.Need, unread []string) []facts.Exposure {
	entries := exposure.LoadBalancers(t.Service)
	if len(entries) == 0 {
		return nil
	}

	var around []entry

	for _, e := range in.entries {
		a := narrowed(e.admission, s.behind(e.point, entries, e.admission.Class))

		switch {
		case unjudged(a) != "" || a.Services.IsEmpty() || a.Class == reach.LoadBalancer:
		case s.Needs.Explains(t.Mode.Or(""), a, declared):
		default:
			around = append(around, entry{e.point, a})
		}
	}

	found := map[string]*exposed{}
	for _, e := range widest(around) {
		expose(found, e.point, e.admission)
	}

	all := make([]facts.Exposure, 0, len(found))

	for _, key := range slices.Sorted(maps.Keys(found)) {
		fact := s.exposureFact(t, found[key])
		if fact.Source != string(reach.Internet) && slices.ContainsFunc(entries, s.assumesHidden) {
			fact.Assumptions = ground.Sorted(append(fact.Assumptions, facts.PreserveClientIP))
		}

		if len(unread) > 0 && fact.Source != string(reach.Internet) {
			fact.Ref = s.refs.Add(ground.Tenant(t))
			fact.Undecided = "whether the service needs it cannot be told: " + strings.Join(unread, ", ") + " was not read"
		}

		all = append(all, fact)
	}

	return all
}

// behind are the ports of a point to which load balancers send. Where one keeps the addresses of the clients and has
// no group, rules must name those clients, and tell nobody from them who comes another way. The internet is told
// from them by the public address of the task.
func (s *Shard) behind(
	p *exposure.Point, entries []snapshot.ServiceLoadBalancer, class reach.Class,
) netset.Services {
	var services netset.Services

	for _, entry := range entries {
		if port, ok := entry.ContainerPort.Get(); ok && (class == reach.Internet || !s.showsClients(entry)) {
			services = services.Union(p.Behind(exposure.Front{Container: entry.ContainerName, Port: port}))
		}
	}

	return services
}

// showsClients reports whether the targets see the clients of a load balancer, and no group that stands for them.
func (s *Shard) showsClients(entry snapshot.ServiceLoadBalancer) bool {
	return s.groupless(entry, func(lb *snapshot.LoadBalancer, group *snapshot.TargetGroup) bool {
		return reach.KeepsClients(lb, group).Or(reach.KeepsByDefault(lb, group))
	})
}

// assumesHidden reports whether it was not read that the targets see the clients, and by default they do not.
func (s *Shard) assumesHidden(entry snapshot.ServiceLoadBalancer) bool {
	return s.groupless(entry, func(lb *snapshot.LoadBalancer, group *snapshot.TargetGroup) bool {
		return reach.KeepsClients(lb, group).IsUnknown() && !reach.KeepsByDefault(lb, group)
	})
}

// groupless reports whether something holds for a load balancer without groups and its target group.
func (s *Shard) groupless(
	entry snapshot.ServiceLoadBalancer, holds func(*snapshot.LoadBalancer, *snapshot.TargetGroup) bool,
) bool {
	for _, arn := range []string{entry.TargetGroup, entry.AlternateTargetGroup} {
		group := s.Index.TargetGroups[arn]
		if group == nil {
			continue
		}

		for _, id := range group.LoadBalancers {
			lb := s.Index.LoadBalancers[id]
			if lb != nil && len(lb.SecurityGroups) == 0 && holds(lb, group) {
				return true
			}
		}
	}

	return false
}
