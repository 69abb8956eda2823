package reach_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The ports that clients use: all that they may, and those that Linux does. Network ACLs are written for either.
// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
const (
	firstClientPort, lastClientPort = 1024, 65535
	firstLinuxPort, lastLinuxPort   = 32768, 60999
)

// acls give most subnets a network ACL of their own, and the first VPC a default one at times.
func (d *accountDraw) acls() {
	if d.chance(20) {
		d.s.NetworkACLs = append(d.s.NetworkACLs,
			snapshot.NetworkACL{ID: "acl-default", VPC: vpcNumber(1), Default: true, Entries: d.entries()})
	}

	for _, subnet := range d.s.Subnets {
		if d.chance(35) {
			d.s.NetworkACLs = append(d.s.NetworkACLs, snapshot.NetworkACL{
				ID: "acl-" + subnet.ID, VPC: subnet.VPC, Subnets: []string{subnet.ID}, Entries: d.entries(),
			})
		}
	}
}

// entries stand in no order. Most end with one that allows the rest, or the ports that clients use.
func (d *accountDraw) entries() []snapshot.NetworkACLEntry {
	entries := make([]snapshot.NetworkACLEntry, 0, 12)

	for _, direction := range []string{"", "out "} {
		for _, number := range d.Perm(800)[:1+d.IntN(4)] {
			entries = append(entries, aclEntry(1+number, d.chance(60),
				direction+d.service(kernelPorts[:4])+" "+d.cidr(d.chance(50))))
		}

		rest := pick(d, "-1", "-1", "-1", "-1", "-1", "-1", "-1", "tcp 1024-65535", "udp 1024-65535",
			"tcp 32768-60999", "udp 32768-60999", "tcp 1024-60999", "udp 32768-65535")
		entries = append(entries, aclEntry(900, true, direction+rest+" 0.0.0.0/0"),
			aclEntry(901, true, direction+rest+" ::/0"))
	}

	d.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })

	return entries
}

// aclEntry reads what it matches as [rule] does. In EC2's answers its protocol is a number.
func aclEntry(number int, allow bool, text string) snapshot.NetworkACLEntry {
	r := rule("", text)
	if n, ok := map[string]string{"tcp": "6", "udp": "17"}[r.Protocol.Or("")]; ok {
		r.Protocol = snapshot.Known(n)
	}

	return snapshot.NetworkACLEntry{
		Number: number, Egress: r.Egress, Allow: allow, Protocol: r.Protocol, FromPort: r.FromPort, ToPort: r.ToPort,
		CIDRIPv4: r.CIDRIPv4, CIDRIPv6: r.CIDRIPv6,
	}
}

// tables are a main one for each VPC, and own ones for some subnets.
func (d *accountDraw) tables() {
	for i, v := range d.s.VPCs {
		d.table(v.ID, "", len(d.s.VPCs)-i)
	}

	for _, subnet := range d.s.Subnets {
		if d.chance(50) {
			far := 2
			if subnet.VPC == vpcNumber(2) {
				far = 1
			}

			d.table(subnet.VPC, subnet.ID, far)
		}
	}
}

// table leads to a part of the other VPC, to all of it or to more, or there is no route. Files do not write the
// local route.
func (d *accountDraw) table(vpcID, subnet string, far int) {
	var routes []string

	if d.chance(50) {
		n := strings.TrimPrefix(vpcID, "vpc-")
		routes = append(routes, fmt.Sprintf("10.%s.0.0/16 local", n), fmt.Sprintf("2001:db8:%s::/56 local", n))
	}

	if len(d.s.Peerings) > 0 {
		routes = append(routes, d.crossing(far)...)
	}

	t := table(fmt.Sprint("rtb-", len(d.s.RouteTables)), subnet, routes...)
	t.VPC = vpcID
	d.s.RouteTables = append(d.s.RouteTables, t)
}

// crossing are routes to the other VPC, and now and then one to a single address of it, which may be gone.
func (d *accountDraw) crossing(far int) []string {
	var routes []string

	for _, family := range [][]string{
		{fmt.Sprintf("10.%d.0.0/16", far), fmt.Sprintf("10.%d.0.0/23", far), "10.0.0.0/8", "0.0.0.0/0"},
		{fmt.Sprintf("2001:db8:%d::/56", far), fmt.Sprintf("2001:db8:%d::/63", far), "2001:db8::/32", "::/0"},
	} {
		if d.chance(95) {
			routes = append(routes, pick(d, slices.Concat(family, family[:1], family[:1])...)+" pcx-1")
		}
	}

	for _, e := range d.s.NetworkInterfaces {
		if e.VPC == vpcNumber(far) && d.chance(15) && len(e.PrivateIPs) > 0 {
			routes = append(routes, e.PrivateIPs[0]+"/32 pcx-1"+pick(d, "", " blackhole"))
		}
	}

	return routes
}
