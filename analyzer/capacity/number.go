package capacity

import "github.com/ecslint/ecslint/analyzer/snapshot"

// Endless stands for a number without a bound. Sums and products end there.
const Endless = 1 << 60

// A Bound is a number that is neither below Low nor above High; they are equal where it is known.
type Bound struct{ Low, High int }

func exactly(n int) Bound { return Bound{n, n} }

// Known reports whether there is one number only.
func (b Bound) Known() bool { return b.Low == b.High }

func (b Bound) plus(other Bound) Bound {
	return Bound{plus(b.Low, other.Low), plus(b.High, other.High)}
}

// less takes n away, but leaves no less than nothing.
func (b Bound) less(n int) Bound { return Bound{less(b.Low, n), less(b.High, n)} }

func (b Bound) times(n int) Bound { return Bound{times(b.Low, n), times(b.High, n)} }

// by is one number as often as another.
func (b Bound) by(other Bound) Bound {
	return Bound{times(b.Low, other.Low), times(b.High, other.High)}
}

// atLeast is the higher of two numbers.
func (b Bound) atLeast(other Bound) Bound {
	return Bound{max(b.Low, other.Low), max(b.High, other.High)}
}

// numberOf is a number that may not be known; 0 where nothing is said.
func numberOf(v snapshot.Value[int]) Bound {
	if v.IsUnknown() {
		return Bound{0, Endless}
	}

	return exactly(v.Or(0))
}

func plus(a, b int) int { return min(a+b, Endless) }

func less(a, b int) int {
	if a == Endless {
		return a
	}

	return max(0, a-b)
}

func times(a, n int) int {
	if n > 0 && a > Endless/n {
		return Endless
	}

	return a * n
}
