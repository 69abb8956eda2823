package netset_test

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
)

// estates differ in how many rules cover one address: of 10,000, hardly ever two when apart, a few when nested, and
// more than a hundred when deep. There the result itself grows faster than the rules, so it stops at 10,000.
var estates = []struct {
	name             string
	width            int
	shortest, spread int // prefix lengths are shortest to shortest+spread
	most             int
}{
	{"IPv4 apart", 32, 20, 12, 100_000},
	{"IPv4 nested", 32, 8, 24, 100_000},
	{"IPv6 apart", 128, 32, 96, 100_000},
	{"IPv6 nested", 128, 16, 112, 100_000},
	{"IPv6 deep", 128, 8, 120, 10_000},
}

func benchmark(b *testing.B, run func(b *testing.B, x, y []netset.Entry)) {
	b.Helper()

	for _, e := range estates {
		for _, n := range []int{1_000, 10_000, 100_000} {
			if n > e.most {
				continue
			}

			random := rand.New(rand.NewPCG(1, 2))
			entries := func() []netset.Entry {
				all := make([]netset.Entry, n)
				for i := range all {
					all[i] = netset.Entry{
						Prefix:   randomPrefix(random, e.width, e.shortest+random.IntN(e.spread+1)),
						Services: randomServices(random),
					}
				}

				return all
			}
			x, y := entries(), entries()

			b.Run(fmt.Sprintf("%s/%d", e.name, n), func(b *testing.B) {
				b.ReportAllocs()
				run(b, x, y)
			})
		}
	}
}

func randomPrefix(random *rand.Rand, width, length int) netip.Prefix {
	octets := make([]byte, width/8)
	for i := range octets {
		octets[i] = byte(random.Uint32())
	}

	if width == 128 {
		octets[0] = 0x20 // in 2000::/3, the global unicast addresses
	}

	addr, _ := netip.AddrFromSlice(octets)

	return netip.PrefixFrom(addr, length).Masked()
}

func randomServices(random *rand.Rand) netset.Services {
	port := func() uint16 { return uint16(random.Uint32()) }

	switch random.IntN(10) {
	case 0:
		return netset.ICMP(random.IntN(256), -1)
	case 1, 2, 3:
		p := port()

		return netset.UDP(p, p)
	case 4, 5, 6:
		p := port()

		return netset.TCP(p, p)
	default:
		return netset.TCP(port(), port())
	}
}

func BenchmarkBuild(b *testing.B) {
	benchmark(b, func(b *testing.B, x, _ []netset.Entry) {
		b.Helper()

		for b.Loop() {
			netset.Build(x)
		}
	})
}

func BenchmarkUnion(b *testing.B) {
	benchmarkPair(b, func(x, y netset.Set) { x.Union(y) })
}

func BenchmarkSubtract(b *testing.B) {
	benchmarkPair(b, func(x, y netset.Set) { x.Subtract(y) })
}

func BenchmarkIntersect(b *testing.B) {
	benchmarkPair(b, func(x, y netset.Set) { x.Intersect(y) })
}

// A subset takes longest to find where there is one.
func BenchmarkSubset(b *testing.B) {
	benchmark(b, func(b *testing.B, x, y []netset.Entry) {
		b.Helper()

		part := netset.Build(x)
		whole := part.Union(netset.Build(y))

		for b.Loop() {
			if !part.Subset(whole) {
				b.Fatal("part is not in whole")
			}
		}
	})
}

func benchmarkPair(b *testing.B, op func(x, y netset.Set)) {
	b.Helper()
	benchmark(b, func(b *testing.B, x, y []netset.Entry) {
		b.Helper()

		one, other := netset.Build(x), netset.Build(y)
		for b.Loop() {
			op(one, other)
		}
	})
}

func BenchmarkServices(b *testing.B) {
	one, many := netset.TCP(80, 80), netset.Services{}
	for i := range uint16(40) {
		many = many.Union(netset.UDP(100*i, 100*i+5))
	}

	both := one.Union(many)

	for name, op := range map[string]func() bool{
		"make":     func() bool { return !netset.TCP(80, 80).IsEmpty() },
		"union":    func() bool { return one.Union(many) == both },
		"absorbed": func() bool { return both.Union(one) == both },
		"subset":   func() bool { return many.Subset(both) },
		"contains": func() bool { return both.Contains(netset.ProtocolUDP, 3905) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()

			for b.Loop() {
				if !op() {
					b.Fatal("wrong")
				}
			}
		})
	}
}
