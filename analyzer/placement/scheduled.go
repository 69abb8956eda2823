package placement

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Scheduled lists what runs in the cluster with the given ID from time to time: a tenant for each task definition that
// a rule or schedule starts, unless that is switched off.
func (m *Model) Scheduled(cluster string) []*Tenant { return m.scheduled[cluster] }

// scheduledOf makes the tenants of a cluster. Where it is not known whether a rule or schedule is switched off it
// counts, since it is on unless somebody says otherwise. What several start of the same is one job at several times.
func (m *Model) scheduledOf(cluster *snapshot.Cluster) []*Tenant {
	type job struct {
		definition *snapshot.TaskDefinition
		demand     demand
	}

	var tenants []*Tenant

	jobs := map[job]*Tenant{}

	for _, schedule := range m.index.ScheduledTasksOf[cluster.ID] {
		t := m.scheduledTenant(cluster, schedule)
		if t == nil {
			continue
		}

		key := job{t.TaskDefinition, m.demandOf(t)}
		if same := jobs[key]; same != nil {
			same.Desired = larger(same.Desired, t.Desired)

			continue
		}

		jobs[key] = t
		tenants = append(tenants, t)
	}

	return tenants
}

// scheduledTenant is nil for what is switched off, and for a definition that was not read, of which nothing is known.
func (m *Model) scheduledTenant(cluster *snapshot.Cluster, schedule *snapshot.ScheduledTask) *Tenant {
	definition := m.index.TaskDefinitions[schedule.TaskDefinition]
	if definition == nil || schedule.Disabled.Or(false) {
		return nil
	}

	count := schedule.TaskCount
	if count.IsZero() {
		count = snapshot.Known(1)
	}

	return m.finish(&Tenant{
		Cluster: cluster, Schedule: schedule, TaskDefinition: definition, Desired: count,
		Capacity: m.givenCapacity(cluster, schedule.LaunchType, schedule.CapacityProviderStrategy),
	})
}

func larger(a, b snapshot.Value[int]) snapshot.Value[int] {
	if a.IsUnknown() || b.IsUnknown() {
		return snapshot.Unknown[int](cmp.Or(a.Reason(), b.Reason()))
	}

	return snapshot.Known(max(a.Or(0), b.Or(0)))
}

// Lasting lists the tenants of the cluster without those that are the tasks of a rule or schedule, which come and go.
func (m *Model) Lasting(cluster string) []*Tenant {
	return slices.DeleteFunc(slices.Clone(m.tenants[cluster]), func(t *Tenant) bool {
		return t.Service == nil && slices.ContainsFunc(m.scheduled[cluster], func(s *Tenant) bool {
			return s.TaskDefinition == t.TaskDefinition
		})
	})
}
