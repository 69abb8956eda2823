package placement

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Tenant is something that puts tasks of one definition on a cluster: a service, or a standalone or
// scheduled task.
type Tenant struct {
	Cluster *snapshot.Cluster

	// Service is nil for standalone tasks.
	Service *snapshot.Service

	// TaskDefinition is nil where it was not read.
	TaskDefinition *snapshot.TaskDefinition

	// Mode is the network mode that the tasks have, absent resolved by operating system.
	Mode snapshot.Value[snapshot.NetworkMode]

	// Daemon reports whether the tenant runs one task on each of its instances.
	Daemon bool

	// Desired is the number of tasks: the desired count, or how many standalone tasks run. For a daemon it
	// is the number of its instances.
	Desired snapshot.Value[int]

	// Capacity is where the tasks can run.
	Capacity Capacity

	// Eligible is what of that takes them.
	Eligible Eligibility
}

// Name is the service, or the family of standalone tasks.
func (t *Tenant) Name() string {
	if t.Service != nil {
		return t.Service.Name
	}

	if t.TaskDefinition != nil {
		return t.TaskDefinition.Family
	}

	return ""
}

// DistinctInstance reports whether the service may have one task per instance only, by constraint.
func (t *Tenant) DistinctInstance() bool {
	return slices.ContainsFunc(t.constraints(), func(c snapshot.PlacementConstraint) bool {
		return c.Type == "distinctInstance"
	})
}

func (t *Tenant) constraints() []snapshot.PlacementConstraint {
	var all []snapshot.PlacementConstraint
	if t.TaskDefinition != nil {
		all = append(all, t.TaskDefinition.PlacementConstraints...)
	}

	if t.Service != nil {
		all = append(all, t.Service.PlacementConstraints...)
	}

	return all
}

func (m *Model) tenantsOf(cluster *snapshot.Cluster) []*Tenant {
	services := m.index.ServicesOf[cluster.ID]
	tenants := make([]*Tenant, 0, len(services))

	for _, service := range services {
		tenants = append(tenants, m.service(cluster, service))
	}

	return append(tenants, m.standalone(cluster)...)
}

func (m *Model) service(cluster *snapshot.Cluster, service *snapshot.Service) *Tenant {
	tenant := &Tenant{
		Cluster:        cluster,
		Service:        service,
		TaskDefinition: m.index.TaskDefinitions[service.TaskDefinition],
		Daemon:         service.SchedulingStrategy.Or("REPLICA") == "DAEMON",
		Desired:        service.DesiredCount,
		Capacity:       m.serviceCapacity(cluster, service),
	}

	return m.finish(tenant)
}

// standalone collects the tasks that no service started, one tenant for each definition and capacity.
func (m *Model) standalone(cluster *snapshot.Cluster) []*Tenant {
	type start struct {
		definition, provider string
		launch               snapshot.LaunchType
	}

	count := map[start]int{}

	for _, task := range m.index.TasksOf[cluster.ID] {
		if task.Service == "" {
			count[start{task.TaskDefinition, task.CapacityProvider, task.LaunchType.Or("")}]++
		}
	}

	tenants := make([]*Tenant, 0, len(count))

	for s, n := range count {
		tenants = append(tenants, m.finish(&Tenant{
			Cluster:        cluster,
			TaskDefinition: m.index.TaskDefinitions[s.definition],
			Desired:        snapshot.Known(n),
			Capacity:       m.taskCapacity(cluster, s.launch, s.provider),
		}))
	}

	slices.SortFunc(tenants, func(a, b *Tenant) int {
		return cmp.Or(cmp.Compare(a.Name(), b.Name()), cmp.Compare(a.Capacity.Launch, b.Capacity.Launch))
	})

	return tenants
}

func (m *Model) finish(tenant *Tenant) *Tenant {
	tenant.Mode = Mode(tenant.TaskDefinition)
	tenant.Eligible = m.eligible(tenant)

	if tenant.Daemon && tenant.Eligible.Undecided == "" {
		tenant.Desired = snapshot.Known(len(tenant.Eligible.Instances))
	}

	return tenant
}

// Mode is the network mode a definition has in effect: an absent one is bridge on Linux and Docker's NAT,
// "default", on Windows. It is unknown where the definition was not read.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
func Mode(definition *snapshot.TaskDefinition) snapshot.Value[snapshot.NetworkMode] {
	if definition == nil {
		return snapshot.Unknown[snapshot.NetworkMode]("the task definition was not read")
	}

	if !definition.NetworkMode.IsZero() {
		return definition.NetworkMode
	}

	if Windows(definition) {
		return snapshot.Known(snapshot.ModeDefault)
	}

	return snapshot.Known(snapshot.ModeBridge)
}

// Windows reports whether a definition says that it is for Windows; absent is Linux.
func Windows(definition *snapshot.TaskDefinition) bool {
	family := definition.OperatingSystemFamily.Or("LINUX")

	return len(family) >= 7 && family[:7] == "WINDOWS"
}
