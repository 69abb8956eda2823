package placement

import (
	"cmp"
	"maps"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func (m *Model) tenantsOf(cluster *snapshot.Cluster) []*Tenant {
	services := m.index.ServicesOf[cluster.ID]
	tenants := make([]*Tenant, 0, len(services))

	for _, service := range services {
		tenants = append(tenants, m.service(cluster, service))
	}

	return append(tenants, m.standalone(cluster)...)
}

func (m *Model) service(cluster *snapshot.Cluster, service *snapshot.Service) *Tenant {
	definition := service.TaskDefinition
	if set := taskSet(service); set != nil {
		definition = set.TaskDefinition
	}

	return m.finish(&Tenant{
		Cluster:        cluster,
		Service:        service,
		TaskDefinition: m.index.TaskDefinitions[definition],
		Daemon:         service.SchedulingStrategy.Or("REPLICA") == "DAEMON",
		Desired:        desired(service),
		Capacity:       m.serviceCapacity(cluster, service),
	})
}

// taskSet is what says definition and capacity in place of a service with an EXTERNAL controller, which has
// none of its own; nil for any other.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateTaskSet.html
func taskSet(s *snapshot.Service) *snapshot.TaskSet {
	if s.TaskDefinition != "" || len(s.TaskSets) == 0 {
		return nil
	}

	return &s.TaskSets[0]
}

// desired is the number of tasks, of which CloudFormation, which alone lets it be left out, starts one.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
func desired(s *snapshot.Service) snapshot.Value[int] {
	switch {
	case s.SchedulingStrategy.IsUnknown():
		return snapshot.Unknown[int]("scheduling strategy: " + s.SchedulingStrategy.Reason())
	case s.DesiredCount.IsZero():
		return snapshot.Known(1)
	default:
		return s.DesiredCount
	}
}

// A start is what standalone tasks of one tenant have in common.
type start struct {
	definition, provider string
	launch               snapshot.Value[snapshot.LaunchType]
}

// standalone collects the tasks that no service started.
func (m *Model) standalone(cluster *snapshot.Cluster) []*Tenant {
	count := map[start]int{}

	for _, task := range m.index.TasksOf[cluster.ID] {
		if task.Service == "" {
			count[start{task.TaskDefinition, task.CapacityProvider, task.LaunchType}]++
		}
	}

	tenants := make([]*Tenant, 0, len(count))

	for _, s := range slices.SortedFunc(maps.Keys(count), compareStarts) {
		tenants = append(tenants, m.finish(&Tenant{
			Cluster:        cluster,
			TaskDefinition: m.index.TaskDefinitions[s.definition],
			Desired:        snapshot.Known(count[s]),
			Capacity:       m.taskCapacity(cluster, s),
		}))
	}

	return tenants
}

func compareStarts(a, b start) int {
	return cmp.Or(
		cmp.Compare(a.definition, b.definition),
		cmp.Compare(a.launch.Or(""), b.launch.Or("")),
		cmp.Compare(a.launch.Reason(), b.launch.Reason()),
		cmp.Compare(a.provider, b.provider),
	)
}

func (m *Model) finish(tenant *Tenant) *Tenant {
	tenant.Mode = Mode(tenant.TaskDefinition)
	tenant.Eligible = m.eligible(tenant)

	if tenant.Daemon {
		tenant.Desired = m.daemons(tenant)
	}

	return tenant
}

// daemons is one for each instance, which is not known where the instances are not.
func (m *Model) daemons(t *Tenant) snapshot.Value[int] {
	if why := cmp.Or(t.Eligible.Uncounted(), m.blind[t.Cluster.ID]); why != "" {
		return snapshot.Unknown[int](why)
	}

	return snapshot.Known(len(t.Eligible.Instances))
}
