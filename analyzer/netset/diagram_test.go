package netset_test

import (
	"net/netip"
	"testing"

	"github.com/dalzilio/rudd"
	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/netset"
)

// The bits of a packet in a decision diagram: the address, then protocol and port.
const (
	protocolBits, portBits = 8, 16
	serviceBits            = protocolBits + portBits
)

// A diagram knows the packets of one family as Boolean functions of their bits, all of them and not of a toy space.
// Where two sets are equal their functions are, since a binary decision diagram is canonical.
type diagram struct {
	*rudd.BDD

	world netip.Prefix
}

func newDiagram(t *rapid.T, world netip.Prefix) diagram {
	bdd, err := rudd.New(world.Addr().BitLen()+serviceBits, rudd.Nodesize(1<<14), rudd.Cachesize(1<<12))
	if err != nil {
		t.Fatal(err)
	}

	return diagram{bdd, world}
}

// between is every number from low to high, both big-endian, in the bits from the first on.
func (d diagram) between(first int, low, high []byte) rudd.Node {
	above, below := d.True(), d.True()

	for bit := 8*len(low) - 1; bit >= 0; bit-- {
		if set(low, bit) {
			above = d.And(d.Ithvar(first+bit), above)
		} else {
			above = d.Or(d.Ithvar(first+bit), above)
		}

		if set(high, bit) {
			below = d.Or(d.NIthvar(first+bit), below)
		} else {
			below = d.And(d.NIthvar(first+bit), below)
		}
	}

	return d.And(above, below)
}

func set(number []byte, bit int) bool { return number[bit/8]>>(7-bit%8)&1 == 1 }

func (d diagram) ports(protocol uint8, from, to uint16) rudd.Node {
	width := d.world.Addr().BitLen()
	low, high := []byte{byte(from >> 8), byte(from)}, []byte{byte(to >> 8), byte(to)}

	return d.And(d.between(width, []byte{protocol}, []byte{protocol}), d.between(width+protocolBits, low, high))
}

// ofRules is what rules admit, bit by bit of their prefixes.
func (d diagram) ofRules(rules []rule) rudd.Node {
	all := d.False()

	for _, r := range rules {
		if r.prefix.Addr().Is4() != d.world.Addr().Is4() {
			continue
		}

		packets := d.True()
		if r.protocol != -1 {
			packets = d.ports(uint8(r.protocol), r.from, r.to)
		}

		for bit := range r.prefix.Bits() {
			if set(r.prefix.Addr().AsSlice(), bit) {
				packets = d.And(packets, d.Ithvar(bit))
			} else {
				packets = d.And(packets, d.NIthvar(bit))
			}
		}

		all = d.Or(all, packets)
	}

	return all
}

// ofSet is what a set says that it holds.
func (d diagram) ofSet(s netset.Set) rudd.Node {
	all := d.False()

	for addresses, services := range s.Within(d.world).Pieces() {
		held := d.False()
		for protocol, ports := range services.Spans() {
			held = d.Or(held, d.ports(protocol, ports.From, ports.To))
		}

		all = d.Or(all, d.And(held, d.between(0, addresses.From().AsSlice(), addresses.To().AsSlice())))
	}

	return all
}

// Another judge of the algebra, beside the bitmap, which looks at single packets: a decision diagram looks at all.
func TestOperationsAgreeWithDiagram(t *testing.T) {
	t.Parallel()

	if raceEnabled {
		t.Skip("the library's finalizers race with its operations: `make test` runs it without the detector")
	}

	rapid.Check(t, func(t *rapid.T) {
		rulesOfA, rulesOfB := genRules().Draw(t, "a"), genRules().Draw(t, "b")
		a, b := build(rulesOfA...), build(rulesOfB...)
		equal, subset := true, true

		for _, world := range toyWorlds {
			d := newDiagram(t, world)
			x, y := d.ofRules(rulesOfA), d.ofRules(rulesOfB)
			equal = equal && d.Equal(x, y)
			subset = subset && d.Equal(d.And(x, d.Not(y)), d.False())

			for name, c := range map[string]struct {
				got  netset.Set
				want rudd.Node
			}{
				"a":             {a, x},
				"a union b":     {a.Union(b), d.Or(x, y)},
				"a intersect b": {a.Intersect(b), d.And(x, y)},
				"a subtract b":  {a.Subtract(b), d.And(x, d.Not(y))},
			} {
				if !d.Equal(d.ofSet(c.got), c.want) {
					t.Errorf("%s = %v, which the diagram says it is not", name, c.got)
				}
			}
		}

		if got := a.Equal(b); got != equal {
			t.Errorf("a.Equal(b) = %v, want %v", got, equal)
		}

		if got := a.Subset(b); got != subset {
			t.Errorf("a.Subset(b) = %v, want %v", got, subset)
		}
	})
}

// The diagram itself must be able to say no.
func TestDiagramTellsSetsApart(t *testing.T) {
	t.Parallel()

	if raceEnabled {
		t.Skip("the library's finalizers race with its operations: `make test` runs it without the detector")
	}

	rapid.Check(t, func(t *rapid.T) {
		d := newDiagram(t, toyWorlds[0])
		whole := rule{pp("10.0.0.0/8"), 6, 80, 443}
		less := rapid.SampledFrom([]rule{
			{pp("10.0.0.0/9"), 6, 80, 443},
			{pp("10.0.0.0/8"), 6, 81, 443},
			{pp("10.0.0.0/8"), 6, 80, 442},
			{pp("10.0.0.0/8"), 17, 80, 443},
		}).Draw(t, "less")

		if d.Equal(d.ofRules([]rule{whole}), d.ofSet(build(less))) {
			t.Errorf("%v is taken for %v", less, whole)
		}
	})
}
