package analyzer_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/engine"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/triage"
	"github.com/ecslint/ecslint/policies"
)

// A rule joins by existing, so nothing but this test notices that its fixtures or its page are missing, or that
// they are still there when the rule is gone.
func TestEveryRuleHasFixturesAndAPage(t *testing.T) {
	t.Parallel()

	all := catalogue(t)
	if len(all) == 0 {
		t.Fatal("the catalogue is empty")
	}

	for _, c := range []struct {
		dir, pattern string
		parts        []string
		rules        []finding.Rule
	}{
		{rulesDir, "*/*/*", []string{"/fires", "/silent"}, all},
		{pagesDir, "*/*", []string{".md"}, slices.Concat(all, triage.Rules())},
	} {
		want := make([]string, 0, len(c.rules)*len(c.parts))

		for _, rule := range c.rules {
			for _, part := range c.parts {
				want = append(want, rule.ID+part)
			}
		}

		slices.Sort(want)

		if diff := cmp.Diff(want, glob(t, c.dir, c.pattern)); diff != "" {
			t.Errorf("%s: what the catalogue asks for (-) and what is there (+) differ:\n%s", c.dir, diff)
		}
	}
}

// What a rule is for: it finds something in each fixture, says what the golden file says, and shows every severity
// that its METADATA promises.
func TestRuleFires(t *testing.T) {
	t.Parallel()

	for _, rule := range catalogue(t) {
		t.Run(rule.ID, func(t *testing.T) {
			t.Parallel()

			shown := map[finding.Severity]bool{}

			for _, dir := range cases(t, rule, "fires") {
				report := of(analyze(t, dir), rule.ID)
				checkFired(t, dir, report, rule)
				fresh(t, filepath.Join(dir, golden), text(t, report))

				for i := range report.Findings {
					shown[report.Findings[i].Severity] = true
				}
			}

			for _, severity := range rule.Severities {
				if !shown[severity] {
					t.Errorf("no fixture shows %s as %s, which its METADATA says it can be", rule.ID, severity)
				}
			}
		})
	}
}

// checkFired wants a finding in every file, and none that the rule may not return.
func checkFired(t *testing.T, dir string, report *finding.Report, rule finding.Rule) {
	t.Helper()

	found := map[string]bool{snapshotFile: len(report.Findings) > 0}

	for i := range report.Findings {
		f := &report.Findings[i]
		if f.Location != nil {
			found[f.Location.File] = true
		}

		if !slices.Contains(rule.Severities, f.Severity) {
			t.Errorf("%s: %s is %s, which is not among %v", dir, rule.ID, f.Severity, rule.Severities)
		}
	}

	for _, file := range inputs(t, dir) {
		if !found[file] {
			t.Errorf("%s finds nothing in %s", rule.ID, filepath.Join(dir, file))
		}
	}
}

// Silence is earned: the rule was asked about something, could judge it, and found nothing.
func TestRuleIsSilent(t *testing.T) {
	t.Parallel()

	for _, rule := range catalogue(t) {
		t.Run(rule.ID, func(t *testing.T) {
			t.Parallel()

			for _, dir := range cases(t, rule, "silent") {
				whole := analyze(t, dir)
				asked := func(r finding.RuleRun) bool { return r.ID == rule.ID && r.Evaluated > 0 }

				if !slices.ContainsFunc(whole.Rules, asked) {
					t.Errorf("%s holds nothing that %s could judge", dir, rule.ID)
				}

				if report := of(whole, rule.ID); len(report.Findings)+len(report.Undecided) > 0 {
					t.Errorf("%s is not silent:\n%s", dir, text(t, report))
				}
			}
		})
	}
}

// What every report keeps, whatever it is about: one strict order, and keys that neither an edit above the
// finding, nor a new revision, nor new cloud ids, nor the size of a batch changes.
func TestRuleFindingsKeepTheirKeys(t *testing.T) {
	t.Parallel()

	whole := rules(t)

	single, err := engine.New(t.Context(), policies.FS, engine.Options{Batch: 1})
	if err != nil {
		t.Fatal(err)
	}

	for _, rule := range catalogue(t) {
		t.Run(rule.ID, func(t *testing.T) {
			t.Parallel()

			for _, dir := range some(t, slices.Concat(cases(t, rule, "fires"), cases(t, rule, "silent"))) {
				findings := evaluate(t, whole, read(t, dir, unchanged))
				checkOrder(t, dir, findings)

				again := evaluate(t, single, read(t, dir, redeployed))
				if diff := cmp.Diff(identities(t, findings), identities(t, again)); diff != "" {
					t.Errorf("%s: keys (-) change when lines, revisions, ids or batches do (+):\n%s", dir, diff)
				}
			}
		})
	}
}

// checkOrder compares every pair, since a comparison that is not transitive sorts neighbours only.
func checkOrder(t *testing.T, dir string, findings []finding.Finding) {
	t.Helper()

	for i := range findings {
		for j := range findings {
			got := finding.Compare(findings[i], findings[j])
			if (i < j) != (got < 0) || (i > j) != (got > 0) {
				t.Errorf("%s: findings %d and %d compare as %d", dir, i, j, got)
			}
		}
	}
}

// identities are what a baseline and a SIEM know findings by.
func identities(t *testing.T, findings []finding.Finding) []string {
	t.Helper()

	all := make([]string, 0, len(findings))

	for i := range findings {
		f := &findings[i]
		if f.Key == "" || f.Fingerprint == "" {
			t.Errorf("%s: %q has key %q and fingerprint %q", f.Rule, f.Message, f.Key, f.Fingerprint)
		}

		all = append(all, fmt.Sprintf("%s %s %s", f.Severity, f.Key, f.Fingerprint))
	}

	slices.Sort(all)

	return all
}

var (
	cloudID  = regexp.MustCompile(`\b[0-9a-f]([0-9a-f]{15,})\b`)
	revision = regexp.MustCompile(`(task-definition/[\w-]+:|"revision": )(\d+)`)
)

// redeployed is a file of the same content after some time: everything has moved down, definitions have another
// revision, and what AWS numbers has other ids.
func redeployed(data []byte) []byte {
	data = cloudID.ReplaceAll(data, []byte("f$1"))
	data = revision.ReplaceAll(data, []byte("${1}7$2"))

	return slices.Concat([]byte("\n\n\n"), data)
}

func unchanged(data []byte) []byte { return data }
