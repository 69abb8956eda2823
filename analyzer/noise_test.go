package analyzer_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/policies"
)

// The noise budget. What is well run has nothing at medium or above on Fargate, and at most one medium for a cluster
// in bridge mode; nothing of it is undecided.
func TestNoiseBudget(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		estate  *snapshot.Snapshot
		mediums int
	}{
		"Fargate": {wellRunFargate(), 0},
		"bridge":  {wellRunBridge(), 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			report, err := analyzer.Analyze(t.Context(), tt.estate, analyzer.Options{Rules: policies.FS})
			if err != nil {
				t.Fatal(err)
			}

			var mediums int

			for _, f := range report.Findings {
				switch {
				case f.Severity.AtLeast(finding.High):
					t.Errorf("%s %s: %s", f.Severity, f.Rule, f.Message)
				case f.Severity == finding.Medium:
					mediums++
					t.Logf("medium %s: %s", f.Rule, f.Message)
				default:
					t.Logf("%s %s: %s", f.Severity, f.Rule, f.Message)
				}
			}

			if mediums > tt.mediums {
				t.Errorf("%d findings at medium, the budget is %d", mediums, tt.mediums)
			}

			for _, u := range report.Undecided {
				t.Errorf("undecided %s %s: %s", u.Rule, u.Resource.Name, u.Reason)
			}
		})
	}
}
