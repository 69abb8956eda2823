package analyzer_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/policies"
)

func graded(t *testing.T, fixture string, opts analyzer.Options) *finding.Report {
	t.Helper()

	opts.Rules = policies.FS

	report, err := analyzer.Analyze(t.Context(), load(t, filepath.Join(rulesDir, fixture, snapshotFile)), opts)
	if err != nil {
		t.Fatal(err)
	}

	return report
}

// A rule that is off says nothing, was not asked, and keeps nothing of what others say.
func TestADisabledRuleIsNotAsked(t *testing.T) {
	t.Parallel()

	const fixture = "bridge/ephemeral-range-open/fires/data-store-at-a-port-that-ecs-drew"

	whole := graded(t, fixture, analyzer.Options{})
	if len(whole.Yielded) == 0 {
		t.Fatalf("%s has nothing that is told as evidence of something else", fixture)
	}

	gone := whole.Yielded[0]

	var others []string

	for _, rule := range catalogue(t) {
		if rule.ID != gone.Rule {
			others = append(others, rule.ID)
		}
	}

	part := graded(t, fixture, analyzer.Options{Disabled: others})

	for _, r := range part.Rules {
		if r.ID != gone.Rule {
			t.Errorf("%s is asked although it is off", r.ID)
		}
	}

	for i := range part.Findings {
		if f := &part.Findings[i]; f.Rule != gone.Rule {
			t.Errorf("%s says something although it is off", f.Rule)
		}
	}

	if !slices.ContainsFunc(part.Findings, func(f finding.Finding) bool { return f.Key == gone.Key }) {
		t.Errorf("%s was evidence of others, and is not told without them", gone.Key)
	}
}

// A severity that is given counts in place of that of the rule, and for no other one.
func TestAGivenSeverityCounts(t *testing.T) {
	t.Parallel()

	const (
		fixture = "awsvpc/missing-network-configuration/fires/bridge-with"
		given   = "awsvpc/missing-network-configuration"
		other   = "bridge/network-mode"
	)

	severities := map[string]finding.Severity{}

	before := graded(t, fixture, analyzer.Options{})
	after := graded(t, fixture, analyzer.Options{Severities: map[string]finding.Severity{given: finding.Info}})

	for _, f := range after.Findings {
		severities[f.Rule] = f.Severity
	}

	if severities[given] != finding.Info || severities[other] != finding.Low {
		t.Errorf("got %v", severities)
	}

	if before.Summary.High != 1 || after.Summary.High != 0 || after.Summary.Info != before.Summary.Info+1 {
		t.Errorf("counted as %+v, then as %+v", before.Summary, after.Summary)
	}

	if !slices.IsSortedFunc(after.Findings, finding.Compare) {
		t.Error("the findings have lost their order")
	}
}
