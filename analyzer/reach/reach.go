// Package reach says who can send what to whom, and by which path.
//
// This is its first form: security groups with references and prefix lists, both address families, routes and
// public addressing. Network ACLs and load balancers as places of their own are assumed, and named as
// assumptions, where they matter. What a rule admits is worth something only where a way leads there, so a
// source is classified by routes and addressing and never by the text of a CIDR.
package reach

import (
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Model answers questions about one snapshot. It is safe for concurrent use.
type Model struct {
	index       *snapshot.Index
	publicSpace netset.Set

	// tables and mainTables are route tables by subnet and by VPC; zonesOf what they lead to, by table.
	tables     map[string]*snapshot.RouteTable
	mainTables map[string]*snapshot.RouteTable
	zonesOf    map[string][]zone

	// balancers are load balancers by security group, balancerSubnets the addresses of those without groups.
	balancers       map[string]*snapshot.LoadBalancer
	balancerSubnets netset.Set
}

// New compiles the snapshot. Its cost is linear in routes and load balancers.
func New(index *snapshot.Index) *Model {
	m := &Model{
		index:       index,
		publicSpace: publicSpace(),
		tables:      map[string]*snapshot.RouteTable{},
		mainTables:  map[string]*snapshot.RouteTable{},
		zonesOf:     map[string][]zone{},
		balancers:   map[string]*snapshot.LoadBalancer{},
	}

	for i := range index.Snapshot.RouteTables {
		m.addTable(&index.Snapshot.RouteTables[i])
	}

	for i := range index.Snapshot.LoadBalancers {
		m.addBalancer(&index.Snapshot.LoadBalancers[i])
	}

	return m
}

func (m *Model) addTable(table *snapshot.RouteTable) {
	m.zonesOf[table.ID] = m.compileZones(table)

	for _, subnet := range table.Subnets {
		m.tables[subnet] = table
	}

	if table.Main {
		m.mainTables[table.VPC] = table
	}
}

// addBalancer notes where a load balancer's traffic comes from: its groups, or its subnets where it has none, as
// a Network Load Balancer may.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
func (m *Model) addBalancer(lb *snapshot.LoadBalancer) {
	for _, group := range lb.SecurityGroups {
		m.balancers[group] = lb
	}

	if len(lb.SecurityGroups) > 0 {
		return
	}

	for _, id := range lb.Subnets {
		if subnet := m.index.Subnets[id]; subnet != nil {
			m.balancerSubnets = m.balancerSubnets.Union(addresses(append([]string{subnet.CIDR}, subnet.IPv6CIDRs...)))
		}
	}
}

// Balancer is the load balancer that has the group; nil where none has.
func (m *Model) Balancer(group string) *snapshot.LoadBalancer { return m.balancers[group] }

// addresses is the set of the given CIDRs, with all services; what is no CIDR holds nothing.
func addresses(cidrs []string) netset.Set {
	var set netset.Set
	for _, cidr := range cidrs {
		set = set.Union(ofCIDR(cidr, netset.All()))
	}

	return set
}

// A Step is one element of a path, as evidence shows it.
type Step struct {
	Kind string
	ID   string
	Text string
}
