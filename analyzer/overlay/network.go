package overlay

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// networks learns what the account calls the VPCs and subnets of a stack, which have no names: by their first address
// ranges, where one only has them. A VPC that the account does not have is added with all that is in it.
func (l *layer) networks() {
	fresh := map[string]bool{}

	for i := range l.change.VPCs {
		written := &l.change.VPCs[i]

		switch found := l.vpcs(written); {
		case len(found) == 1:
			l.names[written.ID] = found[0]
		case len(found) == 0 && !written.Implied:
			fresh[written.ID] = true
		}
	}

	for i := range l.change.Subnets {
		written := &l.change.Subnets[i]

		for j := range l.account.Subnets {
			s := &l.account.Subnets[j]
			if written.CIDR != "" && written.CIDR == s.CIDR && l.call(written.VPC) == s.VPC {
				l.names[written.ID] = s.ID
			}
		}
	}

	l.fresh = fresh
	l.out.VPCs = added(l, l.out.VPCs, l.change.VPCs,
		func(v *snapshot.VPC) (*snapshot.Meta, string) { return &v.Meta, v.ID })
	l.out.Subnets = added(l, l.out.Subnets, l.change.Subnets,
		func(s *snapshot.Subnet) (*snapshot.Meta, string) { return &s.Meta, s.VPC })
	l.out.RouteTables = added(l, l.out.RouteTables, l.change.RouteTables,
		func(t *snapshot.RouteTable) (*snapshot.Meta, string) { return &t.Meta, t.VPC })
	l.out.NetworkACLs = added(l, l.out.NetworkACLs, l.change.NetworkACLs,
		func(n *snapshot.NetworkACL) (*snapshot.Meta, string) { return &n.Meta, n.VPC })
	l.out.InternetGateways = added(l, l.out.InternetGateways, l.change.InternetGateways,
		func(g *snapshot.InternetGateway) (*snapshot.Meta, string) { return &g.Meta, g.VPC })
}

// vpcs are those of the account that may be a written one.
func (l *layer) vpcs(written *snapshot.VPC) []string {
	var found []string

	for i := range l.account.VPCs {
		v := &l.account.VPCs[i]
		if v.ID == written.ID {
			return []string{v.ID}
		}

		if len(written.CIDRs) > 0 && len(v.CIDRs) > 0 && v.CIDRs[0] == written.CIDRs[0] && !elsewhere(written.Meta, v.Meta) {
			found = append(found, v.ID)
		}
	}

	return found
}

// added is a list with what is in the fresh VPCs of the change.
func added[T any](l *layer, to, from []T, of func(*T) (*snapshot.Meta, string)) []T {
	to = slices.Clip(to)

	for _, noun := range from {
		if meta, vpc := of(&noun); l.fresh[vpc] {
			settle(meta, l.home)
			to = append(to, noun)
		}
	}

	return to
}

// defaultGroup learns what the account calls the default group of a VPC, which no file writes. That of a fresh VPC is
// added.
func (l *layer) defaultGroup(written *snapshot.SecurityGroup) {
	if l.fresh[written.VPC] {
		laid := *written
		settle(&laid.Meta, l.home)
		l.out.SecurityGroups = append(l.out.SecurityGroups, laid)

		return
	}

	for i := range l.account.SecurityGroups {
		if g := &l.account.SecurityGroups[i]; g.Default() && g.VPC == l.call(written.VPC) {
			l.names[written.ID] = g.ID
		}
	}
}
