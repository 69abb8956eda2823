// Package openings is the arithmetic of who gets to which port: of the tasks of a service, of the instances of a
// cluster, of whatever has a group, and what load balancers do not get to.
package openings

import (
	"sync"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Model answers for one snapshot. It is safe for concurrent use.
type Model struct {
	*ground.Models

	// members are made when they are first asked for.
	members func() *members

	// data are the ports of data stores, common those of development servers and the like.
	data, common netset.Services

	// stores and admin are the ports of data stores, and of administration, with their names; teamAdmin are those of
	// admin that a team added.
	stores, admin []knownPort
	teamAdmin     netset.Services
}

// New prepares the model.
func New(models *ground.Models, p facts.Parameters) *Model {
	m := &Model{
		Models: models, common: servicesNamed(commonPorts()),
		stores: append(dataPorts(), teamPorts(p.SensitivePorts)...), admin: append(adminPorts(), teamPorts(p.AdminPorts)...),
	}
	m.data, m.teamAdmin = servicesNamed(m.stores), servicesNamed(teamPorts(p.AdminPorts))
	m.members = sync.OnceValue(m.membersOf)

	return m
}

// A Shard makes the facts of some roots, and collects what they refer to.
type Shard struct {
	*Model

	refs *facts.Index

	// claims are those of tenants that were asked about: those of a cluster ask about each other.
	claims map[*placement.Tenant]holding
}

// Shard begins one.
func (m *Model) Shard(refs *facts.Index) *Shard {
	return &Shard{m, refs, map[*placement.Tenant]holding{}}
}

// Service adds what gets to the tasks of a service, and where they get themselves.
func (s *Shard) Service(root *facts.Service, t *placement.Tenant) {
	in := s.admitted(t)
	declared, unread := s.Needs.Declared(t)

	root.Exposures = s.exposures(t, in)
	root.Bypasses = s.bypasses(t, in, declared, unread)
	root.Blocked = s.blocked(t, in)
	root.Egress = s.egress(t, in)
	root.OwnAddress = s.ownAddress(t, in)
}

// Cluster adds what gets to the instances of a cluster, and to its tasks.
func (s *Shard) Cluster(root *facts.Cluster, c *snapshot.Cluster) {
	tenants := s.Placement.Tenants(c.ID)

	root.EphemeralRanges = s.ephemeralRanges(c, tenants)
	root.AdminPorts = s.adminOpen(c)
	root.SensitivePorts = s.sensitiveOpen(c, tenants)
	root.UnclaimedPorts = s.unclaimed(c, tenants)
	root.OpenPeers = s.openPeers(c)
}
