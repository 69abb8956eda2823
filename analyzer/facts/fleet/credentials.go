package fleet

import (
	"maps"
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// credentials are the definitions in host mode whose tasks get to instance metadata. The definition is the cause of it:
// the agent needs metadata in the network of the instance, so nothing but another mode keeps its tasks away.
func (s *Shard) credentials(tenants []*placement.Tenant) []facts.InstanceCredentials {
	var (
		all   []facts.InstanceCredentials
		order []*snapshot.TaskDefinition
	)

	of := map[*snapshot.TaskDefinition][]*placement.Tenant{}

	for _, t := range tenants {
		if why := t.Eligible.Undecided; why != "" {
			all = append(all, facts.InstanceCredentials{Ref: s.refs.Add(ground.Tenant(t)), Undecided: why})

			continue
		}

		if of[t.TaskDefinition] == nil {
			order = append(order, t.TaskDefinition)
		}

		of[t.TaskDefinition] = append(of[t.TaskDefinition], t)
	}

	for _, d := range order {
		if fact, said := s.credentialsOf(d, of[d]); said {
			all = append(all, fact)
		}
	}

	return all
}

// credentialsOf is silent where no instance that takes the tasks has metadata.
func (s *Shard) credentialsOf(
	d *snapshot.TaskDefinition, tenants []*placement.Tenant,
) (fact facts.InstanceCredentials, said bool) {
	ref := s.refs.Add(ground.Definition(d))
	fact = facts.InstanceCredentials{Ref: ref, Name: d.Name(), Agent: agent(tenants)}

	var (
		unknown []string
		open    []*class
		takers  []*placement.Tenant
	)

	found := s.ask(tenants, askHostMetadata())
	for _, cause := range slices.Sorted(maps.Keys(found)) {
		r := found[cause]
		unknown = append(unknown, r.unknown...)

		if len(r.tenants) > 0 {
			open, takers = append(open, r.open...), append(takers, r.tenants...)
			fact.Hosts = append(fact.Hosts, r.origin.name)
		}
	}

	switch {
	case len(takers) > 0:
		slices.Sort(fact.Hosts)
		slices.SortStableFunc(takers, byName)
		fact.Affected = ground.TenantRefs(s.refs, slices.Compact(takers))
		fact.Evidence = s.evidence(ref, askHostMetadata(), open, fact.Affected)
	case len(unknown) > 0:
		fact.Undecided = slices.Min(unknown)
	}

	return fact, len(found) > 0
}

func agent(tenants []*placement.Tenant) bool {
	return !slices.ContainsFunc(tenants, func(t *placement.Tenant) bool {
		return !t.Daemon || ports.Declared(t.TaskDefinition)
	})
}
