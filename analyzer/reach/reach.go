// Package reach says who can send what to whom, and by which path.
//
// This is its first form: security groups with references and prefix lists, both address families, routes and
// public addressing. Network ACLs and load balancers as places of their own are assumed, and named as
// assumptions, where they matter. What a rule admits is worth something only where a way leads there, so a
// source is classified by routes and addressing and never by the text of a CIDR.
package reach

import (
	"net/netip"
	"slices"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Model answers questions about one snapshot. It is safe for concurrent use.
type Model struct {
	index *snapshot.Index

	// sourceSpace is publicSpace and privateSpace: whatever a packet from elsewhere can come from.
	publicSpace, privateSpace, sourceSpace netset.Set

	// subnetZones are what the routes of a subnet lead to, mainZones those of a VPC's main route table.
	subnetZones map[string][]zone
	mainZones   map[string][]zone

	// balancers are load balancers by security group, balancerSubnets the addresses of those without groups, by VPC.
	balancers       map[string][]*snapshot.LoadBalancer
	balancerSubnets map[string]netset.Set

	// balancersUnread is why not all load balancers of an account and region are known.
	balancersUnread map[[2]string]string
}

// New compiles the snapshot. Its cost is linear in load balancers and, within a route table, quadratic in routes.
func New(index *snapshot.Index) *Model {
	m := &Model{
		index:           index,
		publicSpace:     publicSpace(),
		privateSpace:    privateSpace(),
		subnetZones:     map[string][]zone{},
		mainZones:       map[string][]zone{},
		balancers:       map[string][]*snapshot.LoadBalancer{},
		balancerSubnets: map[string]netset.Set{},
		balancersUnread: balancersUnread(index.Snapshot),
	}

	m.sourceSpace = m.publicSpace.Union(m.privateSpace)

	for i := range index.Snapshot.RouteTables {
		m.addTable(&index.Snapshot.RouteTables[i])
	}

	for i := range index.Snapshot.LoadBalancers {
		m.addBalancer(&index.Snapshot.LoadBalancers[i])
	}

	return m
}

func (m *Model) addTable(table *snapshot.RouteTable) {
	zones := m.compileZones(table)

	for _, subnet := range table.Subnets {
		m.subnetZones[subnet] = zones
	}

	if table.Main {
		m.mainZones[table.VPC] = zones
	}
}

// addBalancer notes where a load balancer's traffic comes from: its groups, or its subnets where it has none, as
// a Network Load Balancer may.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
func (m *Model) addBalancer(lb *snapshot.LoadBalancer) {
	for _, group := range lb.SecurityGroups {
		m.balancers[group] = append(m.balancers[group], lb)
	}

	if len(lb.SecurityGroups) > 0 {
		return
	}

	for _, id := range lb.Subnets {
		if subnet := m.index.Subnets[id]; subnet != nil {
			own := addresses(append([]string{subnet.CIDR}, subnet.IPv6CIDRs...))
			m.balancerSubnets[subnet.VPC] = m.balancerSubnets[subnet.VPC].Union(own)
		}
	}
}

func balancersUnread(s *snapshot.Snapshot) map[[2]string]string {
	unread := map[[2]string]string{}

	for _, gap := range s.Gaps {
		if slices.Contains(gap.Nouns, snapshot.NounLoadBalancer) || slices.Contains(gap.Nouns, snapshot.NounTargetGroup) {
			unread[[2]string{gap.Account, gap.Region}] = gap.What + ": " + gap.Why
		}
	}

	return unread
}

// Balancer is the first load balancer that has the group; nil where none has.
func (m *Model) Balancer(group string) *snapshot.LoadBalancer {
	if all := m.balancers[group]; len(all) > 0 {
		return all[0]
	}

	return nil
}

// SameBalancer reports whether some load balancer has both groups, so that either stands for its traffic.
func (m *Model) SameBalancer(a, b string) bool {
	return slices.ContainsFunc(m.balancers[a], func(lb *snapshot.LoadBalancer) bool {
		return slices.Contains(lb.SecurityGroups, b)
	})
}

// addresses is the set of the given CIDRs, with all services; what is no CIDR holds nothing.
func addresses(cidrs []string) netset.Set {
	entries := make([]netset.Entry, 0, len(cidrs))

	for _, cidr := range cidrs {
		if prefix, err := netip.ParsePrefix(cidr); err == nil {
			entries = append(entries, netset.Entry{Prefix: prefix, Services: netset.All()})
		}
	}

	return netset.Build(entries)
}

// A Step is one element of a path, as evidence shows it.
type Step struct {
	Kind string
	ID   string
	Text string
}
