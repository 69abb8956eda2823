package awsmap

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// deref is the value p points to, and the zero value where an answer leaves it out.
func deref[T any](p *T) T {
	if p == nil {
		var zero T

		return zero
	}

	return *p
}

// text is the Value of a word of the API, absent where the answer leaves it out.
func text[T, S ~string](s S) snapshot.Value[T] {
	if s == "" {
		return snapshot.Value[T]{}
	}

	return snapshot.Known(T(s))
}

// textPtr is text for the members that the SDK points to.
func textPtr(s *string) snapshot.Value[string] { return text[string](deref(s)) }

// boolPtr tells false, which a person wrote, from nothing.
func boolPtr(b *bool) snapshot.Value[bool] {
	if b == nil {
		return snapshot.Value[bool]{}
	}

	return snapshot.Known(*b)
}

// set is the sorted list without doubles and empty words, for lists whose order means nothing. The answer
// itself stays as it is.
func set(lists ...[]string) []string {
	all := slices.Concat(lists...)
	all = slices.DeleteFunc(all, func(s string) bool { return s == "" })
	if len(all) == 0 {
		return nil
	}

	slices.Sort(all)

	return slices.Compact(all)
}

// setOf is the set of one member of every element.
func setOf[T any](in []T, member func(*T) *string) []string {
	out := make([]string, 0, len(in))
	for i := range in {
		out = append(out, deref(member(&in[i])))
	}

	return set(out)
}
