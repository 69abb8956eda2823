package triage_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/triage"
)

// evidence is a finding that is told as evidence of the one of b/three about the same.
func evidence(rule, name string) finding.Finding {
	f := about(rule, name, 3)
	f.ToldBy = "b/three of " + name

	return f
}

// teller is what tells those about web.
func teller() finding.Finding {
	f := about("b/three", "web", 3)
	f.Fingerprint = "b/three of web"

	return f
}

// A decision about the finding that tells another is none about the other.
func TestStandAlone(t *testing.T) {
	t.Parallel()

	holding := func(findings ...finding.Finding) func(*triage.Options) {
		return func(o *triage.Options) { o.Baseline = triage.NewBaseline(report(findings...)) }
	}
	ignoring := func(rule string, change ...func(*triage.Ignore)) func(*triage.Options) {
		return func(o *triage.Options) { o.Ignores = append(o.Ignores, configured(rule, change...)) }
	}
	milder := func(f finding.Finding) finding.Finding {
		f.Severity = finding.Low

		return f
	}

	for name, c := range map[string]struct {
		decided []func(*triage.Options)
		want    []string
	}{
		"nothing is decided": {nil, []string{"new b/three web"}},
		"the teller is known": {
			[]func(*triage.Options){holding(teller())}, []string{"known b/three web", "new a/two web"},
		},
		"both are known": {
			[]func(*triage.Options){holding(teller(), about("a/two", "web", 9))}, []string{"known b/three web"},
		},
		"it was milder": {
			[]func(*triage.Options){holding(teller(), milder(about("a/two", "web", 3)))},
			[]string{"known b/three web", "new a/two web"},
		},
		"the teller was milder": {
			[]func(*triage.Options){holding(milder(teller()), about("a/one", "web", 3))}, []string{"new b/three web"},
		},
		"of another resource": {
			[]func(*triage.Options){holding(teller(), about("a/two", "api", 3))},
			[]string{"known b/three web", "new a/two web"},
		},
		"it alone is known": {
			[]func(*triage.Options){holding(about("a/two", "web", 3))}, []string{"new b/three web"},
		},
		"the teller is ignored": {
			[]func(*triage.Options){ignoring("b/three")}, []string{"new a/two web", "suppressed b/three web"},
		},
		"both are ignored": {
			[]func(*triage.Options){ignoring("b/three"), ignoring("a/two")}, []string{"suppressed b/three web"},
		},
		"it alone is ignored, which is of use": {
			[]func(*triage.Options){ignoring("a/two")}, []string{"new b/three web"},
		},
		"one is known, the other ignored": {
			[]func(*triage.Options){holding(teller()), ignoring("a/two")}, []string{"known b/three web"},
		},
		"one is ignored, the other known": {
			[]func(*triage.Options){holding(about("a/two", "web", 3)), ignoring("b/three")},
			[]string{"suppressed b/three web"},
		},
		"its ignore has expired": {
			[]func(*triage.Options){holding(teller()), ignoring("a/two", until("2026-01-01"))},
			[]string{"known b/three web", "new a/two web", "new config/expired-ignore a/two"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			opts := options()
			for _, decide := range c.decided {
				decide(&opts)
			}

			r := report(teller())
			r.Yielded = []finding.Finding{evidence("a/two", "web")}

			triaged := apply(t, r, files("web"), opts)
			if diff := cmp.Diff(c.want, told(triaged)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}

			if len(r.Yielded) != 1 || r.Yielded[0].ToldBy == "" || r.Yielded[0].Status != finding.StatusNew {
				t.Errorf("the report that was given has changed: %+v", r.Yielded)
			}
		})
	}
}

