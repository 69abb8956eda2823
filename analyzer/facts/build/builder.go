// Package build makes the input of the rules. It puts the roots together from what the other packages work out, and
// works out itself what tasks claim of the instances that they share: host ports, room, the loopback address.
package build

import (
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/fleet"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/facts/groups"
	"github.com/ecslint/ecslint/analyzer/facts/openings"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Builder makes the input of the rules, shard by shard. It is safe for concurrent use.
type Builder struct {
	*ground.Models

	openings *openings.Model
	groups   *groups.Model

	// uses lists the tenants by task definition, books the claims and conflicts by cluster.
	uses     map[string][]*placement.Tenant
	books    map[string]*ports.Book
	services []*placement.Tenant

	// conflicts are those of each cluster's host ports. contested is the cause of one for which there is no room, of
	// tenants in it that want more tasks than there are instances.
	conflicts map[string][]ports.Conflict
	contested map[*placement.Tenant]string

	// definitions are those that something runs, and those that are to be checked before anything does.
	definitions []*snapshot.TaskDefinition

	// dynamicHosts are the instances on which a tenant with dynamic host ports can land.
	dynamicHosts map[*snapshot.ContainerInstance]bool
	scalesTo     map[scaled]int

	// users are the clusters that name a capacity provider.
	users map[*snapshot.CapacityProvider][]*snapshot.Cluster

	// fits is what capacity tells, once it is asked.
	fits func() *fits
}

// New prepares the facts of a snapshot. Its cost is that of [placement.New], and that of listing the tenants with
// dynamic host ports for each instance.
func New(s *snapshot.Snapshot) *Builder { return With(s, Parameters{}) }

// Parameters are what a team knows of its ports.
type Parameters = facts.Parameters

// With prepares the facts of a snapshot with what a team says of its ports, as [New] does.
func With(s *snapshot.Snapshot, p Parameters) *Builder {
	models := ground.ModelsOf(s)
	b := &Builder{
		Models:    models,
		openings:  openings.New(models, p),
		groups:    groups.New(models),
		uses:      map[string][]*placement.Tenant{},
		books:     map[string]*ports.Book{},
		conflicts: map[string][]ports.Conflict{},
		contested: map[*placement.Tenant]string{},
		scalesTo:  map[scaled]int{},
		users:     map[*snapshot.CapacityProvider][]*snapshot.Cluster{},

		dynamicHosts: map[*snapshot.ContainerInstance]bool{},

		fits: fitsOf(models.Index, models.Placement),
	}

	for i := range s.Clusters {
		b.addCluster(&s.Clusters[i])
	}

	for i := range s.TaskDefinitions {
		if d := &s.TaskDefinitions[i]; len(s.Clusters) == 0 || d.Origin.File != "" || len(b.uses[d.ID]) > 0 {
			b.definitions = append(b.definitions, d)
		}
	}

	for _, t := range s.ScalableTargets {
		b.scalesTo[scaled{t.Scope(), t.Cluster, t.Service}] = t.MaxCapacity
	}

	return b
}

// scaled identifies a service as Application Auto Scaling does, by names.
type scaled struct {
	scope            snapshot.Scope
	cluster, service string
}

func (b *Builder) addCluster(cluster *snapshot.Cluster) {
	tenants := b.Placement.Tenants(cluster.ID)
	lasting := b.Placement.Lasting(cluster.ID)
	b.books[cluster.ID] = ports.NewBook(lasting) // a deployment waits until scheduled tasks have ended
	b.addConflicts(cluster, append(lasting, b.Placement.Scheduled(cluster.ID)...))
	b.addProviders(cluster)

	for instance := range openings.DynamicTenants(tenants) {
		b.dynamicHosts[instance] = true
	}

	for _, tenant := range tenants {
		b.addUses(tenant)

		if tenant.Service != nil {
			b.services = append(b.services, tenant)
		}
	}
}

// addUses notes who runs a definition. While a deployment is in flight, a service runs its old one too.
func (b *Builder) addUses(tenant *placement.Tenant) {
	if tenant.TaskDefinition != nil {
		b.uses[tenant.TaskDefinition.ID] = append(b.uses[tenant.TaskDefinition.ID], tenant)
	}

	for _, before := range b.Before(tenant) {
		b.uses[before.TaskDefinition.ID] = append(b.uses[before.TaskDefinition.ID], before)
	}
}

// Roots counts the roots of a scope.
func (b *Builder) Roots(scope facts.Scope) int {
	switch scope {
	case facts.ScopeTaskDefinition:
		return len(b.definitions)
	case facts.ScopeService:
		return len(b.services)
	case facts.ScopeCluster:
		return len(b.Index.Snapshot.Clusters)
	case facts.ScopeAccount:
		return len(b.groups.Accounts())
	default:
		return 0
	}
}

// Shard makes the input of the roots from (included) to (excluded) of a scope, and its index.
func (b *Builder) Shard(scope facts.Scope, from, to int) (*facts.Input, *facts.Index) {
	input := &facts.Input{Schema: facts.Schema}
	refs := &facts.Index{}
	s := &shard{b, refs, b.openings.Shard(refs), b.groups.Shard(refs), fleet.New(b.Models, refs)}

	switch scope {
	case facts.ScopeTaskDefinition:
		input.TaskDefinitions = &facts.ByMode[facts.TaskDefinition]{}
		for i := from; i < to; i++ {
			d := b.definitions[i]
			input.TaskDefinitions.Add(placement.Mode(d), s.taskDefinition(d))
		}
	case facts.ScopeService:
		input.Services = &facts.ByMode[facts.Service]{}
		for _, t := range b.services[from:to] {
			input.Services.Add(t.Mode, s.service(t))
		}
	case facts.ScopeCluster:
		for i := from; i < to; i++ {
			input.Clusters = append(input.Clusters, s.cluster(&b.Index.Snapshot.Clusters[i]))
		}
	case facts.ScopeAccount:
		for _, a := range b.groups.Accounts()[from:to] {
			input.Accounts = append(input.Accounts, s.account(a))
		}
	}

	return input, s.refs
}

// shard builds roots and collects what they refer to.
type shard struct {
	*Builder

	refs     *facts.Index
	openings *openings.Shard
	groups   *groups.Shard
	fleet    *fleet.Shard
}
