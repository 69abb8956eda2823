package reach

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"go4.org/netipx"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A zone is a part of the address space with the way that leads there from a subnet. Since answers take the
// same way back, nothing that has no way can talk.
type zone struct {
	class Class

	// public marks the way through an internet gateway, which only an interface with a public address has.
	public    bool
	addresses netset.Set
	step      Step
}

// zones divides the address space by the routes of a subnet. why is set where the routes were not read.
func (m *Model) zones(subnet string) (zones []zone, why string) {
	table := m.tables[subnet]
	if table == nil {
		if s := m.index.Subnets[subnet]; s != nil {
			table = m.mainTables[s.VPC]
		}
	}

	if table == nil {
		return nil, "the route table of subnet " + subnet + " was not read"
	}

	if zones, ok := m.zonesOf[table.ID]; ok {
		return zones, ""
	}

	return nil, "route table " + table.ID + " was not compiled"
}

// route is one destination of a route table.
type route struct {
	prefix netip.Prefix
	target string
	text   string
}

// compileZones gives each address to its longest prefix. A blackhole drops what it covers.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#route-tables-priority
func (m *Model) compileZones(table *snapshot.RouteTable) []zone {
	routes := m.routes(table)
	slices.SortStableFunc(routes, func(a, b route) int { return cmp.Compare(b.prefix.Bits(), a.prefix.Bits()) })

	var (
		zones []zone
		taken netset.Set
	)

	for _, r := range routes {
		whole := netset.Of(r.prefix, netset.All())
		rest := whole.Subtract(taken)
		taken = taken.Union(whole)

		if class, public, ok := m.leadsTo(r); ok && !rest.IsEmpty() {
			if public {
				rest = rest.Intersect(m.publicSpace)
			}

			step := Step{Kind: "route", ID: table.ID, Text: r.text}
			zones = append(zones, zone{class, public, rest, step})
		}
	}

	return zones
}

func (m *Model) routes(table *snapshot.RouteTable) []route {
	var routes []route

	for _, r := range table.Routes {
		target := r.Target
		if r.Blackhole {
			target = "blackhole"
		}

		text := "route table " + table.ID + ": " + r.Destination + " → " + target

		for _, destination := range m.destinations(r.Destination) {
			if prefix, err := netip.ParsePrefix(destination); err == nil {
				routes = append(routes, route{prefix.Masked(), target, text})
			}
		}
	}

	return routes
}

// destinations are the CIDRs of a destination, which may be a prefix list.
func (m *Model) destinations(destination string) []string {
	if list := m.index.PrefixLists[destination]; list != nil {
		return list.Entries
	}

	return []string{destination}
}

// leadsTo is the source class behind a target. The last result is false where nothing can come from there: a
// NAT gateway and an egress-only internet gateway let answers in only, a gateway endpoint leads to AWS.
func (m *Model) leadsTo(r route) (class Class, public, ok bool) {
	prefix, _, _ := strings.Cut(r.target, "-")

	switch prefix {
	case "local":
		return OwnVPC, false, true
	case "igw":
		return Internet, true, true
	case "pcx":
		return Peer, false, true
	case "tgw", "vgw", "lgw", "arn:aws:networkmanager", "eni", "i":
		return m.privateNetwork(r.prefix), false, true
	default:
		return "", false, false
	}
}

// privateNetwork is another VPC where the prefix is one that was read, and else something on premises.
func (m *Model) privateNetwork(prefix netip.Prefix) Class {
	for i := range m.index.Snapshot.VPCs {
		for _, cidr := range m.index.Snapshot.VPCs[i].CIDRs {
			if p, err := netip.ParsePrefix(cidr); err == nil && prefix.Bits() <= p.Bits() && prefix.Contains(p.Addr()) &&
				prefix.Bits() > 0 {
				return OtherVPC
			}
		}
	}

	return OnPremises
}

// publicSpace is every address that the internet routes: what IANA's registries of special purposes leave.
// https://www.iana.org/assignments/iana-ipv4-special-registry
// https://www.iana.org/assignments/iana-ipv6-special-registry
func publicSpace() netset.Set {
	var builder netipx.IPSetBuilder

	for _, p := range []string{"0.0.0.0/0", "2000::/3"} {
		builder.AddPrefix(netip.MustParsePrefix(p))
	}

	for _, p := range []string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
		"192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3", "2001:db8::/32",
	} {
		builder.RemovePrefix(netip.MustParsePrefix(p))
	}

	set, err := builder.IPSet()
	if err != nil {
		return netset.Set{}
	}

	entries := make([]netset.Entry, 0, len(set.Prefixes()))
	for _, p := range set.Prefixes() {
		entries = append(entries, netset.Entry{Prefix: p, Services: netset.All()})
	}

	return netset.Build(entries)
}
