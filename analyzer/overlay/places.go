package overlay

import (
	"reflect"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Places are where the files write what a change adds to an account or makes otherwise there, by ID. A target group has
// the place of its listener or load balancer where these alone change, and an instance that of its launch template.
// What is written as the account has it causes nothing, and has no place.
func Places(after, account *snapshot.Snapshot) map[string]snapshot.Origin {
	p := map[string]snapshot.Origin{}

	writtenAt(p, after.LaunchTemplates, account.LaunchTemplates,
		func(t *snapshot.LaunchTemplate) (string, *snapshot.Meta) { return t.ID, &t.Meta })
	writtenAt(p, after.LoadBalancers, account.LoadBalancers,
		func(b *snapshot.LoadBalancer) (string, *snapshot.Meta) { return b.ID, &b.Meta })
	writtenAt(p, after.RouteTables, account.RouteTables,
		func(t *snapshot.RouteTable) (string, *snapshot.Meta) { return t.ID, &t.Meta })
	writtenAt(p, after.NetworkACLs, account.NetworkACLs,
		func(n *snapshot.NetworkACL) (string, *snapshot.Meta) { return n.ID, &n.Meta })
	writtenAt(p, after.TargetGroups, account.TargetGroups,
		func(g *snapshot.TargetGroup) (string, *snapshot.Meta) { return g.ID, &g.Meta })
	groupPlaces(p, after, account)
	led(p, after, account)

	for i := range after.Instances {
		in := &after.Instances[i]
		if at, ok := p[in.LaunchTemplate]; ok {
			p[in.ID] = at
		}

		if in.Origin.File != "" {
			p[in.ID] = in.Origin
		}
	}

	return p
}

// writtenAt adds those of one kind that are written otherwise than the account has them.
func writtenAt[T any](to map[string]snapshot.Origin, after, account []T, of func(*T) (string, *snapshot.Meta)) {
	before := make(map[string]*T, len(account))

	for i := range account {
		id, _ := of(&account[i])
		before[id] = &account[i]
	}

	for i := range after {
		now := after[i]
		id, meta := of(&now)
		at := meta.Origin

		if at.File == "" {
			continue
		}

		if was := before[id]; was != nil {
			same := *was
			_, theirs := of(&same)
			*meta, *theirs = snapshot.Meta{}, snapshot.Meta{}

			if reflect.DeepEqual(now, same) {
				continue
			}
		}

		to[id] = at
	}
}

// groupPlaces adds security groups with other rules than before, and their written rules.
func groupPlaces(to map[string]snapshot.Origin, after, account *snapshot.Snapshot) {
	before := map[string][]snapshot.SecurityGroupRule{}
	for i := range account.SecurityGroups {
		before[account.SecurityGroups[i].ID] = account.SecurityGroups[i].Rules
	}

	for i := range after.SecurityGroups {
		g := &after.SecurityGroups[i]
		was, there := before[g.ID]

		if g.Origin.File == "" || there && lacks(was, g.Rules) == 0 && lacks(g.Rules, was) == 0 {
			continue
		}

		to[g.ID] = g.Origin

		for j := range g.Rules {
			if r := &g.Rules[j]; r.Origin.File != "" && !slices.ContainsFunc(was,
				func(w snapshot.SecurityGroupRule) bool { return sameRule(w, *r) }) {
				to[r.ID] = r.Origin
			}
		}
	}
}

// lacks is how many rules of a list another one does not have.
func lacks(list, of []snapshot.SecurityGroupRule) int {
	missing := 0

	for _, r := range of {
		if !slices.ContainsFunc(list, func(o snapshot.SecurityGroupRule) bool { return sameRule(o, r) }) {
			missing++
		}
	}

	return missing
}

// led adds target groups that stay as they are behind a listener or a load balancer that does not.
func led(to map[string]snapshot.Origin, after, account *snapshot.Snapshot) {
	listeners := map[string]snapshot.Origin{}
	writtenAt(listeners, after.Listeners, account.Listeners,
		func(of *snapshot.Listener) (string, *snapshot.Meta) { return of.ID, &of.Meta })

	lead := func(group string, at snapshot.Origin, changed bool) {
		if _, own := to[group]; changed && !own {
			to[group] = at
		}
	}

	for i := range after.Listeners {
		at, changed := listeners[after.Listeners[i].ID]
		for _, group := range after.Listeners[i].TargetGroups {
			lead(group, at, changed)
		}
	}

	for i := range after.TargetGroups {
		for _, balancer := range after.TargetGroups[i].LoadBalancers {
			at, changed := to[balancer]
			lead(after.TargetGroups[i].ID, at, changed)
		}
	}
}
