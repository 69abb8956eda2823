package triage

import (
	"errors"
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// ErrOwnRule is the error for a rule that speaks of what a team has decided: about it there is nothing to decide.
var ErrOwnRule = errors.New("it speaks of ignores, and is always on")

// Named are the ids of the rules that an id or a glob names; an error where there is none.
func Named(pattern string, catalogue []finding.Rule) ([]string, error) {
	if slices.ContainsFunc(Rules(), func(r finding.Rule) bool { return r.ID == pattern }) {
		return nil, fmt.Errorf("rule %s cannot be set: %w", pattern, ErrOwnRule)
	}

	var all []string

	for i := range catalogue {
		if wildcard(pattern, catalogue[i].ID) {
			all = append(all, catalogue[i].ID)
		}
	}

	if len(all) == 0 {
		return nil, fmt.Errorf("there is no rule %q", pattern)
	}

	return all, nil
}
