package analyzer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/engine"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// mostResources is how many missing resources a gap names one by one.
const mostResources = 10

// gaps brings the snapshot's gaps into the report, with the rules that each one blinds: those that read a noun
// that is missing. Which nouns a rule reads is derived from the compiled rule. Gaps that differ by resource only
// are told once. Only a rule that told something can be weakened.
func gaps(all []snapshot.Gap, rules []finding.Rule, told map[string]bool) []finding.Gap {
	reported := make([]finding.Gap, 0, len(all))

	for _, g := range all {
		blinds, weakens := touched(g, rules, told)
		gap := finding.Gap{
			What: g.What, Why: g.Why, Account: g.Account, Region: g.Region, Blinds: blinds, Weakens: weakens,
			Incomplete: g.Failed && !g.DefaultStands && len(blinds) > 0,
		}

		if g.Resource != "" {
			gap.Resources = []string{g.Resource}
		}

		reported = append(reported, gap)
	}

	slices.SortFunc(reported, func(a, b finding.Gap) int {
		return cmp.Or(compareGaps(a, b), slices.Compare(a.Resources, b.Resources))
	})

	return joined(reported)
}

// told are the rules that found something.
func told(result *engine.Result) map[string]bool {
	rules := map[string]bool{}

	for _, findings := range [][]finding.Finding{result.Findings, result.Yielded} {
		for i := range findings {
			rules[findings[i].Rule] = true
		}
	}

	return rules
}

// joined tells gaps that differ by resource only as one.
func joined(sorted []finding.Gap) []finding.Gap {
	var all []finding.Gap

	for _, g := range sorted {
		last := len(all) - 1

		switch {
		case last < 0 || compareGaps(all[last], g) != 0:
			all = append(all, g)
		case len(all[last].Resources) == 0 || len(g.Resources) == 0:
			all[last].Resources, all[last].More = nil, 0 // all of a kind
		case slices.Contains(all[last].Resources, g.Resources[0]):
		case len(all[last].Resources) < mostResources:
			all[last].Resources = append(all[last].Resources, g.Resources[0])
		default:
			all[last].More++
		}
	}

	return all
}

func compareGaps(a, b finding.Gap) int {
	return cmp.Or(
		strings.Compare(a.What, b.What), strings.Compare(a.Account, b.Account), strings.Compare(a.Region, b.Region),
		strings.Compare(a.Why, b.Why), slices.Compare(a.Blinds, b.Blinds), slices.Compare(a.Weakens, b.Weakens),
		compareBool(a.Incomplete, b.Incomplete),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	default:
		return 1
	}
}

// touched lists the rules that a gap blinds, and those whose findings may be worse than they look for it.
func touched(g snapshot.Gap, rules []finding.Rule, told map[string]bool) (blinds, weakens []string) {
	if g.DefaultStands {
		return nil, nil
	}

	for _, r := range rules {
		missing := func(nouns []string) bool {
			return slices.ContainsFunc(g.Nouns, func(n snapshot.Noun) bool { return slices.Contains(nouns, string(n)) })
		}

		switch {
		case missing(r.Reads):
			blinds = append(blinds, r.ID)
		case told[r.ID] && missing(r.Weighs):
			weakens = append(weakens, r.ID)
		}
	}

	return blinds, weakens
}
