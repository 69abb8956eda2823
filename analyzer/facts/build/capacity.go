package build

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func (s *shard) capacity(t *placement.Tenant) facts.Capacity {
	c := facts.Capacity{
		Undecided: t.Eligible.Uncounted(),
		Unlimited: t.Eligible.Unlimited,
		Eligible:  t.Eligible.Count(),
		Running:   len(t.Eligible.Instances),
	}

	claims := ports.TenantClaims(t)
	if len(claims) == 0 {
		return c // only fixed ports make instances evidence
	}

	c.Cause = s.cause(t, claims)

	c.Refs = s.instanceRefs(t.Eligible.Instances, func(i *snapshot.ContainerInstance) facts.Describer {
		return ground.Instance(i)
	})
	c.Started = s.started(t.Eligible.Instances)
	c.Growth = s.growthRefs(byProvider(t.Eligible.Growth))
	c.Reserving = s.instanceRefs(t.Eligible.Reserving, func(i *snapshot.ContainerInstance) facts.Describer {
		return ground.Note("containerInstance", i.Instance, s.reservingText(i, claims))
	})

	return c
}

// started names the auto scaling groups of files by which instances count that no file lists one by one: they start
// with the desired capacity, or else the least size.
func (s *shard) started(instances []*snapshot.ContainerInstance) string {
	var texts []string

	for _, instance := range instances {
		machine := s.Index.Instances[instance.Instance]
		if !instance.Implied || machine == nil {
			continue
		}

		group := s.Index.AutoScalingGroup(machine.Meta, machine.AutoScalingGroup)

		if group == nil {
			continue
		}

		switch desired, least := group.Desired.Or(0), group.MinSize.Or(0); {
		case max(desired, least) < 1:
			texts = append(texts, "auto scaling group "+group.Name+" says no size above 0 and counts as 1")
		case desired > least:
			texts = append(texts, fmt.Sprintf("auto scaling group %s has DesiredCapacity %d", group.Name, desired))
		default:
			texts = append(texts, fmt.Sprintf("auto scaling group %s has MinSize %d", group.Name, least))
		}
	}

	return strings.Join(ground.Sorted(texts), ", ")
}

func byProvider(growth []placement.Growth) map[string]placement.Growth {
	by := map[string]placement.Growth{}
	for _, g := range growth {
		by[g.Provider] = g
	}

	return by
}

// cause is the id of the mapping whose host port no instance gives away, where ports/reserved tells all there is to
// tell about the instances of the service, or that of the conflict that it makes worse; empty where there is neither.
func (s *shard) cause(t *placement.Tenant, claims []ports.Claim) string {
	if len(t.Eligible.Instances) > 0 {
		return s.contested[t]
	}

	hosts := s.hostsOf(t.TaskDefinition)

	for _, claim := range claims {
		if hosts.reserved(claim).State == "yes" {
			return ground.Mapping(t.TaskDefinition, claim.Container, claim.Mapping).Describe().Item
		}
	}

	return s.contested[t]
}

// growthRefs refers to the capacity providers that may add instances, by name.
func (s *shard) growthRefs(growth map[string]placement.Growth) []facts.Ref {
	refs := make([]facts.Ref, 0, len(growth))
	for _, name := range slices.Sorted(maps.Keys(growth)) {
		g := growth[name]
		text := fmt.Sprintf("capacity provider %s may add %d %s: auto scaling group %s has MaxSize %d",
			name, g.Instances, ground.Plural(g.Instances, "instance"), g.AutoScalingGroup, g.MaxSize)
		refs = append(refs, s.refs.Add(ground.Note("capacityProvider", name, text)))
	}

	return refs
}

// instanceRefs refers to the first instances by id, and counts those beyond.
func (s *shard) instanceRefs(
	instances []*snapshot.ContainerInstance, describe func(*snapshot.ContainerInstance) facts.Describer,
) []facts.Ref {
	var refs []facts.Ref

	instances = slices.SortedFunc(slices.Values(instances), func(a, b *snapshot.ContainerInstance) int {
		return cmp.Compare(a.ID, b.ID)
	})

	for _, instance := range instances[:min(len(instances), ground.MostEvidence)] {
		refs = append(refs, s.refs.Add(describe(instance)))
	}

	if more := len(instances) - ground.MostEvidence; more > 0 {
		text := fmt.Sprintf("and %d more instances", more)
		refs = append(refs, s.refs.Add(ground.Note("containerInstance", "", text)))
	}

	return refs
}

func (s *shard) reservingText(instance *snapshot.ContainerInstance, claims []ports.Claim) string {
	var kept []string

	suffix := ""

	for _, claim := range claims {
		yes, known := s.Placement.Reserves(instance, claim.Port, claim.Protocol)
		if !yes {
			continue
		}

		kept = append(kept, fmt.Sprintf("%d/%s", claim.Port, claim.Protocol))

		if !known {
			suffix = ", as agents do by default"
		}
	}

	return fmt.Sprintf("instance %s does not take the task: its agent keeps host %s %s for itself%s",
		instance.Instance, ground.Plural(len(kept), "port"), strings.Join(kept, ", "), suffix)
}
