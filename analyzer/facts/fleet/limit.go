package fleet

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// mostPorts is how many host ports an instance can have reserved at a time, those that its agent keeps for itself
// included. Those that ECS draws do not count.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (hostPort)
const mostPorts = 100

// portLimits are the instances that would have to reserve more host ports than ECS takes: by the tasks that each of
// them must run, or by those and one that has no other place. The worst instance of each origin tells for all.
func (s *Shard) portLimits(tenants []*placement.Tenant) []facts.PortLimit {
	claiming := slices.DeleteFunc(slices.Clone(tenants), func(t *placement.Tenant) bool {
		return claims(t) == 0 || !ground.Wants(t) || t.Eligible.Unlimited
	})
	if len(claiming) == 0 || !s.mayExceed(claiming) {
		return nil
	}

	slices.SortStableFunc(claiming, byName)

	worst := map[string]*load{}

	for _, l := range s.overloaded(claiming) {
		cause := s.class(l.instance).origin.cause
		if worst[cause] == nil || l.worse(worst[cause]) {
			worst[cause] = l
		}
	}

	all := s.unplaced(claiming)
	for _, cause := range slices.Sorted(maps.Keys(worst)) {
		all = append(all, s.portLimit(worst[cause]))
	}

	return all
}

// unplaced are the tenants of which it is not known where their tasks land.
func (s *Shard) unplaced(tenants []*placement.Tenant) []facts.PortLimit {
	var all []facts.PortLimit

	for _, t := range tenants {
		if why := t.Eligible.Undecided; why != "" {
			all = append(all, facts.PortLimit{Ref: s.refs.Add(ground.Tenant(t)), Undecided: why})
		}
	}

	return all
}

// claims counts the host ports that a task of the tenant claims, or may claim.
func claims(t *placement.Tenant) int { return len(ports.TenantClaims(t)) + unknownClaims(t) }

// unknownClaims counts the mappings that may be of a fixed host port, of a definition of which that is not known.
func unknownClaims(t *placement.Tenant) int {
	mode, ok := t.Mode.Get()
	if !ok || t.TaskDefinition == nil || ports.Unknown(t.TaskDefinition, mode) == "" {
		return 0
	}

	n := -len(ports.TenantClaims(t))
	for i := range t.TaskDefinition.ContainerDefinitions {
		n += len(t.TaskDefinition.ContainerDefinitions[i].PortMappings)
	}

	return n
}

// mayExceed is false for nearly every cluster: all claims together are within the limit.
func (s *Shard) mayExceed(tenants []*placement.Tenant) bool {
	kept, claimed := 0, 0

	for _, instance := range s.Index.ContainerInstancesOf[tenants[0].Cluster.ID] {
		kept = max(kept, len(s.Placement.Reserved(instance, "tcp"))+len(s.Placement.Reserved(instance, "udp")))
	}

	for _, t := range tenants {
		claimed += claims(t)
	}

	return kept+claimed > mostPorts
}

// overloaded are the loads above the limit, and those of which it is not known whether they are.
func (s *Shard) overloaded(tenants []*placement.Tenant) []*load {
	must := map[*snapshot.ContainerInstance]*load{}
	at := func(instance *snapshot.ContainerInstance) *load {
		if must[instance] == nil {
			must[instance] = s.bare(instance)
		}

		return must[instance]
	}

	var others []*placement.Tenant

	for _, t := range tenants {
		if !fills(t) {
			others = append(others, t)

			continue
		}

		for _, instance := range t.Eligible.Instances {
			at(instance).add(t)
		}
	}

	var all []*load

	for _, l := range must {
		if l.verdict() != fits {
			all = append(all, l)
		}
	}

	for _, t := range others {
		if l := homeless(t, at); l != nil {
			all = append(all, l)
		}
	}

	return all
}

// fills reports whether each instance that takes the tenant's tasks must run one: it is a daemon, or wants as many
// tasks as there are instances, of which each takes one by its fixed ports.
func fills(t *placement.Tenant) bool {
	everywhere := len(ports.TenantClaims(t)) > 0 && t.Desired.Or(0) >= t.Eligible.Count()

	return t.Eligible.Uncounted() == "" && (t.Daemon || everywhere)
}

// homeless is the least load that a task of the tenant makes, if that is too much on every instance that could take it.
func homeless(t *placement.Tenant, at func(*snapshot.ContainerInstance) *load) *load {
	var least *load

	for _, instance := range t.Eligible.Instances {
		l := at(instance).with(t)
		if l.verdict() == fits {
			return nil
		}

		if least == nil || least.worse(l) {
			least = l
		}
	}

	return least
}

func (s *Shard) portLimit(l *load) facts.PortLimit {
	c := s.class(l.instance)
	fact := facts.PortLimit{
		Hosts: c.origin.name, Cause: c.origin.cause, Ports: len(l.ports), Kept: l.kept, Undecided: l.undecided(),
		Tenants: ground.Names(l.tenants), Affected: ground.TenantRefs(s.refs, l.tenants),
	}

	if l.assumed {
		fact.Assumptions = []string{facts.ReservedPortsDefault}
	}

	fact.Ref = s.at([]*class{&c}, l.tenants[0])
	fact.Evidence = append(fact.Evidence, fact.Ref, s.refs.Add(ground.Note("containerInstance", l.instance.Instance,
		fmt.Sprintf("the agent of instance %s keeps %d host %s for itself", l.instance.Instance, l.kept,
			ground.Plural(l.kept, "port")))))

	for i, t := range l.tenants {
		if i < ground.MostEvidence {
			n := len(ports.TenantClaims(t))
			text := fmt.Sprintf("a task of %s claims %d host %s", t.Name(), n, ground.Plural(n, "port"))
			fact.Evidence = append(fact.Evidence, s.refs.Add(ground.Note("service", ground.Tenant(t).Describe().Item, text)))
		}
	}

	return fact
}

// worse orders loads; the instance's ID decides between equal ones.
func (l *load) worse(other *load) bool {
	return cmp.Or(cmp.Compare(l.verdict(), other.verdict()), cmp.Compare(len(l.ports), len(other.ports)),
		cmp.Compare(other.instance.ID, l.instance.ID)) > 0
}
