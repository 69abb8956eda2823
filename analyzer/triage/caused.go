package triage

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// Caused marks what in a report was there before, as any report about the time before the change tells: a finding with
// the same fingerprint, or one of the same rule that held all of its parts, that was as severe and left the same
// workloads worse off. What the change made of a worse finding was there too: it got better. The rest the change
// causes: what is new, what gets more severe, and what befalls a workload that it did not befall. What was told as
// evidence of another finding was there all the same; and what is new is not told as evidence of a finding that was
// there: it stands alone.
func Caused(changed *finding.Report, before ...*finding.Report) {
	undecidedBefore(changed, before)
	existing(changed, newKnown(before...), newKnown(changed))

	changed.Findings = append(changed.Findings, hidden(changed)...)
	slices.SortFunc(changed.Findings, finding.Compare)

	changed.Summary.Gone = gone(before, newKnown(changed))
	changed.Count()
}

func undecidedBefore(changed *finding.Report, before []*finding.Report) {
	undecided := map[string]bool{}
	for _, r := range before {
		for i := range r.Undecided {
			undecided[r.Undecided[i].Key] = true
		}
	}

	for i := range changed.Undecided {
		if u := &changed.Undecided[i]; undecided[u.Key] {
			u.Status = finding.StatusExisting
		}
	}
}

// existing marks what was there before, of what is told alone and as evidence of others, worst first.
func existing(changed *finding.Report, was, now known) {
	var fresh []*finding.Finding

	for _, findings := range [][]finding.Finding{changed.Findings, changed.Yielded} {
		slices.SortFunc(findings, finding.Compare)

		for i := range findings {
			if f := &findings[i]; was.holds(f) {
				f.Status = finding.StatusExisting
			} else {
				fresh = append(fresh, f)
			}
		}
	}

	for f := range eased(fresh, was, now, changed.Undecided) {
		f.Status = finding.StatusExisting
	}
}

// hidden takes out of the report's evidence the new findings that are told as evidence of those that were there.
func hidden(changed *finding.Report) []finding.Finding {
	existing := map[string]bool{}

	for i := range changed.Findings {
		f := &changed.Findings[i]
		existing[f.Fingerprint] = existing[f.Fingerprint] || f.Status == finding.StatusExisting
	}

	var fresh, kept []finding.Finding

	for i := range changed.Yielded {
		f := changed.Yielded[i]

		switch {
		case f.Status == finding.StatusExisting:
			kept = append(kept, f)
		case existing[f.ToldBy]:
			f.ToldBy = ""
			fresh = append(fresh, f)
		default:
			kept = append(kept, f)
		}
	}

	changed.Yielded = kept

	return fresh
}

// gone counts the findings that are told no more, neither alone nor as a part or evidence of another.
func gone(before []*finding.Report, now known) int {
	fingerprints := map[string]bool{}

	for _, r := range before {
		for i := range r.Findings {
			f := &r.Findings[i]
			if len(now.findings[f.Fingerprint]) == 0 && !now.holds(f) {
				fingerprints[f.Fingerprint] = true
			}
		}
	}

	return len(fingerprints)
}

// A Guess is something that was taken for granted about a workload.
type Guess struct {
	Cluster, Service string
	Assumption       finding.Assumption
}

// Assume names what was taken for granted in each finding about the workloads that it was taken of.
func Assume(r *finding.Report, guesses []Guess) {
	for i := range r.Findings {
		f := &r.Findings[i]

		for _, g := range guesses {
			about := slices.ContainsFunc(f.Affected, func(a finding.Affected) bool {
				return a.Service == g.Service && a.Cluster == g.Cluster
			})
			if about && !slices.Contains(f.Assumptions, g.Assumption) {
				f.Assumptions = append(f.Assumptions, g.Assumption)
			}
		}

		slices.SortStableFunc(f.Assumptions, func(a, b finding.Assumption) int { return cmp.Compare(a.Code, b.Code) })
	}
}
