package triage_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/analyzer/triage"
)

// now is late on a day in New York, and early on the next one in UTC.
var now = time.Date(2026, 11, 21, 23, 0, 0, 0, time.FixedZone("EST", -5*3600))

const today = "2026-11-22"

// about is a finding of a rule about the task definition of that name, in the file of that name.
func about(rule, name string, line int) finding.Finding {
	return finding.Finding{
		Rule: rule, Severity: finding.High, Title: rule, Message: "of " + name, Status: finding.StatusNew,
		Resource: finding.Resource{Type: "AWS::ECS::TaskDefinition", ID: name + ".yaml", Name: name},
		Affected: []finding.Affected{{TaskDefinition: name}},
		Location: &finding.Location{File: name + ".yaml", StartLine: line, StartColumn: 1, EndLine: line, EndColumn: 2},
		Key:      rule + "|task-definition/" + name + "|detail",
	}
}

// report is of a run in which the rules a/one, a/two and b/three were asked.
func report(findings ...finding.Finding) *finding.Report {
	r := &finding.Report{Schema: finding.Schema, Findings: findings}
	for _, id := range []string{"a/one", "a/two", "b/three"} {
		r.Rules = append(r.Rules, finding.RuleRun{ID: id, Title: id, Evaluated: 1})
	}

	r.Finish()

	return r
}

// catalogue also has a rule that no run asks.
func catalogue() []finding.Rule {
	return []finding.Rule{{ID: "a/one"}, {ID: "a/two", YieldsTo: []string{"b/three"}}, {ID: "b/three"}, {ID: "c/four"}}
}

// files is what was read of files with a task definition each.
func files(names ...string) *snapshot.Snapshot {
	s := snapshot.New()

	for _, name := range names {
		s.TaskDefinitions = append(s.TaskDefinitions, snapshot.TaskDefinition{
			Meta: snapshot.Meta{Origin: snapshot.Origin{File: name + ".yaml"}}, ID: name + ".yaml", Family: name,
		})
	}

	return s
}

// options are those of a run over the whole repository /repo, in its folder.
func options(ignores ...triage.Ignore) triage.Options {
	return triage.Options{
		Now: now, Catalogue: catalogue(), Ignores: ignores, Dir: "/repo", Home: "/repo", Roots: []string{"/repo"},
	}
}

// configured is an ignore of the configuration; change narrows it.
func configured(rule string, change ...func(*triage.Ignore)) triage.Ignore {
	i := triage.Ignore{Dir: "/repo", Ignore: finding.Ignore{
		Kind: finding.IgnoreConfig, Rule: rule, Reason: "it is so",
		Location: &finding.Location{File: ".ecslint.yaml", StartLine: 2, StartColumn: 5},
	}}

	for _, c := range change {
		c(&i)
	}

	return i
}

func path(glob string) func(*triage.Ignore)     { return func(i *triage.Ignore) { i.Path = glob } }
func resource(glob string) func(*triage.Ignore) { return func(i *triage.Ignore) { i.Resource = glob } }
func until(day string) func(*triage.Ignore)     { return func(i *triage.Ignore) { i.Until = day } }

// apply fails on ignores that cannot be read.
func apply(t *testing.T, r *finding.Report, s *snapshot.Snapshot, opts triage.Options) *finding.Report {
	t.Helper()

	triaged, errs := triage.Apply(r, s, opts)
	if len(errs) > 0 {
		t.Fatal(errs)
	}

	return triaged
}

// told is each finding in short: "suppressed a/one web".
func told(r *finding.Report) []string {
	all := make([]string, 0, len(r.Findings))

	for i := range r.Findings {
		f := &r.Findings[i]
		all = append(all, strings.Join([]string{f.Status, f.Rule, f.Resource.Name}, " "))
	}

	slices.Sort(all)

	return all
}

func genReport() *rapid.Generator[*finding.Report] {
	return rapid.Custom(func(t *rapid.T) *finding.Report {
		one := rapid.Custom(func(t *rapid.T) finding.Finding {
			f := about(
				rapid.SampledFrom([]string{"a/one", "a/two", "b/three"}).Draw(t, "rule"),
				rapid.SampledFrom([]string{"web", "api"}).Draw(t, "name"), rapid.IntRange(1, 4).Draw(t, "line"))
			f.Severity = rapid.SampledFrom(finding.Severities()).Draw(t, "severity")

			return f
		})

		return report(rapid.SliceOfN(one, 0, 6).Draw(t, "findings")...)
	})
}

func genIgnore() *rapid.Generator[triage.Ignore] {
	return rapid.Custom(func(t *rapid.T) triage.Ignore {
		return configured(
			rapid.SampledFrom([]string{"a/one", "a/*", "*", "c/four", "b/three"}).Draw(t, "rule"),
			path(rapid.SampledFrom([]string{"", "*.yaml", "web.yaml", "sub/**"}).Draw(t, "path")),
			resource(rapid.SampledFrom([]string{"", "w*", "api", "task-definition/*"}).Draw(t, "resource")),
			until(rapid.SampledFrom([]string{"", today, "2026-11-21", "2030-01-01"}).Draw(t, "until")),
			func(i *triage.Ignore) { i.Location.StartLine = rapid.IntRange(1, 3).Draw(t, "line") },
		)
	})
}

func genSnapshot() *rapid.Generator[*snapshot.Snapshot] {
	return rapid.Custom(func(t *rapid.T) *snapshot.Snapshot {
		s := files("web", "api")

		for _, rule := range rapid.SliceOfN(rapid.SampledFrom([]string{"a/one", "b/*"}), 0, 3).Draw(t, "comments") {
			first := rapid.IntRange(1, 4).Draw(t, "first")
			s.Suppressions = append(s.Suppressions, comment(first, first+1, rule))
		}

		return s
	})
}

// comment is an ignore above lines of web.yaml.
func comment(first, last int, rules ...string) snapshot.Suppression {
	return snapshot.Suppression{
		Kind: snapshot.SuppressionComment, Rules: rules, Lines: snapshot.Lines{First: first, Last: last},
		Origin: snapshot.Origin{File: "web.yaml", Range: snapshot.Range{StartLine: first, StartColumn: 1}},
	}
}
