package build

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// addConflicts works out the conflicts of a cluster, and notes who wants more tasks than there are instances and
// is in one for which there is no room: the conflict tells more of it.
func (b *Builder) addConflicts(cluster *snapshot.Cluster, tenants []*placement.Tenant) {
	found := ports.NewBook(tenants).Conflicts()
	b.conflicts[cluster.ID] = found

	for i := range found {
		c := &found[i]
		c.Claimants = slices.SortedFunc(slices.Values(c.Claimants), compareClaimants)

		if c.Fits || c.Undecided != "" || len(c.Claimants) == 1 {
			continue
		}

		for _, claimant := range c.Claimants {
			t := claimant.Tenant
			if b.contested[t] == "" && !t.Eligible.Unlimited && t.Desired.Or(0) > t.Eligible.Count() {
				b.contested[t] = causeOf(*c)
			}
		}
	}
}

func compareClaimants(x, y ports.Claimant) int {
	if order := cmp.Compare(x.Tenant.Name(), y.Tenant.Name()); order != 0 {
		return order
	}

	return cmp.Compare(ground.Tenant(x.Tenant).Describe().Item, ground.Tenant(y.Tenant).Describe().Item)
}

func causeOf(c ports.Conflict) string {
	return fmt.Sprintf("port/%d/%s/%s", c.Port, c.Protocol, ground.Tenant(c.Claimants[0].Tenant).Describe().Item)
}

func (s *shard) staticConflicts(c *snapshot.Cluster) []facts.StaticConflict {
	all := make([]facts.StaticConflict, 0, len(s.conflicts[c.ID]))
	for _, conflict := range s.conflicts[c.ID] {
		all = append(all, s.staticConflict(conflict))
	}

	return all
}

func (s *shard) staticConflict(c ports.Conflict) facts.StaticConflict {
	fact := facts.StaticConflict{
		Port: c.Port, Protocol: c.Protocol, Undecided: c.Undecided, Fits: c.Fits, ByTurns: c.ByTurns, Adds: c.Adds,
		Cause: causeOf(c),
	}

	for i, claimant := range c.Claimants {
		tenant := s.refs.Add(ground.Tenant(claimant.Tenant))
		fact.Claimants = append(fact.Claimants, claimant.Tenant.Name())
		fact.Refs = append(fact.Refs, tenant)
		fact.Unlimited = fact.Unlimited || claimant.Tenant.Eligible.Unlimited
		addParty(&fact, claimant.Tenant)

		if i < ground.MostEvidence {
			mapping := ground.Mapping(claimant.Tenant.TaskDefinition, claimant.Claim.Container, claimant.Claim.Mapping)
			fact.Evidence = append(fact.Evidence, tenant, s.refs.Add(mapping))
		}
	}

	fact.Ref = fact.Refs[0]
	s.addRoom(&fact, c)

	return fact
}

// addParty adds a claimant. Only its definition tells whether it is in the change: what claims a port stands there.
func addParty(fact *facts.StaticConflict, t *placement.Tenant) {
	p := facts.Party{
		Name: t.Name(), TaskDefinition: t.TaskDefinition.Name(), Service: t.Service != nil, Scheduled: t.Schedule != nil,
	}

	if t.TaskDefinition.Origin.File != "" {
		fact.Changed = append(fact.Changed, p)
	} else {
		fact.Others = append(fact.Others, p)
	}
}

// addRoom adds the instances that any of the claimants can use, those to come, and those whose agents keep the port
// for themselves.
func (s *shard) addRoom(fact *facts.StaticConflict, c ports.Conflict) {
	var taking, keeping []*snapshot.ContainerInstance

	growth := map[string]placement.Growth{}
	seen := map[*snapshot.ContainerInstance]bool{}

	for _, claimant := range c.Claimants {
		e := claimant.Tenant.Eligible
		taking = appendNew(taking, e.Instances, seen)
		keeping = append(keeping, e.Reserving...)

		for _, g := range e.Growth {
			growth[g.Provider] = g
		}
	}

	keeping = appendNew(nil, keeping, seen)
	keeping = slices.DeleteFunc(keeping, func(i *snapshot.ContainerInstance) bool {
		keeps, _ := s.Placement.Reserves(i, c.Port, c.Protocol)

		return !keeps
	})

	fact.Running, fact.Eligible = len(taking), len(taking)+grown(growth)
	fact.Evidence = append(fact.Evidence, s.instancesRef(taking, "eligible: ")...)
	fact.Evidence = append(fact.Evidence, s.growthRefs(growth)...)
	fact.Evidence = append(fact.Evidence, s.instancesRef(keeping, fmt.Sprintf(
		"not eligible, since its agent keeps host port %d/%s for itself: ", c.Port, c.Protocol))...)
}

// appendNew appends the instances not seen before.
func appendNew(
	all, more []*snapshot.ContainerInstance, seen map[*snapshot.ContainerInstance]bool,
) []*snapshot.ContainerInstance {
	for _, instance := range more {
		if !seen[instance] {
			seen[instance] = true
			all = append(all, instance)
		}
	}

	return all
}

func grown(growth map[string]placement.Growth) int {
	n := 0
	for _, g := range growth {
		n += g.Instances
	}

	return n
}

// instancesRef names instances in one line, the first in full.
func (s *shard) instancesRef(instances []*snapshot.ContainerInstance, text string) []facts.Ref {
	if len(instances) == 0 {
		return nil
	}

	names := make([]string, 0, len(instances))
	for _, instance := range instances {
		names = append(names, instance.Instance)
	}

	slices.Sort(names)

	text += strings.Join(names[:min(len(names), ground.MostEvidence)], ", ")
	if more := len(names) - ground.MostEvidence; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}

	return []facts.Ref{s.refs.Add(ground.Note("containerInstance", "", text))}
}
