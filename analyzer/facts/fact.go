package facts

import "github.com/ecslint/ecslint/analyzer/snapshot"

// A Fact is a value a rule can read together with how it is known. State is "known" where the source says
// it, "default" where the source says nothing and AWS documents what then holds, and "unknown" where the
// source cannot say; Value is absent then, so that no comparison with it is true.
type Fact[T any] struct {
	State  string `json:"state"`
	Value  *T     `json:"value,omitempty"`
	Reason string `json:"reason,omitempty"`
}

func factOf[S, T any](v snapshot.Value[S], def S, convert func(S) T) Fact[T] {
	switch {
	case v.IsUnknown():
		return Fact[T]{State: "unknown", Reason: v.Reason()}
	case v.IsKnown():
		value := convert(v.Or(def))

		return Fact[T]{State: "known", Value: &value}
	default:
		value := convert(def)

		return Fact[T]{State: "default", Value: &value}
	}
}

func fact[T any](v snapshot.Value[T], def T) Fact[T] {
	return factOf(v, def, func(v T) T { return v })
}
