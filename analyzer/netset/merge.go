package netset

import "iter"

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
