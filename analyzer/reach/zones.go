package reach

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A zone is a part of the address space with the way that leads there from a subnet. Since answers take the
// same way back, nothing that has no way can talk.
type zone struct {
	class Class

	// public marks the way through an internet gateway, which only an interface with a public address has.
	public bool

	// oneWay marks a way out on which nothing but answers comes in.
	oneWay bool

	// assumed marks a way that was not read in full.
	assumed   bool
	addresses netset.Set

	// target is that of the route; empty where the routes were not read.
	target string
	step   Step
}

// zones divides the address space by the routes of a subnet: those of its own table, or of the VPC's main one.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
func (m *Model) zones(subnet string) []zone {
	if zones, ok := m.subnetZones[subnet]; ok {
		return zones
	}

	table, vpc := m.tableOf(subnet)
	if table == nil {
		return m.assumedZones(subnet, vpc)
	}

	return m.mainZones[vpc]
}

// tableOf is the route table of a subnet, with its VPC; nil where it was not read. A table that was not read may name
// a subnet that no other does.
func (m *Model) tableOf(subnet string) (table *snapshot.RouteTable, vpc string) {
	if s := m.index.Subnets[subnet]; s != nil {
		vpc = s.VPC

		if m.tables[subnet] == nil && m.unread(s.Meta, snapshot.NounRouteTable) != "" {
			return nil, vpc
		}
	}

	if t := m.tables[subnet]; t != nil {
		return t, vpc
	}

	return m.mainTables[vpc], vpc
}

// unrouted reports whether not all routes of a subnet were read.
func (m *Model) unrouted(subnet string) bool {
	table, _ := m.tableOf(subnet)

	return table == nil || m.loose[table]
}

// assumedZones assumes that a subnet whose routes were not read leads to the internet and to other networks. It leads
// to its own VPC in any case: the local route cannot be deleted.
// https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
func (m *Model) assumedZones(subnet, vpc string) []zone {
	local := m.vpcs[vpc]
	if local.IsEmpty() {
		local = m.subnetsOf(vpc)
	}

	step := Step{Kind: "route", Text: "routes of subnet " + subnet + " not read"}

	return []zone{
		{class: OwnVPC, addresses: local, target: kindLocal, step: Step{Kind: "route", Text: "local route of " + vpc}},
		{class: Internet, public: true, assumed: true, addresses: m.publicSpace.Subtract(local), step: step},
		{class: OnPremises, assumed: true, addresses: m.privateSpace.Subtract(local), step: step},
	}
}

// subnetsOf are the addresses of the subnets of a VPC that was not read itself.
func (m *Model) subnetsOf(vpc string) netset.Set {
	var all netset.Set

	for i := range m.index.Snapshot.Subnets {
		if subnet := &m.index.Snapshot.Subnets[i]; vpc != "" && subnet.VPC == vpc {
			all = all.Union(m.subnets[subnet.ID])
		}
	}

	return all
}

// route is one destination of a route table. Its prefix is the zero one where the destination is a prefix list
// that was not read.
type route struct {
	prefix netip.Prefix
	target string

	// list is set where a prefix list gave the route, own where that is a customer's.
	list, own bool
	text      string
}

// compileZones gives each address to its longest prefix, and of equal ones to that which no prefix list gave. A
// blackhole drops what it covers. A prefix list that was not read comes last: any address that has no known way in
// may be on it.
// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
func (m *Model) compileZones(table *snapshot.RouteTable) []zone {
	routes := m.routes(table)
	slices.SortStableFunc(routes, preferred)

	var (
		zones       []zone
		taken, into netset.Set
	)

	others := m.otherVPCs(table.VPC)

	for _, r := range routes {
		z, ok := m.leadsTo(r, table.VPC)
		z.step = Step{Kind: "route", ID: table.ID, Text: r.text}

		if r.prefix.IsValid() {
			whole := netset.Of(r.prefix, netset.All())
			z.addresses = m.behind(z, r, table.VPC).Intersect(whole.Subtract(taken))
			taken = taken.Union(whole)
		} else {
			z.assumed = true
			z.addresses = m.behind(z, r, table.VPC).Intersect(m.sourceSpace).Subtract(into)
		}

		if !ok || z.addresses.IsEmpty() {
			continue
		}

		if !z.oneWay {
			into = into.Union(z.addresses)
		}

		for _, part := range m.translated(z) {
			zones = append(zones, part.split(others)...)
		}
	}

	return zones
}

// preferred orders routes by the length of their prefixes; of equal ones those of prefix lists come last.
func preferred(a, b route) int {
	if a.list == b.list {
		return cmp.Compare(b.prefix.Bits(), a.prefix.Bits())
	}

	return cmp.Or(cmp.Compare(b.prefix.Bits(), a.prefix.Bits()), order(a.list))
}

func order(last bool) int {
	if last {
		return 1
	}

	return -1
}

// translated tells the internet from the networks that a NAT gateway may lead to as well: those follow the routes of
// its own subnet, which is not known.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
func (m *Model) translated(z zone) []zone {
	if kindOf(z.target) != kindNAT {
		return []zone{z}
	}

	private := z
	private.class, private.assumed = OnPremises, true
	private.addresses = z.addresses.Subtract(m.publicSpace)
	z.addresses = z.addresses.Intersect(m.publicSpace)

	return []zone{z, private}
}

