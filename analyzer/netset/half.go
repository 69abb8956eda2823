package netset

import (
	"iter"
	"slices"

	"go4.org/netipx"
)

// A half is one family's part of a set: the addresses at which the services change, rising. Before the first piece
// there are none, and the last piece reaches to the end of the family. Neighbours differ, so equal sets have equal
// pieces, and a half without packets has none.
type half []piece

// A piece is the services of the addresses from start to the next piece.
type piece struct {
	start    address
	services Services
}

// A segment is addresses, both ends included, that have the same services.
type segment struct {
	from, to address
	services Services
}

// put ends the last piece at start, where services begin. Starts never fall; of two equal ones the later counts.
func (h half) put(start address, services Services) half {
	if n := len(h); n > 0 && h[n-1].start == start {
		h = h[:n-1]
	}

	if services == h.final() {
		return h
	}

	return append(h, piece{start, services})
}

// final returns the services at the end of what has been put.
func (h half) final() Services {
	if len(h) == 0 {
		return Services{}
	}

	return h[len(h)-1].services
}

// fit gives back the room that a result was given and did not need. Sets live long, and most are small.
func (h half) fit() half {
	if 2*len(h) < cap(h) {
		return slices.Clone(h)
	}

	return h
}

func (h half) at(a address) Services {
	i, found := slices.BinarySearchFunc(h, a, func(p piece, a address) int { return p.start.compare(a) })
	if found {
		i++
	}

	return h[:i].final()
}

// segments yields the pieces that have services.
func (h half) segments(f family) iter.Seq[segment] {
	return func(yield func(segment) bool) {
		for i, p := range h {
			to := f.last()
			if i+1 < len(h) {
				to = h[i+1].start.previous()
			}

			if !p.services.IsEmpty() && !yield(segment{p.start, to, p.services}) {
				return
			}
		}
	}
}

// ranges returns the addresses that have services, in the fewest ranges.
func (h half) ranges(f family) []netipx.IPRange {
	var ranges []netipx.IPRange

	for s := range h.blank().segments(f) {
		ranges = append(ranges, f.rangeOf(s))
	}

	return ranges
}

// blank replaces all services that are not empty by the same.
func (h half) blank() half {
	all, result := All(), make(half, 0, len(h))
	for _, p := range h {
		result = result.put(p.start, all.only(!p.services.IsEmpty()))
	}

	return result
}

// change asks once for each run of equal services.
func (h half) change(change func(Services) Services) half {
	result := make(half, 0, len(h))

	for _, p := range h {
		if !p.services.IsEmpty() {
			p.services = change(p.services)
		}

		result = result.put(p.start, p.services)
	}

	return result.fit()
}

func (f family) rangeOf(s segment) netipx.IPRange {
	return netipx.IPRangeFrom(f.addr(s.from), f.addr(s.to))
}
