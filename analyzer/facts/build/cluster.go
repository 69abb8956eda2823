package build

import (
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func (s *shard) cluster(c *snapshot.Cluster) facts.Cluster {
	tenants := s.Placement.Tenants(c.ID)
	root := facts.Cluster{
		Ref:             s.refs.Add(ground.Cluster(c)),
		Name:            c.Name,
		Loopback:        s.loopback(tenants),
		LoopbackUnclear: s.loopbackUnclear(tenants),
		StaticConflicts: s.staticConflicts(c),
		Fit:             s.fit(c),
	}

	s.settings(&root, c)
	s.openings.Cluster(&root, c)
	s.groups.Cluster(&root, tenants)
	s.fleet.Cluster(&root, tenants)

	return root
}
