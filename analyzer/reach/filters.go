package reach

import (
	"net/netip"

	"github.com/ecslint/ecslint/analyzer/netset"
)

// vouching is the groups of the far end that rules may name for its traffic.
type vouching struct {
	groups []string
	bound

	// forwarded is set where a load balancer hands on the packets, and takes the answers.
	forwarded bool
}

// filters are the controls at one end, for packets to or from far addresses: what the routes lead to, the gateways
// to the internet, the network ACL, the groups.
func (m *Model) filters(at, far *Place, d Direction, asked netset.Set, by vouching) []control {
	var controls []control

	if d == Outbound {
		controls = append(controls, m.groupsControl(at, d, asked, by), m.aclControl(at, d, asked))
	}

	if !by.forwarded {
		controls = append(controls, m.routeControls(at, far, d, asked)...)
	}

	if d == Inbound {
		controls = append(controls, m.aclControl(at, d, asked), m.groupsControl(at, d, asked, by))
	}

	if d == Outbound && !far.Interface {
		return m.exempt(at, asked, controls)
	}

	return controls
}

// groupsControl is the groups of an interface, or nothing where it has none by design.
func (m *Model) groupsControl(at *Place, d Direction, asked netset.Set, far vouching) control {
	c := control{kind: kindGroups, direction: d, at: at, asked: asked, groups: far.groups, may: asked, must: asked}
	if at.Unfiltered {
		return c
	}

	p := m.policy(at.Endpoint.Groups, d)
	c.may, c.must = asked.Intersect(p.may), asked.Intersect(p.must)

	if named := p.admittedBy(far.groups); !named.IsEmpty() {
		if far.may {
			c.may = c.may.Union(asked.Restrict(named))
		}

		if far.must {
			c.must = c.must.Union(asked.Restrict(named))
		}
	}

	return c
}

// aclControl is the network ACL of the subnet, which does not see what stays in the subnet.
func (m *Model) aclControl(at *Place, d Direction, asked netset.Set) control {
	a := m.acl(at.Endpoint.Subnet)
	c := control{kind: kindACL, direction: d, at: at, asked: asked}
	c.may, c.must = asked.Intersect(a.may[d.index()]), asked.Intersect(a.must[d.index()])

	near := asked.Intersect(m.subnets[at.Endpoint.Subnet])
	c.may, c.must = c.may.Union(near), c.must.Union(near)

	return c
}

// zonesFor are the zones of the subnet that hold some of the addresses, and through which packets of that
// direction can come or go.
func (m *Model) zonesFor(at *Place, d Direction, asked netset.Set) []zone {
	var zones []zone

	for _, z := range m.zones(at.Endpoint.Subnet) {
		if d == Inbound && z.oneWay {
			continue
		}

		if part := asked.Intersect(z.addresses); !part.IsEmpty() {
			z.addresses = part
			zones = append(zones, z)
		}
	}

	return zones
}

// routeControls are the routes and the gateways that they lead to. Where routes were not read, all but what is at home
// may go another way than a known or assumed one, by a NAT gateway for one; what the internet sends comes by an
// internet gateway all the same.
func (m *Model) routeControls(at, far *Place, d Direction, asked netset.Set) []control {
	controls := []control{
		m.publicControl(at, d, asked), m.blockadeControl(at, d, asked), m.routeControl(at, d, asked),
	}

	if (d == Outbound || !far.Internet) && m.unrouted(at.Endpoint.Subnet) {
		for i := range controls {
			controls[i].may, controls[i].must = asked, controls[i].must.Intersect(m.home(at))
		}
	}

	return controls
}

// home is what the local route leads to, which no other route for the whole of it takes the place of.
func (m *Model) home(at *Place) netset.Set {
	var local netset.Set

	for _, z := range m.zones(at.Endpoint.Subnet) {
		if z.target == kindLocal {
			local = local.Union(z.addresses)
		}
	}

	return local
}

// routeControl lets pass what some route leads to. For packets that come in it is the way of the answers.
func (m *Model) routeControl(at *Place, d Direction, asked netset.Set) control {
	c := control{kind: kindRoute, direction: d, at: at, asked: asked}

	for _, z := range m.zonesFor(at, d, asked) {
		c.may = c.may.Union(z.addresses)
		if m.certain(z) && (!z.public || !m.diverted(at.VPC, at.Addresses)) {
			c.must = c.must.Union(z.addresses)
		}
	}

	return c
}

// certain reports whether what a zone leads to is known to get there: the routes were read, and nothing lies on the
// way that was not.
func (m *Model) certain(z zone) bool {
	if z.assumed {
		return false
	}

	switch kindOf(z.target) {
	case kindLocal, kindInternet, kindNAT, kindEgress:
		return true
	case kindPeering:
		return m.index.Peerings[z.target] != nil
	case kindEndpoint:
		return z.oneWay
	default:
		return false // the routes of a transit gateway, a VPN or an appliance are not read
	}
}

