package build

import (
	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func (s *shard) service(t *placement.Tenant) facts.Service {
	root := facts.Service{
		Ref:          s.refs.Add(ground.Tenant(t)),
		Cluster:      t.Cluster.Name,
		Name:         t.Name(),
		NetworkMode:  factOf(t.Mode, "", func(m snapshot.NetworkMode) string { return string(m) }),
		Launch:       string(t.Capacity.Launch),
		Daemon:       t.Daemon,
		DesiredCount: fact(t.Desired, 0),
		ScalesTo:     s.scalesTo[scaled{t.Cluster.Scope(), t.Cluster.Name, t.Name()}],
		Capacity:     s.capacity(t),
		Deployment:   s.deployment(t),
		Balanced:     len(exposure.LoadBalancers(t.Service)) > 0,
		TargetGroups: s.targetGroups(t),
		Registries:   s.registries(t),
	}

	s.upkeep(&root, t)
	s.openings.Service(&root, t)
	s.groups.Service(&root, t)

	for _, claim := range ports.TenantClaims(t) {
		ref := s.refs.Add(ground.Mapping(t.TaskDefinition, claim.Container, claim.Mapping))
		root.FixedPorts = append(root.FixedPorts, facts.ServicePort{Ref: ref, Port: claim.Port, Protocol: claim.Protocol})
	}

	return root
}

func (s *shard) deployment(t *placement.Tenant) *facts.Deployment {
	d, rolls := s.books[t.Cluster.ID].Deploy(t)
	if !rolls {
		return nil
	}

	return &facts.Deployment{
		Undecided: d.Undecided, Desired: d.Desired, MinimumPercent: d.MinimumPercent, MaximumPercent: d.MaximumPercent,
		MustRun: d.MustRun, MayRun: d.MayRun, Full: d.Full, Stuck: d.Stuck, Ways: d.Ways,
	}
}
