package netset

import (
	"cmp"
	"encoding/binary"
	"math"
	"math/bits"
	"net/netip"
)

// An address is the number of an IPv4 or IPv6 address. It does not know its family: the list that it is in does.
// At 16 bytes without a pointer it takes less room than a [netip.Addr].
type address struct{ high, low uint64 }

func addressOf(a netip.Addr) address {
	if a.Is4() {
		octets := a.As4()

		return address{low: uint64(binary.BigEndian.Uint32(octets[:]))}
	}

	octets := a.As16()

	return address{binary.BigEndian.Uint64(octets[:8]), binary.BigEndian.Uint64(octets[8:])}
}

func (a address) compare(b address) int {
	return cmp.Or(cmp.Compare(a.high, b.high), cmp.Compare(a.low, b.low))
}

// next returns the address after a, which is not the last one of its family.
func (a address) next() address {
	low, carry := bits.Add64(a.low, 1, 0)

	return address{a.high + carry, low}
}

// previous returns the address before a, which is not the first one.
func (a address) previous() address {
	low, borrow := bits.Sub64(a.low, 1, 0)

	return address{a.high - borrow, low}
}

// minus returns how far a lies above b, which is not above a.
func (a address) minus(b address) address {
	low, borrow := bits.Sub64(a.low, b.low, 0)
	high, _ := bits.Sub64(a.high, b.high, borrow)

	return address{high, low}
}

// A family tells the numbers of IPv4 from those of IPv6.
type family bool

const (
	ipv4 family = false
	ipv6 family = true
)

// width is the length of an address in bits.
func (f family) width() int {
	if f == ipv4 {
		return 32
	}

	return 128
}

func (f family) last() address {
	if f == ipv4 {
		return address{low: math.MaxUint32}
	}

	return address{math.MaxUint64, math.MaxUint64}
}

func (f family) addr(a address) netip.Addr {
	var octets [16]byte

	binary.BigEndian.PutUint64(octets[:8], a.high)
	binary.BigEndian.PutUint64(octets[8:], a.low)

	if f == ipv4 {
		return netip.AddrFrom4([4]byte(octets[12:]))
	}

	return netip.AddrFrom16(octets)
}
