package triage_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/triage"
)

// open is what group hosts lets in from a class by a rule, to the tasks of services.
func open(source string, severity finding.Severity, rule string, services ...string) finding.Finding {
	key := "bridge/ephemeral-range-open|group/hosts|prod/" + source
	f := finding.Finding{
		Rule: "bridge/ephemeral-range-open", Severity: severity, Source: source, Cause: rule, Key: key, Fingerprint: key,
		Status: finding.StatusNew, Resource: finding.Resource{ID: "sg-1"},
	}

	for _, s := range services {
		f.Affected = append(f.Affected, finding.Affected{Cluster: "prod", Service: s})
	}

	return f
}

// ports narrows an opening to ports, which its key and parts name.
func ports(f finding.Finding, numbers ...string) finding.Finding {
	f.Key += "/" + strings.Join(numbers, ",")
	f.Fingerprint = f.Key

	for _, n := range numbers {
		f.Parts = append(f.Parts, "prod/hosts/"+f.Source+"/"+n)
	}

	return f
}

func TestEased(t *testing.T) {
	t.Parallel()

	internet, peer := open("internet", finding.Critical, "r1", "web"), open("peer", finding.High, "r1", "web")
	rewritten, second := open("peer", finding.High, "main.tf#r", "web"), open("own-vpc", finding.Medium, "r2", "web")

	both := internet
	both.Evidence = []finding.Evidence{{Kind: "securityGroupRule", ID: "r2"}}

	elsewhere := internet
	elsewhere.Resource.Region = "us-east-1"

	otherGroup := internet
	otherGroup.Key = strings.Replace(internet.Key, "hosts", "other", 1)
	otherGroup.Fingerprint = otherGroup.Key

	graded := internet
	graded.Own, graded.Severity = finding.Critical, finding.High

	gradedPeer := peer
	gradedPeer.Own = finding.High

	unsure := report(peer)
	unsure.Undecided = []finding.Undecided{{Rule: peer.Rule, Resource: peer.Resource, Key: "now"}}

	for name, c := range map[string]struct {
		before []finding.Finding
		now    *finding.Report
		caused []string
	}{
		"nothing before":      {nil, report(peer), []string{"peer r1"}},
		"a worse one is gone": {[]finding.Finding{internet}, report(peer), nil},
		"a worse one stays":   {[]finding.Finding{internet}, report(internet, peer), []string{"peer r1"}},
		"it was milder":       {[]finding.Finding{second}, report(peer), []string{"peer r1"}},
		"it was as bad": {
			[]finding.Finding{open("other-vpc", finding.High, "r1", "web")}, report(peer), []string{"peer r1"},
		},
		"of another region": {[]finding.Finding{elsewhere}, report(peer), []string{"peer r1"}},
		"of another group":  {[]finding.Finding{otherGroup}, report(peer), []string{"peer r1"}},
		"of a new service": {
			[]finding.Finding{internet}, report(open("peer", finding.High, "r1", "web", "pay")), []string{"peer r1"},
		},
		"all that is left of the rules": {[]finding.Finding{both}, report(peer, second), nil},
		"the rule written anew":         {[]finding.Finding{internet}, report(rewritten), nil},
		"another rule behind the eased": {[]finding.Finding{internet}, report(peer, second), []string{"own-vpc r2"}},
		"two rules for one": {
			[]finding.Finding{internet}, report(rewritten, second), []string{"own-vpc r2"},
		},
		"whether it is gone is not known": {[]finding.Finding{internet}, unsure, []string{"peer r1"}},
		"a team gives the rule one level": {[]finding.Finding{graded}, report(gradedPeer), nil},
		"a team gives a level above": {
			[]finding.Finding{open("internet", finding.Medium, "r1", "web")}, report(gradedPeer), []string{"peer r1"},
		},

		"fewer ports": {[]finding.Finding{ports(internet, "22", "6379")}, report(ports(peer, "6379")), nil},
		"more ports": {
			[]finding.Finding{ports(internet, "22")}, report(ports(peer, "22", "6379")), []string{"peer r1"},
		},
		"some ports stay": {
			[]finding.Finding{ports(internet, "22", "6379")}, report(ports(internet, "22"), ports(peer, "6379")), nil,
		},
		"these ports stay": {
			[]finding.Finding{ports(internet, "22", "6379")},
			report(ports(internet, "22"), ports(peer, "22")),
			[]string{"peer r1"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			triage.Caused(c.now, report(c.before...))

			var caused []string

			for i := range c.now.Findings {
				if f := &c.now.Findings[i]; f.New() {
					caused = append(caused, f.Source+" "+f.Cause)
				}
			}

			if !slices.Equal(caused, c.caused) {
				t.Errorf("caused are %q, want %q", caused, c.caused)
			}
		})
	}
}

