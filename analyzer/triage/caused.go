// Package triage tells findings that are for the reader to act on from those that are known.
package triage

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// Caused marks what in a report was there before, as any report about the time before the change tells: a finding with
// the same fingerprint, or one of the same rule that held all of its parts, that was as severe and left the same
// workloads worse off. The rest the change causes: what is new, what gets more severe, and what befalls a workload that
// it did not befall. What was told as evidence of another finding was there all the same; and
// what is new is not told as evidence of a finding that was there: it stands alone.
func Caused(changed *finding.Report, before ...*finding.Report) {
	known := newKnown(before...)

	for i := range changed.Findings {
		if f := &changed.Findings[i]; known.holds(f) {
			f.Status = finding.StatusExisting
		}
	}

	changed.Findings = append(changed.Findings, hidden(changed, known)...)
	slices.SortFunc(changed.Findings, finding.Compare)

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

// hidden are the new findings that are told as evidence of those that were there.
func hidden(changed *finding.Report, before known) []finding.Finding {
	existing := map[string]bool{}

	for i := range changed.Findings {
		f := &changed.Findings[i]
		existing[f.Fingerprint] = existing[f.Fingerprint] || f.Status == finding.StatusExisting
	}

	var fresh []finding.Finding

	for i := range changed.Yielded {
		if f := changed.Yielded[i]; existing[f.ToldBy] && !before.holds(&f) {
			f.ToldBy = ""
			fresh = append(fresh, f)
		}
	}

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

// known is what was there before.
type known struct {
	findings map[string][]*finding.Finding // by fingerprint

	// parted are the findings with parts, by each of these.
	parted map[part][]*finding.Finding
}

// part is a part of a finding where it means the same: in a rule, an account and a region.
type part struct{ rule, account, region, name string }

func newKnown(reports ...*finding.Report) known {
	k := known{findings: map[string][]*finding.Finding{}, parted: map[part][]*finding.Finding{}}

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
	k.findings[f.Fingerprint] = append(k.findings[f.Fingerprint], f)

	for _, name := range f.Parts {
		key := partOf(f, name)
		k.parted[key] = append(k.parted[key], f)
	}
}

func (k known) holds(f *finding.Finding) bool {
	if covers(k.findings[f.Fingerprint], f) {
		return true
	}

	return len(f.Parts) > 0 && slices.ContainsFunc(k.parted[partOf(f, f.Parts[0])], func(whole *finding.Finding) bool {
		missing := func(name string) bool { return !slices.Contains(whole.Parts, name) }

		return !slices.ContainsFunc(f.Parts, missing) && covers([]*finding.Finding{whole}, f)
	})
}

// covers reports whether findings say what one finding says: a worse one does, and those that are as severe do of each
// workload that they name.
func covers(before []*finding.Finding, f *finding.Finding) bool {
	worse := func(b *finding.Finding) bool { return b.Severity.Rank() < f.Severity.Rank() }
	equal := func(b *finding.Finding) bool { return b.Severity == f.Severity }

	if slices.ContainsFunc(before, worse) {
		return true
	}

	return slices.ContainsFunc(before, equal) && !slices.ContainsFunc(f.Affected, func(a finding.Affected) bool {
		same := func(x finding.Affected) bool { return workload(x) == workload(a) }

		return !slices.ContainsFunc(before, func(b *finding.Finding) bool {
			return equal(b) && slices.ContainsFunc(b.Affected, same)
		})
	})
}

// workload is a service, or else a family of task definitions: no revision.
func workload(a finding.Affected) [3]string {
	if a.Service != "" {
		return [3]string{a.Cluster, a.Service}
	}

	family, _, _ := strings.Cut(a.TaskDefinition, ":")

	return [3]string{a.Cluster, "", family}
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
