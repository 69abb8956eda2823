package netset_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/netset"
)

type svc = netset.Service

func TestServicesContain(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		set     netset.Services
		in, out []svc
	}{
		"protocol -1":    {netset.All(), []svc{{0, 0}, {6, 80}, {47, 9}, {255, 65535}}, nil},
		"the zero value": {netset.Services{}, nil, []svc{{0, 0}, {6, 80}, {255, 65535}}},
		"tcp": {
			netset.TCP(80, 443),
			[]svc{{6, 80}, {6, 443}},
			[]svc{{6, 79}, {6, 444}, {17, 80}, {5, 80}},
		},
		"the last port":     {netset.UDP(65535, 65535), []svc{{17, 65535}}, []svc{{17, 65534}, {18, 0}, {6, 65535}}},
		"port 0":            {netset.TCP(0, 0), []svc{{6, 0}}, []svc{{6, 1}, {5, 65535}}},
		"written backwards": {netset.TCP(443, 80), []svc{{6, 80}, {6, 443}}, []svc{{6, 79}, {6, 444}}},
		"a whole protocol":  {netset.Protocol(47), []svc{{47, 0}, {47, 65535}}, []svc{{46, 65535}, {48, 0}}},
		"the last protocol": {netset.Protocol(255), []svc{{255, 0}, {255, 65535}}, []svc{{254, 65535}, {0, 0}}},
		"type and code":     {netset.ICMP(3, 4), []svc{{1, 3<<8 | 4}}, []svc{{1, 3<<8 | 3}, {1, 3<<8 | 5}, {58, 3<<8 | 4}}},
		"type 0 and code 0": {netset.ICMP(0, 0), []svc{{1, 0}}, []svc{{1, 1}, {0, 65535}}},
		"every code of a type": {
			netset.ICMPv6(128, -1),
			[]svc{{58, 128 << 8}, {58, 128<<8 | 255}},
			[]svc{{58, 127<<8 | 255}, {58, 129 << 8}, {1, 128 << 8}},
		},
		"every type":           {netset.ICMP(-1, -1), []svc{{1, 0}, {1, 65535}}, []svc{{0, 65535}, {2, 0}, {58, 0}}},
		"a code without type":  {netset.ICMP(-1, 5), []svc{{1, 0}, {1, 65535}}, []svc{{2, 0}}},
		"a type of no octet":   {netset.ICMP(256, 0), []svc{{1, 0}, {1, 65535}}, []svc{{2, 0}}},
		"a code of no octet":   {netset.ICMP(8, 256), []svc{{1, 8 << 8}, {1, 8<<8 | 255}}, []svc{{1, 9 << 8}}},
		"type and code at end": {netset.ICMP(255, 255), []svc{{1, 65535}}, []svc{{1, 65534}, {2, 0}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			for _, s := range tt.in {
				if !tt.set.Contains(s.Protocol, s.Port) {
					t.Errorf("%v does not hold %v", tt.set, s)
				}
			}

			for _, s := range tt.out {
				if tt.set.Contains(s.Protocol, s.Port) {
					t.Errorf("%v holds %v", tt.set, s)
				}
			}
		})
	}
}

func TestPorts(t *testing.T) {
	t.Parallel()

	s := netset.TCP(80, 80).Union(netset.TCP(82, 90)).Union(netset.TCP(81, 81)).Union(netset.TCP(65535, 65535)).
		Union(netset.Protocol(7)).Union(netset.UDP(53, 53))

	for _, tt := range []struct {
		protocol uint8
		want     []netset.PortRange
		count    int
	}{
		{5, nil, 0},
		{6, []netset.PortRange{{From: 80, To: 90}, {From: 65535, To: 65535}}, 12},
		{7, []netset.PortRange{{From: 0, To: 65535}}, 65536},
		{17, []netset.PortRange{{From: 53, To: 53}}, 1},
	} {
		if diff := cmp.Diff(tt.want, s.Ports(tt.protocol)); diff != "" {
			t.Errorf("Ports(%d) (-want +got):\n%s", tt.protocol, diff)
		}

		if got := s.Count(tt.protocol); got != tt.count {
			t.Errorf("Count(%d) = %d, want %d", tt.protocol, got, tt.count)
		}
	}

	if got := netset.All().Count(200); got != 65536 {
		t.Errorf("All().Count(200) = %d, want 65536", got)
	}
}

func TestServiceString(t *testing.T) {
	t.Parallel()

	for want, service := range map[string]svc{
		"tcp 80":        {Protocol: 6, Port: 80},
		"icmpv6 128/0":  {Protocol: 58, Port: 128 << 8},
		"protocol 47 0": {Protocol: 47},
	} {
		if got := service.String(); got != want {
			t.Errorf("String() = %q, want %q", got, want)
		}
	}

	p := netset.Packet{Addr: aa("192.0.2.1"), Service: svc{Protocol: 17, Port: 53}}
	if got, want := p.String(), "192.0.2.1 udp 53"; got != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
}

func TestMin(t *testing.T) {
	t.Parallel()

	if got, ok := (netset.Services{}).Min(); ok {
		t.Errorf("the first of none is %v", got)
	}

	want := svc{Protocol: 6, Port: 65535}
	if got, ok := netset.UDP(53, 53).Union(netset.TCP(65535, 65535)).Min(); !ok || got != want {
		t.Errorf("Min() = %v, %v, want %v", got, ok, want)
	}
}

