package openings

import (
	"slices"
	"sync"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// sensitiveOpen judges which ports of data stores, of tasks and of container instances, are reached from outside of
// the VPC.
func (s *Shard) sensitiveOpen(c *snapshot.Cluster, tenants []*placement.Tenant) []facts.OpenPort {
	found, unread := openRules{}, map[string]bool{}

	var undecided []facts.OpenPort

	for _, t := range tenants {
		if why := s.sensitiveOf(t, found, unread); why != "" {
			ref := s.refs.Add(ground.Tenant(t))
			undecided = append(undecided, facts.OpenPort{Ref: ref, Group: c.Name, Undecided: why, Affected: []facts.Ref{ref}})
		}
	}

	undecided = append(undecided, s.sensitiveOnHosts(c, tenants, found, unread)...)

	direct := sync.OnceValue(func() map[string]bool { return s.direct(tenants) })

	all := s.openPorts(found, question{text: s.sensitiveText, apart: true})
	for i := range all {
		if len(all[i].Affected) == 0 {
			all[i].Affected = []facts.Ref{s.refs.Add(ground.Cluster(c))} // the instances themselves
		}

		if f := &all[i]; f.Source == string(reach.Internet) && f.Listening.Count == 0 {
			f.Direct = direct()[f.Cause]
		}
	}

	return slices.Concat(all, s.unreadGroups(unread), undecided)
}

// sensitiveOf looks at where the tasks of a tenant answer. why is set where that cannot be told.
func (s *Shard) sensitiveOf(t *placement.Tenant, found openRules, unread map[string]bool) (why string) {
	if t.Capacity.Launch == snapshot.LaunchExternal {
		return ""
	}

	if t.Mode.IsKnown() && t.Mode.Or("") != snapshot.ModeAWSVPC && !s.declaresSensitive(t) {
		return "" // what else may listen on an instance is asked of the instances
	}

	points, why := s.Exposure.Kinds(t)

	for _, p := range alikePoints(points) {
		targets := s.sensitiveTargets(t, p)

		var wanted netset.Services
		for _, target := range targets {
			wanted = wanted.Union(target.services)
		}

		admissions, missing := s.Reach.Ingress(p.Place.Endpoint, wanted)
		for _, a := range admissions {
			if a.Unknown != "" || fromOutside(a) {
				found.add(a, pointNote(p, a), targets)
			}
		}

		for _, id := range missing {
			unread[id] = true
		}
	}

	return why
}

// sensitiveOnHosts looks at the instances themselves, on which a process may listen that no mapping declares.
func (s *Shard) sensitiveOnHosts(
	c *snapshot.Cluster, tenants []*placement.Tenant, found openRules, unread map[string]bool,
) []facts.OpenPort {
	places, notRead := s.hostPlaces(c, func(*snapshot.ContainerInstance) string { return "" })

	free := s.data

	for _, t := range tenants {
		for _, claim := range ports.TenantClaims(t) {
			free = free.Subtract(onePort(claim.Protocol, claim.Port))
		}
	}

	host := target{certainty: possible, services: free, known: free}

	for _, p := range places {
		for _, id := range s.ask(found, p, []target{host}, fromOutside) {
			unread[id] = true
		}
	}

	return s.unreadInstances(c, notRead)
}

// fromOutside reports whether an admission is from outside of the VPC.
func fromOutside(a reach.Admission) bool {
	switch a.Class {
	case reach.Internet, reach.NarrowPublic, reach.Peer, reach.OtherVPC, reach.OnPremises, reach.AWSPrefixList:
		return true
	default:
		return false
	}
}

func (s *Shard) declaresSensitive(t *placement.Tenant) bool {
	if t.TaskDefinition == nil {
		return false
	}

	for i := range t.TaskDefinition.ContainerDefinitions {
		for j := range t.TaskDefinition.ContainerDefinitions[i].PortMappings {
			known, _ := s.sensitiveMapping(&t.TaskDefinition.ContainerDefinitions[i].PortMappings[j])
			if !known.IsEmpty() {
				return true
			}
		}
	}

	return false
}

// sensitiveMapping are the ports of a mapping that are known for what listens there. The container port tells what
// that is, whatever host port it has.
func (s *Shard) sensitiveMapping(m *snapshot.PortMapping) (services netset.Services, c certainty) {
	first, last, ok := m.ContainerPorts()
	if !ok || first < 1 || last > 65535 {
		return netset.Services{}, listening
	}

	inner := netset.Transport(m.Proto(), uint16(first), uint16(last)) //nolint:gosec // ports
	if data := inner.Intersect(s.data); !data.IsEmpty() {
		return data, listening
	}

	return inner.Intersect(s.common), common
}

// sensitiveTargets are what of a point a data store may listen on. Of an instance only mappings count: what else may
// listen there is asked once, of the instance.
func (s *Shard) sensitiveTargets(t *placement.Tenant, p *exposure.Point) []target {
	var targets []target

	for _, port := range p.Ports {
		known, c := s.sensitiveMapping(port.Mapping)
		if known.IsEmpty() {
			continue
		}

		services := port.Services
		if same := services.Intersect(known); !port.Drawn && !same.IsEmpty() {
			services = same
		}

		targets = append(targets, target{
			certainty: c, services: services, known: known, whole: port.Drawn && !port.Running, tenant: t,
			mapping: ground.Mapping(t.TaskDefinition, port.Container, port.Mapping),
		})
	}

	if p.Host == nil {
		data := p.Possible.Intersect(s.data)
		targets = append(targets, target{certainty: possible, services: data, known: data, tenant: t})
	}

	return targets
}

// pointNote is the interface, with the public address that the sources use.
func pointNote(p *exposure.Point, a reach.Admission) ground.NoteRef {
	text := p.Place.Name
	if address := addressOf(a, p.Place.Endpoint); address != "" {
		text += " with public address " + address
	}

	return ground.Note("networkInterface", p.ID, text)
}

// direct are the ids of the rules that open ports of a service to the internet, by which the service's owner is told.
func (s *Shard) direct(tenants []*placement.Tenant) map[string]bool {
	rules := map[string]bool{}

	for _, t := range tenants {
		if t.Service == nil || t.Capacity.Launch == snapshot.LaunchExternal {
			continue
		}

		points, _ := s.Exposure.Kinds(t)
		s.leaveToNeighbours(t, points)

		for _, p := range alikePoints(points) {
			_, told := answering(p)
			if !s.toldOfHosts(p) {
				told = told.Union(p.Possible)
			}

			admissions, _ := s.Reach.Ingress(p.Place.Endpoint, told)
			for _, a := range admissions {
				if fromInternet(a) {
					rules[a.Rule.ID] = true
				}
			}
		}
	}

	return rules
}
