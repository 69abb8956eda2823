package analyzer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// gaps brings the snapshot's gaps into the report, with the rules that each one blinds: those that read a noun
// that is missing. Which nouns a rule reads is derived from the compiled rule. Gaps that differ by resource only
// are told once.
func gaps(all []snapshot.Gap, rules []finding.Rule) []finding.Gap {
	reported := make([]finding.Gap, 0, len(all))

	for _, g := range all {
		blinds := blinded(g, rules)
		reported = append(reported, finding.Gap{
			What: g.What, Why: g.Why, Account: g.Account, Region: g.Region, Blinds: blinds,
			Incomplete: g.Failed && !g.DefaultStands && len(blinds) > 0,
		})
	}

	slices.SortStableFunc(reported, compareGaps)

	return slices.CompactFunc(reported, func(a, b finding.Gap) bool { return compareGaps(a, b) == 0 })
}

func compareGaps(a, b finding.Gap) int {
	return cmp.Or(
		strings.Compare(a.What, b.What), strings.Compare(a.Account, b.Account), strings.Compare(a.Region, b.Region),
		strings.Compare(a.Why, b.Why), slices.Compare(a.Blinds, b.Blinds),
	)
}

func blinded(g snapshot.Gap, rules []finding.Rule) []string {
	if g.DefaultStands {
		return nil
	}

	var blinds []string

	for _, r := range rules {
		reads := func(n snapshot.Noun) bool { return slices.Contains(r.Reads, string(n)) }
		if slices.ContainsFunc(g.Nouns, reads) {
			blinds = append(blinds, r.ID)
		}
	}

	return blinds
}
