package openings

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// ephemeralRanges judges what the hosts of dynamically mapped tasks admit, one fact for each security group and
// source class. A rule counts once, for the widest class it lets in.
func (s *Shard) ephemeralRanges(c *snapshot.Cluster, tenants []*placement.Tenant) []facts.EphemeralRange {
	found := map[string]*opening{}

	var unread []facts.EphemeralRange

	for _, class := range s.hostClasses(c, tenants) {
		admissions, missing := s.Reach.Ingress(class.endpoint, class.services)
		for _, a := range admissions {
			widen(found, class, a)
		}

		for _, id := range missing {
			unread = append(unread, s.unreadGroup(class, id))
		}
	}

	return slices.Concat(s.byGroup(found), unread, s.unseen(c, tenants))
}

// unseen lists the tenants with dynamic ports of which it cannot be told what reaches them: where they land is
// not known, or the machines they land on were not read.
func (s *Shard) unseen(c *snapshot.Cluster, tenants []*placement.Tenant) []facts.EphemeralRange {
	var all []facts.EphemeralRange

	for _, t := range tenants {
		if !dynamic(t) || t.Capacity.Launch == snapshot.LaunchExternal {
			continue
		}

		if why := ground.UnseenHost(s.Placement, t); why != "" {
			ref := s.refs.Add(ground.Tenant(t))
			all = append(all, facts.EphemeralRange{Ref: ref, Group: c.Name, Undecided: why, Affected: []facts.Ref{ref}})
		}
	}

	return all
}

// byGroup puts the rules of one group and class together.
func (s *Shard) byGroup(found map[string]*opening) []facts.EphemeralRange {
	groups := map[string][]*opening{}

	for _, o := range found {
		key := o.admission.Group.ID + "|" + string(o.admission.Class) + "|" + unjudged(o.admission)
		groups[key] = append(groups[key], o)
	}

	all := make([]facts.EphemeralRange, 0, len(groups))
	for _, openings := range groups {
		all = append(all, s.ephemeralRange(openings))
	}

	slices.SortFunc(all, func(a, b facts.EphemeralRange) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Cause, b.Cause))
	})

	return all
}

func (s *Shard) ephemeralRange(openings []*opening) facts.EphemeralRange {
	slices.SortFunc(openings, func(a, b *opening) int {
		return cmp.Or(cmp.Compare(ground.Count(b.services), ground.Count(a.services)),
			cmp.Compare(a.admission.Rule.ID, b.admission.Rule.ID))
	})

	widest := openings[0]
	group := widest.admission.Group
	fact := facts.EphemeralRange{
		Ref: s.refs.Add(ground.Group(group)), Group: group.Name, Source: string(widest.admission.Class),
		Undecided: unjudged(widest.admission), From: widest.class.host.Ephemeral.From, To: widest.class.host.Ephemeral.To,
		Cause: widest.admission.Rule.ID,
	}

	var services netset.Services

	for _, o := range openings {
		services = services.Union(o.services)
	}

	fact.Open, fact.Ports = ground.Count(services), services.String()
	fact.Assumptions = assumed(witnesses(openings, services))
	sources := ground.SourceTexts(openings, func(o *opening) *snapshot.SecurityGroupRule { return o.admission.Rule })
	fact.SourceText, fact.WholeVPC = strings.Join(sources, ", "), s.wholeVPC(openings)
	fact.Weakenings = facts.Weakenings(fact.Assumptions)
	fact.Weakened = fact.Weakenings > 0
	s.ephemeralEvidence(&fact, openings)

	return fact
}

// ephemeralEvidence follows a packet: the way in, the host, the rules, the mappings it ends at.
func (s *Shard) ephemeralEvidence(fact *facts.EphemeralRange, openings []*opening) {
	widest := openings[0]
	for _, step := range widest.admission.Path {
		fact.Evidence = append(fact.Evidence, s.refs.Add(ground.Note(step.Kind, step.ID, step.Text)))
	}

	fact.Evidence = append(fact.Evidence, s.refs.Add(hostNote(widest)))

	for _, o := range openings {
		rule := o.admission.Rule
		fact.Evidence = append(fact.Evidence, s.refs.Add(ground.RuleNote(o.admission.Group, rule)))
	}

	slices.SortStableFunc(widest.tenants, func(a, b *placement.Tenant) int { return cmp.Compare(a.Name(), b.Name()) })

	for _, t := range widest.tenants {
		fact.Tasks = append(fact.Tasks, t.Name())
		fact.Affected = append(fact.Affected, s.refs.Add(ground.Tenant(t)))

		if len(fact.Tasks) > ground.MostEvidence {
			continue
		}

		for _, claim := range ports.Dynamic(t.TaskDefinition, t.Mode.Or("")) {
			fact.Evidence = append(fact.Evidence, s.refs.Add(ground.Mapping(t.TaskDefinition, claim.Container, claim.Mapping)))
		}
	}
}

func (s *Shard) unreadGroup(class *hostClass, id string) facts.EphemeralRange {
	return facts.EphemeralRange{
		Ref: s.refs.Add(ground.Note("securityGroup", id, "security group "+id)), Group: id,
		Undecided: "security group " + id + " was not read", Affected: ground.TenantRefs(s.refs, class.tenants),
	}
}
