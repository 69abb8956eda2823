package reach_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// kernelPorts are those that everybody listens on, in TCP and UDP: ranges begin and end on them and beside them. The
// last alone is one that clients use too, so that few verdicts on network ACLs depend on the port of the client.
var kernelPorts = []int{22, 53, 80, 443, 8080}

// An accountDraw makes small accounts that have everything that the kernel can play: one VPC or two, three subnets,
// seven interfaces.
type accountDraw struct {
	*rand.Rand

	s *snapshot.Snapshot
}

func drawKernelAccount(random *rand.Rand, vpcs int) *snapshot.Snapshot {
	d := &accountDraw{Rand: random, s: snapshot.New()}
	d.vpcs(vpcs)
	d.interfaces()
	d.groups()
	d.acls()
	d.tables()

	return d.s
}

func pick[T any](d *accountDraw, of ...T) T { return of[d.IntN(len(of))] }

// chance is true in so many cases of a hundred.
func (d *accountDraw) chance(percent int) bool { return d.IntN(100) < percent }

func vpcNumber(v int) string { return fmt.Sprintf("vpc-%d", v) }

// vpcs are 10.1.0.0/16 and 10.2.0.0/16, and their like in IPv6; the last of the subnets lies in the last of them. Most
// often they are peered, or have been.
func (d *accountDraw) vpcs(n int) {
	for v := 1; v <= n; v++ {
		d.s.VPCs = append(d.s.VPCs, snapshot.VPC{
			ID: vpcNumber(v), CIDRs: []string{fmt.Sprintf("10.%d.0.0/16", v)},
			IPv6CIDRs: []string{fmt.Sprintf("2001:db8:%d::/56", v)},
		})
	}

	for i, v := range []int{1, 1, n} {
		d.s.Subnets = append(d.s.Subnets, snapshot.Subnet{
			ID: fmt.Sprintf("subnet-%d", i), VPC: vpcNumber(v), CIDR: fmt.Sprintf("10.%d.%d.0/24", v, i),
			IPv6CIDRs: []string{fmt.Sprintf("2001:db8:%d:%d::/64", v, i)},
		})
	}

	if n > 1 && d.chance(90) {
		d.s.Peerings = []snapshot.Peering{{
			ID: "pcx-1", Status: pick(d, "active", "active", "active", "active", "active", "deleted", "pending-acceptance"),
			Requester: d.end(0, "eu-north-1"), Accepter: d.end(1, pick(d, "eu-north-1", "eu-north-1", "eu-west-1")),
		}}
	}
}

func (d *accountDraw) end(vpc int, region string) snapshot.PeeredVPC {
	v := d.s.VPCs[vpc]

	return snapshot.PeeredVPC{VPC: v.ID, Region: region, CIDRs: v.CIDRs, IPv6CIDRs: v.IPv6CIDRs}
}

// interfaces lie in both halves of their subnets. Most have addresses of both families.
func (d *accountDraw) interfaces() {
	for i := range 7 {
		subnet := d.s.Subnets[i%len(d.s.Subnets)]
		low, high := strings.TrimSuffix(subnet.CIDR, "0/24"), strings.TrimSuffix(subnet.IPv6CIDRs[0], ":/64")
		e := snapshot.NetworkInterface{ID: fmt.Sprintf("eni-%d", i), VPC: subnet.VPC, Subnet: subnet.ID}

		if d.chance(50) {
			e.PrivateIPs, e.IPv6s = []string{fmt.Sprint(low, 10+i)}, []string{fmt.Sprint(high, ":", 10+i)}
		} else {
			e.PrivateIPs, e.IPv6s = []string{fmt.Sprint(low, 130+i)}, []string{fmt.Sprint(high, "8000::", 10+i)}
		}

		switch d.IntN(8) {
		case 0:
			e.IPv6s = nil
		case 1:
			e.PrivateIPs = nil
		}

		d.s.NetworkInterfaces = append(d.s.NetworkInterfaces, e)
	}
}

