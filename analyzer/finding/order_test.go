package finding_test

import (
	"cmp"
	"encoding/json"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/finding"
)

func TestCompareIsATotalOrder(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		a, b, c := genFinding().Draw(t, "a"), genFinding().Draw(t, "b"), genFinding().Draw(t, "c")
		if finding.Compare(a, a) != 0 {
			t.Error("a finding differs from itself")
		}

		if finding.Compare(a, b) != -finding.Compare(b, a) {
			t.Errorf("a to b is %d, b to a %d", finding.Compare(a, b), finding.Compare(b, a))
		}

		if equal := gocmp.Equal(a, b, cmpopts.EquateEmpty()); equal != (finding.Compare(a, b) == 0) {
			t.Errorf("Compare is %d for findings of which equality is %v:\n%s", finding.Compare(a, b), equal, gocmp.Diff(a, b))
		}

		if finding.Compare(a, b) <= 0 && finding.Compare(b, c) <= 0 && finding.Compare(a, c) > 0 {
			t.Error("a ≤ b ≤ c, but a > c")
		}
	})
}

// What two findings of a rule can differ in decides, or their order would be that of the input.
func TestCompareTellsFindingsApart(t *testing.T) {
	t.Parallel()

	base := func() finding.Finding {
		return finding.Finding{
			Location: &finding.Location{}, Evidence: []finding.Evidence{{}}, Affected: []finding.Affected{{}},
			Assumptions: []finding.Assumption{{}},
		}
	}

	for name, change := range map[string]func(*finding.Finding){
		"severity":                func(f *finding.Finding) { f.Severity = "dire" },
		"rule":                    func(f *finding.Finding) { f.Rule = "a" },
		"message":                 func(f *finding.Finding) { f.Message = "a" },
		"key":                     func(f *finding.Finding) { f.Key = "a" },
		"cause":                   func(f *finding.Finding) { f.Cause = "a" },
		"status":                  func(f *finding.Finding) { f.Status = finding.StatusKnown },
		"resource.type":           func(f *finding.Finding) { f.Resource.Type = "a" },
		"resource.id":             func(f *finding.Finding) { f.Resource.ID = "a" },
		"resource.name":           func(f *finding.Finding) { f.Resource.Name = "a" },
		"resource.arn":            func(f *finding.Finding) { f.Resource.ARN = "a" },
		"resource.account":        func(f *finding.Finding) { f.Resource.Account = "a" },
		"resource.region":         func(f *finding.Finding) { f.Resource.Region = "a" },
		"location.file":           func(f *finding.Finding) { f.Location.File = "a" },
		"location.startLine":      func(f *finding.Finding) { f.Location.StartLine = 1 },
		"location.startColumn":    func(f *finding.Finding) { f.Location.StartColumn = 1 },
		"location.endLine":        func(f *finding.Finding) { f.Location.EndLine = 1 },
		"location.endColumn":      func(f *finding.Finding) { f.Location.EndColumn = 1 },
		"evidence.kind":           func(f *finding.Finding) { f.Evidence[0].Kind = "a" },
		"evidence.id":             func(f *finding.Finding) { f.Evidence[0].ID = "a" },
		"evidence.text":           func(f *finding.Finding) { f.Evidence[0].Text = "a" },
		"affected.cluster":        func(f *finding.Finding) { f.Affected[0].Cluster = "a" },
		"affected.service":        func(f *finding.Finding) { f.Affected[0].Service = "a" },
		"affected.taskDefinition": func(f *finding.Finding) { f.Affected[0].TaskDefinition = "a" },
		"affected.container":      func(f *finding.Finding) { f.Affected[0].Container = "a" },
		"assumption.code":         func(f *finding.Finding) { f.Assumptions[0].Code = "a" },
		"assumption.text":         func(f *finding.Finding) { f.Assumptions[0].Text = "a" },
	} {
		other := base()
		change(&other)

		if finding.Compare(base(), other) == 0 {
			t.Errorf("findings that differ in %s are equal", name)
		}
	}

	if finding.Compare(base(), base()) != 0 {
		t.Error("equal findings differ")
	}
}

