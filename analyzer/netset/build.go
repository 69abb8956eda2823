package netset

import (
	"cmp"
	"net/netip"
	"slices"

	"go4.org/netipx"
)

// An Entry is a rule with its remote resolved to a prefix: the services between it and the prefix.
type Entry struct {
	Prefix   netip.Prefix
	Services Services
}

// Build returns the packets that any of the entries holds, in any order. It takes n log n steps for n entries, and as
// many more as the services in the result have spans. An invalid prefix, which [netip.ParsePrefix] never returns,
// holds nothing.
func Build(entries []Entry) Set {
	// IPv4 fills the slice from the front and IPv6 from the back, whatever their shares.
	segments := make([]segment, len(entries))
	front, back := 0, len(entries)

	for _, e := range entries {
		switch s, f, ok := segmentOf(netipx.RangeOfPrefix(e.Prefix), e.Services); {
		case !ok:
		case f == ipv4:
			segments[front] = s
			front++
		default:
			back--
			segments[back] = s
		}
	}

	return Set{build(segments[:front], ipv4), build(segments[back:], ipv6)}
}

// segmentOf returns the addresses of a range with their family, and whether the range is valid. If both ends are
// IPv4-mapped, all between them are; else the range is IPv6, even where it spans mapped addresses.
func segmentOf(r netipx.IPRange, services Services) (segment, family, bool) {
	if !r.IsValid() {
		return segment{}, ipv4, false
	}

	from, to := r.From(), r.To()
	if from.Is4In6() && to.Is4In6() {
		from, to = from.Unmap(), to.Unmap()
	}

	return segment{addressOf(from), addressOf(to), services}, family(from.Is6()), true
}

// build sweeps over the segments of prefixes, which lie one in the other or apart. A stack therefore has what is open
// at the present address, each with the services of those around it: the innermost knows all that is admitted.
func build(segments []segment, f family) half {
	slices.SortFunc(segments, outerFirst)

	var open []segment

	result := make(half, 0, 2*len(segments))

	for _, s := range segments {
		result, open = result.end(open, s.from)

		around := innermost(open)
		if s.services = around.Union(s.services); s.services != around {
			result = result.put(s.from, s.services)
			open = append(open, s)
		}
	}

	result, _ = result.end(open, f.last())

	return result.fit()
}

func outerFirst(a, b segment) int { return cmp.Or(a.from.compare(b.from), b.to.compare(a.to)) }

// end puts the ends of the open segments that end before an address.
func (h half) end(open []segment, before address) (half, []segment) {
	for len(open) > 0 {
		last := open[len(open)-1].to
		if last.compare(before) >= 0 {
			break
		}

		open = open[:len(open)-1]
		h = h.put(last.next(), innermost(open))
	}

	return h, open
}

func innermost(open []segment) Services {
	if len(open) == 0 {
		return Services{}
	}

	return open[len(open)-1].services
}
