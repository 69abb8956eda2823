package live

import "slices"

// of is one member of every element, empty words included.
func of[T any](in []T, member func(*T) string) []string {
	out := make([]string, len(in))
	for i := range in {
		out[i] = member(&in[i])
	}

	return out
}

// sorted joins lists in order, without doubles and empty words.
func sorted(lists ...[]string) []string {
	all := slices.DeleteFunc(slices.Concat(lists...), func(s string) bool { return s == "" })
	slices.Sort(all)

	return slices.Compact(all)
}

// without is what of a sorted list is not among the others.
func without(list, others []string) []string {
	others = sorted(others)

	return slices.DeleteFunc(slices.Clone(list), func(s string) bool {
		_, found := slices.BinarySearch(others, s)

		return found
	})
}

// deref is the value p points to, and the zero value where an answer leaves it out.
func deref[T any](p *T) T {
	if p == nil {
		var zero T

		return zero
	}

	return *p
}
