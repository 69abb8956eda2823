package reach

import (
	"net/netip"

	"github.com/ecslint/ecslint/analyzer/netset"
)

// A Flow is what passes between two places, and what has a say on the way.
type Flow struct {
	From, To Place
	Bounds

	// Asked is what the question was about.
	Asked netset.Services

	// MayWide are the services that may pass for so many of the far addresses that they deserve the name of the
	// internet, where that is one end, as [Model.Wide] has it; else those that may pass for all of them.
	MayWide netset.Services
	runs    []run
}

// A run is a flow in one address family, with what a packet meets, in order.
type run struct {
	Bounds

	asked, wide netset.Services
	controls    []control
}

// A control is a filter on the way. Its sets hold the far addresses, as seen from the end where it stands, with the
// services it lets pass.
type control struct {
	kind      string
	direction Direction

	// at is the end that the control belongs to, asked the packets that come to it.
	at    *Place
	asked netset.Set

	may, must netset.Set

	// groups are those that vouch for the far end.
	groups []string

	// internet is set where the far end is the internet, of which one address would say nothing; somewhere is the
	// name of a far end of which no address is known.
	internet  bool
	somewhere string
}

// The kinds of controls, as evidence names them.
const (
	kindGroups   = "securityGroup"
	kindACL      = "networkAcl"
	kindRoute    = "route"
	kindPublic   = "publicAddress"
	kindBlockade = "vpcBlockPublicAccess"
	kindWay      = "way"
	kindAddress  = "address"
	kindProvided = "amazonProvided"
)

// Between says which of the services the one place may, and must, send to the other.
func (m *Model) Between(from, to Place, services netset.Services) Flow {
	f := Flow{From: from, To: to, Asked: services}

	for _, family := range families(from, to) {
		r := m.between(&f, family, services)
		f.Bounds = f.Join(r.Bounds)
		f.MayWide = f.MayWide.Union(r.wide)
		f.runs = append(f.runs, r)
	}

	return f
}

// Carried are the services that the address families of both ends can carry at all: ICMP is IPv4's, ICMPv6 IPv6's.
func (f *Flow) Carried(services netset.Services) netset.Services {
	var carried netset.Services
	for _, r := range f.runs {
		carried = carried.Union(r.asked)
	}

	if carried.IsEmpty() {
		return services
	}

	return services.Intersect(carried)
}

// families are those in which both ends have addresses.
func families(from, to Place) []netip.Prefix {
	var common []netip.Prefix

	for _, world := range []netip.Addr{netip.IPv4Unspecified(), netip.IPv6Unspecified()} {
		family := netip.PrefixFrom(world, 0)
		if !from.Addresses.Within(family).IsEmpty() && !to.Addresses.Within(family).IsEmpty() {
			common = append(common, family)
		}
	}

	return common
}

// between looks at one family. Each interface filters what it sends or gets by the addresses at the other end.
func (m *Model) between(f *Flow, family netip.Prefix, services netset.Services) run {
	services = carriedBy(family, services)
	source, target := m.seen(&f.From, &f.To).Within(family), m.seen(&f.To, &f.From).Within(family)
	r := run{Bounds: Bounds{services, services, services, services}, asked: services, wide: services}

	if f.From.Interface {
		by := m.vouched(&f.From, &f.To, Outbound, &f.From, target)
		m.filter(&r, &f.To, target, m.filters(&f.From, &f.To, Outbound, target.Restrict(services), by))
	}

	if f.To.Interface {
		by := m.vouched(&f.To, &f.From, Inbound, &f.From, target)
		m.filter(&r, &f.From, source, m.filters(&f.To, &f.From, Inbound, source.Restrict(services), by))
	}

	if f.From.Interface && f.To.Interface {
		m.filter(&r, &f.From, source, []control{m.sameWay(f, source, target, services)})
	}

	for _, end := range []*Place{&f.From, &f.To} {
		if family.Addr().Is6() && end.perhapsIPv6() {
			asked := source.Restrict(services)
			m.filter(&r, &f.From, source, []control{{kind: kindAddress, at: end, asked: asked, may: asked}})
		}
	}

	return r
}

// seen are the addresses of a place as the other end has them. What lies in its own VPC, or what its routes send to a
// service of AWS by a gateway endpoint, is no part of the internet there.
func (m *Model) seen(place, by *Place) netset.Set {
	if !place.Internet || !by.Interface {
		return place.Addresses
	}

	world := place.Addresses.Subtract(m.vpcs[by.VPC]).Subtract(m.subnets[by.Endpoint.Subnet])

	for _, z := range m.zones(by.Endpoint.Subnet) {
		if z.oneWay && kindOf(z.target) == kindEndpoint && !z.assumed {
			world = world.Subtract(z.addresses)
		}
	}

	return world
}

// filter adds the controls of one end, which see the addresses of the other.
func (m *Model) filter(r *run, far *Place, addresses netset.Set, controls []control) {
	b, wide := m.project(controls, addresses.Restrict(r.asked), far)
	r.Bounds, r.wide = r.Meet(b), r.wide.Intersect(wide)

	for _, c := range controls {
		c.internet = far.Internet
		if far.Somewhere {
			c.somewhere = far.Name
		}

		r.controls = append(r.controls, c)
	}
}

// carriedBy leaves out the ICMP of the other family.
func carriedBy(family netip.Prefix, services netset.Services) netset.Services {
	if family.Addr().Is6() {
		return services.Subtract(netset.Protocol(netset.ProtocolICMP))
	}

	return services.Subtract(netset.Protocol(netset.ProtocolICMPv6))
}

// project makes services of the far addresses that all controls let pass. wide are those that may pass for all of
// them, or for a part that deserves to be called the internet.
func (m *Model) project(controls []control, asked netset.Set, far *Place) (b Bounds, wide netset.Services) {
	may, must := asked, asked
	for _, c := range controls {
		may, must = may.Intersect(c.may), must.Intersect(c.must)
	}

	b = Bounds{servicesOfSet(may), forAll(may, asked), servicesOfSet(must), forAll(must, asked)}
	if far.Interface && far.Members == 0 {
		// It uses one of its addresses: what passes for all of them must pass, what passes for some may.
		b.MayAll, b.MustSome = b.MaySome, b.MustAll
	}

	if far.Internet {
		return b, servicesOfSet(m.Wide(may))
	}

	return b, b.MayAll
}

// forAll are the services that pass for every address that was asked about.
func forAll(passed, asked netset.Set) netset.Services {
	all := servicesOfSet(passed)
	for _, services := range asked.Subtract(passed).Pieces() {
		all = all.Subtract(services)
	}

	return all
}
