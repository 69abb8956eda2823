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

// merge passes over the boundaries of both sets once, run by run: where one set does not change, the result follows
// the other throughout or not at all. An odd number of boundaries passed means inside.
func (o operation) merge(a, b Services) Services {
	left, right := a.boundaries, b.boundaries
	encoded := make([]byte, 0, stackSize)

	if room := len(left) + len(right); room > stackSize {
		encoded = make([]byte, 0, room)
	}

	for i, j := 0, 0; i < left.len() || j < right.len(); {
		switch x, y := left.at(i), right.at(j); {
		case x < y:
			end := left.reach(i, y)
			if o.holds(0, j%2) != o.holds(1, j%2) {
				encoded = append(encoded, left[i*boundarySize:end*boundarySize]...)
			}

			i = end
		case y < x:
			end := right.reach(j, x)
			if o.holds(i%2, 0) != o.holds(i%2, 1) {
				encoded = append(encoded, right[j*boundarySize:end*boundarySize]...)
			}

			j = end
		default:
			before := o.holds(i%2, j%2)
			i, j = i+1, j+1

			if o.holds(i%2, j%2) != before {
				encoded = appendBoundary(encoded, x)
			}
		}
	}

	// A set that absorbs the other is frequent, and comparing is cheaper than another copy of it.
	switch string(encoded) {
	case string(left):
		return a
	case string(right):
		return b
	default:
		return Services{boundaries(encoded)}
	}
}
