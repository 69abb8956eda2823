package overlay

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// listeners lays written listeners over those of the same load balancer and port, or adds them: a load balancer has one
// of each port.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
func (l *layer) listeners() {
	l.out.Listeners = slices.Clone(l.out.Listeners)

	for i := range l.change.Listeners {
		written := l.change.Listeners[i]
		written.LoadBalancer, written.TargetGroups = l.call(written.LoadBalancer), l.callAll(written.TargetGroups)

		at := l.listener(&written)

		switch {
		case at >= 0:
			l.layListener(&written, &l.out.Listeners[at])
		case !l.hasBalancer(written.LoadBalancer) || written.Port == 0:
			l.keep("listeners", nameOf(written.ID),
				"nothing says which load balancer and port of the account they are for")
		default:
			settle(&written.Meta, l.home)
			l.out.Listeners = append(l.out.Listeners, written)
			l.link(&written)
		}
	}
}

// listener is the place of the listener that a written one is about; below 0 for none.
func (l *layer) listener(written *snapshot.Listener) int {
	return slices.IndexFunc(l.out.Listeners, func(of snapshot.Listener) bool {
		return of.ID == written.ID ||
			written.Port != 0 && of.LoadBalancer == written.LoadBalancer && of.Port == written.Port
	})
}

// layListener lays a written listener over that of the account. Rules that others gave it stay: it leads where they do,
// but not where the files did before and do no more.
func (l *layer) layListener(written, laid *snapshot.Listener) {
	gone := l.noMore(written)
	stay := slices.DeleteFunc(slices.Clone(laid.TargetGroups), func(group string) bool {
		return slices.Contains(gone, group)
	})

	arn := laid.Origin.ARN
	laid.Origin = written.Origin
	laid.Origin.ARN = arn
	laid.Protocol = cmp.Or(written.Protocol, laid.Protocol)
	laid.TargetGroups = sortedSet(append(stay, written.TargetGroups...))
	l.link(laid)

	for _, group := range gone {
		l.unlink(laid.LoadBalancer, group)
	}
}

// noMore are the target groups to which the files led a listener before, and do no more.
func (l *layer) noMore(written *snapshot.Listener) []string {
	if l.opts.Before == nil {
		return nil
	}

	for i := range l.opts.Before.Listeners {
		if of := &l.opts.Before.Listeners[i]; of.ID == written.ID {
			return slices.DeleteFunc(l.callAll(of.TargetGroups), func(group string) bool {
				return slices.Contains(written.TargetGroups, group)
			})
		}
	}

	return nil
}

// link tells the target groups of a listener of its load balancer, as the API does.
func (l *layer) link(of *snapshot.Listener) {
	for i := range l.out.TargetGroups {
		g := &l.out.TargetGroups[i]
		if slices.Contains(of.TargetGroups, g.ID) && !slices.Contains(l.callAll(g.LoadBalancers), of.LoadBalancer) {
			g.LoadBalancers = append(slices.Clip(g.LoadBalancers), of.LoadBalancer)
		}
	}
}

// unlink takes a load balancer from a target group to which none of its listeners leads any more.
func (l *layer) unlink(balancer, group string) {
	if slices.ContainsFunc(l.out.Listeners, func(of snapshot.Listener) bool {
		return of.LoadBalancer == balancer && slices.Contains(of.TargetGroups, group)
	}) {
		return
	}

	for i := range l.out.TargetGroups {
		if g := &l.out.TargetGroups[i]; g.ID == group {
			g.LoadBalancers = slices.DeleteFunc(slices.Clone(g.LoadBalancers), func(id string) bool { return id == balancer })
		}
	}
}

func (l *layer) hasBalancer(id string) bool {
	return slices.ContainsFunc(l.out.LoadBalancers, func(b snapshot.LoadBalancer) bool { return b.ID == id })
}
