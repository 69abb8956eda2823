package engine

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// merge tells findings of one fingerprint once: the worst of them, with the workloads of all. Two revisions of a
// task definition that run side by side say the same thing twice, since a key knows no revision.
func merge(findings []finding.Finding) []finding.Finding {
	slices.SortStableFunc(findings, func(a, b finding.Finding) int {
		return cmp.Or(cmp.Compare(a.Fingerprint, b.Fingerprint), finding.Compare(a, b))
	})

	merged := findings[:0]

	for i := range findings {
		last := len(merged) - 1
		if last < 0 || merged[last].Fingerprint != findings[i].Fingerprint {
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
