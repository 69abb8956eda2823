package netset

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// boundaries is a canonical set of numbers below 2^24, written as the numbers at which membership changes: in from
// the first, out from the second, in again from the third. 80-443 has the boundaries 80 and 444. They strictly rise,
// so spans never touch. A boundary is 4 bytes, low byte first. It is a string because strings can be compared.
type boundaries string

const (
	boundarySize = 4

	// beyond stands for the boundary after the last one. It is above every number.
	beyond = math.MaxUint32

	// stackSize is room for the boundaries of 32 spans. Results up to this size are gathered on the stack.
	stackSize = 2 * 32 * boundarySize
)

func (b boundaries) len() int { return len(b) / boundarySize }

// at returns boundary i, or beyond where there are fewer.
func (b boundaries) at(i int) uint32 {
	i *= boundarySize
	if i+boundarySize > len(b) {
		return beyond
	}

	return uint32(b[i]) | uint32(b[i+1])<<8 | uint32(b[i+2])<<16 | uint32(b[i+3])<<24
}

// reach returns the first boundary from i on that is n or above. It looks ever further ahead, then halves: runs are
// either short or long.
func (b boundaries) reach(i int, n uint32) int {
	step := 1
	for b.at(i+step) < n {
		i += step
		step *= 2
	}

	low, high := i, min(i+step, b.len())
	for low < high {
		middle := (low + high) / 2
		if b.at(middle) < n {
			low = middle + 1
		} else {
			high = middle
		}
	}

	return low
}

// has reports whether n is in the set: whether an odd number of boundaries lies at or below it.
func (b boundaries) has(n uint32) bool { return b.reach(0, n+1)%2 == 1 }

// subset passes over both sets once. The spans of b lie apart, so one of them holds a span of a, or none does.
func (b boundaries) subset(o boundaries) bool {
	for i, j := 0, 0; i < b.len(); i += 2 {
		for o.at(j) <= b.at(i) {
			j++
		}

		if j%2 == 0 || o.at(j) < b.at(i+1) {
			return false
		}
	}

	return true
}

// A span is the numbers from one to another, both included.
type span struct{ from, to uint32 }

// unite returns the numbers that are in any of the spans, which it sorts.
func unite(spans ...span) Services {
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })

	encoded := make([]byte, 0, stackSize)

	for i := 0; i < len(spans); {
		from, end := spans[i].from, spans[i].to+1
		for ; i < len(spans) && spans[i].from <= end; i++ {
			end = max(end, spans[i].to+1)
		}

		encoded = appendBoundary(appendBoundary(encoded, from), end)
	}

	return Services{boundaries(encoded)}
}

func appendBoundary(encoded []byte, n uint32) []byte {
	return binary.LittleEndian.AppendUint32(encoded, n)
}
