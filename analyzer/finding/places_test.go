package finding_test

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// twice is two findings that differ in nothing but the resource, and what a change makes of the second.
func twice(change func(*finding.Finding)) *finding.Report {
	one := func(stack string) finding.Finding {
		return finding.Finding{
			Rule: "bridge/network-mode", Severity: finding.Low, Message: "web runs in bridge mode",
			Resource: finding.Resource{ID: stack + "#module.web.aws_ecs_task_definition.web"},
			Location: &finding.Location{File: "modules/web/main.tf", StartLine: 3, StartColumn: 1},
			Affected: []finding.Affected{{Cluster: stack}}, Status: finding.StatusNew,
		}
	}

	r := &finding.Report{Findings: []finding.Finding{one("dev"), one("prod")}}
	change(&r.Findings[1])
	r.MergePlaces()

	return r
}

// Resources that are made of the same lines are told together, and nothing else is.
func TestMergePlaces(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		change func(*finding.Finding)
		want   int
	}{
		"another stack":    {func(*finding.Finding) {}, 1},
		"another message":  {func(f *finding.Finding) { f.Message = "api runs in bridge mode" }, 1},
		"a milder one":     {func(f *finding.Finding) { f.Severity = finding.Info }, 1},
		"another rule":     {func(f *finding.Finding) { f.Rule = "host/network-mode" }, 2},
		"another line":     {func(f *finding.Finding) { f.Location.StartLine = 4 }, 2},
		"another file":     {func(f *finding.Finding) { f.Location.File = "main.tf" }, 2},
		"no line":          {func(f *finding.Finding) { f.Location.StartLine = 0 }, 2},
		"live":             {func(f *finding.Finding) { f.Location = nil }, 2},
		"the same one":     {func(f *finding.Finding) { f.Resource.ID = "dev#module.web.aws_ecs_task_definition.web" }, 2},
		"known before":     {func(f *finding.Finding) { f.Status = finding.StatusKnown }, 2},
		"ignored":          {func(f *finding.Finding) { f.Status = finding.StatusSuppressed }, 2},
		"in another place": {func(f *finding.Finding) { f.Resource.Region = "eu-west-1" }, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			r := twice(c.change)
			if len(r.Findings) != c.want {
				t.Fatalf("%d findings; want %d", len(r.Findings), c.want)
			}

			if f := r.Findings[0]; c.want == 1 && (f.Severity != finding.Low || len(f.Affected) != 2 || len(f.Evidence) != 1) {
				t.Errorf("%+v", f)
			}
		})
	}
}

// Nothing that is told is lost, the worst severity least of all, and what is merged stays as it is.
func TestMergePlacesLosesNothing(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		findings := rapid.SliceOfN(genFinding(), 0, 6).Draw(t, "findings")
		r := finding.Report{Findings: findings}
		r.Finish()

		before, keys := tallied(r.Findings), keysOf(r.Findings)
		r.MergePlaces()

		if after := keysOf(r.Findings); !slices.Equal(keys, after) {
			t.Errorf("keys %q became %q", keys, after)
		}

		if after := tallied(r.Findings); after.worst != before.worst || after.told != before.told {
			t.Errorf("%+v became %+v", before, after)
		}

		once := len(r.Findings)
		r.MergePlaces()

		if again := keysOf(r.Findings); !slices.Equal(keys, again) {
			t.Errorf("keys %q became %q when merged again", keys, again)
		}

		if len(r.Findings) > once {
			t.Errorf("%d findings became %d", once, len(r.Findings))
		}
	})
}

// keysOf are the keys of all findings, those that are told with others included.
func keysOf(findings []finding.Finding) []string {
	var keys []string

	for i := range findings {
		keys = append(keys, findings[i].Key)
		for _, p := range findings[i].Places {
			keys = append(keys, p.Key)
		}
	}

	slices.Sort(keys)

	return keys
}

type tally struct {
	worst finding.Severity
	told  int
}

// tallied counts findings, those that became evidence included.
func tallied(findings []finding.Finding) tally {
	var all tally

	for i, f := range findings {
		if i == 0 {
			all.worst = f.Severity
		}

		all.told++

		for _, e := range f.Evidence {
			if e.Kind == "finding" {
				all.told++
			}
		}
	}

	return all
}

// Of a module that is called very often, some calls are named and the others counted.
func TestMergeManyPlaces(t *testing.T) {
	t.Parallel()

	r := &finding.Report{}
	for n := range 20 {
		r.Findings = append(r.Findings, finding.Finding{
			Rule: "bridge/network-mode", Severity: finding.Low, Resource: finding.Resource{ID: strconv.Itoa(n)},
			Location: &finding.Location{File: "main.tf", StartLine: 3},
			Affected: []finding.Affected{{Service: strconv.Itoa(n)}},
		})
	}

	r.MergePlaces()

	if len(r.Findings) != 1 || len(r.Findings[0].Affected) != 20 || len(r.Findings[0].Evidence) != 11 ||
		len(r.Findings[0].Places) != 19 {
		t.Fatalf("%+v", r.Findings)
	}

	if got := r.Findings[0].Evidence[10].Text; got != "and of 9 more resources of these lines" {
		t.Error(got)
	}
}
