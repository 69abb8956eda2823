package reachtest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// drawNetwork gives a VPC its gateway, subnets, network ACLs and route tables.
func (d *drawing) drawNetwork(v *plan) {
	meta := d.meta(v.region)
	internet := snapshot.InternetGateway{Meta: meta, ID: "igw-" + v.letter, VPC: "vpc-" + v.letter}

	if d.chance(7) {
		internet.VPC = ""
	}

	d.s.InternetGateways = append(d.s.InternetGateways, internet)

	for _, subnet := range v.subnets {
		d.s.Subnets = append(d.s.Subnets, snapshot.Subnet{
			Meta: meta, ID: subnet.id, VPC: "vpc-" + v.letter, CIDR: subnet.cidr, IPv6CIDRs: []string{subnet.ipv6},
		})
	}

	d.drawACLs(v)
	d.drawTables(v)
}

// drawTables gives a VPC its main route table, and one of its own to some subnets.
func (d *drawing) drawTables(v *plan) {
	main := snapshot.RouteTable{Meta: d.meta(v.region), ID: "rtb-" + v.letter, VPC: "vpc-" + v.letter, Main: true}
	own := snapshot.RouteTable{Meta: d.meta(v.region), ID: "rtb-" + v.letter + "1", VPC: "vpc-" + v.letter}

	for _, subnet := range v.subnets {
		if d.chance(50) {
			own.Subnets = append(own.Subnets, subnet.id)
		}
	}

	for _, t := range []*snapshot.RouteTable{&main, &own} {
		d.drawRoutes(v, t)
		d.Shuffle(len(t.Routes), func(i, j int) { t.Routes[i], t.Routes[j] = t.Routes[j], t.Routes[i] })
		d.s.RouteTables = append(d.s.RouteTables, *t)
	}
}

// drawRoutes adds at most one route for a destination.
func (d *drawing) drawRoutes(v *plan, t *snapshot.RouteTable) {
	internet, egressOnly, nat := "igw-"+v.letter, "eigw-"+v.letter, "nat-"+v.letter

	if d.chance(50) {
		d.add(t, v.cidr+".0.0/16", "local")
	}

	if d.chance(92) {
		d.add(t, "0.0.0.0/0", pick(d, internet, internet, internet, internet, nat, gateway))
	}

	if d.chance(92) {
		d.add(t, "::/0", pick(d, internet, internet, internet, internet, egressOnly, gateway))
	}

	for i := range d.vpcs {
		d.drawFarRoutes(v, &d.vpcs[i], t)
	}

	if d.chance(40) {
		d.add(t, pick(d, "52.0.0.0/8", "52.0.0.0/9", "52.128.0.0/9"), pick(d, internet, nat, gateway, "vgw-1", "vpce-1"))
	}

	if d.chance(30) {
		d.add(t, pick(d, "2a00::/20", "2a00::/21", "2a00:800::/21"), pick(d, internet, egressOnly, gateway, "vgw-1"))
	}

	if d.chance(30) {
		d.add(t, pick(d, "10.0.0.0/8", "192.168.0.0/16", "fd00::/8"), pick(d, gateway, "vgw-1"))
	}

	if d.chance(15) {
		far := &d.vpcs[d.IntN(len(d.vpcs))]
		if far.cidr != v.cidr {
			d.add(t, pick(d, "10.0.0.0/8", "52.0.0.0/9", "fd00::/8"), peering(v, far))
		}
	}

	if d.chance(25) {
		d.add(t, "pl-s3", "vpce-s3")
	}

	if list := d.s.PrefixLists[d.IntN(2)]; d.chance(50) && !inside(v, list.Entries) {
		d.add(t, list.ID, pick(d, internet, gateway, "vgw-1", "vpce-1"))
	}
}

// inside reports whether some entry is a part of the VPC, for which AWS takes routes to middleboxes only.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html#route-tables-considerations
func inside(v *plan, entries []string) bool {
	return slices.ContainsFunc(entries, func(entry string) bool {
		return strings.HasPrefix(entry, v.cidr+".") || strings.HasPrefix(entry, v.ipv6[:len(v.ipv6)-2])
	})
}

// drawFarRoutes leads to another VPC, all of it or a part.
func (d *drawing) drawFarRoutes(v, far *plan, t *snapshot.RouteTable) {
	if v.cidr == far.cidr {
		return
	}

	for k, pool := range [][]string{
		{far.cidr + ".0.0/16", far.cidr + ".0.0/17", far.subnets[0].cidr, far.subnets[1].cidr},
		{far.ipv6 + "::/56", far.ipv6 + "::/56", far.subnets[0].ipv6, far.subnets[1].ipv6},
	} {
		if d.chance(80) && (!d.referring || k == 0 || d.chance(50)) {
			d.add(t, pool[0], d.wayTo(v, far))
		}

		if d.chance(15) {
			d.add(t, pick(d, pool[1:]...), d.wayTo(v, far))
		}
	}
}

