package reachtest

import (
	"fmt"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The toy pools. The first of the CIDRs is everything. One is written with bits of the host, as users do.
//
//nolint:gochecknoglobals // The pools never change.
var (
	toyIPv4 = strings.Fields(`0.0.0.0/0 0.0.0.0/1 128.0.0.0/1 10.0.0.0/8 10.0.0.0/15 10.0.0.0/16 10.1.0.0/16 10.2.0.0/16
		10.0.0.0/24 10.0.1.0/24 10.1.0.0/25 10.0.0.5/32 10.0.1.4/32 52.0.0.0/8 52.0.0.0/9 52.128.0.0/9 192.168.0.18/16`)
	toyIPv6 = strings.Fields(`::/0 ::/1 2000::/3 2600::/40 2600:0:0:a00::/56 2600:0:0:b00::/56 2600:0:0:a00::/64
		2600:0:0:a01::/64 2a00::/20 2a00::/21 2a00:800::/21 fd00::/8`)
	toyAddresses = strings.Fields(`8.8.8.8 52.0.0.1 52.200.0.1 52.127.255.255 53.0.0.1 192.168.0.1 10.0.0.200 10.1.0.200
		10.2.0.200 2a00::1 2a00:900::1 2400::1 fd00::1 2600:0:0:a00::200 2600:0:0:b01::200`)
	toyServices = strings.Fields(`-1 -1 -1 -1 -1 tcp tcp tcp:80-443 tcp:80-80 tcp:0-0 tcp:0-65535 tcp:1024-65535 6:443-443
		udp udp:-1--1 udp:53-53 17:0-1024 icmp icmp:-1--1 icmp:8--1 icmp:3-4 icmpv6 icmpv6:128-0 icmpv6:1--1
		47 47:80-80 50:0-0`)
)

// serviceOf reads "tcp:80-443"; without ports they are absent.
func serviceOf(text string) (protocol snapshot.Value[string], from, to snapshot.Value[int]) {
	name, ports, ok := strings.Cut(text, ":")
	if !ok {
		return snapshot.Known(name), snapshot.Value[int]{}, snapshot.Value[int]{}
	}

	var a, b int
	_, _ = fmt.Sscanf(ports, "%d-%d", &a, &b)

	return snapshot.Known(name), snapshot.Known(a), snapshot.Known(b)
}

func (d *drawing) drawGroups(v *plan) {
	for n := range 4 {
		g := snapshot.SecurityGroup{
			Meta: d.meta(v.region), ID: fmt.Sprintf("sg-%s%d", v.letter, n), Name: "group", VPC: "vpc-" + v.letter,
		}

		for k := range 5 + d.IntN(6) {
			egress := k == 1 || k > 1 && d.chance(15) || d.referring && k > 1 && d.chance(30)
			g.Rules = append(g.Rules, d.drawRule(v, fmt.Sprintf("%s-%d", g.ID, k), egress))
		}

		if d.chance(75) && (!d.referring || d.chance(15)) {
			g.Rules = append(g.Rules, open(g.ID, toyIPv4[0]), open(g.ID, toyIPv6[0]))
		}

		d.s.SecurityGroups = append(d.s.SecurityGroups, g)
	}
}

// open lets everything out, as the rules do that AWS makes with a group.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
func open(group, cidr string) snapshot.SecurityGroupRule {
	r := snapshot.SecurityGroupRule{ID: group + "-" + cidr, Egress: true, Protocol: snapshot.Known("-1")}
	if strings.Contains(cidr, ":") {
		r.CIDRIPv6 = snapshot.Known(cidr)
	} else {
		r.CIDRIPv4 = snapshot.Known(cidr)
	}

	return r
}

func (d *drawing) drawRule(v *plan, id string, egress bool) snapshot.SecurityGroupRule {
	r := snapshot.SecurityGroupRule{ID: id, Egress: egress}
	r.Protocol, r.FromPort, r.ToPort = serviceOf(pick(d, toyServices...))

	kind := d.IntN(10)
	if d.referring && d.chance(75) {
		kind = 0
	}

	switch kind {
	case 0, 1, 2, 3:
		letter := pick(d, v.letter, d.vpcs[d.IntN(len(d.vpcs))].letter)
		if d.referring {
			letter = d.vpcs[d.IntN(len(d.vpcs))].letter
		}

		r.ReferencedGroup = snapshot.Known(fmt.Sprintf("sg-%s%d", letter, d.IntN(4)))
	case 4:
		r.PrefixList = snapshot.Known(pick(d, d.lists...))
	case 5, 6:
		r.CIDRIPv6 = snapshot.Known(d.drawCIDR(toyIPv6))
	default:
		r.CIDRIPv4 = snapshot.Known(d.drawCIDR(toyIPv4))
	}

	return r
}

// drawCIDR takes the whole family every other time.
func (d *drawing) drawCIDR(pool []string) string {
	if d.chance(70) {
		return pool[0]
	}

	return pick(d, pool...)
}

// drawACLs gives a VPC its default network ACL, and one of its own to some subnets.
func (d *drawing) drawACLs(v *plan) {
	byDefault := snapshot.NetworkACL{Meta: d.meta(v.region), ID: "acl-" + v.letter, VPC: "vpc-" + v.letter, Default: true}
	byDefault.Entries = d.drawEntries(70)
	own := snapshot.NetworkACL{Meta: d.meta(v.region), ID: "acl-" + v.letter + "1", VPC: "vpc-" + v.letter}
	own.Entries = d.drawEntries(35)

	for _, subnet := range v.subnets {
		if d.chance(40) {
			own.Subnets = append(own.Subnets, subnet.id)
		}
	}

	d.s.NetworkACLs = append(d.s.NetworkACLs, byDefault, own)
}

// drawEntries admits everything both ways at the end, and that alone in so many of a hundred.
func (d *drawing) drawEntries(open int) []snapshot.NetworkACLEntry {
	var entries []snapshot.NetworkACLEntry

	if !d.chance(open) {
		for range 1 + d.IntN(4) {
			entries = append(entries, d.drawEntry(10+d.IntN(80)))
		}
	}

	for _, egress := range []bool{false, true} {
		if d.chance(6) {
			continue
		}

		for k, cidr := range []string{"0.0.0.0/0", "::/0"} {
			e := snapshot.NetworkACLEntry{
				Number: 100 + k, Egress: egress, Allow: true, Protocol: snapshot.Known("-1"),
			}
			setCIDR(&e, cidr)
			entries = append(entries, e)
		}
	}

	d.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })

	return renumber(entries)
}

// renumber keeps the numbers of one direction apart, as AWS does.
func renumber(entries []snapshot.NetworkACLEntry) []snapshot.NetworkACLEntry {
	for i := range entries {
		entries[i].Number = entries[i].Number*100 + i
	}

	return entries
}

func (d *drawing) drawEntry(number int) snapshot.NetworkACLEntry {
	e := snapshot.NetworkACLEntry{Number: number, Egress: d.chance(50), Allow: d.chance(50)}
	text := pick(d, toyServices...)

	for name, n := range map[string]string{"tcp": "6", "udp": "17", "icmpv6": "58", "icmp": "1"} {
		if text == name || strings.HasPrefix(text, name+":") {
			text = n + strings.TrimPrefix(text, name)

			break
		}
	}

	e.Protocol, e.FromPort, e.ToPort = serviceOf(text)
	setCIDR(&e, pick(d, d.drawCIDR(toyIPv4), d.drawCIDR(toyIPv6)))

	return e
}

func setCIDR(e *snapshot.NetworkACLEntry, cidr string) {
	if strings.Contains(cidr, ":") {
		e.CIDRIPv6 = snapshot.Known(cidr)
	} else {
		e.CIDRIPv4 = snapshot.Known(cidr)
	}
}