func TestFinishForgetsTheOrderOfTheInput(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		findings := rapid.SliceOfN(genFinding(), 0, 6).Draw(t, "findings")
		undecided := rapid.SliceOfN(genUndecided(), 0, 6).Draw(t, "undecided")

		finish := func(f []finding.Finding, u []finding.Undecided) string {
			r := finding.Report{Findings: slices.Clone(f), Undecided: slices.Clone(u)}
			r.Finish()

			b, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}

			return string(b)
		}

		want := finish(findings, undecided)
		got := finish(rapid.Permutation(findings).Draw(t, "other"), rapid.Permutation(undecided).Draw(t, "otherwise"))

		if got != want {
			t.Errorf("the same findings in another order make another report:\n%s", gocmp.Diff(want, got))
		}
	})
}

func TestOrder(t *testing.T) {
	t.Parallel()

	type change = func(*finding.Finding)

	for name, c := range map[string]struct{ before, after change }{
		"worse before milder": {
			func(f *finding.Finding) { f.Severity, f.Rule = finding.Critical, "z" },
			func(f *finding.Finding) { f.Severity, f.Rule = finding.Low, "a" },
		},
		"info before no severity": {
			func(f *finding.Finding) { f.Severity = finding.Info },
			func(f *finding.Finding) { f.Severity = "" },
		},
		"rule before account": {
			func(f *finding.Finding) { f.Rule, f.Resource.Account = "a", "2" },
			func(f *finding.Finding) { f.Rule, f.Resource.Account = "b", "1" },
		},
		"account before region": {
			func(f *finding.Finding) { f.Resource.Account, f.Resource.Region = "1", "us-east-1" },
			func(f *finding.Finding) { f.Resource.Account, f.Resource.Region = "2", "eu-north-1" },
		},
		"region before place": {
			func(f *finding.Finding) { f.Resource.Region, f.Location = "eu-north-1", &finding.Location{File: "z"} },
			func(f *finding.Finding) { f.Resource.Region, f.Location = "us-east-1", &finding.Location{File: "a"} },
		},
		"live before file": {
			func(f *finding.Finding) { f.Key = "z" },
			func(f *finding.Finding) { f.Key, f.Location = "a", &finding.Location{} },
		},
		"file before line": {
			func(f *finding.Finding) { f.Location = &finding.Location{File: "a", StartLine: 9} },
			func(f *finding.Finding) { f.Location = &finding.Location{File: "b", StartLine: 1} },
		},
		"line 9 before line 10": {
			func(f *finding.Finding) { f.Location = &finding.Location{StartLine: 9, StartColumn: 7} },
			func(f *finding.Finding) { f.Location = &finding.Location{StartLine: 10, StartColumn: 1} },
		},
		"place before key": {
			func(f *finding.Finding) { f.Location, f.Key = &finding.Location{StartColumn: 1}, "z" },
			func(f *finding.Finding) { f.Location, f.Key = &finding.Location{StartColumn: 2}, "a" },
		},
		"key before id": {
			func(f *finding.Finding) { f.Key, f.Resource.ID = "a", "z" },
			func(f *finding.Finding) { f.Key, f.Resource.ID = "b", "a" },
		},
		"id before message": {
			func(f *finding.Finding) { f.Resource.ID, f.Message = "a", "z" },
			func(f *finding.Finding) { f.Resource.ID, f.Message = "b", "a" },
		},
		"less evidence first": {
			func(f *finding.Finding) { f.Evidence = []finding.Evidence{{Kind: "a"}} },
			func(f *finding.Finding) { f.Evidence = []finding.Evidence{{Kind: "a"}, {Kind: "a"}} },
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			var before, after finding.Finding

			c.before(&before)
			c.after(&after)

			if got := cmp.Compare(finding.Compare(before, after), 0); got != -1 {
				t.Errorf("Compare = %d, want -1", got)
			}
		})
	}
}
