package overlay

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// providers learns what the account calls capacity providers, by name.
func (l *layer) providers() {
	for i := range l.change.CapacityProviders {
		written := &l.change.CapacityProviders[i]

		found := match(l.account.CapacityProviders, written.ID, written.Name,
			func(p *snapshot.CapacityProvider) string { return p.Name },
			near(written.Meta, func(p *snapshot.CapacityProvider) *snapshot.Meta { return &p.Meta }))
		if len(found) == 1 {
			l.providerNames[written.Name] = l.account.CapacityProviders[found[0]].Name
			l.provider(written, found[0])
		}
	}
}

// provider lays a written capacity provider over that of the account, in what a deployment changes of it.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateCapacityProvider.html
func (l *layer) provider(written *snapshot.CapacityProvider, at int) {
	l.out.CapacityProviders = slices.Clone(l.out.CapacityProviders)
	laid := &l.out.CapacityProviders[at]

	if written.ManagedScaling.IsKnown() {
		laid.ManagedScaling = written.ManagedScaling
	}
}

// strategy is a capacity provider strategy with the names of the account.
func (l *layer) strategy(written []snapshot.CapacityProviderStrategyItem) []snapshot.CapacityProviderStrategyItem {
	laid := slices.Clone(written)

	for i := range laid {
		if name := l.providerNames[laid[i].CapacityProvider]; name != "" {
			laid[i].CapacityProvider = name
		}
	}

	return laid
}

// hosts adds the instances of clusters that the account does not have, and those that are new in others, with what they
// are started from. All others are as they are.
func (l *layer) hosts() {
	l.arrivals()

	started := map[string]bool{}

	for _, c := range l.containers {
		if l.newClusters[c.Cluster] || l.arrive[c.Instance] {
			started[c.Instance] = true
			l.out.ContainerInstances = append(slices.Clip(l.out.ContainerInstances), l.registered(c))
		}
	}

	used := map[string]bool{}

	for _, i := range l.instances {
		if started[i.ID] {
			used[i.AutoScalingGroup], used[i.LaunchTemplate] = true, true
			settle(&i.Meta, l.home)

			if strings.Contains(i.Image, "ami-windows-latest") { // the parameter that names the image
				i.Platform = "windows"
			}

			l.out.Instances = append(slices.Clip(l.out.Instances), i)
		}
	}

	for _, n := range l.interfaces {
		if started[n.Instance] && n.Instance != "" {
			l.out.NetworkInterfaces = append(slices.Clip(l.out.NetworkInterfaces), l.settled(n))
		}
	}

	if len(started) > 0 {
		l.sources(func(name string) bool { return len(l.newClusters) > 0 || name != "" && used[name] })
	}
}

// sources adds what new instances are started from, where the account does not have it, of what is used.
func (l *layer) sources(used func(string) bool) {
	for _, p := range l.change.CapacityProviders {
		if l.providerNames[p.Name] == "" && used(p.AutoScalingGroup) {
			settle(&p.Meta, l.home)
			p.Cluster = l.call(p.Cluster)
			l.out.CapacityProviders = append(slices.Clip(l.out.CapacityProviders), p)
		}
	}

	for _, a := range l.change.AutoScalingGroups {
		same := func(b snapshot.AutoScalingGroup) bool { return b.Name == a.Name }
		if used(a.Name) && !slices.ContainsFunc(l.account.AutoScalingGroups, same) {
			settle(&a.Meta, l.home)
			a.Subnets = l.callAll(a.Subnets)
			l.out.AutoScalingGroups = append(slices.Clip(l.out.AutoScalingGroups), a)
		}
	}

	for _, t := range l.change.LaunchTemplates {
		if !used(t.ID) {
			continue
		}

		settle(&t.Meta, l.home)
		t.SecurityGroups = l.callAll(t.SecurityGroups)
		l.out.LaunchTemplates = append(slices.Clip(l.out.LaunchTemplates), t)
	}
}
