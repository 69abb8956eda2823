package analyzer_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/analyzer/standard"
	"github.com/ecslint/ecslint/policies"
)

// The noise budget. What is well run has nothing at medium or above on Fargate, and at most one medium for a cluster
// in bridge mode, for an auditor by the standard of Security Hub too; nothing of it is undecided. What is told below
// that is what comes with the mode, or with the defaults of EC2.
func TestNoiseBudget(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		estate  *snapshot.Snapshot
		mediums int
		milder  map[string]int
	}{
		"Fargate": {wellRunFargate(), 0, map[string]int{"info exposure/egress-unrestricted": services}},
		"bridge": {wellRunBridge(), 1, map[string]int{
			"info bridge/ephemeral-range-open":       1,
			"info bridge/introspection-reachable":    1,
			"info capacity/eni-density":              1,
			"low bridge/instance-metadata-reachable": 1,
			"low bridge/network-mode":                services,
			"low host/instance-credentials":          1,
		}},
	} {
		for by, severities := range map[string]map[string]finding.Severity{"itself": nil, "a standard": securityHub(t)} {
			t.Run(name+" by "+by, func(t *testing.T) {
				t.Parallel()

				options := analyzer.Options{Rules: policies.FS, Severities: severities}

				report, err := analyzer.Analyze(t.Context(), tt.estate, options)
				if err != nil {
					t.Fatal(err)
				}

				checkNoise(t, report, tt.mediums, tt.milder)
			})
		}
	}
}

func securityHub(t *testing.T) map[string]finding.Severity {
	t.Helper()

	table, err := standard.Parse(policies.SecurityHub)
	if err != nil {
		t.Fatal(err)
	}

	return table.Severities()
}

// checkNoise wants no more findings at medium than given, none above, and below just those that are counted.
func checkNoise(t *testing.T, report *finding.Report, mediums int, milder map[string]int) {
	t.Helper()

	told := map[string]int{}

	for _, f := range report.Findings {
		switch {
		case f.Severity.AtLeast(finding.High):
			t.Errorf("%s %s: %s", f.Severity, f.Rule, f.Message)
		case f.Severity == finding.Medium:
			mediums--
		default:
			told[string(f.Severity)+" "+f.Rule]++
		}
	}

	if mediums < 0 {
		t.Errorf("%d findings at medium above the budget", -mediums)
	}

	if diff := cmp.Diff(milder, told); diff != "" {
		t.Errorf("the budget (-) and what is told (+):\n%s", diff)
	}

	for _, u := range report.Undecided {
		t.Errorf("undecided %s %s: %s", u.Rule, u.Resource.Name, u.Reason)
	}
}
