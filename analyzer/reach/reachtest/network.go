package reachtest

import (
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// drawNetwork gives a VPC its gateway, subnets, network ACLs and route tables.
func (d *drawing) drawNetwork(v *plan) {
	meta := d.meta(v.region)
	internet := snapshot.InternetGateway{Meta: meta, ID: "igw-" + v.letter, VPC: "vpc-" + v.letter}

	if d.chance(10) {
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

	if d.chance(85) {
		d.add(t, "0.0.0.0/0", pick(d, internet, internet, internet, nat, nat, gateway))
	}

	if d.chance(85) {
		d.add(t, "::/0", pick(d, internet, internet, internet, egressOnly, gateway))
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

	if d.chance(20) {
		d.add(t, pick(d, d.lists...), pick(d, internet, gateway, "vgw-1"))
	}
}

// drawFarRoutes leads to another VPC, all of it or a part.
func (d *drawing) drawFarRoutes(v, far *plan, t *snapshot.RouteTable) {
	if v.cidr == far.cidr {
		return
	}

	for _, pool := range [][]string{
		{far.cidr + ".0.0/16", far.cidr + ".0.0/17", far.subnets[0].cidr, far.subnets[1].cidr},
		{far.ipv6 + "::/56", far.ipv6 + "::/56", far.subnets[0].ipv6, far.subnets[1].ipv6},
	} {
		if d.chance(85) {
			d.add(t, pool[0], d.wayTo(v, far))
		}

		if d.chance(15) {
			d.add(t, pick(d, pool[1:]...), d.wayTo(v, far))
		}
	}
}

// wayTo is the connection to another VPC that most tables name, so that answers often come back.
func (d *drawing) wayTo(v, far *plan) string {
	peering := "pcx-" + min(v.letter, far.letter) + max(v.letter, far.letter)
	usual, other := peering, gateway

	if v.region == far.region && (v.letter == "b" || far.letter == "b") {
		usual, other = gateway, peering
	}

	if d.chance(85) {
		return usual
	}

	return other
}

// add leaves out a destination that the table has, and one more specific than a local route, which AWS admits for the
// CIDRs of subnets and middleboxes only.
func (d *drawing) add(t *snapshot.RouteTable, destination, target string) {
	if !slices.ContainsFunc(t.Routes, func(r snapshot.Route) bool { return r.Destination == destination }) {
		t.Routes = append(t.Routes, snapshot.Route{Destination: destination, Target: target, Blackhole: d.chance(4)})
	}
}

func (d *drawing) drawPeerings() {
	for i := range d.vpcs {
		for k := range d.vpcs[:i] {
			a, b := &d.vpcs[k], &d.vpcs[i]
			if a.cidr == b.cidr || d.chance(5) {
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
	switch d.IntN(8) {
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
		if d.chance(40) {
			continue
		}

		setting := snapshot.VPCBlockPublicAccess{
			Meta: d.meta(region), Mode: pick(d, "off", "block-bidirectional", "block-ingress"),
		}

		for _, v := range d.vpcs {
			for _, resource := range []string{"vpc-" + v.letter, v.subnets[0].id} {
				if d.chance(30) {
					setting.Exclusions = append(setting.Exclusions, snapshot.VPCBlockPublicAccessExclusion{
						Resource: resource, Mode: pick(d, "allow-bidirectional", "allow-egress"),
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
