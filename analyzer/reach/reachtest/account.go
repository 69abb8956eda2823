package reachtest

import (
	"fmt"
	"math/rand/v2"
	"net/netip"

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
	d := drawing{Rand: random, s: snapshot.New(), lists: []string{"pl-4", "pl-6"}}
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
			p.Protocol, p.Port = d.drawService()
			packets = append(packets, p)
		}
	}

	return packets
}

func (d *drawing) chance(percent int) bool { return d.IntN(100) < percent }

func pick[T any](d *drawing, pool ...T) T { return pool[d.IntN(len(pool))] }

func (d *drawing) meta(region string) snapshot.Meta { return snapshot.Meta{Account: "111122223333", Region: region} }

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

		for n := range 2 + d.IntN(2) {
			v.subnets = append(v.subnets, subnetPlan{
				"subnet-" + letter + fmt.Sprint(n), fmt.Sprintf("%s.%d.0/24", v.cidr, n),
				fmt.Sprintf("2600:0:0:%x::/64", (10+i)<<8+n),
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
		var drawn []string
		for range 1 + d.IntN(3) {
			drawn = append(drawn, pick(d, pool...))
		}

		return drawn
	}

	d.s.PrefixLists = []snapshot.PrefixList{
		{ID: "pl-4", Entries: entries(toyIPv4[1:])}, {ID: "pl-6", Entries: entries(toyIPv6[1:])},
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

			if d.chance(60) {
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
	a, b := d.end(&d.s.NetworkInterfaces[d.IntN(len(d.s.NetworkInterfaces))]),
		d.end(&d.s.NetworkInterfaces[d.IntN(len(d.s.NetworkInterfaces))])

	switch elsewhere := netip.MustParseAddr(pick(d, toyAddresses...)); d.IntN(8) {
	case 0, 1:
		return a, End{Address: elsewhere}
	case 2, 3:
		return End{Address: elsewhere}, a
	default:
		return a, b
	}
}

func (d *drawing) end(eni *snapshot.NetworkInterface) End {
	addrs := append(eni.PrivateIPs, eni.IPv6s...)

	return End{eni.ID, netip.MustParseAddr(addrs[d.IntN(len(addrs))])}
}

func (d *drawing) drawService() (protocol uint8, port uint16) {
	switch d.IntN(8) {
	case 0:
		return udp, pick[uint16](d, 0, 53, 443, 65535)
	case 1:
		return icmp, pick[uint16](d, 8<<8, 3<<8|4, 8<<8|1)
	case 2:
		return icmpv6, pick[uint16](d, 128<<8, 1<<8)
	case 3:
		return pick[uint8](d, 47, 50), pick[uint16](d, 0, 80)
	default:
		return tcp, pick[uint16](d, 0, 79, 80, 81, 443, 444, 32768, 65535)
	}
}
