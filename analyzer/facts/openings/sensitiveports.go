package openings

import (
	"fmt"
	"maps"
	"slices"
	"strings"
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

	all := s.openPorts(found, question{text: sensitiveText, apart: true})
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

// mostNames is how many kinds of data stores that may be there a message names.
const mostNames = 3

func sensitiveText(c certainty, targets []target) string {
	names := dataPorts()
	if c == common {
		names = commonPorts()
	}

	if c == possible {
		var all netset.Services
		for _, t := range targets {
			all = all.Union(t.known)
		}

		return sentence(namesOf(names, all), mostNames)
	}

	owners := map[string][]string{}

	for _, t := range joinDoors(targets) {
		for _, name := range t.namesOf(names) {
			if !slices.Contains(owners[name], t.owner()) {
				owners[name] = append(owners[name], t.owner())
			}
		}
	}

	list := make([]string, 0, len(owners))
	for _, name := range slices.Sorted(maps.Keys(owners)) {
		list = append(list, fmt.Sprintf("%s of %s", name, sentence(owners[name], ground.MostEvidence)))
	}

	return sentence(list, ground.MostEvidence)
}

// namesOf writes the ports of a target out as a packet from outside meets them: where a host port leads to another
// port of a container, that one with what it leads to.
func (t target) namesOf(list []knownPort) []string {
	if t.services == t.known {
		return namesOf(list, t.known)
	}

	var all []string

	for _, p := range list {
		if inner := p.services.Intersect(t.known); !inner.IsEmpty() {
			leads := "container port " + numbers(inner) + "/" + t.mapping.Mapping.Proto()
			if p.name != "" {
				leads += ", " + p.name
			}

			all = append(all, fmt.Sprintf("%s (%s)", t.outer(), leads))
		}
	}

	return all
}

// outer are the host ports, or the range from which ECS draws one.
func (t target) outer() string {
	switch {
	case t.whole:
		return "a host port of " + numbers(t.services)
	case ground.Count(t.services) > 1:
		return "host ports " + numbers(t.services)
	default:
		return "host port " + numbers(t.services)
	}
}

// joinDoors makes one target of the host ports that lead to one mapping: those of its running tasks, and the range
// from which the next one gets its own.
func joinDoors(targets []target) []target {
	type inside struct {
		mapping ground.MappingRef
		known   netset.Services
	}

	at := map[inside]int{}
	joined := make([]target, 0, len(targets))

	for _, t := range targets {
		key := inside{t.mapping, t.known}

		i, seen := at[key]
		if !seen {
			at[key] = len(joined)
			joined = append(joined, t)

			continue
		}

		joined[i].services, joined[i].whole = joined[i].services.Union(t.services), joined[i].whole || t.whole
	}

	return joined
}

// numbers are ports without their protocol.
func numbers(services netset.Services) string {
	var all []string
	for _, span := range services.Spans() {
		all = append(all, span.String())
	}

	return strings.Join(all, ", ")
}
