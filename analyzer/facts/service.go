package facts

import (
	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func (s *shard) service(t *placement.Tenant) Service {
	in := s.admitted(t)
	declared, unread := s.needs.Declared(t)

	root := Service{
		Ref:          s.refs.add(tenantRef{t}),
		Cluster:      t.Cluster.Name,
		Name:         t.Name(),
		NetworkMode:  factOf(t.Mode, "", func(m snapshot.NetworkMode) string { return string(m) }),
		Launch:       string(t.Capacity.Launch),
		Daemon:       t.Daemon,
		DesiredCount: fact(t.Desired, 0),
		ScalesTo:     s.scalesTo[scaled{t.Cluster.Scope(), t.Cluster.Name, t.Name()}],
		Capacity:     s.capacity(t),
		Deployment:   s.deployment(t),
		Groups:       s.taskGroups(t),
		Exposures:    s.exposures(t, in),
		Balanced:     len(exposure.LoadBalancers(t.Service)) > 0,
		Bypasses:     s.bypasses(t, in, declared, unread),
		Blocked:      s.blocked(t, in),
		Egress:       s.egress(t, in),
		OwnAddress:   s.ownAddress(t, in),

		InstanceGroups: s.instanceGroups(t),
	}

	for _, claim := range ports.TenantClaims(t) {
		ref := s.refs.add(mappingRef{t.TaskDefinition, claim.Container, claim.Mapping})
		root.FixedPorts = append(root.FixedPorts, ServicePort{ref, claim.Port, claim.Protocol})
	}

	return root
}

func (s *shard) deployment(t *placement.Tenant) *Deployment {
	d, rolls := s.books[t.Cluster.ID].Deploy(t)
	if !rolls {
		return nil
	}

	return &Deployment{
		Undecided: d.Undecided, Desired: d.Desired, MinimumPercent: d.MinimumPercent, MaximumPercent: d.MaximumPercent,
		MustRun: d.MustRun, MayRun: d.MayRun, Full: d.Full, Stuck: d.Stuck, Ways: d.Ways,
	}
}

// taskGroups are the groups of an awsvpc service's own interfaces. A group that was not read is listed with
// its id alone.
func (s *shard) taskGroups(t *placement.Tenant) []TaskGroup {
	if t.Mode.Or("") != snapshot.ModeAWSVPC {
		return nil
	}

	omitted := t.Service.NetworkConfiguration != nil && t.Service.NetworkConfiguration.SecurityGroups.IsZero()

	ids, why := s.placement.Groups(t)

	switch {
	case why != "" && omitted:
		return []TaskGroup{{Ref: s.refs.add(tenantRef{t}), Name: "default", Default: true, Omitted: true, Rules: -1}}
	case why != "":
		return []TaskGroup{{Ref: s.refs.add(tenantRef{t}), Undecided: why, Rules: -1}}
	}

	groups := make([]TaskGroup, 0, len(ids))
	for _, id := range ids {
		groups = append(groups, s.taskGroup(id, omitted))
	}

	return groups
}

func (s *shard) taskGroup(id string, omitted bool) TaskGroup {
	group := s.index.SecurityGroups[id]
	if group == nil {
		return TaskGroup{
			Ref: s.refs.add(noteRef{"securityGroup", id, "security group " + id}), ID: id, Rules: -1,
			Undecided: "security group " + id + " was not read",
		}
	}

	return TaskGroup{
		Ref: s.refs.add(groupRef{group}), ID: id, Name: group.Name, Default: group.Default(), Omitted: omitted,
		Rules: ingressRules(group),
	}
}

func ingressRules(group *snapshot.SecurityGroup) int {
	n := 0

	for i := range group.Rules {
		if !group.Rules[i].Egress {
			n++
		}
	}

	return n
}
