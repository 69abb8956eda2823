package openings

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// exposures judges what reaches the tasks of a service directly, one fact for each security group and source class.
func (s *Shard) exposures(t *placement.Tenant, in *admitted) []facts.Exposure {
	all := s.unjudgedExposures(t, in)

	found := map[string]*exposed{}
	for _, e := range in.entries {
		expose(found, e.point, e.admission)
	}

	for _, key := range slices.Sorted(maps.Keys(found)) {
		fact := s.exposureFact(t, found[key])
		if fact.Source == string(reach.Internet) && fact.Declared.Count+fact.Drawn.Count == 0 && fact.Possible.Count > 0 {
			fact.Undecided = cmp.Or(fact.Undecided, in.crowded)
		}

		all = append(all, fact)
	}

	return all
}

// unjudgedExposures say what keeps the tasks of a service, or a group of theirs, from being judged.
func (s *Shard) unjudgedExposures(t *placement.Tenant, in *admitted) []facts.Exposure {
	var all []facts.Exposure
	if in.why != "" {
		all = append(all, facts.Exposure{Ref: s.refs.Add(ground.Tenant(t)), Undecided: in.why})
	}

	for _, id := range in.unread {
		ref := s.refs.Add(ground.Note("securityGroup", id, "security group "+id))
		all = append(all, facts.Exposure{Ref: ref, Group: id, Undecided: "security group " + id + " was not read"})
	}

	return all
}

// alikePoints keeps one of the points that are reached alike: that of a task that runs, if any does, and the first by
// name, so that the order of the tasks does not matter.
func alikePoints(points []exposure.Point) []*exposure.Point {
	ordered := make([]*exposure.Point, len(points))
	for i := range points {
		ordered[i] = &points[i]
	}

	slices.SortFunc(ordered, func(a, b *exposure.Point) int {
		return cmp.Or(cmp.Compare(future(a), future(b)), cmp.Compare(a.Place.Name, b.Place.Name))
	})

	var kept []*exposure.Point

	seen := map[string]bool{}

	for _, p := range ordered {
		// What running tasks hold counts apart: all of it lies in the range that is drawn from.
		_, answering := answering(p)

		key := fmt.Sprint(p.Place.Endpoint.Key(), p.Declared(), answering)
		if !seen[key] {
			seen[key] = true

			kept = append(kept, p)
		}
	}

	return kept
}

// future is 1 for an interface that is still to come.
func future(p *exposure.Point) int {
	if p.ID == "" {
		return 1
	}

	return 0
}

// exposed is what the rules of one group admit from one class. The widest rule tells how.
type exposed struct {
	widest reach.Admission
	point  *exposure.Point
	rules  []reach.Admission

	declared, drawn, possible netset.Services
	families                  netset.Set
}

// expose adds an admission to what is known of its group and class.
func expose(found map[string]*exposed, p *exposure.Point, a reach.Admission) {
	key := a.Group.ID + "|" + string(a.Class) + "|" + unjudged(a)

	x := found[key]
	if x == nil {
		x = &exposed{widest: a, point: p}
		found[key] = x
	}

	if wider(a, x.widest) {
		x.widest, x.point = a, p
	}

	if !slices.ContainsFunc(x.rules, func(b reach.Admission) bool { return b.Rule == a.Rule }) {
		x.rules = append(x.rules, a)
	}

	drawn, declared := answering(p)
	x.declared = x.declared.Union(a.Services.Intersect(declared))
	x.drawn = x.drawn.Union(a.Services.Intersect(drawn))
	x.possible = x.possible.Union(a.Services.Intersect(p.Possible))
	x.families = x.families.Union(a.Packets.Restrict(declared.Union(drawn)))
}

// wider prefers what is sure, then more ports, then the smaller id, so that the order of rules does not matter.
func wider(a, b reach.Admission) bool {
	return cmp.Or(
		cmp.Compare(len(a.Assumptions), len(b.Assumptions)), cmp.Compare(ground.Count(b.Services), ground.Count(a.Services)),
		cmp.Compare(a.Rule.ID, b.Rule.ID),
	) < 0
}

