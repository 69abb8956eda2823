package engine

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// yield keeps the most telling finding of each cause. A finding goes where a finding of a rule it yields to
// has the same cause, and becomes evidence there. What yields to something that itself yields goes too.
func yield(findings []finding.Finding, rules []finding.Rule) []finding.Finding {
	yieldsTo := map[string][]string{}

	for _, r := range rules {
		if len(r.YieldsTo) > 0 {
			yieldsTo[r.ID] = r.YieldsTo
		}
	}

	byCause := map[string][]int{}
	for i := range findings {
		byCause[findings[i].Cause] = append(byCause[findings[i].Cause], i)
	}

	gone := map[int]bool{}

	for _, group := range byCause {
		for _, i := range group {
			for _, j := range group {
				if i != j && slices.Contains(yieldsTo[findings[i].Rule], findings[j].Rule) {
					gone[i] = true
					findings[j].Evidence = append(findings[j].Evidence, finding.Evidence{
						Kind: "finding", ID: findings[i].Rule, Text: findings[i].Message,
					})
				}
			}
		}
	}

	kept := findings[:0]

	for i := range findings {
		if !gone[i] {
			kept = append(kept, findings[i])
		}
	}

	return kept
}