// split takes what lies in VPCs that were read out of what is else called on premises.
func (z zone) split(vpcs netset.Set) []zone {
	if z.class != OnPremises {
		return []zone{z}
	}

	other := z
	other.class, other.addresses = OtherVPC, z.addresses.Intersect(vpcs)
	z.addresses = z.addresses.Subtract(vpcs)

	return []zone{other, z}
}

func (m *Model) otherVPCs(own string) netset.Set {
	var cidrs []string

	for i := range m.index.Snapshot.VPCs {
		if vpc := &m.index.Snapshot.VPCs[i]; vpc.ID != own {
			cidrs = slices.Concat(cidrs, vpc.CIDRs, vpc.IPv6CIDRs)
		}
	}

	return addresses(cidrs)
}

// behind is what packets can come from, or go to, through a zone: public addresses through an internet gateway of
// either kind, those of the peer through a peering connection, and from other networks no loopback or multicast ones.
// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations
func (m *Model) behind(z zone, r route, vpc string) netset.Set {
	switch {
	case z.public, kindOf(r.target) == kindEgress:
		return m.publicSpace
	case z.class == OwnVPC:
		return m.all
	case kindOf(r.target) == kindPeering:
		if far, _ := m.crosses(r.target, vpc); len(far.CIDRs)+len(far.IPv6CIDRs) > 0 {
			return addresses(slices.Concat(far.CIDRs, far.IPv6CIDRs))
		}
	}

	return m.sourceSpace
}

func (m *Model) routes(table *snapshot.RouteTable) []route {
	var routes []route

	for _, r := range slices.Concat(table.Routes, m.localRoutes(table)) {
		target := r.Target
		if r.Blackhole {
			target = kindNone
		}

		text := "route table " + table.ID + ": " + r.Destination + " → " + target
		base := route{list: strings.HasPrefix(r.Destination, "pl-"), target: target, text: text}

		if list := m.index.PrefixLists[r.Destination]; list != nil {
			base.own = list.Owner != "" && !list.AWSManaged()
		}

		for _, destination := range m.destinations(r.Destination) {
			each := base
			if prefix, err := netip.ParsePrefix(destination); err == nil {
				each.prefix = prefix.Masked()
			}

			routes = append(routes, each)
		}
	}

	return routes
}

// localRoutes are those that every table has for its VPC and that files do not write. Another target may take their
// place for the very same destination.
// https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html#gateway-route-tables
func (m *Model) localRoutes(table *snapshot.RouteTable) []snapshot.Route {
	vpc := m.index.VPCs[table.VPC]
	if vpc == nil {
		return nil
	}

	var routes []snapshot.Route

	for _, cidr := range slices.Concat(vpc.CIDRs, vpc.IPv6CIDRs) {
		if !slices.ContainsFunc(table.Routes, func(r snapshot.Route) bool { return r.Destination == cidr }) {
			routes = append(routes, snapshot.Route{Destination: cidr, Target: kindLocal})
		}
	}

	return routes
}

// destinations are the CIDRs of a destination, which may be a prefix list.
func (m *Model) destinations(destination string) []string {
	if list := m.index.PrefixLists[destination]; list != nil && (len(list.Entries) > 0 || m.holdsNothing(list)) {
		return list.Entries
	}

	return []string{destination}
}

// The kinds of targets, as their ids begin.
const (
	kindLocal    = "local"
	kindInternet = "igw"
	kindEgress   = "eigw"
	kindNAT      = "nat"
	kindPeering  = "pcx"
	kindTransit  = "tgw"
	kindEndpoint = "vpce"
	kindNone     = "blackhole"
)

func kindOf(target string) string {
	kind, _, _ := strings.Cut(target, "-")

	return kind
}

// forService reports whether a route is for the addresses of a service of AWS, by a gateway endpoint. Where the
// endpoint was not read, a prefix list that is no customer's tells it from that of a Gateway Load Balancer.
// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
func (m *Model) forService(r route) bool {
	for i := range m.index.Snapshot.VPCEndpoints {
		if e := &m.index.Snapshot.VPCEndpoints[i]; e.ID == r.target && e.Type != "" {
			return e.Type == "Gateway"
		}
	}

	return kindOf(r.target) == kindEndpoint && r.list && !r.own
}

// leadsTo says what is behind a target, and whether anything is. A NAT gateway and an egress-only internet gateway
// let answers in only. So does a gateway endpoint, whose destination is a prefix list of AWS; the endpoint of a
// Gateway Load Balancer leads to an appliance and what lies behind, and a customer's list may be its destination too.
// https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
func (m *Model) leadsTo(r route, vpc string) (z zone, ok bool) {
	switch kindOf(r.target) {
	case kindLocal:
		return zone{class: OwnVPC, target: r.target}, true
	case kindInternet:
		return zone{class: Internet, public: true, target: r.target}, !m.detached(r.target)
	case kindPeering:
		_, up := m.crosses(r.target, vpc)

		return zone{class: Peer, target: r.target}, up
	case kindNone:
		return zone{}, false
	case kindTransit:
		return zone{class: OnPremises, target: r.target}, !m.cutOff(r.target, vpc)
	case kindNAT, kindEgress:
		return zone{class: Internet, oneWay: true, target: r.target}, true
	case kindEndpoint:
		return zone{class: OnPremises, oneWay: m.forService(r), target: r.target}, true
	default:
		// A gateway to other networks (vgw, lgw, cagw, the ARN of a core network), an appliance (eni, i), or
		// what EC2 will think of next.
		return zone{class: OnPremises, target: r.target}, true
	}
}
