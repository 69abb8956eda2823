package capacity

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
