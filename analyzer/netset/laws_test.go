package netset_test

import (
	"net/netip"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/netset"
)

func TestBuildAgreesWithBitmap(t *testing.T) {
	t.Parallel()
	rapid.Check(t, buildAgreesWithBitmap)
}

func FuzzBuildAgreesWithBitmap(f *testing.F) { f.Fuzz(rapid.MakeFuzz(buildAgreesWithBitmap)) }

func buildAgreesWithBitmap(t *rapid.T) {
	rules := genRules().Draw(t, "rules")

	if got, want := bitmapOf(build(rules...)), bitmapOfRules(rules...); !slices.Equal(got, want) {
		t.Errorf("%v holds other packets than its rules admit, first %v", build(rules...), firstDifference(got, want))
	}
}

func firstDifference(a, b bitmap) packet {
	for i, p := range packets() {
		if a[i] != b[i] {
			return p
		}
	}

	return packet{}
}

func TestOperationsAgreeWithBitmap(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		a, b := build(genRules().Draw(t, "a")...), build(genRules().Draw(t, "b")...)
		x, y := bitmapOf(a), bitmapOf(b)

		for name, c := range map[string]struct {
			got  netset.Set
			want bitmap
		}{
			"a union b":     {a.Union(b), zip(x, y, or)},
			"a intersect b": {a.Intersect(b), zip(x, y, and)},
			"a subtract b":  {a.Subtract(b), zip(x, y, andNot)},
		} {
			if got := bitmapOf(c.got); !slices.Equal(got, c.want) {
				t.Errorf("%s = %v, wrong first at %v", name, c.got, firstDifference(got, c.want))
			}
		}

		if got, want := a.Subset(b), !slices.Contains(zip(x, y, andNot), true); got != want {
			t.Errorf("a.Subset(b) = %v, want %v", got, want)
		}

		if got, want := a.Equal(b), slices.Equal(x, y); got != want {
			t.Errorf("a.Equal(b) = %v, want %v", got, want)
		}

		if got, want := a.IsEmpty(), !slices.Contains(x, true); got != want {
			t.Errorf("a.IsEmpty() = %v, want %v", got, want)
		}

		// Random sets are seldom equal or nested. These always are.
		if u := a.Union(b); !a.Subset(u) || !b.Subset(u) || !u.Subtract(a).Subset(b) {
			t.Errorf("%v is not the least set around a and b", u)
		}
	})
}

func TestUnionAllIsOneUnionAfterTheOther(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		drawn := rapid.SliceOfN(genRules(), 0, 5).Draw(t, "sets")
		sets := make([]netset.Set, len(drawn))

		var want netset.Set

		for i, rules := range drawn {
			sets[i] = build(rules...)
			want = want.Union(sets[i])
		}

		if got := netset.UnionAll(sets); !got.Equal(want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestRestrictAndWithinAgreeWithBitmap(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		a, r := build(genRules().Draw(t, "a")...), genRule().Draw(t, "r")
		prefixes := rapid.SliceOfN(genPrefix(), 0, 3).Draw(t, "prefixes")
		services, x := r.services(), bitmapOf(a)

		want := zip(x, paint(func(p packet) bool { return services.Contains(p.protocol, p.port) }), and)
		if got := bitmapOf(a.Restrict(services)); !slices.Equal(got, want) {
			t.Errorf("Restrict(%v) is wrong first at %v", services, firstDifference(got, want))
		}

		want = zip(x, paint(func(p packet) bool {
			return slices.ContainsFunc(prefixes, func(n netip.Prefix) bool { return n.Contains(p.addr) })
		}), and)
		if got := bitmapOf(a.Within(prefixes...)); !slices.Equal(got, want) {
			t.Errorf("Within(%v) is wrong first at %v", prefixes, firstDifference(got, want))
		}
	})
}

func TestEqualSetsLookEqual(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		a, b := build(genRules().Draw(t, "a")...), build(genRules().Draw(t, "b")...)
		byTwoWays := a.Union(b).Subtract(a.Intersect(b))
		same := a.Subtract(b).Union(b.Subtract(a))

		if !same.Equal(byTwoWays) || same.String() != byTwoWays.String() {
			t.Errorf("two ways to one set: %v and %v", same, byTwoWays)
		}

		if (a.String() == b.String()) != a.Equal(b) {
			t.Errorf("%v and %v: strings and sets disagree on being equal", a, b)
		}
	})
}

