package overlay

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// routeTables lays written route tables over those of the account, or adds them to their VPC with their subnets. One
// that nobody knows the place of is left to [layer.unjudged].
func (l *layer) routeTables() {
	for i := range l.change.RouteTables {
		written := &l.change.RouteTables[i]
		if written.Implied || l.fresh[written.VPC] {
			continue
		}

		subnets, in := l.served(written.Subnets)
		vpc := cmp.Or(in, l.call(written.VPC))

		at := l.routeTable(written, subnets, vpc)
		if at < 0 && (len(subnets) == 0 || !l.hasVPC(vpc)) {
			continue
		}

		l.judged[written.ID] = true

		for j := range l.out.RouteTables {
			if j != at {
				l.out.RouteTables[j].Subnets = elsewhereNow(l.out.RouteTables[j].Subnets, subnets)
			}
		}

		l.replaced = append(l.replaced, Replaced{
			Kind: KindRouteTable, Name: nameOf(written.ID), File: written.Origin.File, New: at < 0,
		})

		if at >= 0 {
			l.layRoutes(written, &l.out.RouteTables[at], subnets)

			continue
		}

		laid := *written
		settle(&laid.Meta, l.home)
		laid.VPC, laid.Subnets, laid.Routes = vpc, subnets, l.routes(written.Routes, nil, vpc)
		l.out.RouteTables = append(l.out.RouteTables, laid)
	}
}

// routeTable is the place of the table that a written one is about: that of its ID, the main one of its VPC, or the one
// that serves the very same subnets; below 0 for none.
func (l *layer) routeTable(written *snapshot.RouteTable, subnets []string, vpc string) int {
	return slices.IndexFunc(l.account.RouteTables, func(t snapshot.RouteTable) bool {
		return t.ID == written.ID || written.Main && t.Main && t.VPC == vpc && l.hasVPC(vpc) ||
			!written.Main && len(subnets) > 0 && sameSet(t.Subnets, subnets)
	})
}

// layRoutes lays the routes of a written table over those of the account, by destination. Those that others gave it
// stay, and those that the files wrote before and write no more go.
func (l *layer) layRoutes(written, laid *snapshot.RouteTable, subnets []string) {
	before := laid.Routes
	added := l.routes(written.Routes, before, laid.VPC)
	earlier := l.earlierRoutes(written.ID)

	laid.Origin.File, laid.Origin.Range = written.Origin.File, written.Origin.Range
	laid.Subnets = sortedSet(slices.Concat(laid.Subnets, subnets))
	laid.Routes = append(slices.DeleteFunc(slices.Clone(before), func(r snapshot.Route) bool {
		to := func(a snapshot.Route) bool { return a.Destination == r.Destination }

		return slices.ContainsFunc(added, to) || slices.ContainsFunc(earlier, to)
	}), added...)
}

func (l *layer) earlierRoutes(table string) []snapshot.Route {
	if l.opts.Before == nil {
		return nil
	}

	for i := range l.opts.Before.RouteTables {
		if t := &l.opts.Before.RouteTables[i]; t.ID == table {
			return t.Routes
		}
	}

	return nil
}
