package openings

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Undeclared judges what a group admits to ports that none of its tasks declares, one fact for each source class. A
// rule counts once, for the widest class it lets in.
func (s *Shard) Undeclared(group *snapshot.SecurityGroup) []facts.Undeclared {
	if ground.IngressRules(group) == 0 {
		return nil
	}

	found := map[string]*unclaimed{}
	unseen := ""

	users := s.members().byGroup[group.ID]
	ports := unclaimedPorts(users)

	for _, m := range users {
		points := m.at(group.ID)
		if len(points) == 0 {
			unseen = cmp.Or(unseen, m.unseen)
		}

		for _, p := range points {
			admissions, _ := s.Reach.Ingress(p.Place.Endpoint, ports)
			for _, a := range admissions {
				if a.Group == group {
					claim(found, m, p, a)
				}
			}
		}
	}

	if len(found) == 0 && unseen != "" {
		return []facts.Undeclared{{Undecided: unseen}}
	}

	return s.undeclaredFacts(found, users)
}

// unclaimedPorts are those that none of the users declares.
func unclaimedPorts(users []*member) netset.Services {
	ports := netset.TCP(1, 65535).Union(netset.UDP(1, 65535))
	for _, m := range users {
		ports = ports.Subtract(m.expected)
	}

	return ports
}

// unclaimed is what one rule admits to ports that nobody declares, from the widest class it lets in.
type unclaimed struct {
	admission reach.Admission
	point     *exposure.Point
	services  netset.Services
	members   []*member
}

// claim keeps the widest of what a rule admits to any point; what is equal is joined.
func claim(found map[string]*unclaimed, m *member, p *exposure.Point, a reach.Admission) {
	a.Unclassified = "" // nothing hangs on whether it is a load balancer

	u := found[a.Rule.ID]

	switch {
	case u == nil || grade(a) < grade(u.admission):
		u = &unclaimed{admission: a, point: p, services: a.Services}
		found[a.Rule.ID] = u
	case grade(a) > grade(u.admission):
		return
	}

	u.services = u.services.Union(a.Services)

	if !slices.Contains(u.members, m) {
		u.members = append(u.members, m)
	}
}

func (s *Shard) undeclaredFacts(found map[string]*unclaimed, users []*member) []facts.Undeclared {
	classes := map[string][]*unclaimed{}

	for _, id := range slices.Sorted(maps.Keys(found)) {
		key := string(found[id].admission.Class) + "|" + found[id].admission.Unknown
		classes[key] = append(classes[key], found[id])
	}

	all := make([]facts.Undeclared, 0, len(classes))
	for _, key := range slices.Sorted(maps.Keys(classes)) {
		all = append(all, s.undeclaredFact(classes[key], users))
	}

	return all
}

func (s *Shard) undeclaredFact(rules []*unclaimed, users []*member) facts.Undeclared {
	slices.SortStableFunc(rules, func(a, b *unclaimed) int {
		return cmp.Compare(ground.Count(b.services), ground.Count(a.services))
	})
	widest := rules[0]

	fact := facts.Undeclared{
		Source: string(widest.admission.Class), Cause: widest.admission.Rule.ID, Undecided: widest.admission.Unknown,
	}

	var (
		services netset.Services
		codes    []string
		touched  []*member
	)

	for _, u := range rules {
		services = services.Union(u.services)
		codes = append(codes, u.admission.Assumptions...)
		touched = append(touched, u.members...)
	}

	for _, m := range users {
		if m.missing != "" {
			fact.Undecided = cmp.Or(fact.Undecided, "what "+m.tenant.Name()+" declares is not known: "+m.missing)
		}
	}

	slices.SortStableFunc(touched, compareMembers)
	touched = slices.Compact(touched)

	sources := ground.SourceTexts(rules, func(u *unclaimed) *snapshot.SecurityGroupRule { return u.admission.Rule })
	fact.Ports, fact.Assumptions = opened(services), ground.Sorted(codes)
	fact.SourceText = strings.Join(ground.Sorted(sources), ", ")
	fact.Tasks, fact.Affected = s.memberRefs(touched)
	fact.Evidence = s.undeclaredEvidence(rules, touched)

	return fact
}

// undeclaredEvidence follows a packet: the way in, the place, the rules; and then what the tasks declare instead.
func (s *Shard) undeclaredEvidence(rules []*unclaimed, touched []*member) []facts.Ref {
	refs := make([]facts.Ref, 0, ground.MostEvidence)

	for _, step := range rules[0].admission.Path {
		refs = append(refs, s.refs.Add(ground.Note(step.Kind, step.ID, step.Text)))
	}

	where := (&exposed{widest: rules[0].admission, point: rules[0].point}).where()
	refs = append(refs, s.refs.Add(ground.Note("networkInterface", rules[0].point.ID, where)))

	for _, u := range rules[:min(len(rules), ground.MostEvidence)] {
		refs = append(refs, s.refs.Add(ground.RuleNote(u.admission.Group, u.admission.Rule)))
	}

	for _, m := range touched[:min(len(touched), ground.MostEvidence)] {
		refs = append(refs, s.refs.Add(ground.Note("service", m.tenant.Name(), declaration(m))))
	}

	return refs
}

func declaration(m *member) string {
	if m.expected.IsEmpty() {
		return m.tenant.Name() + " declares no port"
	}

	return m.tenant.Name() + " declares " + m.expected.String()
}
