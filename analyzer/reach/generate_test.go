package reach_test

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The toy plan: prefixes that nest, meet and miss each other, with addresses in the middle and at the ends of them.
var (
	toyIPv4 = split("0.0.0.0/0, 0.0.0.0/1, 128.0.0.0/1, 10.0.0.0/8, 10.0.0.0/16, 10.0.1.0/24, 10.1.0.0/16, 10.0.0.0/15, " +
		"172.16.0.0/12, 192.168.0.0/16, 100.68.0.18/18, 203.0.113.0/24, 203.0.113.7/32, 52.0.0.0/8, 52.0.0.0/9, " +
		"52.128.0.0/9, 64.0.0.0/10, 127.0.0.0/8, 240.0.0.0/4")
	toyIPv6 = split("::/0, ::/1, 8000::/1, 2000::/3, 2001:db8:1::/56, 2001:db8:1:1::/64, 2001:db8:9::/48, 2a00::/20, " +
		"2a00::/21, 2a00:800::/21, 2600::/22, fd00::/8, fe80::/10")
	toyAddresses = split("0.0.0.1, 9.255.255.255, 10.0.0.0, 10.0.1.9, 10.1.0.1, 10.2.0.1, 10.9.0.1, 52.0.0.1, " +
		"52.200.0.1, 64.63.255.255, 64.64.0.0, 100.68.0.1, 127.0.0.1, 172.16.0.1, 192.168.0.1, 203.0.113.7, " +
		"203.0.113.8, 224.0.0.1, 240.0.0.1, " +
		"::1, 2001:db8:1:1::1, 2001:db8:1:2::1, 2001:db8:2::1, 2001:db8:9::1, 2a00::1, 2a00:900::1, 2600::1, 3fff::1, " +
		"fd00::1, fe80::1")
	toyRules = split("-1, tcp 80, tcp 80-443, tcp 0, tcp, udp 53, udp -1/-1, icmp -1/-1, icmp 8/-1, icmp 3/4, icmpv6, " +
		"icmpv6 128/0, 47 80, 6 443, 17 0-65535")
	toyServices = []packet{
		{protocol: 1, port: 3<<8 | 4},
		{protocol: 1, port: 8 << 8},
		{protocol: 6, port: 0},
		{protocol: 6, port: 80},
		{protocol: 6, port: 81},
		{protocol: 6, port: 443},
		{protocol: 6, port: 444},
		{protocol: 17, port: 53},
		{protocol: 17, port: 65535},
		{protocol: 47, port: 9},
		{protocol: 58, port: 128 << 8},
		{protocol: 58, port: 1 << 8},
	}
	toyGroups  = split("sg-a, sg-b, sg-c, sg-other")
	toyTargets = split("local, igw-1, nat-1, eigw-1, pcx-1, tgw-1, vgw-1, vpce-1, eni-1")
)

func sample(pool []string) *rapid.Generator[string] { return rapid.SampledFrom(pool) }

// drawAccount has up to three groups on an endpoint, whose routes may be its own, the main ones, or unread.
func drawAccount(t *rapid.T) (*snapshot.Snapshot, reach.Endpoint) {
	s := account()
	s.PrefixLists = []snapshot.PrefixList{
		{ID: "pl-a", Entries: rapid.SliceOfN(sample(toyIPv4), 1, 3).Draw(t, "pl-a")},
		{ID: "pl-b", Entries: rapid.SliceOfN(sample(toyIPv6), 1, 3).Draw(t, "pl-b")},
	}

	for _, id := range toyGroups[:3] {
		s.SecurityGroups = append(s.SecurityGroups, group(id, drawRules(t, id)...))
	}

	s.RouteTables = nil

	if kind := rapid.IntRange(0, 4).Draw(t, "routes"); kind > 0 {
		subnet := private
		if kind == 1 {
			subnet = ""
		}

		s.RouteTables = []snapshot.RouteTable{table("rtb-1", subnet, drawRoutes(t)...)}
	}

	e := hidden(rapid.SliceOfNDistinct(sample(toyGroups[:3]), 1, 3, rapid.ID).Draw(t, "groups")...)
	if rapid.Bool().Draw(t, "IPv4") {
		e.PublicIPv4 = publicIPv4
	}

	if rapid.Bool().Draw(t, "IPv6") {
		e.PublicIPv6 = globalIPv6
	}

	return s, e
}

func drawRules(t *rapid.T, label string) []string {
	rules := make([]string, rapid.IntRange(1, 5).Draw(t, label))
	for i := range rules {
		rules[i] = drawRule(t)
	}

	return rules
}

func drawRule(t *rapid.T) string {
	lists := sample([]string{"pl-a", "pl-b"})
	peer := rapid.OneOf(sample(toyIPv4), sample(toyIPv6), sample(toyGroups), lists).Draw(t, "peer")
	direction := sample([]string{"", "", "", "", "out "}).Draw(t, "direction")

	return fmt.Sprintf("%s%s %s", direction, sample(toyRules).Draw(t, "service"), peer)
}

func drawRoutes(t *rapid.T) []string {
	destination := rapid.OneOf(sample(toyIPv4), sample(toyIPv6), sample([]string{"pl-a", "pl-b", "pl-gone"}))
	routes := rapid.SliceOfNDistinct(destination, 0, 8, rapid.ID[string]).Draw(t, "destinations")

	for i := range routes {
		routes[i] += " " + sample(toyTargets).Draw(t, "target") + sample([]string{"", "", "", " blackhole"}).Draw(t, "state")
	}

	return routes
}

// classOf is the class that the kind of a target says, where that is all that counts.
func classOf(way string) reach.Class {
	switch {
	case way == "local":
		return reach.OwnVPC
	case way == "pcx":
		return reach.Peer
	case strings.HasPrefix(way, "igw"):
		return reach.Internet
	default:
		return reach.OnPremises
	}
}