// answering tells the ports on which tasks answer from those that ECS may still give them.
func answering(p *exposure.Point) (drawn, declared netset.Services) {
	for i := range p.Ports {
		if port := &p.Ports[i]; port.Drawn && !port.Running {
			drawn = drawn.Union(port.Services)
		} else {
			declared = declared.Union(port.Services)
		}
	}

	return drawn.Subtract(declared), declared
}

func (s *Shard) exposureFact(t *placement.Tenant, x *exposed) facts.Exposure {
	group := x.widest.Group
	fact := facts.Exposure{
		Ref: s.refs.Add(ground.Group(group)), Group: group.Name, Source: string(x.widest.Class),
		SourceText: sourcesOf(x.rules), Undecided: unjudged(x.widest),
		Declared: opened(x.declared), Drawn: opened(x.drawn), Possible: opened(x.possible),
		Cause: x.widest.Rule.ID, Assumptions: ground.Sorted(x.widest.Assumptions),
	}

	if s.toldOfHosts(x.point) {
		fact.Possible = facts.Opened{}
	}

	v4, v6 := x.families.Addresses()
	fact.IPv4, fact.IPv6 = len(v4) > 0, len(v6) > 0
	fact.Weakenings = facts.Weakenings(fact.Assumptions)
	fact.Weakened = fact.Weakenings > 0
	fact.Evidence = s.exposureEvidence(t, x)

	return fact
}

// toldOfHosts reports whether the ports of a point that nobody declares are told once, of the instances: all tasks in
// host mode share them, and what one does not declare a neighbour may. Managed instances are AWS's, so only the
// service's owner can be told.
func (s *Shard) toldOfHosts(p *exposure.Point) bool {
	instance := s.Index.ContainerInstances[p.Instance]

	return p.Host != nil && instance != nil && !s.Placement.Managed(instance)
}

func opened(services netset.Services) facts.Opened {
	if services.IsEmpty() {
		return facts.Opened{}
	}

	one := services.Count(netset.ProtocolTCP)+services.Count(netset.ProtocolUDP) == 1

	return facts.Opened{Count: ground.Count(services), Several: !one, Text: services.String()}
}

// exposureEvidence follows a packet: the way in, the place, the rules, the mappings it ends at.
func (s *Shard) exposureEvidence(t *placement.Tenant, x *exposed) []facts.Ref {
	var refs []facts.Ref

	for _, step := range x.widest.Path {
		refs = append(refs, s.refs.Add(ground.Note(step.Kind, step.ID, step.Text)))
	}

	refs = append(refs, s.refs.Add(ground.Note("networkInterface", x.point.ID, x.where())))

	slices.SortFunc(x.rules, func(a, b reach.Admission) int { return cmp.Compare(a.Rule.ID, b.Rule.ID) })

	for _, a := range x.rules[:min(len(x.rules), ground.MostEvidence)] {
		refs = append(refs, s.refs.Add(ground.RuleNote(a.Group, a.Rule)))
	}

	told := map[*snapshot.PortMapping]bool{}

	for _, p := range x.point.Ports {
		if !told[p.Mapping] && !p.Services.Intersect(x.widest.Services).IsEmpty() {
			told[p.Mapping] = true

			refs = append(refs, s.refs.Add(ground.Mapping(t.TaskDefinition, p.Container, p.Mapping)))
		}
	}

	return refs
}

// where is the interface, with the public address that the sources use.
func (x *exposed) where() string {
	e := x.point.Place.Endpoint

	address := ""
	if v4 := x.widest.Packets.Within(netip.PrefixFrom(netip.IPv4Unspecified(), 0)); !v4.IsEmpty() {
		address = e.PublicIPv4
	} else if !x.widest.Packets.IsEmpty() {
		address = e.PublicIPv6
	}

	switch {
	case !x.widest.Public || address == "":
		return x.point.Place.Name
	case x.point.ID == "":
		return x.point.Place.Name + " with a public address " + address
	default:
		return x.point.Place.Name + " with public address " + address
	}
}

// sourcesOf writes out where admissions are from.
func sourcesOf(rules []reach.Admission) string {
	texts := ground.SourceTexts(rules, func(a reach.Admission) *snapshot.SecurityGroupRule { return a.Rule })

	return strings.Join(ground.Sorted(texts), ", ")
}
