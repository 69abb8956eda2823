package build

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// untold is why something is not known of an account that a source says of each resource, so that only a snapshot of an
// older version can lack it.
const untold = "the snapshot does not say it"

// settings tells what a cluster is set to.
func (s *shard) settings(root *facts.Cluster, c *snapshot.Cluster) {
	root.Insights = insights(c)
	root.Exec = s.exec(c)

	for _, p := range s.providersOf(c) {
		s.unprotected(root, p)
	}
}

// insights is nil for a cluster that the source names only. A written one that does not say it takes over what the
// account has.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html
func insights(c *snapshot.Cluster) *facts.Setting {
	value := c.ContainerInsights

	switch {
	case value.Reason() == snapshot.NotInSource:
		return nil
	case !value.IsZero():
		return &facts.Setting{Value: fact(value, "")}
	case c.Origin.File == "":
		return &facts.Setting{Value: fact(snapshot.Unknown[string](untold), "")}
	default:
		return &facts.Setting{Value: fact(value, "disabled"), Assumptions: []string{facts.InsightsDefault}}
	}
}

// exec is nil where no service lets anybody open a session, as far as that is known.
func (s *shard) exec(c *snapshot.Cluster) *facts.ExecUse {
	use := &facts.ExecUse{Logging: fact(c.ExecLogging, "DEFAULT")}

	for _, t := range s.Placement.Tenants(c.ID) {
		if t.Service == nil {
			continue
		}

		enabled := t.Service.EnableExecuteCommand
		use.Undecided = cmp.Or(use.Undecided, enabled.Reason())

		if enabled.Or(false) {
			use.Names = append(use.Names, t.Name())
			use.Refs = append(use.Refs, s.refs.Add(ground.Tenant(t)))
		}
	}

	if len(use.Names) == 0 && use.Undecided == "" {
		return nil
	}

	use.Names = ground.Sorted(use.Names)

	return use
}

// addProviders notes which clusters name which capacity providers of auto scaling groups.
func (b *Builder) addProviders(c *snapshot.Cluster) {
	for _, name := range c.CapacityProviders {
		if p := b.Index.CapacityProvider(c.Meta, name); p != nil && p.ManagedInstances == nil {
			b.users[p] = append(b.users[p], c)
		}
	}
}

// providersOf are the capacity providers that a cluster is the first to name, by its ID, in its own order.
func (s *shard) providersOf(c *snapshot.Cluster) []*snapshot.CapacityProvider {
	var all []*snapshot.CapacityProvider

	for _, name := range c.CapacityProviders {
		earlier := func(other *snapshot.Cluster) bool { return other.ID < c.ID }
		if p := s.Index.CapacityProvider(c.Meta, name); p != nil && len(s.users[p]) > 0 &&
			!slices.ContainsFunc(s.users[p], earlier) {
			all = append(all, p)
		}
	}

	return all
}

// unprotected notes a provider that lets its group scale in, by managed scaling, and keeps nothing. Without managed
// scaling there is no managed termination protection either.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AutoScalingGroupProvider.html
func (s *shard) unprotected(root *facts.Cluster, p *snapshot.CapacityProvider) {
	protection := p.ManagedTerminationProtection
	if protection.IsZero() && p.Origin.File == "" {
		protection = snapshot.Unknown[bool](untold)
	}

	if protection.Or(false) || !p.ManagedScaling.Or(p.ManagedScaling.IsUnknown()) {
		return
	}

	provider := facts.UnprotectedProvider{
		Ref: s.refs.Add(ground.CapacityProvider(p)), Name: p.Name,
		Undecided: cmp.Or(protection.Reason(), p.ManagedScaling.Reason()),
	}

	users := slices.SortedStableFunc(slices.Values(s.users[p]), func(a, b *snapshot.Cluster) int {
		return cmp.Compare(a.ID, b.ID)
	})
	for _, c := range users {
		provider.Clusters = append(provider.Clusters, s.refs.Add(ground.Cluster(c)))
	}

	root.UnprotectedProviders = append(root.UnprotectedProviders, provider)
}
