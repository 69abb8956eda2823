package facts

import (
	"slices"
	"sync"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Builder makes the input of the rules, shard by shard. It is safe for concurrent use.
type Builder struct {
	index     *snapshot.Index
	placement *placement.Model
	reach     *reach.Model
	needs     *needs.Model
	exposure  *exposure.Model
	identity  *identity

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

	// accounts are the roots of scope account; attached are the sets of groups in which a group is attached, and
	// otherwiseUsed marks those that something else than an awsvpc task has.
	accounts      []*account
	attached      map[string][][]string
	otherwiseUsed map[string]bool

	// members and machines are made when they are first asked for.
	members  func() *members
	machines func() *machines

	// fits is what capacity tells, once it is asked.
	fits func() *fits

	// data are the ports of data stores, common those of development servers and the like.
	data, common netset.Services
}

// NewBuilder prepares the facts of a snapshot. Its cost is that of [placement.New], and that of listing the
// tenants with dynamic host ports for each instance.
func NewBuilder(s *snapshot.Snapshot) *Builder {
	index := snapshot.NewIndex(s)
	b := &Builder{
		index:     index,
		placement: placement.New(index),
		reach:     reach.New(index),
		uses:      map[string][]*placement.Tenant{},
		books:     map[string]*ports.Book{},
		conflicts: map[string][]ports.Conflict{},
		contested: map[*placement.Tenant]string{},
		scalesTo:  map[scaled]int{},

		data: servicesNamed(dataPorts()), common: servicesNamed(commonPorts()),

		dynamicHosts: map[*snapshot.ContainerInstance]bool{},
	}

	b.needs = needs.New(index, b.placement, b.reach)
	b.exposure = exposure.New(index, b.placement, b.reach)
	b.identity = newIdentity(s)

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

	b.fits = fitsOf(index, b.placement)
	b.members, b.machines = sync.OnceValue(b.membersOf), sync.OnceValue(b.machinesOf)
	b.addAttachments(attachmentsOf(index, b.placement))

	return b
}

func (b *Builder) addAttachments(all []*attachment) {
	b.accounts, b.attached, b.otherwiseUsed = accountsOf(b.index, all), attachedTo(all), map[string]bool{}

	for _, a := range all {
		for _, id := range a.groups {
			b.otherwiseUsed[id] = b.otherwiseUsed[id] || !a.task
		}
	}
}

// scaled identifies a service as Application Auto Scaling does, by names.
type scaled struct {
	scope            snapshot.Scope
	cluster, service string
}

func (b *Builder) addCluster(cluster *snapshot.Cluster) {
	tenants := b.placement.Tenants(cluster.ID)
	b.books[cluster.ID] = ports.NewBook(tenants)
	b.addConflicts(cluster)

	for instance := range dynamicTenants(tenants) {
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

	if tenant.Service == nil {
		return
	}

	for _, deployment := range tenant.Service.Deployments {
		if old := b.index.TaskDefinitions[deployment.TaskDefinition]; old != nil && old != tenant.TaskDefinition {
			before := *tenant
			before.TaskDefinition, before.Mode = old, placement.Mode(old)
			b.uses[old.ID] = append(b.uses[old.ID], &before)
		}
	}
}

// Roots counts the roots of a scope.
func (b *Builder) Roots(scope Scope) int {
	switch scope {
	case ScopeTaskDefinition:
		return len(b.definitions)
	case ScopeService:
		return len(b.services)
	case ScopeCluster:
		return len(b.index.Snapshot.Clusters)
	case ScopeAccount:
		return len(b.accounts)
	default:
		return 0
	}
}

// Shard makes the input of the roots from (included) to (excluded) of a scope, and its index.
func (b *Builder) Shard(scope Scope, from, to int) (*Input, *Index) {
	input := &Input{Schema: Schema}
	s := &shard{Builder: b, refs: &Index{}}

	switch scope {
	case ScopeTaskDefinition:
		input.TaskDefinitions = &ByMode[TaskDefinition]{}
		for i := from; i < to; i++ {
			d := b.definitions[i]
			input.TaskDefinitions.add(placement.Mode(d), s.taskDefinition(d))
		}
	case ScopeService:
		input.Services = &ByMode[Service]{}
		for _, t := range b.services[from:to] {
			input.Services.add(t.Mode, s.service(t))
		}
	case ScopeCluster:
		for i := from; i < to; i++ {
			input.Clusters = append(input.Clusters, s.cluster(&b.index.Snapshot.Clusters[i]))
		}
	case ScopeAccount:
		for _, a := range b.accounts[from:to] {
			input.Accounts = append(input.Accounts, s.account(a))
		}
	}

	return input, s.refs
}

// shard builds roots and collects what they refer to.
type shard struct {
	*Builder

	refs *Index
}

func (m *ByMode[T]) add(mode snapshot.Value[snapshot.NetworkMode], root T) {
	known, ok := mode.Get()
	if !ok {
		m.Unknown = append(m.Unknown, root)

		return
	}

	switch known {
	case snapshot.ModeAWSVPC:
		m.AWSVPC = append(m.AWSVPC, root)
	case snapshot.ModeBridge:
		m.Bridge = append(m.Bridge, root)
	case snapshot.ModeHost:
		m.Host = append(m.Host, root)
	case snapshot.ModeNone:
		m.None = append(m.None, root)
	case snapshot.ModeDefault:
		m.NAT = append(m.NAT, root)
	default:
		m.Unknown = append(m.Unknown, root)
	}
}

func sorted(s []string) []string {
	s = slices.Sorted(slices.Values(s))

	return slices.Compact(s)
}
