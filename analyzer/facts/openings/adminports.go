package openings

import (
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// adminOpen judges which ports that administer container instances the internet reaches: they count as listening on
// every instance of their system, whatever its tasks declare.
func (s *Shard) adminOpen(c *snapshot.Cluster) []facts.OpenPort {
	places, notRead := s.hostPlaces(c, func(instance *snapshot.ContainerInstance) string {
		host := s.Placement.Host(instance)

		return introspection(instance, host, true, true) + introspection(instance, host, true, false) +
			introspection(instance, host, false, false)
	})

	found, unread := openRules{}, map[string]bool{}

	for _, p := range places {
		for _, id := range s.ask(found, p, s.adminTargets(p), fromInternet) {
			unread[id] = true
		}
	}

	all := s.openPorts(found, question{text: s.adminText, apart: true})
	for i := range all {
		if f := &all[i]; f.Possible.Count > 0 {
			f.Assumptions = ground.Sorted(append(f.Assumptions, facts.IntrospectionOpen))
		}

		all[i].Affected = []facts.Ref{s.refs.Add(ground.Cluster(c))}
	}

	return append(append(all, s.unreadGroups(unread)...), s.unreadInstances(c, notRead)...)
}

func fromInternet(a reach.Admission) bool { return a.Class == reach.Internet }

func (m *Model) adminTargets(p *hostPlace) []target {
	agent := netset.TCP(introspectionPort, introspectionPort)
	others := m.adminPortsOf(p.host.Windows).Subtract(agent)
	targets := []target{{certainty: listening, services: others, known: others}}

	switch introspection(p.container, p.host, p.primary, p.endpoint.PublicIPv6 != "") {
	case answers:
		targets = append(targets, target{certainty: listening, services: agent, known: agent})
	case mayAnswer:
		targets = append(targets, target{certainty: possible, services: agent, known: agent})
	}

	return targets
}

func (m *Model) adminText(_ certainty, targets []target) string {
	var services netset.Services
	for _, t := range targets {
		services = services.Union(t.known)
	}

	return sentence(namesOf(m.admin, services), ground.MostEvidence)
}
