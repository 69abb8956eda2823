package netset

// An operation is the truth table of a set operation: bit 2a+b says whether the result holds a member that the left
// operand holds (a is 1) or not (a is 0), and the right one likewise (b).
type operation uint8

const (
	union     operation = 0b1110
	intersect operation = 0b1000
	subtract  operation = 0b0100
)

func (o operation) holds(a, b int) bool { return o>>(2*a+b)&1 == 1 }

// apply reads off the truth table what needs no merge. Most pairs of a merge of two address sets are of this kind.
func (o operation) apply(a, b Services) Services {
	switch {
	case a == b:
		return a.only(o.holds(1, 1))
	case b.IsEmpty():
		return a.only(o.holds(1, 0))
	case a.IsEmpty():
		return b.only(o.holds(0, 1))
	default:
		return o.merge(a, b)
	}
}

// only returns s if keep is set, and otherwise the empty set.
func (s Services) only(keep bool) Services {
	if keep {
		return s
	}

	return Services{}
}

// merge passes over the boundaries of both sets once. An odd number of boundaries passed means inside.
func (o operation) merge(a, b Services) Services {
	left, right := a.boundaries(), b.boundaries()
	encoded := make([]byte, 0, stackSize)
	i, j, inside := 0, 0, false

	for at := min(left.at(i), right.at(j)); at != beyond; at = min(left.at(i), right.at(j)) {
		i, j = left.pass(i, at), right.pass(j, at)

		if o.holds(i%2, j%2) != inside {
			inside = !inside
			encoded = appendBoundary(encoded, at)
		}
	}

	// A set that absorbs the other is frequent, and comparing is cheaper than interning.
	switch string(encoded) {
	case string(left):
		return a
	case string(right):
		return b
	default:
		return intern(encoded)
	}
}
