package build

import (
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func factOf[S, T any](v snapshot.Value[S], def S, convert func(S) T) facts.Fact[T] {
	switch {
	case v.IsUnknown():
		return facts.Fact[T]{State: "unknown", Reason: v.Reason()}
	case v.IsKnown():
		value := convert(v.Or(def))

		return facts.Fact[T]{State: "known", Value: &value}
	default:
		value := convert(def)

		return facts.Fact[T]{State: "default", Value: &value}
	}
}

func fact[T any](v snapshot.Value[T], def T) facts.Fact[T] {
	return factOf(v, def, func(v T) T { return v })
}
