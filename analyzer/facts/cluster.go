package facts

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func (s *shard) cluster(c *snapshot.Cluster) Cluster {
	tenants := s.placement.Tenants(c.ID)
	neighbours := s.neighbourhood(tenants)

	return Cluster{
		Ref:             s.refs.add(clusterRef{c}),
		Name:            c.Name,
		Loopback:        s.loopback(tenants),
		LoopbackUnclear: s.loopbackUnclear(tenants),
		StaticConflicts: s.conflicts(c),
		EphemeralRanges: s.ephemeralRanges(c, tenants),
		SharedGroups:    s.sharedGroups(tenants),

		SharedInstanceGroups:  s.sharedInstanceGroups(neighbours),
		LateralMovement:       s.lateralMovement(neighbours),
		InstanceGroupsUnclear: neighbours.unclear,
	}
}

func (s *shard) conflicts(c *snapshot.Cluster) []StaticConflict {
	found := s.books[c.ID].Conflicts()
	all := make([]StaticConflict, 0, len(found))

	for _, conflict := range found {
		all = append(all, s.conflict(c, conflict))
	}

	return all
}

func (s *shard) conflict(c *snapshot.Cluster, conflict ports.Conflict) StaticConflict {
	facts := StaticConflict{
		Ref: s.refs.add(clusterRef{c}), Port: conflict.Port, Protocol: conflict.Protocol,
		Undecided: conflict.Undecided, Fits: conflict.Fits,
	}
	seen := map[*snapshot.ContainerInstance]bool{}

	slices.SortStableFunc(conflict.Claimants, func(a, b ports.Claimant) int {
		return cmp.Compare(a.Tenant.Name(), b.Tenant.Name())
	})

	for i, claimant := range conflict.Claimants {
		tenant := s.refs.add(tenantRef{claimant.Tenant})
		if i == 0 {
			facts.Ref = tenant
		}

		mapping := s.refs.add(mappingRef{claimant.Tenant.TaskDefinition, claimant.Claim.Container, claimant.Claim.Mapping})
		facts.Claimants = append(facts.Claimants, claimant.Tenant.Name())
		facts.Refs = append(facts.Refs, tenant)

		if i < mostEvidence {
			facts.Evidence = append(facts.Evidence, tenant, mapping)
		}

		for _, instance := range claimant.Tenant.Eligible.Instances {
			seen[instance] = true
		}
	}

	facts.Eligible = len(seen) + grown(conflict.Claimants)

	return facts
}

// grown counts the instances that managed scaling may add for any of the claimants.
func grown(claimants []ports.Claimant) int {
	by := map[string]int{}

	for _, c := range claimants {
		for _, g := range c.Tenant.Eligible.Growth {
			by[g.Provider] = g.Instances
		}
	}

	n := 0
	for _, instances := range by {
		n += instances
	}

	return n
}
