// Package reach says who can send what to whom, and by which path.
//
// A flow passes where everything on its way lets it pass: the groups of both ends, the network ACLs of both subnets
// in both directions, routes there and back, gateways and public addresses. What a rule admits is worth something
// only where a way leads there, so a source is classified by routes and addressing and never by the text of a CIDR.
//
// Every answer has two bounds. What may pass takes unknown facts in the risky direction, what must pass in the
// safe one; where everything is known they are equal.
package reach

import (
	"net/netip"
	"slices"
	"sync"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Model answers questions about one snapshot. It is safe for concurrent use.
type Model struct {
	index *snapshot.Index

	// sourceSpace is publicSpace and privateSpace: whatever a packet from elsewhere can come from. all is every packet.
	publicSpace, privateSpace, sourceSpace, all netset.Set

	// subnetZones are what the routes of a subnet lead to, mainZones those of a VPC's main route table.
	subnetZones map[string][]zone
	mainZones   map[string][]zone
	tables      map[string]*snapshot.RouteTable
	mainTables  map[string]*snapshot.RouteTable

	// edges are the addresses of a VPC whose packets from its internet gateway take another way than the local route.
	edges map[string]netset.Set

	// loose are the tables with a route for a prefix list that was not read, which may lead any address elsewhere.
	loose map[*snapshot.RouteTable]bool

	// associated are the VPCs of the interfaces that have a group, which may be others than its own.
	// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html
	associated map[string][]string

	// balancers are load balancers by security group, balancerSubnets the addresses of those without groups, by VPC.
	balancers       map[string][]*snapshot.LoadBalancer
	balancerSubnets map[string]netset.Set

	// balancerInterfaces are those of load balancers, by account, region and name.
	balancerInterfaces map[balancerKey][]*snapshot.NetworkInterface

	// subnets and vpcs are their addresses.
	subnets, vpcs map[string]netset.Set

	// subnetACLs are the network ACLs by subnet, defaultACLs those of the subnets of a VPC that name none.
	subnetACLs  map[string]*acl
	defaultACLs map[string]*acl
	openACL     *acl

	// blocked is VPC Block Public Access, by account and region.
	blocked map[snapshot.Scope]*snapshot.VPCBlockPublicAccess

	// gaps is why a noun was not read in an account and region.
	gaps map[gapKey]string

	// policies are the compiled groups, by [policyKey]: filled as they are asked for.
	policies sync.Map
}

// New compiles the snapshot. Its cost is linear in load balancers and network ACLs and, within a route table,
// quadratic in routes.
func New(index *snapshot.Index) *Model {
	m := &Model{
		index:           index,
		publicSpace:     publicSpace(),
		privateSpace:    privateSpace(),
		all:             everywhere(netset.All()),
		subnetZones:     map[string][]zone{},
		mainZones:       map[string][]zone{},
		tables:          map[string]*snapshot.RouteTable{},
		mainTables:      map[string]*snapshot.RouteTable{},
		edges:           map[string]netset.Set{},
		loose:           map[*snapshot.RouteTable]bool{},
		associated:      map[string][]string{},
		balancers:       map[string][]*snapshot.LoadBalancer{},
		balancerSubnets: map[string]netset.Set{},
		subnets:         map[string]netset.Set{},
		vpcs:            map[string]netset.Set{},
		subnetACLs:      map[string]*acl{},
		defaultACLs:     map[string]*acl{},
		openACL:         openACL(""),
		blocked:         map[snapshot.Scope]*snapshot.VPCBlockPublicAccess{},
		gaps:            gapsOf(index.Snapshot),
	}

	m.sourceSpace = m.publicSpace.Union(m.privateSpace)
	m.compile(index.Snapshot)

	return m
}

func (m *Model) compile(s *snapshot.Snapshot) {
	for i := range s.VPCs {
		vpc := &s.VPCs[i]
		m.vpcs[vpc.ID] = addresses(slices.Concat(vpc.CIDRs, vpc.IPv6CIDRs))
	}

	for i := range s.Subnets {
		subnet := &s.Subnets[i]
		m.subnets[subnet.ID] = addresses(append([]string{subnet.CIDR}, subnet.IPv6CIDRs...))
	}

	for i := range s.RouteTables {
		m.addTable(&s.RouteTables[i])
	}

	for i := range s.LoadBalancers {
		m.addBalancer(&s.LoadBalancers[i])
	}

	m.balancerInterfaces = balancerInterfaces(s)

	for i := range s.NetworkInterfaces {
		eni := &s.NetworkInterfaces[i]
		for _, group := range eni.SecurityGroups {
			if vpc := eni.VPC; vpc != "" && !slices.Contains(m.associated[group], vpc) {
				m.associated[group] = append(m.associated[group], vpc)
			}
		}
	}

	for i := range s.NetworkACLs {
		m.addACL(&s.NetworkACLs[i])
	}

	for i := range s.VPCBlockPublicAccess {
		setting := &s.VPCBlockPublicAccess[i]
		m.blocked[setting.Scope()] = setting
	}
}

func (m *Model) addACL(n *snapshot.NetworkACL) {
	compiled := compileACL(n)

	for _, subnet := range n.Subnets {
		m.subnetACLs[subnet] = compiled
	}

	if n.Default {
		m.defaultACLs[n.VPC] = compiled
	}
}

// acl is the network ACL of a subnet. Where a readable source has none, it is the one that AWS makes, which admits
// everything.
func (m *Model) acl(subnet string) *acl {
	if a := m.subnetACLs[subnet]; a != nil {
		return a
	}

	s := m.index.Subnets[subnet]
	if s == nil {
		return openACL("the network ACL of subnet " + subnet + " was not read")
	}

	// One that was not read may name the subnet, whatever the default one is.
	if why := m.unread(s.Meta, snapshot.NounNetworkACL); why != "" {
		return openACL("the network ACL of subnet " + subnet + " was not read: " + why)
	}

	if a := m.defaultACLs[s.VPC]; a != nil {
		return a
	}

	return m.openACL
}

func (m *Model) addTable(table *snapshot.RouteTable) {
	zones := m.compileZones(table)
	m.loose[table] = slices.ContainsFunc(m.routes(table), func(r route) bool {
		return !r.prefix.IsValid() && !m.forService(r)
	})

	if slices.ContainsFunc(table.Gateways, func(id string) bool { return kindOf(id) == kindInternet }) {
		m.edges[table.VPC] = m.edges[table.VPC].Union(m.edge(table))
	}

	for _, subnet := range table.Subnets {
		m.subnetZones[subnet], m.tables[subnet] = zones, table
	}

	if table.Main {
		m.mainZones[table.VPC], m.mainTables[table.VPC] = zones, table
	}
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
	Kind string `json:"kind"`
	ID   string `json:"id,omitempty"`
	Text string `json:"text"`
}
