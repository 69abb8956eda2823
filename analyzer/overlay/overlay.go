// Package overlay lays a change over an account: what it would be once the change is deployed.
//
// A written task definition, service or group takes the place of its namesake. What runs keeps running, as it does
// while ECS replaces tasks step by step, and what files cannot know, such as ids, is that of the namesake.
package overlay

import (
	"cmp"
	"errors"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Options say where a change belongs, as far as names do not.
type Options struct {
	// Cluster is the name or ARN of the cluster in which a task definition that nothing runs is judged, as that of a new
	// service. Without it such a definition is an error.
	Cluster string

	// Services names the service that a task definition is for, as CLUSTER/NAME or NAME, by the definition's family or
	// its file, cleaned as [path.Clean] does.
	Services map[string]string

	// Before is the change as it was written before, as far as that is known: what it wrote and writes no more goes. It
	// is nil where nothing says it.
	Before *snapshot.Snapshot

	// ReplaceAll judges instances that start from something else as if all were replaced; without it the first of a group
	// stays as it is. Each of the two is so for a while.
	ReplaceAll bool
}

// Errors that say why a change cannot be laid over an account. Each is wrapped with what to do about it.
var (
	ErrNoPlace   = errors.New("it has no place in the account")
	ErrAmbiguous = errors.New("it can be laid over the account in several ways")
)

// Over returns the account as it would be with the change, and what was replaced. Neither of the two that are given
// is changed; the result shares what it did not touch. The error names every part of the change without a place.
//
// What a deployment would make besides what is written, such as the instances of an auto scaling group, is the
// account's to know. Those of a VPC or cluster that the account does not have are added.
func Over(account, change *snapshot.Snapshot, opts Options) (*snapshot.Snapshot, []Replaced, error) {
	l := newLayer(account, change, opts)

	l.clusters()
	l.providers()
	l.networks()
	l.there()
	l.groups()
	l.targetGroups()
	l.cloudMap()
	l.definitions()
	l.services()
	l.scalableTargets()
	l.scheduledTasks()
	l.balancers()
	l.hosts()
	l.fleets()
	l.nextVersions()
	l.strangers()
	l.refusals()

	if err := errors.Join(l.failed...); err != nil {
		return nil, nil, err
	}

	l.out.Sources = append(slices.Clip(l.out.Sources), change.Sources...)
	l.out.Suppressions = append(slices.Clip(l.out.Suppressions), change.Suppressions...)
	l.out.Gaps = append(slices.Clip(l.out.Gaps), l.gaps()...)

	return l.out, l.replaced, nil
}

// layer is the work in hand.
type layer struct {
	account, change, out *snapshot.Snapshot
	opts                 Options

	// home is where the account's things are, if all are in one account and region.
	home snapshot.Meta

	// definitionsOf finds what the account runs.
	definitionsOf map[string]*snapshot.TaskDefinition

	// names are what the account calls what the change calls otherwise: ids by addresses in files.
	names map[string]string

	// laid are the ids of the change's definitions, in each account and region that they were laid over.
	laid map[laidKey]string

	// providerNames are the account's for capacity providers.
	providerNames map[string]string

	// newClusters are added to the account, fresh are the VPCs that are; deployed are the stacks of which the account has
	// something, unnamed the target groups without a name in a file.
	newClusters, fresh, deployed, unnamed map[string]bool

	// judged are the route tables and network ACLs of the change that are laid over VPCs that the account has.
	// judgedHosts are its auto scaling groups that are.
	judged, judgedHosts map[string]bool

	// containers, instances and interfaces are the change's, with those that its user data alone brings to a cluster of
	// the account. Those in arrive are new there; paired are instances of the account that the change writes.
	containers     []snapshot.ContainerInstance
	instances      []snapshot.Instance
	interfaces     []snapshot.NetworkInterface
	arrive, paired map[string]bool

	// lost are parts of the change that are not judged.
	lost []snapshot.Gap

	// laidServices are those of the account by what their stack calls them.
	laidServices map[[2]string]snapshot.Service

	replaced []Replaced
	failed   []error
}

func newLayer(account, change *snapshot.Snapshot, opts Options) *layer {
	out := *account
	out.Clusters = slices.Clone(account.Clusters)
	out.Services = slices.Clone(account.Services)
	out.Tasks = slices.Clone(account.Tasks)
	out.TaskDefinitions = slices.Clone(account.TaskDefinitions)
	out.SecurityGroups = slices.Clone(account.SecurityGroups)
	out.TargetGroups = slices.Clone(account.TargetGroups)
	out.ScalableTargets = slices.Clone(account.ScalableTargets)
	out.ScheduledTasks = slices.Clone(account.ScheduledTasks)
	out.Subnets = slices.Clone(account.Subnets)
	out.RouteTables = slices.Clone(account.RouteTables)
	out.NetworkACLs = slices.Clone(account.NetworkACLs)

	l := &layer{
		account: account, change: change, out: &out, opts: opts, home: homeOf(account),
		definitionsOf: map[string]*snapshot.TaskDefinition{},
		names:         map[string]string{}, laid: map[laidKey]string{}, providerNames: map[string]string{},
		laidServices: map[[2]string]snapshot.Service{},
		newClusters:  map[string]bool{}, fresh: map[string]bool{}, deployed: map[string]bool{}, unnamed: map[string]bool{},
		judged: map[string]bool{}, judgedHosts: map[string]bool{},
		arrive: map[string]bool{}, paired: map[string]bool{},
	}

	for i := range account.TaskDefinitions {
		l.definitionsOf[account.TaskDefinitions[i].ID] = &account.TaskDefinitions[i]
	}

	return l
}

// homeOf is the account and region of every cluster; empty where there are several.
func homeOf(account *snapshot.Snapshot) snapshot.Meta {
	var home snapshot.Meta

	for i := range account.Clusters {
		at := account.Clusters[i].Meta
		if i > 0 && (at.Account != home.Account || at.Region != home.Region) {
			return snapshot.Meta{}
		}

		home.Account, home.Region = at.Account, at.Region
	}

	return home
}

// settle gives a written thing the account and region of the one whose place it takes.
func settle(written *snapshot.Meta, at snapshot.Meta) {
	written.Account = cmp.Or(at.Account, written.Account)
	written.Region = cmp.Or(at.Region, written.Region)
	written.Stack = at.Stack
}

// elsewhere reports whether a written thing says that it is in another account or region.
func elsewhere(written, at snapshot.Meta) bool {
	differ := func(a, b string) bool { return a != "" && b != "" && a != b }

	return differ(written.Account, at.Account) || differ(written.Region, at.Region)
}

// call is what the account calls something of the change.
func (l *layer) call(id string) string { return cmp.Or(l.names[id], id) }

// callAll is the same for a list.
func (l *layer) callAll(ids []string) []string {
	called := slices.Clone(ids)
	for i := range called {
		called[i] = l.call(called[i])
	}

	return called
}

// calls is the same for a list that may not be known.
func (l *layer) calls(ids snapshot.Value[[]string]) snapshot.Value[[]string] {
	written, ok := ids.Get()
	if !ok {
		return ids
	}

	return snapshot.Known(l.callAll(written))
}

// or is the written value, and the account's where a file cannot say it.
func or[T any](written, account snapshot.Value[T]) snapshot.Value[T] {
	if written.IsUnknown() {
		return account
	}

	return written
}
