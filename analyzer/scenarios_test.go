package analyzer_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// openRuleID is the rule that admits everything from everywhere.
const openRuleID = "sgr-00000000000000001"

// A group that admits everything from everywhere is one mistake with one remedy, however many rules see it. One of
// them tells, and the others are its evidence.
func TestOneOpenRuleIsOneFinding(t *testing.T) {
	t.Parallel()

	dir := filepath.Join("..", "fixtures", "scenarios", "one-open-rule")
	found := ofCause(t, read(t, dir, unchanged))

	fresh(t, filepath.Join(dir, golden), text(t, found))

	if len(found.Findings) != 1 || found.Findings[0].Severity != finding.Critical ||
		found.Findings[0].Rule != "bridge/ephemeral-range-open" {
		t.Fatalf("got %s", text(t, found))
	}

	want := []string{
		"exposure/instance-admin-port", "exposure/internet-direct", "exposure/sensitive-port", "host/undeclared-ports",
	}
	if diff := cmp.Diff(want, told(&found.Findings[0])); diff != "" {
		t.Errorf("rules that are evidence (-want +got):\n%s", diff)
	}
}

// Whichever of the rules can see the mistake, one finding is left of it.
func TestOneOpenRuleIsOneFindingInEveryMode(t *testing.T) {
	t.Parallel()

	dir := filepath.Join("..", "fixtures", "scenarios", "one-open-rule")

	for name, tt := range map[string]struct {
		change func(*snapshot.Snapshot)
		teller string
	}{
		"no ports that ECS draws": {
			fixPorts, "exposure/instance-admin-port",
		},
		"host mode": {
			func(s *snapshot.Snapshot) { setModes(s, snapshot.ModeHost) }, "exposure/instance-admin-port",
		},
		"a data store alone": {
			func(s *snapshot.Snapshot) { fixPorts(s); narrow(s, 6379, 6379) }, "exposure/sensitive-port",
		},
		"a port of a service": {
			func(s *snapshot.Snapshot) { s.Services = s.Services[:2]; fixPorts(s); narrow(s, 8080, 8080) },
			"exposure/internet-direct",
		},
		"a port that nobody declares": {
			func(s *snapshot.Snapshot) { fixPorts(s); narrow(s, 9999, 9999) }, "host/undeclared-ports",
		},
		"a remote login": {
			func(s *snapshot.Snapshot) { narrow(s, 22, 22) }, "exposure/instance-admin-port",
		},
		"a port of the range": {
			func(s *snapshot.Snapshot) { narrow(s, 40000, 40000) }, "bridge/ephemeral-range-open",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := read(t, dir, unchanged)
			tt.change(s)

			found := ofCause(t, s)
			if len(found.Findings) != 1 || found.Findings[0].Rule != tt.teller {
				t.Errorf("want one finding of %s, got:\n%s", tt.teller, text(t, found))
			}
		})
	}
}

// fixPorts gives every mapping the host port that its container has.
func fixPorts(s *snapshot.Snapshot) {
	for i := range s.TaskDefinitions {
		mapping := &s.TaskDefinitions[i].ContainerDefinitions[0].PortMappings[0]
		mapping.HostPort = mapping.ContainerPort
	}

	for i := range s.Tasks {
		s.Tasks[i].NetworkBindings = nil
	}
}

func setModes(s *snapshot.Snapshot, mode snapshot.NetworkMode) {
	fixPorts(s)

	for i := range s.TaskDefinitions {
		s.TaskDefinitions[i].NetworkMode = snapshot.Known(mode)
	}
}

func narrow(s *snapshot.Snapshot, from, to int) {
	rule := &s.SecurityGroups[0].Rules[0]
	rule.Protocol, rule.FromPort, rule.ToPort = snapshot.Known("tcp"), snapshot.Known(from), snapshot.Known(to)
}

// ofCause is what a report says of the open rule.
func ofCause(t *testing.T, s *snapshot.Snapshot) *finding.Report {
	t.Helper()

	whole := ask(t, s)
	report := &finding.Report{Summary: finding.Summary{Scanned: whole.Summary.Scanned}}

	for i := range whole.Findings {
		if whole.Findings[i].Cause == openRuleID {
			report.Findings = append(report.Findings, whole.Findings[i])
		}
	}

	report.Finish()

	return report
}

// told lists the rules whose findings are evidence of another one.
func told(f *finding.Finding) []string {
	var rules []string

	for _, e := range f.Evidence {
		if e.Kind == "finding" {
			rules = append(rules, e.ID)
		}
	}

	slices.Sort(rules)

	return slices.Compact(rules)
}
