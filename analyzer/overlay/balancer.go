package overlay

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// balancers lays written load balancers over those of the same name, or adds them, and then their listeners.
func (l *layer) balancers() {
	l.out.LoadBalancers = slices.Clone(l.out.LoadBalancers)

	for i := range l.change.LoadBalancers {
		written := l.change.LoadBalancers[i]
		at := l.balancer(&written)
		l.replaced = append(l.replaced, Replaced{
			Kind: KindLoadBalancer, Name: written.Name, File: written.Origin.File, New: at < 0,
		})

		if at >= 0 {
			l.names[written.ID] = l.account.LoadBalancers[at].ID
			l.layBalancer(&written, at)

			continue
		}

		if _, left := unnamed(written.ID, written.Name); left && l.deployed[written.Stack] {
			l.keep("load balancers", written.Name,
				"they have no name there, and nothing says which of the account they are; judged as new")
		}

		settle(&written.Meta, l.home)
		written.VPC, written.Subnets = l.call(written.VPC), l.callAll(written.Subnets)
		written.SecurityGroups = l.callAll(written.SecurityGroups)
		l.out.LoadBalancers = append(l.out.LoadBalancers, written)
	}

	l.listeners()

	for i := len(l.account.TargetGroups); i < len(l.out.TargetGroups); i++ {
		g := &l.out.TargetGroups[i]
		g.LoadBalancers = slices.DeleteFunc(l.callAll(g.LoadBalancers), func(id string) bool { return id == "" })
	}
}

// balancer is the place of the load balancer that a written one is about; below 0 for none. The name that
// CloudFormation gives one is cut short, and tells nothing: what it leads to does.
func (l *layer) balancer(written *snapshot.LoadBalancer) int {
	found := match(l.account.LoadBalancers, written.ID, written.Name,
		func(b *snapshot.LoadBalancer) string { return b.Name },
		near(written.Meta, func(b *snapshot.LoadBalancer) *snapshot.Meta { return &b.Meta }))
	if len(found) > 0 {
		return found[0]
	}

	leads := l.leads(written.ID)
	if _, left := unnamed(written.ID, written.Name); !left || len(leads) != 1 {
		return -1
	}

	return slices.IndexFunc(l.account.LoadBalancers, func(b snapshot.LoadBalancer) bool {
		return b.ID == leads[0] && b.Type == written.Type && !elsewhere(written.Meta, b.Meta)
	})
}

// leads are the load balancers of the account that lead where the listeners of a written one do.
func (l *layer) leads(balancer string) []string {
	var leads []string

	for i := range l.change.Listeners {
		if l.change.Listeners[i].LoadBalancer != balancer {
			continue
		}

		groups := l.callAll(l.change.Listeners[i].TargetGroups)

		for j := range l.account.TargetGroups {
			if g := &l.account.TargetGroups[j]; slices.Contains(groups, g.ID) {
				leads = append(leads, g.LoadBalancers...)
			}
		}
	}

	return sortedSet(leads)
}

// layBalancer lays a written load balancer over that of the account, with its interfaces. Groups and subnets that the
// files do not know are the account's, and so is the default group that a reader takes where they name none: an update
// without the attribute changes nothing.
func (l *layer) layBalancer(written *snapshot.LoadBalancer, at int) {
	laid := &l.out.LoadBalancers[at]
	arn := laid.Origin.ARN
	laid.Origin = written.Origin
	laid.Origin.ARN = arn
	laid.Scheme = cmp.Or(written.Scheme, laid.Scheme)
	laid.IPAddressType = cmp.Or(written.IPAddressType, laid.IPAddressType)

	if subnets := l.callAll(written.Subnets); known(subnets, l.hasSubnet) {
		laid.Subnets = subnets
	}

	groups := l.callAll(written.SecurityGroups)
	if !known(groups, l.hasGroup) || sameSet(groups, laid.SecurityGroups) {
		return
	}

	laid.SecurityGroups = groups
	l.out.NetworkInterfaces = slices.Clone(l.out.NetworkInterfaces)

	for i := range l.out.NetworkInterfaces {
		if n := &l.out.NetworkInterfaces[i]; n.LoadBalancer == laid.Name && n.Scope() == laid.Scope() {
			n.SecurityGroups = groups
		}
	}
}

// known reports whether a list names something, and the account with the change has all of it.
func known(ids []string, has func(string) bool) bool {
	return len(ids) > 0 && !slices.ContainsFunc(ids, func(id string) bool { return !has(id) })
}

func (l *layer) hasSubnet(id string) bool {
	return slices.ContainsFunc(l.out.Subnets, func(s snapshot.Subnet) bool { return s.ID == id })
}

// hasGroup reports whether there is a group that somebody wrote; the default group of a VPC nobody does.
func (l *layer) hasGroup(id string) bool {
	return slices.ContainsFunc(l.out.SecurityGroups, func(g snapshot.SecurityGroup) bool {
		return g.ID == id && !g.Default()
	})
}

func sameSet(a, b []string) bool {
	return slices.Equal(sortedSet(slices.Clone(a)), sortedSet(slices.Clone(b)))
}
