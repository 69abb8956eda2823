package finding_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/ecslint/ecslint/analyzer/finding"
)

func of(severities ...finding.Severity) *finding.Report {
	r := &finding.Report{}
	for _, s := range severities {
		r.Findings = append(r.Findings, finding.Finding{Severity: s})
	}

	r.Finish()

	return r
}

func TestFinishCounts(t *testing.T) {
	t.Parallel()

	r := &finding.Report{Summary: finding.Summary{Scanned: finding.Scanned{Services: 7}}}
	for i, s := range finding.Severities() {
		r.Findings = append(r.Findings, slices.Repeat([]finding.Finding{{Severity: s}}, i+1)...)
	}

	r.Undecided = []finding.Undecided{{Rule: "a/rule"}, {Rule: "b/rule"}, {Rule: "a/rule"}} // one is said twice
	r.Finish()

	want := finding.Summary{
		Critical: 1, High: 2, Medium: 3, Low: 4, Info: 5, Undecided: 2, Scanned: finding.Scanned{Services: 7},
	}
	if r.Summary != want {
		t.Errorf("got %+v, want %+v", r.Summary, want)
	}
}

// A reader of JSON asks for the length of a list; null has none.
func TestFinishLeavesNoNull(t *testing.T) {
	t.Parallel()

	empty := of()

	const want = `{"schema":"","tool":{"name":"","version":""},"sources":[],"rules":[],"findings":[],"gaps":[],` +
		`"summary":{"critical":0,"high":0,"medium":0,"low":0,"info":0,"suppressed":0,"known":0,"undecided":0,` +
		`"scanned":{"taskDefinitions":0,"services":0,"securityGroups":0,"networkInterfaces":0}}}`
	if got := encoded(t, empty); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}

	if got := encoded(t, of(finding.High).Findings[0].Evidence); got != "[]" {
		t.Errorf("evidence is %s, want []", got)
	}
}

func TestAtLeast(t *testing.T) {
	t.Parallel()

	r := of(finding.Critical, finding.High, finding.High, finding.Medium, finding.Low, finding.Info, "dire")

	for severity, want := range map[finding.Severity]int{
		finding.Critical: 1, finding.High: 3, finding.Medium: 4, finding.Low: 5, finding.Info: 6,
	} {
		if got := r.AtLeast(severity); got != want {
			t.Errorf("%d are at least %s, want %d", got, severity, want)
		}
	}
}

func TestIncomplete(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		gaps []finding.Gap
		want bool
	}{
		"no gap":                {nil, false},
		"a gap of the source":   {[]finding.Gap{{What: "a"}}, false},
		"a call that failed":    {[]finding.Gap{{What: "a"}, {What: "b", Incomplete: true}}, true},
		"the first call failed": {[]finding.Gap{{What: "a", Incomplete: true}, {What: "b"}}, true},
	} {
		if got := (&finding.Report{Gaps: c.gaps}).Incomplete(); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

func TestParseSeverity(t *testing.T) {
	t.Parallel()

	for _, s := range finding.Severities() {
		if got, err := finding.ParseSeverity(string(s)); got != s || err != nil {
			t.Errorf("%s: got %q, %v", s, got, err)
		}
	}

	for _, text := range []string{"", "High", "high ", "warning", "criticalhigh"} {
		got, err := finding.ParseSeverity(text)
		if got != "" || err == nil {
			t.Fatalf("%q: got %q, %v; want an error", text, got, err)
		}

		want := fmt.Sprintf("%q is no severity; use one of critical, high, medium, low, info", text)
		if err.Error() != want {
			t.Errorf("got %q, want %q", err, want)
		}
	}
}

func TestSeveritiesAreOrdered(t *testing.T) {
	t.Parallel()

	all := append(finding.Severities(), "unheard of")
	for i, worse := range all {
		for j, milder := range all {
			if got, want := worse.AtLeast(milder), i <= j; got != want {
				t.Errorf("%s at least as bad as %s: got %v, want %v", worse, milder, got, want)
			}
		}
	}
}

func BenchmarkFinish(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		random := rand.New(rand.NewPCG(1, 2))
		all := make([]finding.Finding, n)

		for i := range all {
			all[i] = finding.Finding{
				Severity: finding.Severities()[random.IntN(5)], Rule: fmt.Sprint("rule/", random.IntN(50)),
				Key: strconv.Itoa(random.IntN(n)), Location: &finding.Location{File: "main.tf", StartLine: random.IntN(n)},
			}
		}

		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()

			for b.Loop() {
				r := finding.Report{Findings: slices.Clone(all)}
				r.Finish()
			}
		})
	}
}
