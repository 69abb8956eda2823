package placement

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Eligibility is what of a cluster takes a tenant's tasks.
type Eligibility struct {
	// Instances are the ACTIVE container instances that match, in the order of the snapshot.
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

// Share reports whether two tenants can land on one instance, and whether that can be told.
func Share(a, b *Tenant) (shared, decided bool) {
	if !a.Capacity.instances() || !b.Capacity.instances() {
		return false, true
	}

	if a.Eligible.Undecided != "" || b.Eligible.Undecided != "" {
		return false, false
	}

	if a.Eligible.Unlimited || b.Eligible.Unlimited {
		return len(intersect(a.Capacity.Providers, b.Capacity.Providers)) > 0, true
	}

	for _, instance := range a.Eligible.Instances {
		if slices.Contains(b.Eligible.Instances, instance) {
			return true, true
		}
	}

	for _, g := range a.Eligible.Growth {
		if slices.Contains(b.Eligible.Growth, g) {
			return true, true
		}
	}

	return false, true
}

// instances reports whether the capacity is instances that tasks share at all.
func (c Capacity) instances() bool { return c.Launch != snapshot.LaunchFargate }

func (m *Model) eligible(t *Tenant) Eligibility {
	switch {
	case t.Capacity.Unknown != "":
		return Eligibility{Undecided: "launch type: " + t.Capacity.Unknown}
	case t.Capacity.Launch == snapshot.LaunchFargate:
		return Eligibility{}
	case t.Capacity.Launch == snapshot.LaunchManagedInstances:
		return Eligibility{Instances: m.candidates(t), Unlimited: true}
	}

	if why, blind := m.blind[place(t.Cluster.Account, t.Cluster.Region)]; blind {
		return Eligibility{Undecided: why}
	}

	return m.constrained(t)
}

// constrained keeps the candidates that satisfy every constraint. One constraint that cannot be decided
// leaves the whole answer undecided.
func (m *Model) constrained(t *Tenant) Eligibility {
	candidates := m.candidates(t)
	members := memberOf(t.constraints())
	eligible := make([]*snapshot.ContainerInstance, 0, len(candidates))

	for _, instance := range candidates {
		verdict, why := m.satisfies(instance, members)
		if why != "" {
			return Eligibility{Undecided: why}
		}

		if verdict {
			eligible = append(eligible, instance)
		}
	}

	growth, why := m.growth(t, members, len(eligible) == len(candidates))

	return Eligibility{Instances: eligible, Growth: growth, Undecided: why}
}

// candidates are the cluster's ACTIVE instances of the tenant's capacity and operating system.
func (m *Model) candidates(t *Tenant) []*snapshot.ContainerInstance {
	var candidates []*snapshot.ContainerInstance

	for _, instance := range m.index.ContainerInstancesOf[t.Cluster.ID] {
		if instance.Status == "ACTIVE" && m.hosts(t.Capacity, instance) && runs(t.TaskDefinition, instance) {
			candidates = append(candidates, instance)
		}
	}

	return candidates
}

func (m *Model) hosts(c Capacity, instance *snapshot.ContainerInstance) bool {
	switch {
	case len(c.Providers) > 0:
		return slices.Contains(c.Providers, instance.CapacityProvider)
	case c.Launch == snapshot.LaunchExternal:
		return External(instance)
	default:
		return !External(instance) && !m.managed(instance)
	}
}

// External reports whether the instance is of ECS Anywhere: it is known to Systems Manager (mi-…), not to EC2.
func External(instance *snapshot.ContainerInstance) bool {
	return !strings.HasPrefix(instance.Instance, "i-")
}

func (m *Model) managed(instance *snapshot.ContainerInstance) bool {
	p := m.index.CapacityProvider(instance.Meta, instance.CapacityProvider)

	return p != nil && p.ManagedInstances != nil
}

// runs reports whether the instance has the operating system and architecture the definition names.
func runs(definition *snapshot.TaskDefinition, instance *snapshot.ContainerInstance) bool {
	if definition == nil {
		return true
	}

	system := "linux"
	if Windows(definition) {
		system = "windows"
	}

	if os, ok := attribute(instance, "ecs.os-type"); ok && os != system {
		return false
	}

	cpu, named := definition.CPUArchitecture.Get()
	has, ok := attribute(instance, "ecs.cpu-architecture")

	return !named || !ok || strings.EqualFold(cpu, has)
}

func attribute(instance *snapshot.ContainerInstance, name string) (string, bool) {
	for _, a := range instance.Attributes {
		if a.Name == name {
			return a.Value, true
		}
	}

	return "", false
}

// growth counts the instances that managed scaling may still add. What an instance that does not exist yet
// would match is known only where every candidate matches, or where nothing is asked of it.
func (m *Model) growth(t *Tenant, members []string, allMatch bool) (growth []Growth, why string) {
	for _, name := range t.Capacity.Providers {
		more, why := m.providerGrowth(t, name)
		if why != "" {
			return nil, why
		}

		if more > 0 {
			growth = append(growth, Growth{name, more})
		}
	}

	if len(growth) > 0 && len(members) > 0 && (!allMatch || len(m.candidates(t)) == 0) {
		return nil, "whether instances that managed scaling adds satisfy " + strings.Join(members, " and ")
	}

	return growth, ""
}

func (m *Model) providerGrowth(t *Tenant, name string) (n int, why string) {
	provider := m.index.CapacityProvider(t.Cluster.Meta, name)

	switch {
	case provider == nil:
		return 0, "capacity provider " + name + " was not read"
	case provider.ManagedScaling.IsUnknown():
		return 0, "managed scaling of capacity provider " + name + ": " + provider.ManagedScaling.Reason()
	case !provider.ManagedScaling.Or(false):
		return 0, ""
	}

	asg := m.index.AutoScalingGroup(t.Cluster.Meta, provider.AutoScalingGroup)
	if asg == nil {
		return 0, "auto scaling group " + provider.AutoScalingGroup + " was not read"
	}

	running := 0

	for _, instance := range m.index.ContainerInstancesOf[t.Cluster.ID] {
		if instance.CapacityProvider == name {
			running++
		}
	}

	return max(0, asg.MaxSize-running), ""
}

func memberOf(constraints []snapshot.PlacementConstraint) []string {
	var expressions []string

	for _, c := range constraints {
		if c.Type == "memberOf" {
			expressions = append(expressions, c.Expression)
		}
	}

	return expressions
}

func intersect(a, b []string) []string {
	var both []string

	for _, s := range a {
		if slices.Contains(b, s) {
			both = append(both, s)
		}
	}

	return both
}
