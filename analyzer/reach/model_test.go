package reach_test

import (
	"math/big"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An oracle judges one packet at a time, as the documentation of AWS words it. It shares no code with reach and knows
// no sets: what it cannot decide for one address it decides for all of them in turn.
type oracle struct {
	s *snapshot.Snapshot
	e reach.Endpoint

	// measured remembers which services are wide, since that takes a while.
	measured map[packet]bool
}

// A packet comes from an address, or from a member of a group whose address nobody knows.
type packet struct {
	from     netip.Addr
	group    string
	protocol uint8
	port     uint16
}

// admits reports whether some rule admits the packet and a route leads back to where it came from.
func (o oracle) admits(p packet) bool {
	return o.passes(p, func(r *snapshot.SecurityGroupRule) bool { return o.names(r, p) }) &&
		(p.group != "" && o.sends(p) || p.group == "" && o.way(p.from) != "")
}

// sends reports whether a member of a group can be somewhere from where the local route is not overruled. Members
// of a group that was not read can be anywhere.
func (o oracle) sends(p packet) bool {
	known := slices.ContainsFunc(o.s.SecurityGroups, func(g snapshot.SecurityGroup) bool { return g.ID == p.group })
	if !known {
		return true
	}

	for _, like := range []string{"10.0.0.0", "2001:db8:1::"} {
		for _, bound := range o.bounds(aa(like)) {
			if bound.BitLen() > aa(like).BitLen() {
				continue
			}

			if from := address(bound, aa(like)); within(from, "10.0.0.0/16", "2001:db8:1::/56") && o.way(from) == "local" {
				return true
			}
		}
	}

	return false
}

func (o oracle) passes(p packet, names func(*snapshot.SecurityGroupRule) bool) bool {
	for _, g := range o.s.SecurityGroups {
		for i := range g.Rules {
			r := &g.Rules[i]
			if slices.Contains(o.e.Groups, g.ID) && !r.Egress && carries(r, p) && names(r) {
				return true
			}
		}
	}

	return false
}

// carries compares protocol and ports.
func carries(r *snapshot.SecurityGroupRule, p packet) bool {
	names := map[string]uint8{"icmp": 1, "tcp": 6, "udp": 17, "icmpv6": 58}
	text, _ := r.Protocol.Get()
	from, to := r.FromPort.Or(-1), r.ToPort.Or(-1)

	if text == "-1" {
		return true
	}

	number, ok := names[text]
	if !ok {
		n, _ := strconv.Atoi(text)
		number = uint8(n)
	}

	switch {
	case number != p.protocol:
		return false
	case number == 6 || number == 17:
		return from == -1 || from <= int(p.port) && int(p.port) <= to
	case number == 1 || number == 58:
		return (from == -1 || from == int(p.port>>8)) && (to == -1 || to == int(p.port&0xff))
	default:
		return true
	}
}

// names compares the peer. ICMP is IPv4's and ICMPv6 IPv6's.
func (o oracle) names(r *snapshot.SecurityGroupRule, p packet) bool {
	if p.group != "" {
		return r.ReferencedGroup.Or("") == p.group
	}

	if p.from.Is4() && p.protocol == 58 || p.from.Is6() && p.protocol == 1 {
		return false
	}

	return slices.ContainsFunc(o.networks(r), func(n netip.Prefix) bool { return n.Contains(p.from) })
}

func (o oracle) networks(r *snapshot.SecurityGroupRule) []netip.Prefix {
	texts := []string{r.CIDRIPv4.Or(""), r.CIDRIPv6.Or("")}
	for _, list := range o.s.PrefixLists {
		if list.ID == r.PrefixList.Or("") {
			texts = append(texts, list.Entries...)
		}
	}

	return parsed(texts)
}

func parsed(texts []string) []netip.Prefix {
	var all []netip.Prefix

	for _, text := range texts {
		if p, err := netip.ParsePrefix(text); err == nil {
			all = append(all, p)
		}
	}

	return all
}

// way is the kind of target through which packets come from an address; "" where none do. A list that was not read
// may hold any address that has no other way.
func (o oracle) way(from netip.Addr) string {
	routes, ok := o.routes()
	if !ok {
		return o.assumedWay(from)
	}

	target := o.longest(routes, from)
	if target == "local" || target == "igw" && isPublic(from) {
		return o.open(target, from)
	}

	if target != "" && target != "igw" && (isPublic(from) || isPrivate(from)) {
		return target
	}

	for _, r := range routes {
		unread := strings.HasPrefix(r.Destination, "pl-") && len(o.destinations(r.Destination)) == 0
		if unread && (isPublic(from) || isPrivate(from)) && o.target(r) != "" {
			return o.open(o.target(r), from)
		}
	}

	return ""
}

// longest is the target of the route with the longest prefix around an address; of equal ones it is not that of a
// prefix list.
func (o oracle) longest(routes []snapshot.Route, from netip.Addr) (target string) {
	best := -1

	for _, r := range routes {
		for _, p := range o.destinations(r.Destination) {
			rank := 2 * p.Bits()
			if !strings.HasPrefix(r.Destination, "pl-") {
				rank++
			}

			if p.Contains(from) && rank > best {
				best, target = rank, o.target(r)
			}
		}
	}

	return target
}

func (o oracle) routes() ([]snapshot.Route, bool) {
	for _, t := range o.s.RouteTables {
		if slices.Contains(t.Subnets, o.e.Subnet) {
			return withLocal(t.Routes), true
		}
	}

	for _, t := range o.s.RouteTables {
		if t.Main {
			return withLocal(t.Routes), true
		}
	}

	return nil, false
}

// withLocal adds the routes that every table has, unless another target has taken the place of theirs.
func withLocal(routes []snapshot.Route) []snapshot.Route {
	for _, cidr := range []string{"10.0.0.0/16", "2001:db8:1::/56"} {
		if !slices.ContainsFunc(routes, func(r snapshot.Route) bool { return r.Destination == cidr }) {
			routes = append(slices.Clip(routes), snapshot.Route{Destination: cidr, Target: "local"})
		}
	}

	return routes
}

func (o oracle) destinations(text string) []netip.Prefix {
	for _, list := range o.s.PrefixLists {
		if list.ID == text {
			return parsed(list.Entries)
		}
	}

	return parsed([]string{text})
}

// target is what a packet can come in through, by the beginning of its id.
func (o oracle) target(r snapshot.Route) string {
	kind, _, _ := strings.Cut(r.Target, "-")
	if r.Blackhole || kind == "nat" || kind == "eigw" || kind == "vpce" && strings.HasPrefix(r.Destination, "pl-") {
		return ""
	}

	return kind
}

// open applies what a target asks of the source, and of the endpoint.
func (o oracle) open(target string, from netip.Addr) string {
	address := o.e.PublicIPv4
	if from.Is6() {
		address = o.e.PublicIPv6
	}

	switch {
	case target == "igw" && (address == "" || !isPublic(from)):
		return ""
	case target != "igw" && target != "local" && !isPublic(from) && !isPrivate(from):
		return ""
	default:
		return target
	}
}

func (o oracle) assumedWay(from netip.Addr) string {
	for _, v := range o.s.VPCs {
		for _, p := range parsed(append(slices.Clone(v.CIDRs), v.IPv6CIDRs...)) {
			if v.ID == vpc && p.Contains(from) {
				return "local"
			}
		}
	}

	if isPublic(from) {
		return o.open("igw", from)
	}

	return o.open("tgw", from)
}

func isPrivate(a netip.Addr) bool {
	return a.IsPrivate() || within(a, "100.64.0.0/10", "198.18.0.0/15", "240.0.0.0/4")
}

func isPublic(a netip.Addr) bool {
	return within(a, "0.0.0.0/0", "2000::/3") && !isPrivate(a) &&
		!within(a, "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "224.0.0.0/3")
}

func within(a netip.Addr, prefixes ...string) bool {
	return slices.ContainsFunc(parsed(prefixes), func(p netip.Prefix) bool { return p.Contains(a) })
}

// wide counts the addresses of a family that come in through an internet gateway with a service: between two
// neighbouring bounds of any prefix at hand all addresses fare alike, so one of them stands for all.
func (o oracle) wide(p packet) bool {
	bounds, free := o.bounds(p.from), 24
	if p.from.Is6() {
		free = 108
	}

	p.from = address(bounds[0], p.from)
	if wide, ok := o.measured[p]; ok {
		return wide
	}

	total := new(big.Int)

	for i, from := range bounds[:len(bounds)-1] {
		q := p
		if q.from = address(from, p.from); o.way(q.from) == "igw" && o.admits(q) {
			total.Add(total, new(big.Int).Sub(bounds[i+1], from))
		}
	}

	o.measured[p] = total.Cmp(new(big.Int).Lsh(big.NewInt(1), uint(free))) >= 0

	return o.measured[p]
}

// bounds are the first addresses of all prefixes that matter and those after their last, rising.
func (o oracle) bounds(like netip.Addr) []*big.Int {
	prefixes := parsed([]string{
		"0.0.0.0/0", "::/0", "2000::/3", "fc00::/7", "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
		"169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3", "240.0.0.0/4",
	})

	for i := range o.s.SecurityGroups {
		for j := range o.s.SecurityGroups[i].Rules {
			prefixes = append(prefixes, o.networks(&o.s.SecurityGroups[i].Rules[j])...)
		}
	}

	routes, _ := o.routes()
	for _, r := range routes {
		prefixes = append(prefixes, o.destinations(r.Destination)...)
	}

	var all []*big.Int

	for _, p := range prefixes {
		if p.Addr().Is4() == like.Is4() {
			first := new(big.Int).SetBytes(p.Masked().Addr().AsSlice())
			size := new(big.Int).Lsh(big.NewInt(1), uint(p.Addr().BitLen()-p.Bits()))
			all = append(all, first, new(big.Int).Add(first, size))
		}
	}

	slices.SortFunc(all, (*big.Int).Cmp)

	return slices.CompactFunc(all, func(a, b *big.Int) bool { return a.Cmp(b) == 0 })
}

func address(n *big.Int, like netip.Addr) netip.Addr {
	a, _ := netip.AddrFromSlice(n.FillBytes(make([]byte, like.BitLen()/8)))

	return a
}
