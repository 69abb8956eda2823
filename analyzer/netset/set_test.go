package netset_test

import (
	"net/netip"
	"testing"

	"go4.org/netipx"

	"github.com/ecslint/ecslint/analyzer/netset"
)

var web = netset.TCP(443, 443)

func TestAt(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		set     netset.Set
		in, out []string
	}{
		"a prefix": {
			netset.Of(pp("10.0.0.0/8"), web),
			[]string{"10.0.0.0", "10.255.255.255"},
			[]string{"9.255.255.255", "11.0.0.0", "::a00:0", "0.0.0.0", "255.255.255.255"},
		},
		"host bits do not matter": {
			netset.Of(pp("100.68.0.18/18"), web), // AWS's own example of a CIDR it corrects
			[]string{"100.68.0.0", "100.68.63.255"},
			[]string{"100.67.255.255", "100.68.64.0"},
		},
		"all of IPv4 is none of IPv6": {
			netset.Of(pp("0.0.0.0/0"), web),
			[]string{"0.0.0.0", "255.255.255.255", "::ffff:192.0.2.1"},
			[]string{"::", "::1", "2001:db8::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
		},
		"all of IPv6 is none of IPv4": {
			netset.Of(pp("::/0"), web),
			[]string{"::", "::1", "fe80::1%eth0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
			[]string{"0.0.0.0", "192.0.2.1", "::ffff:192.0.2.1"},
		},
		"an IPv4-mapped prefix is IPv4": {
			netset.Of(pp("::ffff:192.0.2.0/120"), web),
			[]string{"192.0.2.0", "192.0.2.255", "::ffff:192.0.2.1"},
			[]string{"192.0.1.255", "192.0.3.0", "::", "2001:db8::1"},
		},
		"a prefix around IPv4-mapped is IPv6": {
			netset.Of(pp("::/64"), web),
			[]string{"::", "::1", "::ffff:0:0:0"},
			[]string{"192.0.2.1", "::ffff:192.0.2.1", "0:0:0:1::"},
		},
		"a range": {
			netset.OfRange(netipx.MustParseIPRange("192.0.2.3-192.0.2.9"), web),
			[]string{"192.0.2.3", "192.0.2.9"},
			[]string{"192.0.2.2", "192.0.2.10"},
		},
		"a range to the end": {
			netset.OfRange(netipx.MustParseIPRange("8000::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), web),
			[]string{"8000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
			[]string{"7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::"},
		},
		"an IPv4-mapped range is IPv4": {
			netset.OfRange(netipx.MustParseIPRange("::ffff:192.0.2.3-::ffff:192.0.2.9"), web),
			[]string{"192.0.2.3", "192.0.2.9"},
			[]string{"192.0.2.2", "192.0.2.10"},
		},
		"an invalid prefix": {netset.Of(netip.Prefix{}, web), nil, []string{"0.0.0.0", "::"}},
		"an invalid range":  {netset.OfRange(netipx.IPRange{}, web), nil, []string{"0.0.0.0", "::"}},
		"no services":       {netset.Of(pp("0.0.0.0/0"), netset.Services{}), nil, []string{"0.0.0.0", "::"}},
		"the zero value":    {netset.Set{}, nil, []string{"0.0.0.0", "::"}},
		"within no prefix":  {netset.Of(pp("0.0.0.0/0"), web).Within(), nil, []string{"0.0.0.0", "::"}},
		"a reversed range": {
			netset.OfRange(netipx.IPRangeFrom(aa("10.0.0.2"), aa("10.0.0.1")), web),
			nil,
			[]string{"10.0.0.1", "10.0.0.2"},
		},
		"a range of two families": {
			netset.OfRange(netipx.IPRangeFrom(aa("10.0.0.2"), aa("::ffff:11.0.0.1")), web),
			nil,
			[]string{"10.0.0.2", "11.0.0.1", "::1"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			for _, addr := range tt.in {
				if got := tt.set.At(aa(addr)); got != web {
					t.Errorf("At(%s) = %v, want %v", addr, got, web)
				}
			}

			for _, addr := range tt.out {
				if got := tt.set.At(aa(addr)); !got.IsEmpty() {
					t.Errorf("At(%s) = %v, want none", addr, got)
				}
			}

			if got := tt.set.At(netip.Addr{}); !got.IsEmpty() {
				t.Errorf("At(invalid) = %v, want none", got)
			}

			if got, want := tt.set.IsEmpty(), len(tt.in) == 0; got != want {
				t.Errorf("IsEmpty() = %v, want %v", got, want)
			}
		})
	}
}

func TestSetString(t *testing.T) {
	t.Parallel()

	for want, set := range map[string]netset.Set{
		"none":                    {},
		"0.0.0.0/0 tcp 443":       netset.Of(pp("0.0.0.0/1"), web).Union(netset.Of(pp("128.0.0.0/1"), web)),
		"::/0 all":                netset.Of(pp("::/0"), netset.All()),
		"10.0.0.1-10.0.0.2 tcp 1": netset.OfRange(netipx.MustParseIPRange("10.0.0.1-10.0.0.2"), netset.TCP(1, 1)),
		"10.0.0.0/9 tcp 443 | 10.128.0.0/9 tcp 443; udp 53 | 2001:db8::/32 icmpv6 128/0": netset.Build([]netset.Entry{
			{Prefix: pp("2001:db8::/32"), Services: netset.ICMPv6(128, 0)},
			{Prefix: pp("10.128.0.0/9"), Services: netset.UDP(53, 53)},
			{Prefix: pp("10.0.0.0/8"), Services: web},
		}),
	} {
		if got := set.String(); got != want {
			t.Errorf("String() = %q, want %q", got, want)
		}
	}
}

func TestHolds(t *testing.T) {
	t.Parallel()

	// Two /9 apart from each other hold as much as a /8; one address less does not.
	apart := netset.Of(pp("11.0.0.0/9"), web).Union(netset.Of(pp("64.0.0.0/9"), netset.All()))
	less := apart.Subtract(netset.Of(pp("11.0.0.7/32"), netset.All()))
	world := netset.Of(pp("::/0"), web)
	shifted := netset.OfRange(netipx.MustParseIPRange("0:0:0:1::8-0:0:0:2::7"), web)

	for name, tt := range map[string]struct{ got, want bool }{
		"two halves of a /8":                     {apart.HoldsIPv4(8), true},
		"two halves are no /7":                   {apart.HoldsIPv4(7), false},
		"one address short":                      {less.HoldsIPv4(8), false},
		"one address short of a /8 is a /9":      {less.HoldsIPv4(9), true},
		"IPv4 is no IPv6":                        {apart.HoldsIPv6(128), false},
		"as many as a /64":                       {shifted.HoldsIPv6(64), true},
		"a /64 is no /63":                        {shifted.HoldsIPv6(63), false},
		"all of IPv6":                            {world.HoldsIPv6(0), true},
		"all of IPv6 but one":                    {world.Subtract(netset.Of(pp("::1/128"), web)).HoldsIPv6(0), false},
		"all of IPv6 but one is half":            {world.Subtract(netset.Of(pp("::1/128"), web)).HoldsIPv6(1), true},
		"a service taken away leaves the others": {apart.Subtract(netset.Of(pp("64.0.0.0/9"), web)).HoldsIPv4(8), true},
		"nothing holds not even one":             {netset.Set{}.HoldsIPv4(32), false},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %v, want %v", name, tt.got, tt.want)
		}
	}

	if got := netset.Of(pp("0.0.0.0/0"), web).CountIPv4(); got != 1<<32 {
		t.Errorf("CountIPv4 of everything = %d, want 2^32", got)
	}
}
