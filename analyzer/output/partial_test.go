package output_test

import (
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/output"
)

// A report ends with what was to be checked and was not, and says so where it finds nothing. What no source has, or has
// a default, is a gap like others.
func TestAPartialReportDoesNotReadAsClean(t *testing.T) {
	t.Parallel()

	problem := func(texts ...string) (all []finding.Problem) {
		for _, text := range texts {
			all = append(all, finding.Problem{Text: text})
		}

		return all
	}
	denied := func(what, region string) finding.Gap {
		return finding.Gap{What: what, Why: "denied", Region: region, Incomplete: true}
	}

	for name, tt := range map[string]struct {
		problems []finding.Problem
		gaps     []finding.Gap
		want     string
	}{
		"all was read": {want: "nothing to scan\nno findings\n"},
		"a gap that fails no run": {
			gaps: []finding.Gap{{What: "tags", Why: "not in files"}},
			want: "Not read\n\n  tags: not in files\n\nnothing to scan\nno findings\n",
		},
		"a file": {
			problems: problem("a.json:2:1: the file ends\ntoo early"),
			want: "nothing to scan\nno findings in what was read\n\n" +
				"INCOMPLETE: 1 error, so not everything was checked: a.json:2:1: the file ends too early\n",
		},
		"many files": {
			problems: problem("a", "b", "c", "d", "e"),
			want: "nothing to scan\nno findings in what was read\n\n" +
				"INCOMPLETE: 5 errors, so not everything was checked: a; b; c and 2 more\n",
		},
		"a call, in two regions": {
			gaps: []finding.Gap{denied("ec2:DescribeSubnets", "eu-north-1"), denied("ec2:DescribeSubnets", "eu-west-1")},
			want: "no findings in what was read\n\n" +
				"INCOMPLETE: no answer to 1 call, so rules see less (see \"Not read\"): ec2:DescribeSubnets\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			r := &finding.Report{Problems: tt.problems, Gaps: tt.gaps}
			r.Finish()

			got := string(write(t, format(t, "text", output.Options{MinSeverity: finding.Low}), r))
			if !strings.HasSuffix(got, tt.want) || len(tt.gaps) == 0 && got != tt.want {
				t.Errorf("got %q, want %q at its end", got, tt.want)
			}
		})
	}
}

// Formats for programs hold the problems, and nothing of them where there are none.
func TestProblemsAreInEveryFormat(t *testing.T) {
	t.Parallel()

	for _, name := range []string{"json", "ndjson"} {
		if got := string(write(t, format(t, name, output.Options{}), full())); !strings.Contains(got, "broken.json:2:1") {
			t.Errorf("%s: no problem in %s", name, got)
		}

		if got := string(write(t, format(t, name, output.Options{}), empty())); strings.Contains(got, "problems") {
			t.Errorf("%s: problems in %s", name, got)
		}
	}
}
