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

	// assumed marks a way that was not read in full.
	assumed   bool
	addresses netset.Set
	step      Step
}

// zones divides the address space by the routes of a subnet: those of its own table, or of the VPC's main one.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
func (m *Model) zones(subnet string) []zone {
	if zones, ok := m.subnetZones[subnet]; ok {
		return zones
	}

	var vpc string
	if s := m.index.Subnets[subnet]; s != nil {
		vpc = s.VPC
	}

	if zones, ok := m.mainZones[vpc]; ok {
		return zones
	}

	return m.unrouted(subnet, vpc)
}

// unrouted assumes that a subnet whose routes were not read leads to the internet and to other networks. It leads
// to its own VPC in any case: the local route cannot be deleted.
// https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
func (m *Model) unrouted(subnet, vpc string) []zone {
	var local netset.Set
	if v := m.index.VPCs[vpc]; v != nil {
		local = addresses(slices.Concat(v.CIDRs, v.IPv6CIDRs))
	}

	step := Step{Kind: "route", Text: "routes of subnet " + subnet + " not read"}

	return []zone{
		{OwnVPC, false, false, local, Step{Kind: "route", Text: "local route of " + vpc}},
		{Internet, true, true, m.publicSpace.Subtract(local), step},
		{OnPremises, false, true, m.privateSpace.Subtract(local), step},
	}
}

// route is one destination of a route table. Its prefix is the zero one where the destination is a prefix list
// that was not read.
type route struct {
	prefix netip.Prefix
	list   bool
	target string
	text   string
}

// compileZones gives each address to its longest prefix. A blackhole drops what it covers. A prefix list that was
// not read comes last: any address that has no known way in may be on it.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#route-tables-priority
func (m *Model) compileZones(table *snapshot.RouteTable) []zone {
	routes := m.routes(table)
	slices.SortStableFunc(routes, func(a, b route) int { return cmp.Compare(b.prefix.Bits(), a.prefix.Bits()) })

	var (
		zones       []zone
		taken, into netset.Set
	)

	others := m.otherVPCs(table.VPC)

	for _, r := range routes {
		class, public, ok := leadsTo(r)

		var rest netset.Set

		if r.prefix.IsValid() {
			whole := netset.Of(r.prefix, netset.All())
			rest = whole.Subtract(taken)
			taken = taken.Union(whole)
		} else {
			rest = m.sourceSpace.Subtract(into)
		}

		if rest = m.sources(rest, class, public); !ok || rest.IsEmpty() {
			continue
		}

		into = into.Union(rest)
		step := Step{Kind: "route", ID: table.ID, Text: r.text}
		zones = append(zones, zone{class, public, !r.prefix.IsValid(), rest, step}.split(others)...)
	}

	return zones
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

// sources keeps the addresses that packets can come from: through an internet gateway public ones, from other
// networks no loopback or multicast ones.
func (m *Model) sources(addresses netset.Set, class Class, public bool) netset.Set {
	switch {
	case public:
		return addresses.Intersect(m.publicSpace)
	case class == OwnVPC:
		return addresses
	default:
		return addresses.Intersect(m.sourceSpace)
	}
}

func (m *Model) routes(table *snapshot.RouteTable) []route {
	var routes []route

	for _, r := range table.Routes {
		target := r.Target
		if r.Blackhole {
			target = "blackhole"
		}

		text := "route table " + table.ID + ": " + r.Destination + " → " + target
		base := route{list: strings.HasPrefix(r.Destination, "pl-"), target: target, text: text}

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

// destinations are the CIDRs of a destination, which may be a prefix list.
func (m *Model) destinations(destination string) []string {
	if list := m.index.PrefixLists[destination]; list != nil && len(list.Entries) > 0 {
		return list.Entries
	}

	return []string{destination}
}

// leadsTo is the source class behind a target. The last result is false where nothing can come from there: a
// NAT gateway and an egress-only internet gateway let answers in only, a gateway endpoint, whose destination is a
// prefix list, leads to AWS. The endpoint of a Gateway Load Balancer leads to an appliance and what lies behind.
// https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
func leadsTo(r route) (class Class, public, ok bool) {
	kind, _, _ := strings.Cut(r.target, "-")

	switch kind {
	case "local":
		return OwnVPC, false, true
	case "igw":
		return Internet, true, true
	case "pcx":
		return Peer, false, true
	case "blackhole", "nat", "eigw":
		return "", false, false
	case "vpce":
		return OnPremises, false, !r.list
	default:
		// A gateway to other networks (tgw, vgw, lgw, cagw, the ARN of a core network), an appliance (eni, i), or
		// what EC2 will think of next.
		return OnPremises, false, true
	}
}
