package output_test

import (
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/output"
)

// What could have been no more than a hint is not told among what could be worse, and counted all the same.
func TestDoubtsOfMildRulesAreCounted(t *testing.T) {
	t.Parallel()

	r := &finding.Report{Undecided: []finding.Undecided{
		{Rule: "hardening/missing-logging", Reason: "a template", Worst: finding.Info},
		{Rule: "hardening/host-pid", Reason: "a template", Worst: finding.High},
		{Rule: "custom/own/rule", Reason: "a template"},
	}}
	r.Finish()

	for least, want := range map[finding.Severity]struct {
		count string
		mild  bool
	}{
		finding.Low:  {"3 not decided (1 not shown; --min-severity info)\n", false},
		finding.Info: {"3 not decided\n", true},
	} {
		text := string(write(t, format(t, "text", output.Options{MinSeverity: least}), r))

		if !strings.HasSuffix(text, want.count) || strings.Contains(text, "hardening/missing-logging") != want.mild ||
			!strings.Contains(text, "hardening/host-pid") || !strings.Contains(text, "custom/own/rule") {
			t.Errorf("at %s:\n%s", least, text)
		}
	}
}

func TestAGapThatWeakensIsTold(t *testing.T) {
	t.Parallel()

	r := &finding.Report{Gaps: []finding.Gap{{
		What: "ec2:DescribeSecurityGroups", Why: "AccessDenied", Blinds: []string{"a/b"}, Weakens: []string{"c/d", "e/f"},
	}}}
	r.Finish()

	text := string(write(t, format(t, "text", output.Options{MinSeverity: finding.Low}), r))
	if want := "cannot see: a/b; may be worse than told: c/d, e/f\n"; !strings.Contains(text, want) {
		t.Errorf("no %q in\n%s", want, text)
	}
}
