package engine

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// yield keeps the most telling finding of each cause. A finding goes where a finding of a rule it yields to has the
// same cause and is as severe at least; it becomes evidence of the one that stays in the end. They are put in order
// first: the batches in which they were found must not show in the evidence.
func yield(findings []finding.Finding, rules []finding.Rule) []finding.Finding {
	slices.SortStableFunc(findings, finding.Compare)

	yieldsTo := map[string][]string{}
	for _, r := range rules {
		yieldsTo[r.ID] = r.YieldsTo
	}

	byCause := map[string][]int{}
	for i := range findings {
		byCause[findings[i].Cause] = append(byCause[findings[i].Cause], i)
	}

	goneTo := map[int]int{}

	for _, group := range byCause {
		for _, i := range group {
			for _, j := range group {
				if slices.Contains(yieldsTo[findings[i].Rule], findings[j].Rule) &&
					findings[j].Severity.AtLeast(findings[i].Severity) {
					goneTo[i] = j
				}
			}
		}
	}

	return keep(findings, goneTo)
}

// keep drops what goes and tells it as evidence of what stays. Rules do not yield in circles: the catalogue's test
// sees to that.
func keep(findings []finding.Finding, goneTo map[int]int) []finding.Finding {
	for i := range findings {
		at, gone := goneTo[i]
		if !gone {
			continue
		}

		for next, further := goneTo[at]; further; next, further = goneTo[at] {
			at = next
		}

		findings[at].Evidence = append(findings[at].Evidence, finding.Evidence{
			Kind: "finding", ID: findings[i].Rule, Text: findings[i].Message,
		})
	}

	kept := make([]finding.Finding, 0, len(findings)-len(goneTo))

	for i := range findings {
		if _, gone := goneTo[i]; !gone {
			kept = append(kept, findings[i])
		}
	}

	return kept
}
