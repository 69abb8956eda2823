package fleet

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
)

// A reached is the instances of one origin of which a question is asked, with the tenants that get to it there.
type reached struct {
	origin  origin
	open    []*class
	unclear []*class
	tenants []*placement.Tenant

	ways, assumed, unknown []string
}

// add notes what a tenant gets of a class.
func (r *reached) add(t *placement.Tenant, c *class, v verdict) {
	if v.way == "" {
		r.unclear, r.unknown = append(r.unclear, c), append(r.unknown, v.unknown)

		return
	}

	r.open, r.ways = append(r.open, c), append(r.ways, v.way)

	if v.assumed != "" {
		r.assumed = append(r.assumed, v.assumed)
	}

	if len(r.tenants) == 0 || r.tenants[len(r.tenants)-1] != t {
		r.tenants = append(r.tenants, t)
	}
}

// ask asks a question of all classes of instances on which tenants can land, by origin.
func (s *Shard) ask(tenants []*placement.Tenant, q question) map[string]*reached {
	found := map[string]*reached{}

	for _, t := range tenants {
		for _, c := range s.classes(t) {
			v := q.judge(c)
			if v.way == "" && v.unknown == "" {
				continue
			}

			r := found[c.origin.cause]
			if r == nil {
				r = &reached{origin: c.origin}
				found[c.origin.cause] = r
			}

			r.add(t, c, v)
		}
	}

	return found
}

// access is one fact for each origin of instances that lets somebody in, or of which that is not known, and one for
// each tenant of which it is not known where it lands.
func (s *Shard) access(tenants []*placement.Tenant, q question) []facts.HostAccess {
	var all []facts.HostAccess

	for _, t := range tenants {
		if why := t.Eligible.Undecided; why != "" {
			all = append(all, facts.HostAccess{Ref: s.refs.Add(ground.Tenant(t)), Undecided: why})
		}
	}

	found := s.ask(tenants, q)
	for _, cause := range slices.Sorted(maps.Keys(found)) {
		all = append(all, s.hostAccess(found[cause], q, tenants[0]))
	}

	return all
}

func (s *Shard) hostAccess(r *reached, q question, someone *placement.Tenant) facts.HostAccess {
	fact := facts.HostAccess{Hosts: r.origin.name, Cause: r.origin.cause}

	if len(r.tenants) == 0 {
		fact.Ref, fact.Undecided = s.at(r.unclear, someone), slices.Min(r.unknown)

		return fact
	}

	fact.Ref = s.at(r.open, someone)
	fact.Way = strings.Join(ground.Sorted(r.ways), ", or ")
	fact.Assumptions = ground.Sorted(r.assumed)
	fact.Tenants = ground.Names(r.tenants)
	fact.Affected = ground.TenantRefs(s.refs, r.tenants)
	fact.Evidence = s.evidence(fact.Ref, q, r.open, fact.Affected)

	return fact
}

// evidence is what instances start from, what they are, and the first of the tenants.
func (s *Shard) evidence(at facts.Ref, q question, classes []*class, tenants []facts.Ref) []facts.Ref {
	refs := []facts.Ref{at}

	for i, note := range notes(classes, q.text) {
		if i < ground.MostEvidence {
			refs = append(refs, s.refs.Add(note))
		}
	}

	return append(refs, tenants[:min(len(tenants), ground.MostEvidence)]...)
}

// at refers to the template of classes of one origin, the first by its ID, or to the cluster.
func (s *Shard) at(classes []*class, someone *placement.Tenant) facts.Ref {
	first := slices.MinFunc(classes, func(a, b *class) int { return cmp.Compare(templateID(a), templateID(b)) })
	if templateID(first) != "" {
		return s.refs.Add(ground.LaunchTemplate(first.template))
	}

	return s.refs.Add(ground.Cluster(someone.Cluster))
}

func templateID(c *class) string {
	if c.template == nil || c.alone {
		return ""
	}

	return c.template.ID
}
