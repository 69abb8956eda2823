// Package placement says on which hosts a task can land, and what those hosts are.
//
// "Can land on the same instance" means what the scheduler means by it: launch type, capacity providers,
// placement constraints and growth, not "in the same cluster". CPU and memory are not judged.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html
package placement

import "github.com/ecslint/ecslint/analyzer/snapshot"

// A Model answers placement questions about one snapshot. It is safe for concurrent use.
type Model struct {
	index   *snapshot.Index
	tenants map[string][]*Tenant
	blind   map[string]string
}

// New prepares the model. Its cost is linear in services, tasks and container instances, and in the number
// of instances that each service can land on.
func New(index *snapshot.Index) *Model {
	m := &Model{index: index, tenants: map[string][]*Tenant{}, blind: unread(index.Snapshot)}
	for i := range index.Snapshot.Clusters {
		cluster := &index.Snapshot.Clusters[i]
		m.tenants[cluster.ID] = m.tenantsOf(cluster)
	}

	return m
}

// Tenants lists what runs in the cluster with the given ID: its services, then its standalone tasks by
// task definition.
func (m *Model) Tenants(cluster string) []*Tenant { return m.tenants[cluster] }

// unread maps a region to the reason why its container instances are not known.
func unread(s *snapshot.Snapshot) map[string]string {
	blind := map[string]string{}

	for _, gap := range s.Gaps {
		for _, noun := range gap.Nouns {
			if noun == snapshot.NounContainerInstance {
				blind[place(gap.Account, gap.Region)] = gap.What + ": " + gap.Why
			}
		}
	}

	return blind
}

func place(account, region string) string { return account + "/" + region }
