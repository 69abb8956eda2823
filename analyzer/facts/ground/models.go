// Package ground is what the facts of every theme stand on: the models of a snapshot, the words of evidence, and what
// counts for a tenant.
package ground

import (
	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Models are what is asked about one snapshot. They are safe for concurrent use.
type Models struct {
	Index     *snapshot.Index
	Placement *placement.Model
	Reach     *reach.Model
	Needs     *needs.Model
	Exposure  *exposure.Model

	// Tenants are those of all clusters, in the order of the snapshot.
	Tenants []*placement.Tenant
}

// ModelsOf prepares the models of a snapshot, at the cost of [placement.New].
func ModelsOf(s *snapshot.Snapshot) *Models {
	index := snapshot.NewIndex(s)
	m := &Models{Index: index, Placement: placement.New(index), Reach: reach.New(index)}
	m.Needs = needs.New(index, m.Placement, m.Reach)
	m.Exposure = exposure.New(index, m.Placement, m.Reach)

	for i := range s.Clusters {
		m.Tenants = append(m.Tenants, m.Placement.Tenants(s.Clusters[i].ID)...)
	}

	return m
}

// Before lists a service with each definition that its deployments replace: while one is in flight, tasks of the old
// one run too.
func (m *Models) Before(t *placement.Tenant) []*placement.Tenant {
	if t.Service == nil {
		return nil
	}

	var all []*placement.Tenant

	for _, deployment := range t.Service.Deployments {
		if old := m.Index.TaskDefinitions[deployment.TaskDefinition]; old != nil && old != t.TaskDefinition {
			before := *t
			before.TaskDefinition, before.Mode = old, placement.Mode(old)
			all = append(all, &before)
		}
	}

	return all
}
