package facts

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// ephemeralRanges judges what the hosts of dynamically mapped tasks admit, one fact for each security group and
// source class. A rule counts once, for the widest class it lets in.
func (s *shard) ephemeralRanges(c *snapshot.Cluster, tenants []*placement.Tenant) []EphemeralRange {
	found := map[string]*opening{}

	var unread []EphemeralRange

	for _, class := range s.hostClasses(c, tenants) {
		admissions, missing := s.reach.Ingress(class.endpoint, class.services)
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
func (s *shard) unseen(c *snapshot.Cluster, tenants []*placement.Tenant) []EphemeralRange {
	var all []EphemeralRange

	for _, t := range tenants {
		if !dynamic(t) || t.Capacity.Launch == snapshot.LaunchExternal {
			continue
		}

		if why := s.unseenHost(t); why != "" {
			ref := s.refs.add(tenantRef{t})
			all = append(all, EphemeralRange{Ref: ref, Group: c.Name, Undecided: why, Affected: []Ref{ref}})
		}
	}

	return all
}

func (s *shard) unseenHost(t *placement.Tenant) string {
	if t.Eligible.Undecided != "" || t.Eligible.Unlimited {
		return t.Eligible.Undecided
	}

	if len(t.Eligible.Instances) == 0 {
		return "no instance takes its tasks today, so nothing says which groups they would get"
	}

	for _, instance := range t.Eligible.Instances {
		if len(s.placement.Host(instance).Interfaces) == 0 && !placement.External(instance) {
			return "instance " + instance.Instance + " was not read"
		}
	}

	return ""
}

// byGroup puts the rules of one group and class together.
func (s *shard) byGroup(found map[string]*opening) []EphemeralRange {
	groups := map[string][]*opening{}

	for _, o := range found {
		key := o.admission.Group.ID + "|" + string(o.admission.Class) + "|" + unjudged(o.admission)
		groups[key] = append(groups[key], o)
	}

	all := make([]EphemeralRange, 0, len(groups))
	for _, openings := range groups {
		all = append(all, s.ephemeralRange(openings))
	}

	slices.SortFunc(all, func(a, b EphemeralRange) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Cause, b.Cause))
	})

	return all
}

func (s *shard) ephemeralRange(openings []*opening) EphemeralRange {
	slices.SortFunc(openings, func(a, b *opening) int {
		return cmp.Or(cmp.Compare(open(b.services), open(a.services)),
			cmp.Compare(a.admission.Rule.ID, b.admission.Rule.ID))
	})

	widest := openings[0]
	group := widest.admission.Group
	fact := EphemeralRange{
		Ref: s.refs.add(groupRef{group}), Group: group.Name, Source: string(widest.admission.Class),
		Undecided: unjudged(widest.admission), From: widest.class.host.Ephemeral.From, To: widest.class.host.Ephemeral.To,
		Cause: widest.admission.Rule.ID, Assumptions: assumed(openings),
	}

	var services netset.Services

	for _, o := range openings {
		services = services.Union(o.services)
	}

	fact.Open, fact.Ports = open(services), services.String()
	sources := sourceTexts(openings, func(o *opening) *snapshot.SecurityGroupRule { return o.admission.Rule })
	fact.SourceText, fact.WholeVPC = strings.Join(sources, ", "), s.wholeVPC(openings)
	fact.Weakened = Weakens(fact.Assumptions)
	s.ephemeralEvidence(&fact, openings)

	return fact
}

// ephemeralEvidence follows a packet: the way in, the host, the rules, the mappings it ends at.
func (s *shard) ephemeralEvidence(fact *EphemeralRange, openings []*opening) {
	widest := openings[0]
	for _, step := range widest.admission.Path {
		fact.Evidence = append(fact.Evidence, s.refs.add(noteRef{step.Kind, step.ID, step.Text}))
	}

	fact.Evidence = append(fact.Evidence, s.refs.add(hostNote(widest)))

	for _, o := range openings {
		rule := o.admission.Rule
		fact.Evidence = append(fact.Evidence, s.refs.add(ruleNote(o.admission.Group, rule)))
	}

	slices.SortStableFunc(widest.tenants, func(a, b *placement.Tenant) int { return cmp.Compare(a.Name(), b.Name()) })

	for _, t := range widest.tenants {
		fact.Tasks = append(fact.Tasks, t.Name())
		fact.Affected = append(fact.Affected, s.refs.add(tenantRef{t}))

		if len(fact.Tasks) > mostEvidence {
			continue
		}

		for _, claim := range ports.Dynamic(t.TaskDefinition, t.Mode.Or("")) {
			fact.Evidence = append(fact.Evidence, s.refs.add(mappingRef{t.TaskDefinition, claim.Container, claim.Mapping}))
		}
	}
}

func (s *shard) unreadGroup(class *hostClass, id string) EphemeralRange {
	return EphemeralRange{
		Ref: s.refs.add(noteRef{"securityGroup", id, "security group " + id}), Group: id,
		Undecided: "security group " + id + " was not read", Affected: s.tenantRefs(class.tenants),
	}
}

func (s *shard) tenantRefs(tenants []*placement.Tenant) []Ref {
	refs := make([]Ref, 0, len(tenants))
	for _, t := range tenants {
		refs = append(refs, s.refs.add(tenantRef{t}))
	}

	return refs
}