// groups are three for each VPC, of which an interface has one or two, and prefix lists for rules to name.
func (d *accountDraw) groups() {
	d.s.PrefixLists = []snapshot.PrefixList{
		{ID: "pl-4", Entries: []string{d.cidr(false), d.cidr(false)}},
		{ID: "pl-6", Entries: []string{d.cidr(true), d.cidr(true)}},
	}

	for i := range d.s.VPCs {
		for _, letter := range []string{"a", "b", "c"} {
			id := fmt.Sprintf("sg-%d%s", i+1, letter)
			g := group(id, slices.Concat(d.rules(""), d.egress())...)
			g.VPC = d.s.VPCs[i].ID
			d.s.SecurityGroups = append(d.s.SecurityGroups, g)
		}
	}

	for i := range d.s.NetworkInterfaces {
		e := &d.s.NetworkInterfaces[i]
		own := slices.Collect(func(yield func(string) bool) {
			for _, g := range d.s.SecurityGroups {
				if g.VPC == e.VPC && !yield(g.ID) {
					return
				}
			}
		})
		d.Shuffle(len(own), func(i, j int) { own[i], own[j] = own[j], own[i] })
		e.SecurityGroups = own[:1+d.IntN(2)]
	}
}

// egress is everything, as EC2 has it by default, or rules as they come.
func (d *accountDraw) egress() []string {
	if d.chance(85) {
		return []string{"out -1 0.0.0.0/0", "out -1 ::/0"}
	}

	return d.rules("out ")
}

func (d *accountDraw) rules(direction string) []string {
	rules := make([]string, 5+d.IntN(4))
	for i := range rules {
		rules[i] = direction + d.service(kernelPorts) + " " + d.peer()
	}

	return rules
}

// service is all protocols, one of them, or a range of its ports.
func (d *accountDraw) service(ports []int) string {
	protocol := pick(d, "tcp", "udp", "6", "17")

	switch d.IntN(5) {
	case 0, 1:
		return "-1"
	case 2:
		return protocol
	default:
		from, to := pick(d, ports...)+d.IntN(3)-1, pick(d, ports...)+d.IntN(3)-1

		return fmt.Sprintf("%s %d-%d", protocol, min(from, to), max(from, to))
	}
}

func (d *accountDraw) peer() string {
	switch d.IntN(10) {
	case 0:
		return pick(d, "0.0.0.0/0", "::/0")
	case 1:
		return pick(d, "pl-4", "pl-6")
	case 2, 3, 4:
		return pick(d, "sg-1a", "sg-1b", "sg-1c", "sg-2a", "sg-2b", "sg-2c", "sg-none")
	default:
		return d.cidr(d.chance(50))
	}
}

// cidr is everywhere, a VPC, a subnet, half of one, or an interface.
func (d *accountDraw) cidr(six bool) string {
	v, subnet := pick(d, d.s.VPCs...), pick(d, d.s.Subnets...)
	hosts := pick(d, d.s.NetworkInterfaces...)

	if six {
		half := strings.TrimSuffix(subnet.IPv6CIDRs[0], ":/64") + pick(d, ":/65", "8000::/65")
		own := pick(d, slices.Concat(hosts.IPv6s, []string{"2001:db8:ffff::1"})...) + "/128"

		return pick(d, "::/0", "::/0", "::/0", "2001:db8::/32", v.IPv6CIDRs[0], subnet.IPv6CIDRs[0], half, own)
	}

	half := strings.TrimSuffix(subnet.CIDR, "0/24") + pick(d, "0/25", "128/25")
	own := pick(d, slices.Concat(hosts.PrivateIPs, []string{"192.0.2.1"})...) + "/32"

	return pick(d, "0.0.0.0/0", "0.0.0.0/0", "0.0.0.0/0", "10.0.0.0/8", v.CIDRs[0], subnet.CIDR, half, own)
}
