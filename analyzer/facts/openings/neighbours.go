package openings

import (
	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// leaveToNeighbours takes from what may listen at managed instances the ports that other tenants of theirs declare:
// these are told of as the others' own. why is set where a neighbour's are not all known.
func (s *Shard) leaveToNeighbours(t *placement.Tenant, points []exposure.Point) (why string) {
	var (
		claims netset.Services
		asked  bool
	)

	for i := range points {
		p := &points[i]
		if p.Host == nil || p.Possible.IsEmpty() || s.toldOfHosts(p) {
			continue
		}

		if !asked {
			claims, why = s.neighbourClaims(t)
			asked = true
		}

		p.Possible = p.Possible.Subtract(claims)
	}

	return why
}

// neighbourClaims are the ports that tenants claim which can be on every instance of the tenant, or of which that is
// not known. On an instance without them, a process of the tenant may still listen there.
func (s *Shard) neighbourClaims(t *placement.Tenant) (claims netset.Services, why string) {
	for _, other := range s.Placement.Tenants(t.Cluster.ID) {
		if other == t || !onHosts(other) {
			continue
		}

		shared, decided := placement.Share(t, other)
		if decided && (!shared || !s.covers(other, t)) {
			continue
		}

		part, unknown := s.claimed(other)
		claims = claims.Union(part)

		if unknown != "" && why == "" {
			why = "what its neighbour " + other.Name() + " listens on: " + unknown
		}
	}

	return claims, why
}

// covers reports whether a tenant can be on all instances that another one is on, or can be.
func (s *Shard) covers(other, t *placement.Tenant) bool {
	if instancesOf(other.Eligible.Instances) == instancesOf(t.Eligible.Instances) && len(s.Exposure.Tasks(t)) == 0 {
		return true
	}

	has := map[*snapshot.ContainerInstance]bool{}
	for _, instance := range s.instancesWith(other) {
		has[instance] = true
	}

	for _, instance := range s.instancesWith(t) {
		if !has[instance] {
			return false
		}
	}

	return true
}

// instancesWith are those that take tasks of a tenant, and those that run one and take no more.
func (s *Shard) instancesWith(t *placement.Tenant) []*snapshot.ContainerInstance {
	all := append([]*snapshot.ContainerInstance{}, t.Eligible.Instances...)

	for _, task := range s.Exposure.Tasks(t) {
		if instance := s.Index.ContainerInstances[task.ContainerInstance]; instance != nil {
			all = append(all, instance)
		}
	}

	return all
}