func TestSetAlgebra(t *testing.T) {
	t.Parallel()

	all := netset.Of(pp("0.0.0.0/0"), netset.All()).Union(netset.Of(pp("::/0"), netset.All()))

	rapid.Check(t, func(t *rapid.T) {
		a, b, c := build(genRules().Draw(t, "a")...), build(genRules().Draw(t, "b")...), build(genRules().Draw(t, "c")...)
		not := all.Subtract

		for law, sides := range map[string][2]netset.Set{
			"union commutes":                  {a.Union(b), b.Union(a)},
			"intersect commutes":              {a.Intersect(b), b.Intersect(a)},
			"union associates":                {a.Union(b).Union(c), a.Union(b.Union(c))},
			"intersect associates":            {a.Intersect(b).Intersect(c), a.Intersect(b.Intersect(c))},
			"intersect distributes":           {a.Intersect(b.Union(c)), a.Intersect(b).Union(a.Intersect(c))},
			"union distributes":               {a.Union(b.Intersect(c)), a.Union(b).Intersect(a.Union(c))},
			"De Morgan, union":                {not(a.Union(b)), not(a).Intersect(not(b))},
			"De Morgan, intersect":            {not(a.Intersect(b)), not(a).Union(not(b))},
			"not not":                         {not(not(a)), a},
			"subtract is intersect with not":  {a.Subtract(b), a.Intersect(not(b))},
			"absorption":                      {a.Union(a.Intersect(b)), a},
			"the empty set changes nothing":   {a.Union(netset.Set{}), a},
			"everything but itself is empty":  {a.Subtract(a), netset.Set{}},
			"restricting to all changes none": {a.Restrict(netset.All()), a},
		} {
			if !sides[0].Equal(sides[1]) {
				t.Errorf("%s: %v is not %v", law, sides[0], sides[1])
			}
		}
	})
}

func TestBuildIsUnion(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		a, b := genRules().Draw(t, "a"), genRules().Draw(t, "b")

		if got, want := build(slices.Concat(a, b)...), build(a...).Union(build(b...)); !got.Equal(want) {
			t.Errorf("built at once %v, by union %v", got, want)
		}
	})
}

func TestOrderAndSplittingOfRulesDoNotMatter(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		rules := genRules().Draw(t, "rules")
		want := build(rules...)

		split := make([]rule, 0, 2*len(rules))
		for _, r := range rules {
			split = append(split, halve(t, r)...)
		}

		if got := build(rapid.Permutation(split).Draw(t, "split")...); !got.Equal(want) {
			t.Errorf("%v after splitting and shuffling, %v before", got, want)
		}
	})
}

// halve writes a rule as two, by address or by port, where it can.
func halve(t *rapid.T, r rule) []rule {
	a, b := r, r

	switch {
	case rapid.Bool().Draw(t, "by address") && r.prefix.Bits() < r.prefix.Addr().BitLen():
		a.prefix = netip.PrefixFrom(r.prefix.Addr(), r.prefix.Bits()+1)
		octets := r.prefix.Addr().AsSlice()
		octets[r.prefix.Bits()/8] |= 0x80 >> (r.prefix.Bits() % 8)
		upper, _ := netip.AddrFromSlice(octets)
		b.prefix = netip.PrefixFrom(upper, r.prefix.Bits()+1)
	case r.protocol != -1 && r.from < r.to:
		a.to = rapid.Uint16Range(r.from, r.to-1).Draw(t, "cut")
		b.from = a.to + 1
	}

	return []rule{a, b}
}

func TestFamiliesAreIndependent(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		rules := genRules().Draw(t, "rules")
		more := genRules().Filter(func(rs []rule) bool {
			return !slices.ContainsFunc(rs, func(r rule) bool { return r.prefix.Addr().Is6() })
		}).Draw(t, "more IPv4")

		before, after := build(rules...), build(slices.Concat(rules, more)...)
		if !before.Within(pp("::/0")).Equal(after.Within(pp("::/0"))) {
			t.Errorf("IPv4 rules changed IPv6: %v, then %v", before, after)
		}

		if got := before.Within(pp("::/0")).Union(before.Within(pp("0.0.0.0/0"))); !got.Equal(before) {
			t.Errorf("both families are %v, the whole is %v", got, before)
		}
	})
}
