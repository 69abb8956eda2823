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

// A pair is what two halves hold from start to the start of the next pair.
type pair struct {
	start       address
	left, right Services
}

// pairs passes over both halves once, and stops at every piece of either.
func pairs(left, right half) iter.Seq[pair] {
	return func(yield func(pair) bool) {
		var p pair

		for len(left) > 0 || len(right) > 0 {
			order := orderOf(left, right)
			if order <= 0 {
				p.start, p.left = left[0].start, left[0].services
				left = left[1:]
			}

			if order >= 0 {
				p.start, p.right = right[0].start, right[0].services
				right = right[1:]
			}

			if !yield(p) {
				return
			}
		}
	}
}

// orderOf tells which half's piece comes next: the left one's if negative, the right one's if positive, or both. One
// of them has a piece left.
func orderOf(left, right half) int {
	switch {
	case len(right) == 0:
		return -1
	case len(left) == 0:
		return 1
	default:
		return left[0].start.compare(right[0].start)
	}
}

func (o operation) halves(left, right half) half {
	result := make(half, 0, len(left)+len(right))
	for p := range pairs(left, right) {
		result = result.put(p.start, o.apply(p.left, p.right))
	}

	return result.fit()
}

func (h half) subset(o half) bool {
	for p := range pairs(h, o) {
		if !p.left.Subset(p.right) {
			return false
		}
	}

	return true
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

func (f family) rangeOf(s segment) netipx.IPRange {
	return netipx.IPRangeFrom(f.addr(s.from), f.addr(s.to))
}
