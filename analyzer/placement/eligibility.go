package placement

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Eligibility is what of a cluster takes a tenant's tasks.
type Eligibility struct {
	// Instances are the ACTIVE container instances that match and whose agents are not known to be disconnected, in
	// the order of the snapshot. Tenants that ask for the same share the slice, so it must not be changed.
	Instances []*snapshot.ContainerInstance

	// Reserving are the instances that would match too, were it not for a host port that each of the tasks claims and
	// that the agent there keeps for itself.
	Reserving []*snapshot.ContainerInstance

	// Growth is how many more instances managed scaling may add, up to MaxSize, by capacity provider. A launch
	// type never grows its group.
	Growth []Growth

	// Follows are the instances that managed scaling may add for others and that take a daemon's task too. It adds none
	// for a daemon of a launch type, but ECS starts its task on each. Unclear is why that cannot be told of some.
	Follows []Growth
	Unclear string

	// Unlimited reports whether there is always one more instance, as with managed instances.
	Unlimited bool

	// Undecided is why eligibility cannot be told; empty where it can.
	Undecided string

	// Open is why nobody knows how many instances there are, where those of a stack stand for any number; empty where
	// they can be counted.
	Open string
}

// Uncounted is why it cannot be told how many instances take the tasks; empty where it can.
func (e Eligibility) Uncounted() string { return cmp.Or(e.Undecided, e.Open) }

// Growth is what one capacity provider may still add: Instances more, until its auto scaling group has MaxSize.
type Growth struct {
	Provider         string
	Instances        int
	AutoScalingGroup string
	MaxSize          int
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
type demand struct{ cluster, launch, unknown, providers, system, architecture, constraints, ports string }

func (m *Model) demandOf(t *Tenant) demand {
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

	for _, p := range m.contended(t) {
		d.ports += fmt.Sprintf("%d/%s ", p.port, p.protocol)
	}

	return d
}

func (m *Model) eligible(t *Tenant) Eligibility {
	key := m.demandOf(t)

	e, ok := m.known[key]
	if !ok {
		e = m.eligibility(t)
		e.Instances, e.Reserving = slices.Clip(e.Instances), slices.Clip(e.Reserving)
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
		taking, reserving := m.parted(t, m.candidates(t))

		return Eligibility{Instances: taking, Reserving: reserving, Unlimited: true}
	case m.blind[t.Cluster.ID] != "":
		return Eligibility{Undecided: m.blind[t.Cluster.ID]}
	default:
		return m.constrained(t)
	}
}

// constrained keeps the candidates that satisfy every constraint. One instance of which that cannot be decided
// leaves the whole answer undecided, unless a port keeps the task away from it anyway.
func (m *Model) constrained(t *Tenant) Eligibility {
	taking, reserving := m.parted(t, m.candidates(t))
	members := membersOf(t.constraints())

	eligible, why := matching(taking, members)
	if why != "" {
		return Eligibility{Undecided: why}
	}

	reserving, _ = matching(reserving, members)
	growth, why := m.growth(t, members, eligible, reserving)

	return Eligibility{
		Instances: eligible, Reserving: reserving, Growth: growth, Undecided: why, Open: m.open(eligible),
	}
}

// open is why some auto scaling group of a stack has another number of instances than stand for it: its sizes are not
// known, or it chooses from more launch templates than it has instances.
func (m *Model) open(instances []*snapshot.ContainerInstance) string {
	standing := map[*snapshot.AutoScalingGroup]int{}

	for _, instance := range instances {
		machine := m.index.Instances[instance.Instance]
		if !instance.Implied || machine == nil {
			continue
		}

		group := m.index.AutoScalingGroup(machine.Meta, machine.AutoScalingGroup)
		if group == nil {
			continue
		}

		standing[group]++

		if group.Desired.IsUnknown() || group.MinSize.IsUnknown() {
			return "how many instances " + group.Name + " has is not known"
		}

		if standing[group] > max(1, group.Desired.Or(0), group.MinSize.Or(0)) {
			return "from which of its launch templates the instances of " + group.Name + " start is not known"
		}
	}

	return ""
}

// matching keeps the instances that satisfy every constraint. why is set where that cannot be decided of one,
// which is then kept.
func matching(instances []*snapshot.ContainerInstance, members []member) ([]*snapshot.ContainerInstance, string) {
	var why string

	kept := make([]*snapshot.ContainerInstance, 0, len(instances))

	for _, instance := range instances {
		verdict, unclear := satisfies(instance, members)
		why = cmp.Or(why, unclear)

		if verdict {
			kept = append(kept, instance)
		}
	}

	return kept, why
}
