package triage_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/triage"
)

func found(fingerprint string, severity finding.Severity, parts ...string) finding.Finding {
	return finding.Finding{
		Rule: "ports/static-conflict", Fingerprint: fingerprint, Severity: severity, Parts: parts,
		Status: finding.StatusNew,
	}
}

func reportOf(findings ...finding.Finding) *finding.Report {
	return &finding.Report{Findings: findings}
}

func TestCaused(t *testing.T) {
	t.Parallel()

	elsewhere := found("x", finding.High, "a", "b")
	elsewhere.Resource.Region = "us-east-1"

	of := func(f finding.Finding, services ...string) finding.Finding {
		for _, s := range services {
			f.Affected = append(f.Affected, finding.Affected{Cluster: "prod", Service: s, TaskDefinition: s + ":7"})
		}

		return f
	}
	task := func(definition string) finding.Finding {
		f := found("k", finding.High)
		f.Affected = []finding.Affected{{TaskDefinition: definition}}

		return f
	}

	for name, c := range map[string]struct {
		before  *finding.Report
		finding finding.Finding
		caused  bool
	}{
		"new":          {report(), found("k", finding.Low), true},
		"there before": {report(found("k", finding.Low)), found("k", finding.Low), false},
		"milder now":   {report(found("k", finding.High)), found("k", finding.Low), false},
		"worse now":    {report(found("k", finding.Medium)), found("k", finding.High), true},
		"worst of two": {report(found("k", finding.High), found("k", finding.Low)), found("k", finding.High), false},
		"another":      {report(found("k", finding.High)), found("l", finding.High), true},
		"told elsewhere": {
			&finding.Report{Yielded: []finding.Finding{found("k", finding.High)}}, found("k", finding.High), false,
		},

		"fewer workloads": {
			report(of(found("k", finding.High), "web", "api")), of(found("k", finding.High), "web"), false,
		},
		"one more workload": {
			report(of(found("k", finding.High), "web")), of(found("k", finding.High), "web", "pay"), true,
		},
		"the workloads of two": {
			report(of(found("k", finding.High), "web"), of(found("k", finding.High), "pay")),
			of(found("k", finding.High), "web", "pay"), false,
		},
		"milder for one more": {
			report(of(found("k", finding.High), "web")), of(found("k", finding.Low), "web", "pay"), false,
		},
		"another revision": {report(task("web:7")), task("web"), false},
		"another family":   {report(task("web:7")), task("pay"), true},

		"fewer parts": {report(found("x", finding.High, "a", "b", "c")), found("k", finding.High, "a", "b"), false},
		"more parts":  {report(found("x", finding.High, "a", "b")), found("k", finding.High, "a", "b", "c"), true},
		"parts of two": {
			report(found("x", finding.High, "a", "b"), found("y", finding.High, "c", "d")),
			found("k", finding.High, "a", "b", "c", "d"), true,
		},
		"worse parts":           {report(found("x", finding.Low, "a", "b", "c")), found("k", finding.High, "a", "b"), true},
		"parts of other places": {report(elsewhere), found("k", finding.High, "a"), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			now := reportOf(c.finding)
			triage.Caused(now, c.before)

			if got := now.Findings[0].Status == finding.StatusNew; got != c.caused {
				t.Errorf("caused is %t, want %t", got, c.caused)
			}

			want := 0
			if c.caused {
				want = 1
			}

			if got := now.AtLeast(finding.Info); got != want || now.Summary.Existing != 1-want {
				t.Errorf("%d count, %d existing", got, now.Summary.Existing)
			}
		})
	}
}

func TestUndecidedBefore(t *testing.T) {
	t.Parallel()

	now := &finding.Report{Undecided: []finding.Undecided{{Key: "a"}, {Key: "b"}}}
	triage.Caused(now, &finding.Report{Undecided: []finding.Undecided{{Key: "a"}}})

	if now.Undecided[0].Status != finding.StatusExisting || now.Undecided[1].Status != "" || now.Summary.Undecided != 1 {
		t.Errorf("%+v, %d count", now.Undecided, now.Summary.Undecided)
	}
}

// What is new stands alone, unless it is evidence of something new.
func TestHidden(t *testing.T) {
	t.Parallel()

	told := func(fingerprint, by string) finding.Finding {
		f := found(fingerprint, finding.High)
		f.ToldBy = by

		return f
	}

	now := reportOf(found("k", finding.Critical), found("new", finding.Critical))
	now.Yielded = []finding.Finding{told("ssh", "k"), told("old", "k"), told("more", "new")}

	before := reportOf(found("k", finding.Critical), found("old", finding.High))
	triage.Caused(now, before)

	if len(now.Yielded) != 2 || now.Yielded[0].Status != finding.StatusExisting || now.Yielded[1].ToldBy != "new" {
		t.Errorf("what stays evidence is %+v", now.Yielded)
	}

	if len(now.Findings) != 3 || now.AtLeast(finding.Critical) != 1 || now.AtLeast(finding.High) != 2 {
		t.Errorf("%+v", now.Findings)
	}
}

// What became evidence, or a part, of another finding is not gone.
func TestGone(t *testing.T) {
	t.Parallel()

	before := reportOf(
		found("k", finding.High), found("l", finding.Low), found("m", finding.Low), found("n", finding.Low, "a"),
	)
	now := reportOf(found("k", finding.Low), found("o", finding.Low, "a", "b"))
	now.Yielded = []finding.Finding{found("l", finding.Low)}

	triage.Caused(now, before)

	if now.Summary.Gone != 1 {
		t.Errorf("%d are gone, want m alone", now.Summary.Gone)
	}
}

// A report held against itself has nothing new, and nothing is gone; held against nothing, all of it is new.
func TestCausedLaws(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		draw := func() *finding.Report {
			return reportOf(rapid.SliceOf(rapid.Custom(func(t *rapid.T) finding.Finding {
				return found(rapid.StringMatching(`[a-e]`).Draw(t, "key"),
					rapid.SampledFrom(finding.Severities()).Draw(t, "severity"),
					rapid.SliceOfN(rapid.StringMatching(`[a-c]`), 0, 3).Draw(t, "parts")...)
			})).Draw(t, "findings")...)
		}

		now := draw()
		before := reportOf(now.Findings...)
		n := len(now.Findings)

		before.Findings = append([]finding.Finding(nil), now.Findings...)
		triage.Caused(now, before)

		if now.AtLeast(finding.Info) != 0 || now.Summary.Existing != n || now.Summary.Gone != 0 {
			t.Fatalf("held against itself: %+v", now.Summary)
		}

		fresh := reportOf(before.Findings...)
		triage.Caused(fresh, reportOf())

		if fresh.AtLeast(finding.Info) != n || fresh.Summary.Existing != 0 {
			t.Fatalf("held against nothing: %+v", fresh.Summary)
		}
	})
}

func TestAssume(t *testing.T) {
	t.Parallel()

	about := found("k", finding.High)
	about.Affected = []finding.Affected{{Cluster: "prod", Service: "pay"}}
	other := found("l", finding.High)
	other.Affected = []finding.Affected{{Cluster: "dev", Service: "pay"}}

	r := reportOf(about, other)
	guess := triage.Guess{Cluster: "prod", Service: "pay", Assumption: finding.Assumption{Code: "NEW_SERVICE"}}
	triage.Assume(r, []triage.Guess{guess, guess})

	if len(r.Findings[0].Assumptions) != 1 || len(r.Findings[1].Assumptions) != 0 {
		t.Errorf("%+v", r.Findings)
	}
}
