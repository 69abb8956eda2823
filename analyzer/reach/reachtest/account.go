package reachtest

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The toy plan: two Regions, up to three VPCs, addresses and CIDRs that nest, meet and miss each other, and few ports,
// so that what is drawn collides often.
const (
	home, abroad = "eu-north-1", "us-east-1"
	gateway      = "tgw-1"
)

// A drawing makes one account of random numbers.
type drawing struct {
	*rand.Rand

	s     *snapshot.Snapshot
	vpcs  []plan
	lists []string

	// referring accounts admit by the names of groups, most of them of other VPCs.
	referring bool
}

// A plan is how the addresses of a VPC are cut. Everything else is named after its letter.
type plan struct {
	letter, cidr, ipv6 string
	region             string
	subnets            []subnetPlan
}

type subnetPlan struct{ id, cidr, ipv6 string }

// Account draws an account in which everything is known.
func Account(random *rand.Rand) *snapshot.Snapshot {
	d := drawing{Rand: random, s: snapshot.New(), lists: []string{"pl-4", "pl-6", "pl-s3"}}
	d.referring = d.chance(20)
	d.drawVPCs()
	d.drawPrefixLists()

	for i := range d.vpcs {
		d.drawNetwork(&d.vpcs[i])
		d.drawGroups(&d.vpcs[i])
		d.drawInterfaces(&d.vpcs[i])
	}

	d.drawPeerings()
	d.drawTransit()
	d.drawBlockade()

	return d.s
}

// Packets draws packets of an account: mostly between its interfaces, and to and from addresses elsewhere.
func Packets(random *rand.Rand, s *snapshot.Snapshot, pairs, each int) []Packet {
	d := drawing{Rand: random, s: s}

	var packets []Packet

	for range pairs {
		from, to := d.drawEnds()
		if from.Address.Is4() != to.Address.Is4() || from == to {
			continue
		}

		for range each {
			p := Packet{From: from, To: to}
			p.Protocol, p.Port = d.drawService(from.Address.Is4() == d.chance(95))
			packets = append(packets, p)
		}
	}

	return packets
}

func (d *drawing) chance(percent int) bool { return d.IntN(100) < percent }

func pick[T any](d *drawing, pool ...T) T { return pool[d.IntN(len(pool))] }

func (d *drawing) meta(region string) snapshot.Meta {
	return snapshot.Meta{Account: "111122223333", Region: region}
}

// The second of the CIDRs is that of another VPC: VPCs may overlap, as long as nothing peers them.
func (d *drawing) drawVPCs() {
	for i, letter := range []string{"a", "b", "c"}[:2+d.IntN(2)] {
		v := plan{
			letter: letter, region: home, cidr: fmt.Sprintf("10.%d", i),
			ipv6: fmt.Sprintf("2600:0:0:%x", (10+i)<<8),
		}
		if i > 0 && d.chance(20) {
			v.cidr = "10.0"
		}

		if i == 2 && d.chance(40) {
			v.region = abroad
		}

		if d.chance(7) {
			v.ipv6 = fmt.Sprintf("fd00:0:0:%x", (10+i)<<8) // private IPv6, which no internet gateway forwards
		}

		for n := range 2 + d.IntN(2) {
			v.subnets = append(v.subnets, subnetPlan{
				fmt.Sprintf("subnet-%s%d", letter, n), fmt.Sprintf("%s.%d.0/24", v.cidr, n),
				fmt.Sprintf("%s:%x::/64", v.ipv6[:strings.LastIndexByte(v.ipv6, ':')], (10+i)<<8+n),
			})
		}

		d.vpcs = append(d.vpcs, v)
		d.s.VPCs = append(d.s.VPCs, snapshot.VPC{
			Meta: d.meta(v.region), ID: "vpc-" + letter,
			CIDRs: []string{v.cidr + ".0.0/16"}, IPv6CIDRs: []string{v.ipv6 + "::/56"},
		})
	}
}

// The lists hold what rules and routes name elsewhere too.
func (d *drawing) drawPrefixLists() {
	entries := func(pool []string) []string {
		drawn := make([]string, 1+d.IntN(3))
		for i := range drawn {
			drawn[i] = pick(d, pool...)
		}

		return drawn
	}

	d.s.PrefixLists = []snapshot.PrefixList{
		{ID: "pl-4", Owner: "111122223333", Entries: entries(toyIPv4[1:])},
		{ID: "pl-6", Owner: "111122223333", Entries: entries(toyIPv6[1:])},
		{ID: "pl-s3", Owner: "AWS", Name: "com.amazonaws.eu-north-1.s3", Entries: []string{"52.192.0.0/11", "2400::/24"}},
	}
}

func (d *drawing) drawInterfaces(v *plan) {
	for n, subnet := range v.subnets {
		for k := range 1 + d.IntN(2) {
			eni := snapshot.NetworkInterface{
				Meta: d.meta(v.region), ID: fmt.Sprintf("eni-%s%d%d", v.letter, n, k),
				VPC: "vpc-" + v.letter, Subnet: subnet.id,
				PrivateIPs: []string{host(subnet.cidr, 4+k)},
			}

			if d.chance(75) {
				eni.IPv6s = []string{host(subnet.ipv6, 4+k)}
			}

			if d.chance(80) {
				eni.PublicIPs = []string{fmt.Sprintf("203.0.113.%d", 10*n+k+1)}
			}

			for _, g := range d.Perm(4)[:1+d.IntN(4)] {
				eni.SecurityGroups = append(eni.SecurityGroups, fmt.Sprintf("sg-%s%d", v.letter, g))
			}

			d.s.NetworkInterfaces = append(d.s.NetworkInterfaces, eni)
		}
	}
}

func host(cidr string, n int) string {
	addr := netip.MustParsePrefix(cidr).Addr()
	for range n {
		addr = addr.Next()
	}

	return addr.String()
}

func (d *drawing) drawEnds() (from, to End) {
	eni := &d.s.NetworkInterfaces[d.IntN(len(d.s.NetworkInterfaces))]
	other := &d.s.NetworkInterfaces[d.IntN(len(d.s.NetworkInterfaces))]

	for d.chance(55) && other.VPC != eni.VPC {
		other = &d.s.NetworkInterfaces[d.IntN(len(d.s.NetworkInterfaces))]
	}

	a, b := d.end(eni), d.end(other)

	switch elsewhere := netip.MustParseAddr(pick(d, toyAddresses...)); d.IntN(10) {
	case 0, 1, 2:
		return a, End{Address: elsewhere}
	case 3, 4:
		return End{Address: elsewhere}, a
	default:
		return a, b
	}
}

func (d *drawing) end(eni *snapshot.NetworkInterface) End {
	addrs := slices.Concat(eni.PrivateIPs, eni.IPv6s)

	return End{eni.ID, netip.MustParseAddr(addrs[d.IntN(len(addrs))])}
}

func (d *drawing) drawService(ipv4 bool) (protocol uint8, port uint16) {
	switch d.IntN(8) {
	case 0:
		return udp, pick[uint16](d, 0, 53, 443, 65535)
	case 1, 2:
		if ipv4 {
			return icmp, pick[uint16](d, 8<<8, 8<<8|1, 3<<8|4, 13<<8)
		}

		return icmpv6, pick[uint16](d, 128<<8, 1<<8)
	case 3:
		return pick[uint8](d, 47, 50), pick[uint16](d, 0, 80)
	default:
		return tcp, pick[uint16](d, 0, 79, 80, 81, 443, 444, 32768, 65535)
	}
}