// The bounds of a service are where its set begins or ends, so probing there and next to them tells all.
func TestServicesAgreeWithProbes(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		a, b := genServices().Draw(t, "a"), genServices().Draw(t, "b")
		probes := slices.Concat(corners(a), corners(b), []svc{{0, 0}, {255, 65535}})

		for _, p := range probes {
			inA, inB := a.Contains(p.Protocol, p.Port), b.Contains(p.Protocol, p.Port)

			for name, c := range map[string]struct {
				set  netset.Services
				want bool
			}{
				"union":     {a.Union(b), inA || inB},
				"intersect": {a.Intersect(b), inA && inB},
				"subtract":  {a.Subtract(b), inA && !inB},
			} {
				if c.set.Contains(p.Protocol, p.Port) != c.want {
					t.Errorf("%s of %v and %v: %v is wrong", name, a, b, p)
				}
			}
		}

		outside := func(p svc) bool { return a.Contains(p.Protocol, p.Port) && !b.Contains(p.Protocol, p.Port) }
		if got, want := a.Subset(b), !slices.ContainsFunc(probes, outside); got != want {
			t.Errorf("%v.Subset(%v) = %v, want %v", a, b, got, want)
		}

		if !a.Subtract(b).Subset(a) || !a.Subset(a.Union(b)) || !a.Intersect(b).Subset(b) {
			t.Errorf("%v and %v: what is a part is not found to be one", a, b)
		}
	})
}

// Sets of many spans outgrow the stack and make long runs, against one bit for each of the 65536 ports.
func TestManySpansAgreeWithBitmap(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		a, x := drawSpans(t, "a")
		b, y := drawSpans(t, "b")

		for name, c := range map[string]struct {
			set  netset.Services
			want bitmap
		}{
			"union":     {a.Union(b), zip(x, y, or)},
			"intersect": {a.Intersect(b), zip(x, y, and)},
			"subtract":  {a.Subtract(b), zip(x, y, andNot)},
		} {
			if got := portsOf(c.set); !slices.Equal(got, c.want) {
				t.Errorf("%s of %v and %v is %v", name, a, b, c.set)
			}
		}
	})
}

func drawSpans(t *rapid.T, label string) (netset.Services, bitmap) {
	var s netset.Services

	bits := make(bitmap, 1<<16)

	for _, from := range rapid.SliceOfN(rapid.Uint16Range(0, 65000), 10, 150).Draw(t, label) {
		to := from + from%7*3
		s = s.Union(netset.TCP(from, to))

		for port := from; port <= to; port++ {
			bits[port] = true
		}
	}

	return s, bits
}

func portsOf(s netset.Services) bitmap {
	bits := make(bitmap, 1<<16)
	for port := range bits {
		bits[port] = s.Contains(netset.ProtocolTCP, uint16(port))
	}

	return bits
}

// corners returns the ends of every span and the services right outside of it.
func corners(s netset.Services) []svc {
	var all []svc

	for protocol, ports := range s.Spans() {
		for _, at := range []int{int(ports.From) - 1, int(ports.From), int(ports.To), int(ports.To) + 1} {
			if n := int(protocol)<<16 + at; n >= 0 && n < 1<<24 {
				all = append(all, svc{Protocol: uint8(n >> 16), Port: uint16(n)})
			}
		}
	}

	return all
}

func TestServicesAreComparable(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		a, b := genServices().Draw(t, "a"), genServices().Draw(t, "b")
		seen := map[netset.Services]bool{a.Union(b): true}

		if again := b.Subtract(a).Union(a); !seen[again] || !again.Equal(a.Union(b)) {
			t.Errorf("%v is not found under the same key when made another way", again)
		}

		if same := a.Subset(b) && b.Subset(a); (a == b) != same || a.Equal(b) != same {
			t.Errorf("%v == %v is not %v", a, b, same)
		}

		if (a.Subtract(b).Union(b.Subtract(a)) == netset.Services{}) != (a == b) {
			t.Errorf("%v and %v: the difference and == disagree", a, b)
		}
	})
}

func TestSpansAreCanonical(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		s, last := genServices().Draw(t, "s"), -2

		var again netset.Services

		for protocol, ports := range s.Spans() {
			from, to := int(protocol)<<16|int(ports.From), int(protocol)<<16|int(ports.To)
			if from > to || from <= last || from == last+1 && ports.From != 0 {
				t.Errorf("span %d %v does not follow %d", protocol, ports, last)
			}

			last = to
			again = again.Union(netset.Ports(protocol, ports.From, ports.To))
		}

		if again != s {
			t.Errorf("spans give %v, want %v", again, s)
		}

		for protocol := range s.Spans() {
			if got, want := s.Ports(protocol)[0].From, firstOf(s, protocol); got != want {
				t.Errorf("%v: the first port of %d is %d, want %d", s, protocol, got, want)
			}

			break
		}
	})
}

func firstOf(s netset.Services, protocol uint8) uint16 {
	for port := range 1 << 16 {
		if s.Contains(protocol, uint16(port)) {
			return uint16(port)
		}
	}

	return 0
}

func TestTransport(t *testing.T) {
	t.Parallel()

	for name, want := range map[string]netset.Services{
		"tcp": netset.TCP(80, 81), "udp": netset.UDP(80, 81), "": netset.TCP(80, 81), "sctp": netset.TCP(80, 81),
	} {
		if got := netset.Transport(name, 80, 81); got != want {
			t.Errorf("%q is %s, want %s", name, got, want)
		}
	}
}
