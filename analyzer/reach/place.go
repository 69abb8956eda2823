package reach

import (
	"net/netip"
	"slices"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Place is an end of a flow: an interface of the account, or addresses outside of it.
type Place struct {
	// Name is how the place is called, such as "task web on eni-…" or "203.0.113.0/24".
	Name string

	// Interface tells an interface, on which groups, network ACLs and routes have a say, from bare addresses.
	Interface bool
	Endpoint  Endpoint

	// VPC is that of an interface.
	VPC string

	// Addresses are the private IPv4 and the IPv6 addresses of an interface, or the addresses outside.
	Addresses netset.Set

	// Somewhere is set where the interface has one of the addresses, and nobody knows which: that of a task to come.
	Somewhere bool

	// SureIPv6 is set where that to come has an IPv6 address whatever else it has.
	SureIPv6 bool

	// Members is how many interfaces with these addresses stand here for one, since they are filtered alike; 0 for
	// one alone.
	Members int

	// Internet is set where the addresses are the internet, less what the other end has at home.
	Internet bool

	// Unfiltered is set where no group filters, as for a Network Load Balancer without groups.
	Unfiltered bool

	// Forwarded is set for a client behind a load balancer that keeps its address, Through the groups of that.
	Forwarded bool
	Through   []string
}

// PlaceOf is the place of an interface.
func (m *Model) PlaceOf(name string, eni *snapshot.NetworkInterface) Place {
	p := Place{
		Name: name, Interface: true, Endpoint: EndpointOf(eni), VPC: eni.VPC,
		Addresses: hosts(slices.Concat(eni.PrivateIPs, eni.IPv6s)),
	}

	if p.VPC == "" {
		p.VPC = m.vpcOf(eni.Subnet)
	}

	if p.Addresses.IsEmpty() {
		return m.settle(p)
	}

	return p
}

// Join makes the place stand for another one too, which must be filtered alike: by equal groups, in the same subnet.
func (p *Place) Join(o Place) {
	p.Addresses = p.Addresses.Union(o.Addresses)
	p.Members = max(p.Members, 1) + max(o.Members, 1)
}

// FuturePlace is that of an interface that is still to come to a subnet.
func (m *Model) FuturePlace(name string, e Endpoint) Place {
	return m.settle(Place{Name: name, Interface: true, Endpoint: e, VPC: m.vpcOf(e.Subnet)})
}

// settle gives an interface any address of its subnet, or of its VPC.
func (m *Model) settle(p Place) Place {
	p.Somewhere = true

	if p.Addresses = m.subnets[p.Endpoint.Subnet]; p.Addresses.IsEmpty() {
		p.Addresses = m.vpcAddresses(p.VPC)
	}

	return p
}

// perhapsIPv6 reports whether an interface to come may do without IPv6: a subnet of both families gives an IPv4 address
// to each interface, and an IPv6 one to those that ask for it.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
func (p *Place) perhapsIPv6() bool {
	return p.Somewhere && !p.SureIPv6 && !p.Addresses.Within(netip.PrefixFrom(netip.IPv4Unspecified(), 0)).IsEmpty()
}

// Outside is a place of bare addresses.
func Outside(name string, addresses netset.Set) Place { return Place{Name: name, Addresses: addresses} }

// InternetPlace is every public address, of both families or of one.
func (m *Model) InternetPlace(name string, families ...netip.Prefix) Place {
	public := m.publicSpace
	if len(families) > 0 {
		public = public.Within(families...)
	}

	return Place{Name: name, Addresses: public, Internet: true}
}

func (m *Model) vpcOf(subnet string) string {
	if s := m.index.Subnets[subnet]; s != nil {
		return s.VPC
	}

	return ""
}

// hosts is the set of single addresses; what is none holds nothing.
func hosts(texts []string) netset.Set {
	entries := make([]netset.Entry, 0, len(texts))

	for _, text := range texts {
		if addr, err := netip.ParseAddr(text); err == nil {
			entries = append(entries,
				netset.Entry{Prefix: netip.PrefixFrom(addr, addr.BitLen()), Services: netset.All()})
		}
	}

	return netset.Build(entries)
}