func peering(a, b *plan) string { return "pcx-" + min(a.letter, b.letter) + max(a.letter, b.letter) }

// wayTo is the connection to another VPC that most tables name, so that answers often come back.
func (d *drawing) wayTo(v, far *plan) string {
	usual, other := peering(v, far), gateway

	if v.region == far.region && (v.letter == "b" || far.letter == "b") {
		usual, other = other, usual
	}

	if d.chance(92) {
		return usual
	}

	return other
}

// add leaves out a destination that the table has.
func (d *drawing) add(t *snapshot.RouteTable, destination, target string) {
	if !slices.ContainsFunc(t.Routes, func(r snapshot.Route) bool { return r.Destination == destination }) {
		t.Routes = append(t.Routes, snapshot.Route{
			Destination: destination, Target: target, Blackhole: target != "local" && d.chance(4),
		})
	}
}

func (d *drawing) drawPeerings() {
	d.s.VPCEndpoints = []snapshot.VPCEndpoint{
		{Meta: d.meta(home), ID: "vpce-s3", Type: "Gateway"}, {Meta: d.meta(home), ID: "vpce-1", Type: "GatewayLoadBalancer"},
	}

	for i := range d.vpcs {
		for k := range d.vpcs[:i] {
			a, b := &d.vpcs[k], &d.vpcs[i]
			if a.cidr == b.cidr {
				continue
			}

			d.s.Peerings = append(d.s.Peerings, snapshot.Peering{
				Meta: d.meta(a.region), ID: "pcx-" + a.letter + b.letter,
				Status:    pick(d, "active", "active", "active", "active", "deleted", "pending-acceptance"),
				Requester: d.peered(a), Accepter: d.peered(b),
			})
		}
	}
}

func (d *drawing) peered(v *plan) snapshot.PeeredVPC {
	return snapshot.PeeredVPC{
		VPC: "vpc-" + v.letter, Account: "111122223333", Region: v.region,
		CIDRs: []string{v.cidr + ".0.0/16"}, IPv6CIDRs: []string{v.ipv6 + "::/56"},
	}
}

// drawTransit attaches most VPCs of a Region to its transit gateway.
func (d *drawing) drawTransit() {
	d.s.TransitGateways = []snapshot.TransitGateway{
		{Meta: d.meta(home), ID: gateway, SecurityGroupReferencing: d.option()},
	}

	for _, v := range d.vpcs {
		if v.region != home || d.chance(10) {
			continue
		}

		d.s.TransitGatewayAttachments = append(d.s.TransitGatewayAttachments, snapshot.TransitGatewayAttachment{
			Meta: d.meta(home), ID: "tgw-attach-" + v.letter, TransitGateway: gateway,
			ResourceType: "vpc", Resource: "vpc-" + v.letter,
			State:                    pick(d, "available", "available", "available", "available", "deleting"),
			SecurityGroupReferencing: d.option(),
		})
	}
}

// option is mostly on, else off, or absent and so off.
func (d *drawing) option() snapshot.Value[bool] {
	switch d.IntN(14) {
	case 0:
		return snapshot.Known(false)
	case 1:
		return snapshot.Value[bool]{}
	default:
		return snapshot.Known(true)
	}
}

// drawBlockade blocks public access in half of the accounts.
func (d *drawing) drawBlockade() {
	for _, region := range []string{home, abroad} {
		if d.chance(60) {
			continue
		}

		setting := snapshot.VPCBlockPublicAccess{
			Meta: d.meta(region), Mode: pick(d, "off", "block-bidirectional", "block-bidirectional", "block-ingress"),
		}

		for _, v := range d.vpcs {
			for _, resource := range []string{"vpc-" + v.letter, v.subnets[0].id} {
				if d.chance(30) {
					setting.Exclusions = append(setting.Exclusions, snapshot.VPCBlockPublicAccessExclusion{
						Resource: resource, Mode: pick(d, "allow-bidirectional", "allow-egress", "allow-egress"),
					})
				}
			}
		}

		d.s.VPCBlockPublicAccess = append(d.s.VPCBlockPublicAccess, setting)
	}
}

// String names the packet in a report.
func (p Packet) String() string {
	return fmt.Sprintf("%s %s to %s %s, protocol %d port %d",
		p.From.Interface, p.From.Address, p.To.Interface, p.To.Address, p.Protocol, p.Port)
}
