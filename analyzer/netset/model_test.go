package netset_test

import (
	"net/netip"
	"slices"
	"sync"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/netset"
)

// A rule admits packets the way AWS words it. It and the bitmap below know nothing of how netset keeps a set.
type rule struct {
	prefix   netip.Prefix
	protocol int // -1 is all
	from, to uint16
}

type packet struct {
	addr     netip.Addr
	protocol uint8
	port     uint16
}

func (r rule) admits(p packet) bool {
	return r.prefix.Contains(p.addr) &&
		(r.protocol == -1 || r.protocol == int(p.protocol) && r.from <= p.port && p.port <= r.to)
}

func (r rule) services() netset.Services {
	if r.protocol == -1 {
		return netset.All()
	}

	return netset.Ports(uint8(r.protocol), r.from, r.to)
}

func build(rules ...rule) netset.Set {
	entries := make([]netset.Entry, 0, len(rules))
	for _, r := range rules {
		entries = append(entries, netset.Entry{Prefix: r.prefix, Services: r.services()})
	}

	return netset.Build(entries)
}

// The toy space: 16 addresses in the middle of either family, and four where it begins and where it ends.
var (
	toyNets = []netip.Prefix{
		pp("0.0.0.0/30"), pp("192.0.2.0/28"), pp("255.255.255.252/30"),
		pp("::/126"), pp("2001:db8::/124"), pp("ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffc/126"),
	}
	toyHalves    = []netip.Prefix{pp("0.0.0.0/1"), pp("128.0.0.0/1"), pp("::/1"), pp("8000::/1")}
	toyWorlds    = []netip.Prefix{pp("0.0.0.0/0"), pp("::/0")}
	toyProtocols = []int{-1, 0, 1, 6, 17, 58, 255}
	toyPorts     = []uint16{0, 80, 65535}
)

// packets has one packet or more of every cell that rules of the toy space can tell apart, so two sets of the toy
// space are equal exactly if their bitmaps over it are.
var packets = sync.OnceValue(func() []packet {
	addrs := []netip.Addr{
		aa("0.0.0.4"), aa("127.255.255.255"), aa("128.0.0.0"), aa("192.0.1.255"), aa("192.0.2.16"), aa("255.255.255.251"),
		aa("::4"), aa("2001:db7::1"), aa("2001:db8::10"), aa("7fff::1"), aa("8000::"), aa("ffff::"),
	}
	for _, net := range toyNets {
		for a := net.Addr(); net.Contains(a); a = a.Next() {
			addrs = append(addrs, a)
		}
	}

	all := make([]packet, 0, 8*7*len(addrs))

	for _, a := range addrs {
		for _, protocol := range []uint8{0, 1, 2, 6, 7, 17, 58, 255} {
			for _, port := range []uint16{0, 1, 79, 80, 81, 65534, 65535} {
				all = append(all, packet{a, protocol, port})
			}
		}
	}

	return all
})

type bitmap []bool

func paint(admits func(packet) bool) bitmap {
	bits := make(bitmap, 0, len(packets()))
	for _, p := range packets() {
		bits = append(bits, admits(p))
	}

	return bits
}

func bitmapOf(s netset.Set) bitmap {
	return paint(func(p packet) bool { return s.Contains(p.addr, p.protocol, p.port) })
}

func bitmapOfRules(rules ...rule) bitmap {
	return paint(func(p packet) bool {
		return slices.ContainsFunc(rules, func(r rule) bool { return r.admits(p) })
	})
}

// zip combines two bitmaps bit by bit.
func zip(a, b bitmap, op func(a, b bool) bool) bitmap {
	bits := make(bitmap, len(a))
	for i := range a {
		bits[i] = op(a[i], b[i])
	}

	return bits
}

func or(a, b bool) bool     { return a || b }
func and(a, b bool) bool    { return a && b }
func andNot(a, b bool) bool { return a && !b }

// The generators are functions since rapid's own generators are no use to several parallel tests: they race to write
// down their names (v1.3.0, generator.go).

// genRule mostly stays in the toy networks; now and then it takes half of a family, or all.
func genRule() *rapid.Generator[rule] { return rapid.Custom(drawRule) }

func drawRule(t *rapid.T) rule {
	from, to := rapid.SampledFrom(toyPorts).Draw(t, "from"), rapid.SampledFrom(toyPorts).Draw(t, "to")

	return rule{
		prefix:   genPrefix().Draw(t, "prefix"),
		protocol: rapid.SampledFrom(toyProtocols).Draw(t, "protocol"),
		from:     min(from, to),
		to:       max(from, to),
	}
}

func genPrefix() *rapid.Generator[netip.Prefix] { return rapid.Custom(drawPrefix) }

func drawPrefix(t *rapid.T) netip.Prefix {
	switch rapid.IntRange(0, 19).Draw(t, "scale") {
	case 0:
		return rapid.SampledFrom(toyWorlds).Draw(t, "world")
	case 1:
		return rapid.SampledFrom(toyHalves).Draw(t, "half")
	}

	net := rapid.SampledFrom(toyNets).Draw(t, "net")
	free := net.Addr().BitLen() - net.Bits()

	addr := net.Addr()
	for range rapid.IntRange(0, 1<<free-1).Draw(t, "host") {
		addr = addr.Next()
	}

	return netip.PrefixFrom(addr, net.Bits()+rapid.IntRange(0, free).Draw(t, "longer")).Masked()
}

func genRules() *rapid.Generator[[]rule] { return rapid.SliceOfN(genRule(), 0, 8) }

// genServices draws any services whatever, also codes of ICMP and single protocols.
func genServices() *rapid.Generator[netset.Services] { return rapid.Custom(drawServices) }

func drawServices(t *rapid.T) netset.Services {
	var s netset.Services

	for range rapid.IntRange(0, 6).Draw(t, "changes") {
		protocol := rapid.OneOf(rapid.SampledFrom([]uint8{1, 6, 17, 58}), rapid.Uint8()).Draw(t, "protocol")
		from, to := genPort().Draw(t, "from"), genPort().Draw(t, "to")
		change := netset.Ports(protocol, from, to)

		switch rapid.IntRange(0, 9).Draw(t, "how") {
		case 0:
			s = netset.All().Subtract(s)
		case 1:
			s = s.Subtract(change)
		case 2:
			s = s.Union(netset.Protocol(protocol))
		default:
			s = s.Union(change)
		}
	}

	return s
}

func genPort() *rapid.Generator[uint16] {
	return rapid.OneOf(rapid.SampledFrom([]uint16{0, 1, 0x7ff, 0x800, 0x8ff, 0x900, 65534, 65535}), rapid.Uint16())
}

func aa(s string) netip.Addr   { return netip.MustParseAddr(s) }
func pp(s string) netip.Prefix { return netip.MustParsePrefix(s) }
