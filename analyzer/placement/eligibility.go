package placement

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Eligibility is what of a cluster takes a tenant's tasks.
type Eligibility struct {
	// Instances are the ACTIVE container instances that match, in the order of the snapshot. Tenants that ask
	// for the same share the slice, so it must not be changed.
	Instances []*snapshot.ContainerInstance

	// Growth is how many more instances managed scaling may add, up to MaxSize, by capacity provider. A launch
	// type never grows its group.
	Growth []Growth

	// Unlimited reports whether there is always one more instance, as with managed instances.
	Unlimited bool

	// Undecided is why eligibility cannot be told; empty where it can.
	Undecided string
}

// Growth is what one capacity provider may still add.
type Growth struct {
	Provider  string
	Instances int
}

// Count is how many instances there can be for the tenant; only meaningful if decided and not unlimited.
func (e Eligibility) Count() int {
	n := len(e.Instances)
	for _, g := range e.Growth {
		n += g.Instances
	}

	return n
}

// A demand is all that eligibility depends on.
type demand struct{ cluster, launch, unknown, providers, system, architecture, constraints string }

func demandOf(t *Tenant) demand {
	d := demand{
		cluster: t.Cluster.ID, launch: string(t.Capacity.Launch), unknown: t.Capacity.Unknown,
		providers: strings.Join(t.Capacity.Providers, ","),
	}

	if t.TaskDefinition != nil {
		d.system = t.TaskDefinition.OperatingSystemFamily.Or("")
		d.architecture = t.TaskDefinition.CPUArchitecture.Or("")
	}

	for _, c := range t.constraints() {
		d.constraints += c.Type + " " + c.Expression + "\n"
	}

	return d
}

func (m *Model) eligible(t *Tenant) Eligibility {
	key := demandOf(t)

	e, ok := m.known[key]
	if !ok {
		e = m.eligibility(t)
		e.Instances = slices.Clip(e.Instances)
		m.known[key] = e
		m.filters[key] = m.instanceGroups(e.Instances)
	}

	return e
}

func (m *Model) eligibility(t *Tenant) Eligibility {
	switch {
	case t.Capacity.Unknown != "":
		return Eligibility{Undecided: "launch type: " + t.Capacity.Unknown}
	case t.Capacity.Launch == snapshot.LaunchFargate:
		return Eligibility{}
	case t.Capacity.Launch == snapshot.LaunchManagedInstances:
		return Eligibility{Instances: m.candidates(t), Unlimited: true}
	case m.blind[t.Cluster.ID] != "":
		return Eligibility{Undecided: m.blind[t.Cluster.ID]}
	default:
		return m.constrained(t)
	}
}

// constrained keeps the candidates that satisfy every constraint. One instance of which that cannot be decided
// leaves the whole answer undecided.
func (m *Model) constrained(t *Tenant) Eligibility {
	candidates := m.candidates(t)
	members := membersOf(t.constraints())
	eligible := make([]*snapshot.ContainerInstance, 0, len(candidates))

	for _, instance := range candidates {
		verdict, why := satisfies(instance, members)
		if why != "" {
			return Eligibility{Undecided: why}
		}

		if verdict {
			eligible = append(eligible, instance)
		}
	}

	growth, why := m.growth(t, members, eligible)

	return Eligibility{Instances: eligible, Growth: growth, Undecided: why}
}