// publicControl is the public address that an internet gateway asks for: of whoever sends through one, and of whoever
// is sent something by an address that no other way leads to.
func (m *Model) publicControl(at *Place, d Direction, asked netset.Set) control {
	var through, around netset.Set

	for _, z := range m.zonesFor(at, d, asked) {
		if z.public || kindOf(z.target) == kindEgress { // neither translates: what is private stays private
			through = through.Union(z.addresses)
		} else {
			around = around.Union(z.addresses)
		}
	}

	if d == Inbound {
		through = asked.Intersect(m.publicSpace).Subtract(around)
	}

	passed := asked.Subtract(through.Subtract(at.Endpoint.reachableInPublic(through)))

	c := control{kind: kindPublic, direction: d, at: at, asked: through, may: passed, must: passed}
	if at.Endpoint.PublicAssumed != "" {
		c.must = c.must.Subtract(through.Within(netip.PrefixFrom(netip.IPv4Unspecified(), 0)))
	}

	return c
}

// blockadeControl is VPC Block Public Access, which says nothing about other ways than the internet.
func (m *Model) blockadeControl(at *Place, d Direction, asked netset.Set) control {
	block := m.blockadeOf(at.Endpoint.Subnet)

	var closed, through netset.Set

	for _, z := range m.zonesFor(at, d, asked) {
		if z.public || z.oneWay && z.class == Internet {
			through = through.Union(z.addresses)
		}

		if z.public && block.blocks[d.index()] || z.oneWay && z.class == Internet && block.offGateways {
			closed = closed.Union(z.addresses)
		}
	}

	passed := asked.Subtract(closed)

	c := control{kind: kindBlockade, direction: d, at: at, asked: closed, may: passed, must: passed}
	if block.unsure {
		c.must = c.must.Subtract(through)
	}

	return c
}

// target is the route target that leads from a place to an address; empty where none does, or it was not read.
func (m *Model) target(at *Place, to netip.Addr) string {
	for _, z := range m.zones(at.Endpoint.Subnet) {
		if !z.addresses.At(to).IsEmpty() {
			return z.target
		}
	}

	return ""
}

// vouched are the groups of the far end, where rules that name them count on the way of the packet: that which the
// source's routes choose to the addresses of the target.
func (m *Model) vouched(at, far *Place, d Direction, source *Place, target netset.Set) vouching {
	if far.Forwarded {
		return vouching{groups: far.Through, bound: bound{may: true, must: true}, forwarded: true}
	}

	if !far.Interface || !source.Interface {
		return vouching{}
	}

	first, ok := target.Witness()
	if !ok {
		return vouching{}
	}

	if at.VPC != far.VPC && m.unrouted(source.Endpoint.Subnet) {
		return vouching{groups: far.Endpoint.Groups, bound: bound{may: true}}
	}

	way := m.honoured(d, far.VPC, at.VPC, m.target(source, first.Addr))

	return vouching{groups: far.Endpoint.Groups, bound: way}
}

// sameWay blocks where the way there and the way back are not the same: answers would not find their connection.
// Within a VPC both are the local route, between VPCs the same connection or gateway.
func (m *Model) sameWay(f *Flow, source, target netset.Set, services netset.Services) control {
	asked := source.Restrict(services)
	c := control{kind: kindWay, at: &f.To, asked: asked, may: asked, must: asked}

	to, _ := target.Witness()
	from, _ := source.Witness()
	forth, back := m.target(&f.From, to.Addr), m.target(&f.To, from.Addr)

	if m.unrouted(f.From.Endpoint.Subnet) || m.unrouted(f.To.Endpoint.Subnet) {
		if f.From.VPC != f.To.VPC {
			c.must = netset.Set{}
		}

		return c
	}

	if forth == "" || back == "" {
		return c // routes decide
	}

	if !m.arrives(forth, f.From.VPC, f.To.VPC) || !m.arrives(back, f.To.VPC, f.From.VPC) {
		c.may, c.must = netset.Set{}, netset.Set{} // another VPC has the same addresses, or nothing is tied
	}

	if link(forth) != link(back) || f.From.VPC == f.To.VPC && forth != kindLocal {
		c.must = netset.Set{}
	}

	return c
}

// link is what ties two networks together: the internet, whichever gateway leads there, or a connection of its own.
func link(target string) string {
	if kind := kindOf(target); kind == kindInternet || kind == kindEgress {
		return kindInternet
	}

	return target
}
