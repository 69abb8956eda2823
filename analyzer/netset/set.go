package netset

import (
	"net/netip"
	"slices"

	"go4.org/netipx"
)

// A Set is a set of packets: addresses, each with its services.
type Set struct{ v4, v6 half }

// Of returns the services of all addresses in a prefix. An invalid prefix holds nothing.
func Of(prefix netip.Prefix, services Services) Set {
	return OfRange(netipx.RangeOfPrefix(prefix), services)
}

// OfRange returns the services of all addresses in a range. An invalid range holds nothing.
func OfRange(addresses netipx.IPRange, services Services) Set {
	s, f, ok := segmentOf(addresses, services)

	switch {
	case !ok:
		return Set{}
	case f == ipv4:
		return Set{v4: build([]segment{s}, f)}
	default:
		return Set{v6: build([]segment{s}, f)}
	}
}

func (o operation) sets(a, b Set) Set { return Set{o.halves(a.v4, b.v4), o.halves(a.v6, b.v6)} }

// Union returns the packets that are in s or in o.
func (s Set) Union(o Set) Set { return union.sets(s, o) }

// UnionAll is the union of many sets, by halves: one after the other would cost the square of them.
func UnionAll(sets []Set) Set {
	switch len(sets) {
	case 0:
		return Set{}
	case 1:
		return sets[0]
	}

	half := len(sets) / 2

	return UnionAll(sets[:half]).Union(UnionAll(sets[half:]))
}

// Intersect returns the packets that are in s and in o.
func (s Set) Intersect(o Set) Set { return intersect.sets(s, o) }

// Subtract returns the packets that are in s and not in o.
func (s Set) Subtract(o Set) Set { return subtract.sets(s, o) }

// Restrict returns the packets of s that have one of the services.
func (s Set) Restrict(services Services) Set { return s.Map(services.Intersect) }

// Map returns the set in which each address has the services that change makes of its services. Addresses without
// services stay without.
func (s Set) Map(change func(Services) Services) Set {
	return Set{s.v4.change(change), s.v6.change(change)}
}

// Within returns the packets of s whose address is in one of the prefixes. Without prefixes it is empty.
func (s Set) Within(prefixes ...netip.Prefix) Set {
	entries := make([]Entry, len(prefixes))
	for i, prefix := range prefixes {
		entries[i] = Entry{prefix, All()}
	}

	return s.Intersect(Build(entries))
}

// Subset reports whether o holds every packet of s.
func (s Set) Subset(o Set) bool { return s.v4.subset(o.v4) && s.v6.subset(o.v6) }

// Equal reports whether s and o hold the same packets.
func (s Set) Equal(o Set) bool { return slices.Equal(s.v4, o.v4) && slices.Equal(s.v6, o.v6) }

// IsEmpty reports whether the set holds no packet.
func (s Set) IsEmpty() bool { return len(s.v4) == 0 && len(s.v6) == 0 }

// At returns the services of one address; its zone does not matter. The invalid address has none.
func (s Set) At(addr netip.Addr) Services {
	addr = addr.Unmap()

	switch {
	case addr.Is4():
		return s.v4.at(addressOf(addr))
	case addr.Is6():
		return s.v6.at(addressOf(addr))
	default:
		return Services{}
	}
}

// Contains reports whether the set holds a packet.
func (s Set) Contains(addr netip.Addr, protocol uint8, port uint16) bool {
	return s.At(addr).Contains(protocol, port)
}
