package engine

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// merge tells findings about two revisions of one task definition once: the worst of them, with the workloads of
// both. While a deployment is in flight they run side by side, and a key knows no revision. Files are never merged with
// each other: two of them may well describe one family.
func merge(findings []finding.Finding) []finding.Finding {
	slices.SortFunc(findings, finding.Compare)

	merged := findings[:0]
	latest := make(map[string]int, len(findings))

	for i := range findings {
		at, seen := latest[findings[i].Fingerprint]
		if !seen || !revisions(merged[at], findings[i]) {
			latest[findings[i].Fingerprint] = len(merged)
			merged = append(merged, findings[i])

			continue
		}

		for _, a := range findings[i].Affected {
			if !slices.Contains(merged[at].Affected, a) {
				merged[at].Affected = append(merged[at].Affected, a)
			}
		}
	}

	return merged
}

// revisions reports whether two findings say the same of two revisions of a family.
func revisions(a, b finding.Finding) bool {
	return a.Fingerprint == b.Fingerprint && a.Resource.Type == "AWS::ECS::TaskDefinition" &&
		(a.Location == nil || b.Location == nil)
}
