package reachtest

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A way is how a packet gets from one end to the other and its answer back.
type way struct {
	kind string

	// sameRegion is set on a peering connection within a Region, references where all that a transit gateway is made
	// of allows groups to be named.
	sameRegion, references bool

	// open is set where something lies on the way that an account does not say: the routes of a transit gateway, a
	// virtual private gateway, an appliance. uneven is set where there and back are different ways.
	open, uneven bool
}

const (
	wayLocal    = "local"
	wayPeering  = "peering"
	wayTransit  = "transit gateway"
	wayInternet = "internet"
	wayOther    = "other"
)

// way follows the routes there and back. Only interfaces have routes: what is elsewhere sends back where it got from.
func (j *Judge) way(from, to End) (way, bool) {
	a, b := j.interfaces[from.Interface], j.interfaces[to.Interface]

	switch {
	case a != nil && b != nil:
		return j.between(a, b, from.Address, to.Address)
	case a != nil:
		return j.out(a, from.Address, to.Address)
	default:
		return j.in(b, to.Address, from.Address)
	}
}

// between follows the packet to an interface and the answer to the other.
func (j *Judge) between(a, b *snapshot.NetworkInterface, from, to netip.Addr) (way, bool) {
	there, arrives := j.step(a, b, from, to, true)
	if !j.heeds(RouteBack) {
		return there, arrives
	}

	back, returns := j.step(b, a, to, from, false)
	there.open, there.uneven = there.open || back.open, uneven(there.kind, back.kind, a.VPC == b.VPC)

	return there, arrives && returns
}

// uneven reports whether there and back are different ways, or lead out of a VPC and in again.
func uneven(there, back string, sameVPC bool) bool {
	if there == "" || back == "" || !sameVPC && (there == wayLocal || back == wayLocal) {
		return false
	}

	return there != back || sameVPC && there != wayLocal
}

// step is where the route of an interface takes a packet to another one. One that opens a connection is told from
// one that answers, which alone may leave or come through a gateway that lets nobody in.
func (j *Judge) step(a, b *snapshot.NetworkInterface, from, to netip.Addr, opens bool) (way, bool) {
	target, service := j.route(a, to)

	switch kind(target) {
	case "local":
		return way{kind: wayLocal}, a.VPC == b.VPC || !j.heeds(OverlappingVPCs)
	case "pcx":
		pcx := j.peering(target)

		return way{kind: wayPeering, sameRegion: pcx != nil && pcx.Requester.Region == pcx.Accepter.Region},
			j.leads(pcx, a.VPC, b.VPC, to)
	case "tgw":
		return way{kind: wayTransit, references: a.VPC != b.VPC && j.opted(target, a.VPC, b.VPC), open: true},
			j.attached(target, a.VPC) && j.attached(target, b.VPC)
	case "vgw":
		return way{kind: wayOther, open: true}, true
	case "nat":
		return way{kind: wayOther, open: true}, to.Is4() && opens // an answer would have another source
	case "vpce":
		return way{kind: wayOther, open: true}, !service
	default:
		return way{kind: internetBy(target)}, global(to) && j.stepsOut(a, b, from, to, target, opens)
	}
}

// internetBy is the kind of way behind a gateway to the internet, and none behind nothing.
func internetBy(target string) string {
	if target == "" {
		return ""
	}

	return wayInternet
}

// stepsOut reports whether a packet gets to another interface by the internet.
func (j *Judge) stepsOut(a, b *snapshot.NetworkInterface, from, to netip.Addr, target string, opens bool) bool {
	switch kind(target) {
	case "igw":
		return j.online(a, from, target, opens, true) && (!opens || j.online(b, to, "", true, false))
	case "eigw":
		return to.Is6() && global(from) && opens && j.unblocked(a, true, true) && j.online(b, to, "", true, false)
	default:
		return false
	}
}

// out is the way to an address elsewhere.
func (j *Judge) out(a *snapshot.NetworkInterface, from, to netip.Addr) (way, bool) {
	target, service := j.route(a, to)

	switch kind(target) {
	case "local":
		return way{kind: wayLocal}, true
	case "pcx":
		return way{kind: wayPeering}, j.leads(j.peering(target), a.VPC, "", to)
	case "tgw":
		return way{kind: wayTransit, open: true}, j.attached(target, a.VPC)
	case "vgw":
		return way{kind: wayOther, open: true}, true
	case "vpce":
		return way{kind: wayOther, open: !service}, true
	case "nat":
		// Where a NAT gateway sends what is not for the internet is up to the routes of its own subnet.
		return way{kind: wayInternet, open: !global(to)}, to.Is4() && (!global(to) || j.unblocked(a, true, true))
	default:
		return way{kind: wayInternet}, global(to) && j.sendsOut(a, from, to, target)
	}
}

// sendsOut reports whether a packet gets to the internet with the address of its sender.
func (j *Judge) sendsOut(a *snapshot.NetworkInterface, from, to netip.Addr, target string) bool {
	switch kind(target) {
	case "igw":
		return j.online(a, from, target, true, true)
	case "eigw":
		return to.Is6() && global(from) && j.unblocked(a, true, true)
	default:
		return false
	}
}

