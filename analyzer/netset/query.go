package netset

import (
	"iter"
	"math/bits"
	"net/netip"
	"strings"

	"go4.org/netipx"
)

// A Packet is a remote address and a service.
type Packet struct {
	Addr    netip.Addr
	Service Service
}

// String returns the packet as "192.0.2.1 tcp 80".
func (p Packet) String() string { return p.Addr.String() + " " + p.Service.String() }

// Witness returns the first packet of the set, and whether there is one: IPv4 before IPv6, then by address, protocol
// and port. Equal sets have the same witness.
func (s Set) Witness() (Packet, bool) {
	for addresses, services := range s.Pieces() {
		first, ok := services.Min()

		return Packet{addresses.From(), first}, ok
	}

	return Packet{}, false
}

// Pieces yields the addresses that have services, in the fewest ranges of equal services: IPv4 before IPv6, rising.
func (s Set) Pieces() iter.Seq2[netipx.IPRange, Services] {
	return func(yield func(netipx.IPRange, Services) bool) {
		for piece := range s.v4.segments(ipv4) {
			if !yield(ipv4.rangeOf(piece), piece.services) {
				return
			}
		}

		for piece := range s.v6.segments(ipv6) {
			if !yield(ipv6.rangeOf(piece), piece.services) {
				return
			}
		}
	}
}

// Addresses returns the addresses that have any service, in the fewest ranges, rising.
func (s Set) Addresses() (v4, v6 []netipx.IPRange) { return s.v4.ranges(ipv4), s.v6.ranges(ipv6) }

// CountIPv4 returns how many IPv4 addresses have any service, at most 2^32.
func (s Set) CountIPv4() uint64 {
	count, _ := s.v4.size(ipv4)

	return count.low
}

// HoldsIPv4 reports whether as many IPv4 addresses have a service as a prefix of that length has, 2^(32-length), or
// more, wherever they lie. A length below 0 or above 32 is that of no prefix, and never held.
func (s Set) HoldsIPv4(length int) bool { return s.v4.holds(ipv4, length) }

// HoldsIPv6 is [Set.HoldsIPv4] for IPv6: 2^(128-length) addresses, and lengths from 0 to 128.
func (s Set) HoldsIPv6(length int) bool { return s.v6.holds(ipv6, length) }

// size counts the addresses that have services. Only all of IPv6 overflows, to zero.
func (h half) size(f family) (total address, overflow bool) {
	for s := range h.segments(f) {
		var carry uint64

		less := s.to.minus(s.from) // one less than the segment has; the carry into the sum makes up for it
		total.low, carry = bits.Add64(total.low, less.low, 1)
		total.high, carry = bits.Add64(total.high, less.high, carry)
		overflow = carry == 1
	}

	return total, overflow
}

func (h half) holds(f family, length int) bool {
	free := f.width() - length
	if length < 0 || free < 0 {
		return false
	}

	total, overflow := h.size(f)

	switch {
	case overflow:
		return true
	case free < 64:
		return total.high > 0 || total.low>>free > 0
	default:
		return total.high>>(free-64) > 0
	}
}

// String returns one line: the ranges with their services, such as "10.0.0.0/8 tcp 80, 443 | ::/0 all", or "none".
// Equal sets have equal strings.
func (s Set) String() string {
	var text []string

	for addresses, services := range s.Pieces() {
		name := addresses.String()
		if prefix, ok := addresses.Prefix(); ok {
			name = prefix.String()
		}

		text = append(text, name+" "+services.String())
	}

	if len(text) == 0 {
		return "none"
	}

	return strings.Join(text, " | ")
}