// What was there before a change stays evidence, whatever is decided about the finding that tells it.
func TestEvidenceThatWasThere(t *testing.T) {
	t.Parallel()

	r := report(teller())
	r.Yielded = []finding.Finding{evidence("a/two", "web")}
	r.Yielded[0].Fingerprint = "a/two of web"

	before := report(teller())
	before.Yielded = slices.Clone(r.Yielded)

	triage.Caused(r, before)

	triaged := apply(t, r, files("web"), options(configured("b/three")))
	if diff := cmp.Diff([]string{"suppressed b/three web"}, told(triaged)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// The expired ignore of what stands alone counts it, and that of what stays evidence does not.
func TestExpiredCountsWhatStandsAlone(t *testing.T) {
	t.Parallel()

	for _, c := range []struct {
		ignored string
		want    string
	}{
		{"b/three", "the ignore of a/two ended on 2026-01-01; 1 finding is told again"},
		{"c/four", "the ignore of a/two ended on 2026-01-01"},
	} {
		r := report(teller())
		r.Yielded = []finding.Finding{evidence("a/two", "web")}

		triaged := apply(t, r, files("web"), options(configured("a/two", until("2026-01-01")), configured(c.ignored)))
		said := slices.ContainsFunc(triaged.Findings, func(f finding.Finding) bool { return f.Message == c.want })

		if !said {
			t.Errorf("%s is ignored: nothing says %q: %v", c.ignored, c.want, told(triaged))
		}
	}
}

// genTelling is a report in which findings of b/three tell others.
func genTelling() *rapid.Generator[*finding.Report] {
	return rapid.Custom(func(t *rapid.T) *finding.Report {
		r := genReport().Draw(t, "report")

		for i := range r.Findings {
			r.Findings[i].Fingerprint = r.Findings[i].Rule + " of " + r.Findings[i].Resource.Name
		}

		for _, f := range r.Findings {
			if f.Rule != "b/three" || rapid.Bool().Draw(t, "tells none") {
				continue
			}

			e := evidence(rapid.SampledFrom([]string{"a/one", "a/two"}).Draw(t, "told"), f.Resource.Name)
			e.Severity = rapid.SampledFrom(finding.Severities()).Draw(t, "severity")
			r.Yielded = append(r.Yielded, e)
		}

		return r
	})
}

// A baseline of a report makes all of that very report known, what is told as evidence included; and without a decision
// about what tells it, nothing that is told stands alone.
func TestStandAloneLaws(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		r, s := genTelling().Draw(t, "report"), genSnapshot().Draw(t, "snapshot")
		opts := options(rapid.SliceOfN(genIgnore(), 0, 4).Draw(t, "ignores")...)
		other := genTelling().Draw(t, "other")

		before, _ := triage.Apply(r, s, opts)
		own := opts
		own.Baseline = triage.NewBaseline(before)

		if after, _ := triage.Apply(r, s, own); after.AtLeast(finding.Info) > 0 {
			t.Errorf("new to their own baseline: %v", told(after))
		}

		opts.Baseline = triage.NewBaseline(other)
		triaged, _ := triage.Apply(r, s, opts)

		if n := len(ofRules(triaged)) + len(triaged.Yielded); n != len(r.Findings)+len(r.Yielded) {
			t.Errorf("%d findings of %d + %d", n, len(r.Findings), len(r.Yielded))
		}

		settled := map[string]bool{}

		for i := range triaged.Findings {
			if f := &triaged.Findings[i]; !f.New() {
				settled[f.Fingerprint] = true
			}
		}

		for i := range triaged.Yielded {
			if f := &triaged.Yielded[i]; f.New() && settled[f.ToldBy] {
				t.Errorf("%s is new, and hidden by a finding that does not count", f.Key)
			}
		}

		alone := len(ofRules(triaged)) - len(r.Findings)
		if alone > 0 && !slices.ContainsFunc(r.Yielded, func(f finding.Finding) bool { return settled[f.ToldBy] }) {
			t.Errorf("%d stand alone while what tells them is new: %s", alone, strings.Join(told(triaged), ", "))
		}
	})
}
