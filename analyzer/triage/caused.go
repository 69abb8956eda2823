// Package triage tells findings that are for the reader to act on from those that are known.
package triage

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// Caused marks what in a report was there before, as any report about the time before the change tells: a finding with
// the same fingerprint that was as severe, or one of the same rule that held all of its parts. The rest the change
// causes, a finding whose severity rises too. What was told as evidence of another finding was there all the same.
func Caused(changed *finding.Report, before ...*finding.Report) {
	known := newKnown(before...)

	for i := range changed.Findings {
		if f := &changed.Findings[i]; known.holds(f) {
			f.Status = finding.StatusExisting
		}
	}

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

	changed.Summary.Gone = gone(before, newKnown(changed))
	changed.Count()
}

// gone counts the findings that are told no more, neither alone nor as a part or evidence of another.
func gone(before []*finding.Report, now known) int {
	fingerprints := map[string]bool{}

	for _, r := range before {
		for i := range r.Findings {
			f := &r.Findings[i]
			if _, still := now.worst[f.Fingerprint]; !still && !now.holds(f) {
				fingerprints[f.Fingerprint] = true
			}
		}
	}

	return len(fingerprints)
}

// known is what was there before.
type known struct {
	// worst is the rank of the worst finding by fingerprint.
	worst map[string]int

	// parted are the findings with parts, by each of these.
	parted map[part][]*finding.Finding
}

// part is a part of a finding where it means the same: in a rule, an account and a region.
type part struct{ rule, account, region, name string }

func newKnown(reports ...*finding.Report) known {
	k := known{worst: map[string]int{}, parted: map[part][]*finding.Finding{}}

	for _, r := range reports {
		for _, findings := range [][]finding.Finding{r.Findings, r.Yielded} {
			for i := range findings {
				k.add(&findings[i])
			}
		}
	}

	return k
}

func (k known) add(f *finding.Finding) {
	if worst, seen := k.worst[f.Fingerprint]; !seen || f.Severity.Rank() < worst {
		k.worst[f.Fingerprint] = f.Severity.Rank()
	}

	for _, name := range f.Parts {
		key := partOf(f, name)
		k.parted[key] = append(k.parted[key], f)
	}
}

func (k known) holds(f *finding.Finding) bool {
	if worst, seen := k.worst[f.Fingerprint]; seen && worst <= f.Severity.Rank() {
		return true
	}

	if len(f.Parts) == 0 {
		return false
	}

	return slices.ContainsFunc(k.parted[partOf(f, f.Parts[0])], func(whole *finding.Finding) bool {
		return whole.Severity.AtLeast(f.Severity) && !slices.ContainsFunc(f.Parts, func(name string) bool {
			return !slices.Contains(whole.Parts, name)
		})
	})
}

func partOf(f *finding.Finding, name string) part {
	return part{f.Rule, f.Resource.Account, f.Resource.Region, name}
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
