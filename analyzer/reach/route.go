package reach

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// route is one destination of a route table. Its prefix is the zero one where the destination is a prefix list
// that was not read.
type route struct {
	prefix netip.Prefix
	target string

	// list is set where a prefix list gave the route, own where that is a customer's.
	list, own bool
	text      string
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

	kindInterface = "eni"
	kindInstance  = "i"
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
