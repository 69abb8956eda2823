package reach

import (
	"slices"

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

// appliance reports whether the way leads through something in the VPC that inspects packets and may send them on to an
// internet gateway: the endpoint of a Gateway Load Balancer, or an interface.
// https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html#route-tables-appliance-routing
func (z zone) appliance() bool {
	switch kindOf(z.target) {
	case kindEndpoint:
		return !z.oneWay
	case kindInterface, kindInstance:
		return true
	default:
		return false
	}
}

// edge are the addresses to which a gateway's table has another way than the local route: the endpoint of a Gateway
// Load Balancer, or an interface.
// https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
func (m *Model) edge(table *snapshot.RouteTable) netset.Set {
	var local, elsewhere netset.Set

	routes := m.routes(table)
	slices.SortStableFunc(routes, preferred)

	for _, r := range routes {
		if !r.prefix.IsValid() {
			continue
		}

		whole := netset.Of(r.prefix, netset.All()).Subtract(local).Subtract(elsewhere)
		if kindOf(r.target) == kindLocal {
			local = local.Union(whole)
		} else {
			elsewhere = elsewhere.Union(whole)
		}
	}

	return elsewhere
}

// diverted reports whether what an internet gateway sends to some of the addresses takes such a way.
func (m *Model) diverted(vpc string, addresses netset.Set) bool {
	return !m.edges[vpc].Intersect(addresses).IsEmpty()
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
