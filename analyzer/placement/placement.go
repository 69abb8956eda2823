// Package placement says on which hosts a task can land, and what those hosts are.
//
// "Can land on the same instance" means what the scheduler means by it: launch type, capacity providers,
// placement constraints, growth, and the host ports that an agent keeps for itself, not "in the same cluster". CPU
// and memory are not judged.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html
package placement

import "github.com/ecslint/ecslint/analyzer/snapshot"

// A Model answers placement questions about one snapshot. It is safe for concurrent use.
type Model struct {
	index   *snapshot.Index
	tenants map[string][]*Tenant

	// scheduled are those of rules and schedules, by the cluster's ID.
	scheduled map[string][]*Tenant

	// blind is why the container instances of a cluster are not all known, by its ID.
	blind map[string]string

	// known is what takes the tasks of tenants that ask for the same, and filters the groups of those instances;
	// machines are the hosts. Only New fills them.
	known    map[demand]Eligibility
	filters  map[demand]filter
	machines map[*snapshot.ContainerInstance]Host

	// kept are the host ports that agents keep for themselves, by the ID of the cluster.
	kept map[string]map[hostPort]bool
}

// New prepares the model. Its cost is linear in services and tasks, and in container instances times the
// different things that tenants ask of them.
func New(index *snapshot.Index) *Model {
	m := &Model{
		index: index, tenants: map[string][]*Tenant{}, scheduled: map[string][]*Tenant{}, blind: unread(index.Snapshot),
		known: map[demand]Eligibility{}, filters: map[demand]filter{}, machines: map[*snapshot.ContainerInstance]Host{},
		kept: map[string]map[hostPort]bool{},
	}

	for i := range index.Snapshot.ContainerInstances {
		instance := &index.Snapshot.ContainerInstances[i]
		m.machines[instance] = m.host(instance)
		m.addReserved(instance)
	}

	for i := range index.Snapshot.Clusters {
		cluster := &index.Snapshot.Clusters[i]
		m.tenants[cluster.ID] = m.tenantsOf(cluster)
		m.scheduled[cluster.ID] = m.scheduledOf(cluster)
		m.follow(cluster.ID)
	}

	return m
}

// Tenants lists what runs in the cluster with the given ID: its services, then its standalone tasks by
// task definition.
func (m *Model) Tenants(cluster string) []*Tenant { return m.tenants[cluster] }
