package engine

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// merge tells findings about two revisions of one task definition once: the worst of them, with the workloads of
// both. While a deployment is in flight they run side by side, and a key knows no revision. Files are never merged with
// each other: two of them may well describe one family.
func merge(findings []finding.Finding) []finding.Finding {
	slices.SortStableFunc(findings, func(a, b finding.Finding) int {
		return cmp.Or(cmp.Compare(a.Fingerprint, b.Fingerprint), finding.Compare(a, b))
	})

	merged := findings[:0]

	for i := range findings {
		last := len(merged) - 1
		if last < 0 || !revisions(merged[last], findings[i]) {
			merged = append(merged, findings[i])

			continue
		}

		for _, a := range findings[i].Affected {
			if !slices.Contains(merged[last].Affected, a) {
				merged[last].Affected = append(merged[last].Affected, a)
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
