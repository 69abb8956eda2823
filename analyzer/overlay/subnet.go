package overlay

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// there is what the files say of the VPCs that the account has: their subnets, gateways, routes and network ACLs.
func (l *layer) there() {
	l.subnets()
	l.gateways()
	l.routeTables()
	l.networkACLs()
}

// subnets lays written subnets over those of the same addresses, or adds them to their VPC.
func (l *layer) subnets() {
	for i := range l.change.Subnets {
		written := l.change.Subnets[i]
		vpc := l.call(written.VPC)

		at := slices.IndexFunc(l.out.Subnets, func(s snapshot.Subnet) bool { return s.ID == l.call(written.ID) })

		switch {
		case l.fresh[written.VPC]: // added with its VPC
		case at >= 0 && written.MapPublicIPOnLaunch.IsKnown():
			l.out.Subnets[at].MapPublicIPOnLaunch = written.MapPublicIPOnLaunch
		case at < 0 && written.CIDR != "" && l.hasVPC(vpc):
			settle(&written.Meta, l.home)
			written.VPC = vpc
			l.out.Subnets = append(l.out.Subnets, written)
		}
	}
}

func (l *layer) hasVPC(id string) bool {
	return slices.ContainsFunc(l.account.VPCs, func(v snapshot.VPC) bool { return v.ID == id })
}

// gateways learns what the account calls internet gateways, of which a VPC has one at most, and adds new ones.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
func (l *layer) gateways() {
	for _, written := range l.change.InternetGateways {
		vpc := l.call(written.VPC)
		if l.fresh[written.VPC] || !l.hasVPC(vpc) {
			continue
		}

		if own := l.gatewayOf(vpc); own != "" {
			l.names[written.ID] = own

			continue
		}

		settle(&written.Meta, l.home)
		written.VPC = vpc
		l.out.InternetGateways = append(l.out.InternetGateways, written)
	}
}

// gatewayOf is the internet gateway that the account has for a VPC; empty for none.
func (l *layer) gatewayOf(vpc string) string {
	for i := range l.account.InternetGateways {
		if g := &l.account.InternetGateways[i]; g.VPC == vpc {
			return g.ID
		}
	}

	return ""
}

// routes are the written routes of a VPC as the account would have them. A target that no file knows is the one that
// the account has for the destination, if that is of the same kind, or the one internet gateway of the VPC.
func (l *layer) routes(written, before []snapshot.Route, vpc string) []snapshot.Route {
	laid := slices.Clone(written)

	for i := range laid {
		r := &laid[i]
		if r.Target = l.call(r.Target); !symbolic(r.Target) || l.hasGateway(r.Target) {
			continue
		}

		kind, _, _ := strings.Cut(r.Target, "-")
		at := slices.IndexFunc(before, func(b snapshot.Route) bool {
			return b.Destination == r.Destination && strings.HasPrefix(b.Target, kind+"-")
		})

		if own := l.gatewayOf(vpc); at >= 0 {
			r.Target = before[at].Target
		} else if kind == "igw" && own != "" {
			r.Target = own
		}
	}

	return laid
}

func (l *layer) hasGateway(id string) bool {
	return slices.ContainsFunc(l.out.InternetGateways, func(g snapshot.InternetGateway) bool { return g.ID == id })
}

// served are the subnets of a list that the account has with the change, and the VPC that they are in.
func (l *layer) served(written []string) (subnets []string, vpc string) {
	for _, id := range l.callAll(written) {
		at := slices.IndexFunc(l.out.Subnets, func(s snapshot.Subnet) bool { return s.ID == id })
		if at >= 0 {
			subnets, vpc = append(subnets, id), l.out.Subnets[at].VPC
		}
	}

	return sortedSet(subnets), vpc
}

// elsewhereNow takes subnets from a list, since they belong to another one now.
func elsewhereNow(list, moved []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(id string) bool { return slices.Contains(moved, id) })
}
