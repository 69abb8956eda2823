package facts

import (
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func (s *shard) cluster(c *snapshot.Cluster) Cluster {
	tenants := s.placement.Tenants(c.ID)

	return Cluster{
		Ref:             s.refs.add(clusterRef{c}),
		Name:            c.Name,
		Loopback:        s.loopback(tenants),
		StaticConflicts: s.conflicts(c),
		EphemeralRanges: s.ephemeralRanges(c, tenants),
		SharedGroups:    s.sharedGroups(tenants),
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

	for i, claimant := range conflict.Claimants {
		tenant := s.refs.add(tenantRef{claimant.Tenant})
		if i == 0 {
			facts.Ref = tenant
		}

		mapping := s.refs.add(mappingRef{claimant.Tenant.TaskDefinition, claimant.Claim.Container, claimant.Claim.Mapping})
		facts.Claimants = append(facts.Claimants, claimant.Tenant.Name())
		facts.Refs = append(facts.Refs, tenant, mapping)

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

// loopback finds the sets of host-mode tenants that share instances, and so 127.0.0.1. Standalone tasks count.
func (s *shard) loopback(tenants []*placement.Tenant) []Loopback {
	var parties []loopbackParty

	for _, t := range tenants {
		if t.Mode.Or("") != snapshot.ModeHost || t.Desired.Or(1) == 0 {
			continue
		}

		parties = joinParties(parties, t)
	}

	var all []Loopback

	for _, p := range parties {
		if len(p.tenants) > 1 {
			all = append(all, s.loopbackFacts(p))
		}
	}

	return all
}

type loopbackParty struct {
	tenants []*placement.Tenant
	unclear string
}

// joinParties puts a tenant together with all parties of which it can meet a member.
func joinParties(parties []loopbackParty, t *placement.Tenant) []loopbackParty {
	joined := loopbackParty{tenants: []*placement.Tenant{t}}

	var rest []loopbackParty

	for _, p := range parties {
		shared, unclear := p.meets(t)
		if !shared && unclear == "" {
			rest = append(rest, p)

			continue
		}

		joined.tenants = append(append([]*placement.Tenant{}, p.tenants...), joined.tenants...)
		if joined.unclear == "" {
			joined.unclear = p.unclear + unclear
		}
	}

	return append(rest, joined)
}

func (p loopbackParty) meets(t *placement.Tenant) (shared bool, unclear string) {
	for _, other := range p.tenants {
		shared, decided := placement.Share(other, t)
		if shared {
			return true, ""
		}

		if !decided {
			unclear = other.Eligible.Undecided + t.Eligible.Undecided
		}
	}

	return false, unclear
}

func (s *shard) loopbackFacts(p loopbackParty) Loopback {
	facts := Loopback{Undecided: p.unclear, Agents: true}

	for _, t := range p.tenants {
		facts.Names = append(facts.Names, t.Name())
		facts.Refs = append(facts.Refs, s.refs.add(tenantRef{t}))
		facts.Agents = facts.Agents && t.Daemon && !ports.Declared(t.TaskDefinition)
		facts.Powerful = append(facts.Powerful, s.powerful(t.TaskDefinition)...)
	}

	facts.Ref = facts.Refs[0]

	return facts
}

// powerful lists the containers that are privileged or may handle the host's network.
func (s *shard) powerful(d *snapshot.TaskDefinition) []Powerful {
	var all []Powerful

	for i := range d.ContainerDefinitions {
		c := &d.ContainerDefinitions[i]
		if why := power(c); why != "" {
			all = append(all, Powerful{Ref: s.refs.add(containerRef{d, c}), Name: c.Name, Why: why})
		}
	}

	return all
}

func power(c *snapshot.ContainerDefinition) string {
	if c.Privileged.Or(false) {
		return "is privileged"
	}

	for _, capability := range c.AddedCaps {
		switch capability {
		case "NET_ADMIN", "NET_RAW", "SYS_ADMIN", "ALL":
			return "adds " + capability
		}
	}

	return ""
}