// in is the way from an address elsewhere, which is the way of the answer.
func (j *Judge) in(b *snapshot.NetworkInterface, to, from netip.Addr) (way, bool) {
	target, service := j.route(b, from)

	switch kind(target) {
	case "local":
		return way{kind: wayLocal}, true
	case "pcx":
		return way{kind: wayPeering}, j.leads(j.peering(target), b.VPC, "", from)
	case "tgw":
		return way{kind: wayTransit, open: true}, j.attached(target, b.VPC)
	case "vgw":
		return way{kind: wayOther, open: true}, true
	case "vpce":
		return way{kind: wayOther, open: true}, !service
	default:
		return way{kind: wayInternet}, j.comesIn(b, to, from, target)
	}
}

// comesIn reports whether a packet from the internet gets to an interface.
func (j *Judge) comesIn(b *snapshot.NetworkInterface, to, from netip.Addr, target string) bool {
	switch kind(target) {
	case "igw":
		return global(from) && j.online(b, to, target, true, false)
	case "nat":
		return !j.heeds(NATOneWay)
	case "eigw":
		return !j.heeds(EgressOnlyWay)
	default:
		return !j.heeds(InternetRoute) && global(from) && j.online(b, to, "", true, false)
	}
}

func kind(target string) string {
	name, _, _ := strings.Cut(target, "-")

	return name
}

// online reports whether an interface has the internet: an address that is its own there, and a gateway that is
// attached and not blocked. A packet from the internet needs no route to arrive, so that gateway may be any of the VPC.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
func (j *Judge) online(eni *snapshot.NetworkInterface, addr netip.Addr, gateway string, opens, sends bool) bool {
	public := addr.Is6() && global(addr) || addr.Is4() && len(eni.PublicIPs) > 0

	return (public || !j.heeds(PublicAddress)) && j.gatewayOf(eni.VPC, gateway) &&
		(!opens || j.unblocked(eni, sends, false))
}

func (j *Judge) gatewayOf(vpc, id string) bool {
	return !j.heeds(GatewayAttached) || slices.ContainsFunc(j.s.InternetGateways, func(g snapshot.InternetGateway) bool {
		return g.VPC == vpc && (id == "" || g.ID == id)
	})
}

// unblocked asks VPC Block Public Access. A oneWay gateway lets nobody in: a NAT or an egress-only one.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
func (j *Judge) unblocked(eni *snapshot.NetworkInterface, sends, oneWay bool) bool {
	for _, setting := range j.s.VPCBlockPublicAccess {
		if setting.Account != eni.Account || setting.Region != eni.Region || !j.heeds(BlockPublicAccess) {
			continue
		}

		switch j.exclusion(&setting, eni) {
		case "allow-bidirectional":
			return true
		case "allow-egress":
			if setting.Mode == "block-bidirectional" && (sends || !j.heeds(BlockEgressOnly)) {
				return true
			}
		}

		switch setting.Mode {
		case "block-ingress":
			return sends && oneWay && j.heeds(BlockIngressOnly)
		case "block-bidirectional":
			return false
		}
	}

	return true
}

func (j *Judge) exclusion(setting *snapshot.VPCBlockPublicAccess, eni *snapshot.NetworkInterface) string {
	mode := ""

	for _, e := range setting.Exclusions {
		if (e.Resource == eni.VPC || e.Resource == eni.Subnet) && j.heeds(BlockExclusions) && mode != "allow-bidirectional" {
			mode = e.Mode
		}
	}

	return mode
}

func (j *Judge) peering(id string) *snapshot.Peering {
	for i := range j.s.Peerings {
		if j.s.Peerings[i].ID == id {
			return &j.s.Peerings[i]
		}
	}

	return nil
}

// leads reports whether a peering connection takes a packet from a VPC to the address in the other one.
// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
func (j *Judge) leads(p *snapshot.Peering, from, to string, addr netip.Addr) bool {
	if p == nil || p.Status != "active" && j.heeds(PeeringStatus) {
		return false
	}

	far := p.Accepter

	switch from {
	case p.Requester.VPC:
	case p.Accepter.VPC:
		far = p.Requester
	default:
		return false
	}

	if !j.heeds(PeeringCIDRs) {
		return true
	}

	return (to == "" || far.VPC == to) && within(addr, append(j.prefixes(far.CIDRs), j.prefixes(far.IPv6CIDRs)...))
}

// attached reports whether a VPC may be on a transit gateway: an attachment that is not listed may be another
// account's.
// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
func (j *Judge) attached(gateway, vpc string) bool {
	a := j.attachment(gateway, vpc)

	return !j.heeds(TGWAttached) || a == nil || a.State == "available"
}

func (j *Judge) attachment(gateway, vpc string) *snapshot.TransitGatewayAttachment {
	for i := range j.s.TransitGatewayAttachments {
		a := &j.s.TransitGatewayAttachments[i]
		if a.TransitGateway == gateway && a.ResourceType == "vpc" && a.Resource == vpc {
			return a
		}
	}

	return nil
}

// opted reports whether the gateway and both attachments allow groups to be named; all are off by default.
func (j *Judge) opted(gateway, a, b string) bool {
	on := slices.ContainsFunc(j.s.TransitGateways, func(t snapshot.TransitGateway) bool {
		return t.ID == gateway && t.SecurityGroupReferencing.Or(false)
	})

	for _, vpc := range []string{a, b} {
		attachment := j.attachment(gateway, vpc)
		on = on && (attachment == nil || attachment.SecurityGroupReferencing.Or(false))
	}

	return on
}
