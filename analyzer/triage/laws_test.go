package triage_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/triage"
)

func ofRules(r *finding.Report) []finding.Finding {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f finding.Finding) bool {
		return slices.ContainsFunc(triage.Rules(), func(rule finding.Rule) bool { return rule.ID == f.Rule })
	})
}

// Ignores and baselines change nothing of a finding but its status, take none away and make none up.
func TestNoFindingComesOrGoes(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		r := genReport().Draw(t, "report")
		opts := options(rapid.SliceOfN(genIgnore(), 0, 4).Draw(t, "ignores")...)
		opts.Baseline = triage.NewBaseline(genReport().Draw(t, "before"))

		triaged, _ := triage.Apply(r, genSnapshot().Draw(t, "snapshot"), opts)
		findings := ofRules(triaged)

		for i := range findings {
			if f := &findings[i]; (f.Ignore != nil) != (f.Status == finding.StatusSuppressed) {
				t.Errorf("%s is %s by %+v", f.Key, f.Status, f.Ignore)
			}

			findings[i].Status, findings[i].Ignore = finding.StatusNew, nil
		}

		slices.SortFunc(findings, finding.Compare)

		if diff := cmp.Diff(r.Findings, findings); diff != "" {
			t.Errorf("-before +after\n%s", diff)
		}

		counts := triaged.Summary
		if n := counts.Suppressed + counts.Known + triaged.AtLeast(finding.Info); n != len(triaged.Findings) {
			t.Errorf("%d findings are counted, there are %d", n, len(triaged.Findings))
		}
	})
}

func TestTheBaselineOfAReportKnowsAllOfIt(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		r, s := genReport().Draw(t, "report"), genSnapshot().Draw(t, "snapshot")
		opts := options(rapid.SliceOfN(genIgnore(), 0, 4).Draw(t, "ignores")...)

		before, _ := triage.Apply(r, s, opts)
		opts.Baseline = triage.NewBaseline(before)

		after, _ := triage.Apply(r, s, opts)
		if n := after.AtLeast(finding.Info); n > 0 {
			t.Errorf("%d findings are new to their own baseline: %v", n, told(after))
		}
	})
}

// More ignores, or a baseline, never leave more new findings of the rules.
func TestIgnoringMoreLeavesLess(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		r, s := genReport().Draw(t, "report"), genSnapshot().Draw(t, "snapshot")
		ignores := rapid.SliceOfN(genIgnore(), 1, 4).Draw(t, "ignores")
		less, _ := triage.Apply(r, s, options(ignores[1:]...))
		more, _ := triage.Apply(r, s, options(ignores...))

		left := func(r *finding.Report) int {
			return len(slices.DeleteFunc(ofRules(r), func(f finding.Finding) bool { return !f.New() }))
		}

		if left(more) > left(less) {
			t.Errorf("%d findings are new with one more ignore, %d without", left(more), left(less))
		}
	})
}

func TestOrderNeverMatters(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		r, s := genReport().Draw(t, "report"), genSnapshot().Draw(t, "snapshot")
		ignores := rapid.SliceOfN(genIgnore(), 0, 4).Draw(t, "ignores")
		baseline := triage.NewBaseline(genReport().Draw(t, "before"))

		opts := options(ignores...)
		opts.Baseline = baseline
		want, _ := triage.Apply(r, s, opts)

		shuffled, other := *r, *s
		shuffled.Findings = rapid.Permutation(r.Findings).Draw(t, "findings")
		other.Suppressions = rapid.Permutation(s.Suppressions).Draw(t, "comments")
		other.TaskDefinitions = rapid.Permutation(s.TaskDefinitions).Draw(t, "definitions")
		opts.Ignores = rapid.Permutation(ignores).Draw(t, "others")
		opts.Baseline = &triage.Baseline{Findings: rapid.Permutation(baseline.Findings).Draw(t, "known")}

		got, _ := triage.Apply(&shuffled, &other, opts)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("-one +another order\n%s", diff)
		}
	})
}

// What is known never fails more than it did: a finding is known only where there was one of its key that was as bad.
func TestNothingWorseIsKnown(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		before, r := genReport().Draw(t, "before"), genReport().Draw(t, "report")
		opts := options()
		opts.Baseline = triage.NewBaseline(before)

		triaged, _ := triage.Apply(r, files("web", "api"), opts)

		for _, severity := range finding.Severities() {
			was, known := map[string]int{}, map[string]int{}
			for i := range before.Findings {
				if f := &before.Findings[i]; f.Severity.AtLeast(severity) {
					was[f.Key]++
				}
			}

			for i := range triaged.Findings {
				if f := &triaged.Findings[i]; !f.New() && f.Severity.AtLeast(severity) {
					known[f.Key]++
				}
			}

			for key, n := range known {
				if n > was[key] {
					t.Errorf("%s: %d are known at %s, there were %d", key, n, severity, was[key])
				}
			}
		}
	})
}
