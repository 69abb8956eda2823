package engine

import (
	"maps"
	"slices"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// yield keeps the most telling finding of each cause. A finding goes where a finding of a rule it yields to has the
// same cause, speaks to the same reader and is as severe at least; it becomes evidence of the one that stays.
func yield(findings []finding.Finding, rules []finding.Rule) (kept, gone []finding.Finding) {
	slices.SortFunc(findings, finding.Compare) // so that evidence does not depend on the order of the snapshot

	yieldsTo := map[string][]string{}
	for _, r := range rules {
		yieldsTo[r.ID] = r.YieldsTo
	}

	byCause := map[string][]int{}
	for i := range findings {
		byCause[findings[i].Cause] = append(byCause[findings[i].Cause], i)
	}

	goneTo := map[int]int{}

	for _, group := range byCause { // each in the report's order
		for _, i := range group {
			at := slices.IndexFunc(group, func(j int) bool {
				return slices.Contains(yieldsTo[findings[i].Rule], findings[j].Rule) &&
					findings[j].Severity.AtLeast(findings[i].Severity) && sameReader(findings[i], findings[j])
			})
			if at >= 0 {
				goneTo[i] = group[at]
			}
		}
	}

	return keep(findings, goneTo)
}

// sameReader reports whether two findings are about one cluster, as far as they are about clusters.
func sameReader(a, b finding.Finding) bool {
	if len(a.Affected) == 0 || len(b.Affected) == 0 {
		return true
	}

	return slices.ContainsFunc(a.Affected, func(x finding.Affected) bool {
		return slices.ContainsFunc(b.Affected, func(y finding.Affected) bool {
			return x.Cluster == y.Cluster || x.Cluster == "" || y.Cluster == ""
		})
	})
}

// keep drops what goes and tells it as evidence of what stays. Rules do not yield in circles: the catalogue's test
// sees to that.
func keep(findings []finding.Finding, goneTo map[int]int) (kept, gone []finding.Finding) {
	going := slices.Sorted(maps.Keys(goneTo)) // which are in the report's order

	for _, i := range going {
		at := goneTo[i]
		for next, further := goneTo[at]; further; next, further = goneTo[at] {
			at = next
		}

		findings[at].Evidence = append(findings[at].Evidence, finding.Evidence{
			Kind: "finding", ID: findings[i].Rule, Text: findings[i].Message,
		})
		findings[i].ToldBy = findings[at].Fingerprint
	}

	kept = make([]finding.Finding, 0, len(findings)-len(goneTo))

	for i := range findings {
		if _, yields := goneTo[i]; yields {
			gone = append(gone, findings[i])
		} else {
			kept = append(kept, findings[i])
		}
	}

	return kept, gone
}
