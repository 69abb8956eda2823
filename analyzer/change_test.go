package analyzer_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/overlay"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/analyzer/triage"
)

// judge is what AnalyzeChange does, with rules that are compiled and an account that is judged already.
func judge(t *testing.T, s *snapshot.Snapshot, before *finding.Report) *finding.Report {
	t.Helper()

	report := ask(t, s)
	triage.Caused(report, before)

	return report
}

// running are the definitions that services run, as files have them, each once.
func running(account *snapshot.Snapshot) *snapshot.Snapshot {
	written := snapshot.New()

	for i := range account.TaskDefinitions {
		d := account.TaskDefinitions[i]

		runs := func(s snapshot.Service) bool { return s.TaskDefinition == d.ID }
		twice := func(other snapshot.TaskDefinition) bool { return other.Family == d.Family }

		if !slices.ContainsFunc(account.Services, runs) || slices.ContainsFunc(written.TaskDefinitions, twice) {
			continue
		}

		file := d.Family + ".json"
		d.ID, d.Revision, d.Meta = file, 0, snapshot.Meta{Origin: snapshot.Origin{File: file}}
		written.TaskDefinitions = append(written.TaskDefinitions, d)
	}

	return written
}

// release gives every definition one more variable, as a pipeline does that says which build it is.
func release(written *snapshot.Snapshot) {
	for i := range written.TaskDefinitions {
		d := &written.TaskDefinitions[i]
		d.ContainerDefinitions = slices.Clone(d.ContainerDefinitions)

		for c := range d.ContainerDefinitions {
			container := &d.ContainerDefinitions[c]
			container.Environment = append(slices.Clip(container.Environment), snapshot.Variable{Name: "RELEASE"})
		}
	}
}

// whole adds the services and groups of an account, as a template has them: under addresses instead of ids.
func whole(account, written *snapshot.Snapshot) {
	for i := range account.SecurityGroups {
		g := account.SecurityGroups[i]

		alike := func(o snapshot.SecurityGroup) bool { return o.Name == g.Name && o.ID != g.ID }
		if g.Name == "" || slices.ContainsFunc(account.SecurityGroups, alike) {
			continue
		}

		g.Meta, g.Rules = snapshot.Meta{Origin: snapshot.Origin{File: "main.tf"}}, slices.Clone(g.Rules)
		for r := range g.Rules {
			g.Rules[r].ID = fmt.Sprintf("%s/%d", g.Name, r)
		}

		g.ID, g.VPC = "aws_security_group."+g.Name, ""
		written.SecurityGroups = append(written.SecurityGroups, g)
	}

	for i := range account.Services {
		s := account.Services[i]

		alike := func(o snapshot.Service) bool { return o.Name == s.Name && o.ID != s.ID }
		if s.TaskDefinition == "" || slices.ContainsFunc(account.Services, alike) {
			continue
		}

		s.ID, s.Meta = "aws_ecs_service."+s.Name, snapshot.Meta{Origin: snapshot.Origin{File: "main.tf"}}
		s.Deployments, s.TaskSets = nil, nil
		written.Services = append(written.Services, s)
	}
}

// A new revision of everything that runs, which says the same of the network, causes nothing, whatever is wrong with
// the account; nor does a template that says what is there. What is wrong is neither lost nor mended.
func TestANewRevisionCausesNothing(t *testing.T) {
	t.Parallel()

	var there, moved [3]atomic.Int64

	t.Cleanup(func() {
		for i := range there {
			if there, moved := there[i].Load(), moved[i].Load(); !raceEnabled && (there < 100 || moved < 100) {
				t.Errorf("way %d of writing it: only %d findings, and %d services that move", i, there, moved)
			}
		}
	})

	for _, file := range some(t, accounts(t)) {
		t.Run(filepath.ToSlash(file), func(t *testing.T) {
			t.Parallel()

			account := load(t, file)
			before := ask(t, account)

			for i, write := range []func(account, written *snapshot.Snapshot){
				func(_, written *snapshot.Snapshot) { release(written) },
				whole,
				func(account, written *snapshot.Snapshot) { release(written); whole(account, written) },
			} {
				written := running(account)
				write(account, written)

				after, replaced, err := overlay.Over(account, written, overlay.Options{})
				if err != nil {
					t.Fatal(err)
				}

				report := judge(t, after, before)
				checkNothingNew(t, report)
				there[i].Add(int64(report.Summary.Existing))
				moved[i].Add(int64(len(replaced)))
			}
		})
	}
}

func checkNothingNew(t *testing.T, report *finding.Report) {
	t.Helper()

	for i := range report.Findings {
		if f := &report.Findings[i]; f.Status != finding.StatusExisting {
			t.Errorf("caused %s %s %s: %s", f.Severity, f.Rule, f.Key, f.Message)
		}
	}

	for i := range report.Undecided {
		if u := &report.Undecided[i]; u.Status != finding.StatusExisting {
			t.Errorf("undecided %s %s: %s", u.Rule, u.Resource.Name, u.Reason)
		}
	}

	if report.Summary.Gone > 0 {
		t.Errorf("%d findings are gone", report.Summary.Gone)
	}
}

// Whoever narrows a rule that is open to everything has not caused what is left of it, although another rule tells it
// now, of fewer ports.
func TestWhatIsLeftOfAMistakeIsNotCaused(t *testing.T) {
	t.Parallel()

	dir := filepath.Join("..", "fixtures", "scenarios", "one-open-rule")
	before := read(t, dir, unchanged)

	for _, port := range []int{22, 6379, 8080, 40000} {
		after := read(t, dir, unchanged)
		narrow(after, port, port)

		report := judge(t, after, ask(t, before))
		for i := range report.Findings {
			f := &report.Findings[i]
			if f.Cause == openRuleID && f.Status != finding.StatusExisting {
				t.Errorf("port %d: %s %s: %s", port, f.Severity, f.Rule, f.Message)
			}
		}

		back := judge(t, before, ask(t, after))
		if back.AtLeast(finding.Critical) == 0 {
			t.Errorf("port %d: opening all of it causes nothing", port)
		}
	}
}
