// Package groups is the arithmetic of security groups: what they give to those that have them, what those share who
// have one in common, and which of their rules say nothing.
package groups

import (
	"sync"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
)

// A Model answers for one snapshot. It is safe for concurrent use.
type Model struct {
	*ground.Models

	identity *identity

	// accounts are those that have groups; attached are the sets of groups in which a group is attached, and
	// otherwiseUsed marks those that something else than an awsvpc task has.
	accounts      []*Account
	attached      map[string][][]string
	otherwiseUsed map[string]bool

	// machines are made when they are first asked for.
	machines func() *machines
}

// New prepares the model. Its cost is linear in interfaces, tenants and rules.
func New(models *ground.Models) *Model {
	attachments := attachmentsOf(models.Index, models.Placement)
	m := &Model{
		Models: models, identity: newIdentity(models.Index.Snapshot), accounts: accountsOf(models.Index, attachments),
		attached: attachedTo(attachments), otherwiseUsed: map[string]bool{},
	}

	for _, a := range attachments {
		for _, id := range a.groups {
			m.otherwiseUsed[id] = m.otherwiseUsed[id] || !a.task
		}
	}

	m.machines = sync.OnceValue(m.machinesOf)

	return m
}

// Accounts lists the groups of each account and region.
func (m *Model) Accounts() []*Account { return m.accounts }

// OtherwiseUsed reports whether something else than an awsvpc task has a group, or will.
func (m *Model) OtherwiseUsed(id string) bool { return m.otherwiseUsed[id] }

// A Shard makes the facts of some roots, and collects what they refer to.
type Shard struct {
	*Model

	refs *facts.Index
}

// Shard begins one.
func (m *Model) Shard(refs *facts.Index) *Shard { return &Shard{m, refs} }

// Service adds the groups of the tasks of a service.
func (s *Shard) Service(root *facts.Service, t *placement.Tenant) {
	root.Groups = s.taskGroups(t)
	root.InstanceGroups = s.instanceGroups(t)
}

// Cluster adds what the tenants of a cluster share by their groups.
func (s *Shard) Cluster(root *facts.Cluster, tenants []*placement.Tenant) {
	neighbours := s.neighbourhood(tenants)

	root.SharedGroups = s.sharedGroups(tenants)
	root.SharedInstanceGroups = s.sharedInstanceGroups(neighbours)
	root.TaskInstanceGroups = s.taskInstanceGroups(tenants)
	root.LateralMovement = s.lateralMovement(neighbours)
	root.InstanceGroupsUnclear = neighbours.unclear
}
