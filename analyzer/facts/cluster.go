package facts

import "github.com/ecslint/ecslint/analyzer/snapshot"

func (s *shard) cluster(c *snapshot.Cluster) Cluster {
	tenants := s.placement.Tenants(c.ID)
	neighbours := s.neighbourhood(tenants)

	return Cluster{
		Ref:             s.refs.add(clusterRef{c}),
		Name:            c.Name,
		Loopback:        s.loopback(tenants),
		LoopbackUnclear: s.loopbackUnclear(tenants),
		StaticConflicts: s.staticConflicts(c),
		EphemeralRanges: s.ephemeralRanges(c, tenants),
		AdminPorts:      s.adminOpen(c),
		SensitivePorts:  s.sensitiveOpen(c, tenants),
		UnclaimedPorts:  s.unclaimed(c, tenants),
		SharedGroups:    s.sharedGroups(tenants),
		OpenPeers:       s.openPeers(c),

		SharedInstanceGroups:  s.sharedInstanceGroups(neighbours),
		LateralMovement:       s.lateralMovement(neighbours),
		InstanceGroupsUnclear: neighbours.unclear,

		Fit: s.fit(c),
	}
}
