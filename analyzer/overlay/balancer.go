package overlay

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// targetGroups learns what the account calls written target groups, and adds new ones. Those that are there stay as
// they are: the account knows their targets.
func (l *layer) targetGroups() {
	for i := range l.change.TargetGroups {
		written := l.change.TargetGroups[i]

		at := slices.IndexFunc(l.account.TargetGroups, func(g snapshot.TargetGroup) bool { return g.ID == written.ID })
		if found := match(l.account.TargetGroups, written.ID, written.Name,
			func(g *snapshot.TargetGroup) string { return g.Name },
			near(written.Meta, func(g *snapshot.TargetGroup) *snapshot.Meta { return &g.Meta })); at < 0 && len(found) > 0 {
			at = found[0]
		}

		if at >= 0 {
			l.names[written.ID] = l.account.TargetGroups[at].ID

			continue
		}

		_, l.unnamed[written.ID] = unnamed(written.ID, written.Name)
		settle(&written.Meta, l.home)
		written.VPC = l.call(written.VPC)
		l.out.TargetGroups = append(l.out.TargetGroups, written)
	}
}

// balancers adds load balancers that the account does not have, with their listeners. One that a template leaves the
// name of to CloudFormation is new in a new stack only: the name in the account is cut short, and tells nothing.
func (l *layer) balancers() {
	for _, written := range l.change.LoadBalancers {
		found := match(l.account.LoadBalancers, written.ID, written.Name,
			func(b *snapshot.LoadBalancer) string { return b.Name },
			near(written.Meta, func(b *snapshot.LoadBalancer) *snapshot.Meta { return &b.Meta }))
		if len(found) > 0 {
			l.names[written.ID] = l.account.LoadBalancers[found[0]].ID

			continue
		}

		if _, left := unnamed(written.ID, written.Name); left && l.deployed[written.Stack] {
			continue
		}

		settle(&written.Meta, l.home)
		written.VPC, written.Subnets = l.call(written.VPC), l.callAll(written.Subnets)
		written.SecurityGroups = l.callAll(written.SecurityGroups)
		l.out.LoadBalancers = append(slices.Clip(l.out.LoadBalancers), written)
		l.listeners(written.ID)
	}

	for i := range l.out.TargetGroups {
		if g := &l.out.TargetGroups[i]; i >= len(l.account.TargetGroups) {
			g.LoadBalancers = l.callAll(g.LoadBalancers)
		}
	}
}

func (l *layer) listeners(balancer string) {
	for _, written := range l.change.Listeners {
		if written.LoadBalancer == balancer {
			settle(&written.Meta, l.home)
			written.TargetGroups = l.callAll(written.TargetGroups)
			l.out.Listeners = append(slices.Clip(l.out.Listeners), written)
		}
	}
}
