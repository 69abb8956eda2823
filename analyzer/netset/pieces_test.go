package netset_test

import (
	"math/big"
	"net/netip"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go4.org/netipx"
	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/netset"
)

func TestPiecesAreCanonical(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		want := build(genRules().Draw(t, "rules")...)

		var (
			entries    []netset.Entry
			byRange    netset.Set
			lastRange  netipx.IPRange
			lastEquals netset.Services
		)

		for addresses, services := range want.Pieces() {
			if services.IsEmpty() || !addresses.IsValid() {
				t.Errorf("piece %v %v holds nothing", addresses, services)
			}

			if lastRange.IsValid() && addresses.From().Compare(lastRange.To()) <= 0 {
				t.Errorf("piece %v begins before the end of %v", addresses, lastRange)
			}

			if lastRange.To().Next() == addresses.From() && services == lastEquals {
				t.Errorf("pieces %v and %v touch and are alike", lastRange, addresses)
			}

			lastRange, lastEquals = addresses, services
			byRange = byRange.Union(netset.OfRange(addresses, services))

			for _, prefix := range addresses.Prefixes() {
				entries = append(entries, netset.Entry{Prefix: prefix, Services: services})
			}
		}

		if got := netset.Build(entries); !got.Equal(want) || !byRange.Equal(want) {
			t.Errorf("pieces give %v and %v, want %v", got, byRange, want)
		}
	})
}

func TestWitnessIsFirst(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		s := build(genRules().Draw(t, "rules")...)
		got, ok := s.Witness()

		var held []packet
		for i, bit := range bitmapOf(s) {
			if bit {
				held = append(held, packets()[i])
			}
		}

		if ok != (len(held) > 0) {
			t.Fatalf("Witness of %v: ok is %v", s, ok)
		}

		if !ok {
			return
		}

		// The witness is a corner of a rule, and the toy space has all of those.
		first := slices.MinFunc(held, func(a, b packet) int {
			return slices.Compare(
				[]int{a.addr.Compare(b.addr), int(a.protocol), int(a.port)}, []int{0, int(b.protocol), int(b.port)})
		})
		want := netset.Packet{Addr: first.addr, Service: netset.Service{Protocol: first.protocol, Port: first.port}}

		if got != want {
			t.Errorf("Witness of %v = %v, want %v", s, got, want)
		}
	})
}

// netipx is an independent implementation of sets of addresses.
func TestAddressesAgreeWithIPSet(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		rules := genRules().Draw(t, "rules")
		s := build(rules...)
		v4, v6 := s.Addresses()

		var builder netipx.IPSetBuilder
		for _, r := range rules {
			builder.AddPrefix(r.prefix)
		}

		set, err := builder.IPSet()
		if err != nil {
			t.Fatal(err)
		}

		if diff := cmp.Diff(texts(set.Ranges()), texts(slices.Concat(v4, v6))); diff != "" {
			t.Errorf("addresses of %v (-want +got):\n%s", s, diff)
		}

		if got, want := new(big.Int).SetUint64(s.CountIPv4()), size(set, 32); got.Cmp(want) != 0 {
			t.Errorf("CountIPv4 = %v, want %v", got, want)
		}

		for length := -1; length <= 129; length++ {
			if got, want := s.HoldsIPv4(length), holds(set, 32, length); got != want {
				t.Errorf("%v: HoldsIPv4(%d) = %v, want %v", s, length, got, want)
			}

			if got, want := s.HoldsIPv6(length), holds(set, 128, length); got != want {
				t.Errorf("%v: HoldsIPv6(%d) = %v, want %v", s, length, got, want)
			}
		}
	})
}

func holds(set *netipx.IPSet, width, length int) bool {
	return length >= 0 && length <= width && size(set, width).Cmp(power(width-length)) >= 0
}

func size(set *netipx.IPSet, width int) *big.Int {
	sum := new(big.Int)

	for _, prefix := range set.Prefixes() {
		if prefix.Addr().BitLen() == width {
			sum.Add(sum, power(width-prefix.Bits()))
		}
	}

	return sum
}

func power(n int) *big.Int { return new(big.Int).Lsh(big.NewInt(1), uint(n)) }

func texts(ranges []netipx.IPRange) []string {
	all := make([]string, 0, len(ranges))
	for _, r := range ranges {
		all = append(all, r.String())
	}

	return all
}

func TestIterationCanStop(t *testing.T) {
	t.Parallel()

	s := netset.Build([]netset.Entry{
		{Prefix: pp("192.0.2.0/24"), Services: netset.TCP(80, 80)},
		{Prefix: netip.PrefixFrom(aa("192.0.2.9"), 32), Services: netset.All()},
		{Prefix: pp("::/0"), Services: netset.UDP(53, 53)},
		{Prefix: pp("2001:db8::/32"), Services: netset.All()},
	})

	for stop := 1; stop <= 6; stop++ {
		seen := 0
		for range s.Pieces() {
			seen++
			if seen == stop {
				break
			}
		}

		if seen != stop {
			t.Errorf("saw %d pieces, want %d", seen, stop)
		}
	}
}