// What is told as evidence of a finding that got better got better with it, and does not stand alone.
func TestEasedEvidence(t *testing.T) {
	t.Parallel()

	told := open("peer", finding.Low, "r1", "web")
	told.Rule, told.Key, told.Fingerprint, told.ToldBy = "host/undeclared-ports", "u|g|peer", "u|g|peer", "t"
	teller := open("peer", finding.High, "r1", "web")
	teller.Fingerprint = "t"

	was := told
	was.Source, was.Severity, was.Key, was.Fingerprint = "internet", finding.Medium, "u|g|internet", "u|g|internet"

	now := report(teller)
	now.Yielded = []finding.Finding{told}
	before := report(open("internet", finding.Critical, "r1", "web"))
	before.Yielded = []finding.Finding{was}

	triage.Caused(now, before)

	if len(now.Findings) != 1 || now.Findings[0].New() || now.Yielded[0].Status != finding.StatusExisting {
		t.Errorf("%+v, evidence %+v", now.Findings, now.Yielded)
	}
}

// However openings move between classes, what the change causes is never better than all that is gone, and what is
// eased is never worse than the worst that is gone.
func TestEasedLaws(t *testing.T) {
	t.Parallel()

	severities := map[string]finding.Severity{
		"internet": finding.Critical, "peer": finding.High, "own-vpc": finding.Medium, "load-balancer": finding.Info,
	}

	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) *finding.Report {
			sources := rapid.SliceOfDistinct(rapid.SampledFrom([]string{
				"internet", "peer", "own-vpc", "load-balancer",
			}), rapid.ID[string]).Draw(t, label)
			all := make([]finding.Finding, 0, len(sources))

			for _, source := range sources {
				rule := rapid.SampledFrom([]string{"r1", "r2"}).Draw(t, "rule")
				all = append(all, open(source, severities[source], rule, "web"))
			}

			return report(all...)
		}

		before, now := draw("before"), draw("now")
		had := func(r *finding.Report, key string) bool {
			return slices.ContainsFunc(r.Findings, func(f finding.Finding) bool { return f.Key == key })
		}

		worst := finding.Info
		gone := 0

		for i := range before.Findings {
			if f := &before.Findings[i]; !had(now, f.Key) {
				gone++

				if f.Severity.AtLeast(worst) {
					worst = f.Severity
				}
			}
		}

		triage.Caused(now, before)

		for i := range now.Findings {
			f := &now.Findings[i]
			if eased := !f.New() && !had(before, f.Key); eased && (gone == 0 || f.Severity.AtLeast(worst)) {
				t.Errorf("%s is taken for what became of something worse: %d are gone, the worst %s", f.Key, gone, worst)
			}
		}
	})
}

func TestEasedOfABaseline(t *testing.T) {
	t.Parallel()

	internet, peer := open("internet", finding.Critical, "r1"), open("peer", finding.High, "r1")

	unsure := report(peer)
	unsure.Undecided = []finding.Undecided{{Rule: peer.Rule, Resource: peer.Resource}}

	shadowed := report(peer)
	shadowed.Yielded = []finding.Finding{internet}

	for name, c := range map[string]struct {
		baseline []finding.Finding
		now      *finding.Report
		narrowed bool
		fresh    int
	}{
		"a worse one is gone":  {[]finding.Finding{internet}, report(peer), false, 0},
		"a worse one stays":    {[]finding.Finding{internet}, report(internet, peer), false, 1},
		"it stays as evidence": {[]finding.Finding{internet}, shadowed, false, 1},
		"it was milder":        {[]finding.Finding{peer}, report(internet), false, 1},
		"two of what was one": {
			[]finding.Finding{internet}, report(peer, open("own-vpc", finding.Low, "r2")), false, 1,
		},
		"a part of the account":        {[]finding.Finding{internet}, report(peer), true, 1},
		"what is gone is not known":    {[]finding.Finding{internet}, unsure, false, 1},
		"a finding without any source": {[]finding.Finding{found("k", finding.High)}, report(peer), false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			opts := options()
			opts.Baseline, opts.Narrowed = triage.NewBaseline(report(c.baseline...)), c.narrowed

			triaged, _ := triage.Apply(c.now, files("web"), opts)
			if got := triaged.AtLeast(finding.Info); got != c.fresh {
				t.Errorf("%d are new, want %d", got, c.fresh)
			}
		})
	}
}
