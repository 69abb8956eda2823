package analyzer_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/policies"
)

// A socket is mounted whoever reaches the task. What is missing of the network leaves the finding, at high, and the
// report says what may be worse; what is missing of the definitions leaves nothing to say.
func TestAGapInTheNetworkOnlyWeakensASocket(t *testing.T) {
	t.Parallel()

	const rule = "hardening/docker-socket-mount"

	for noun, want := range map[snapshot.Noun]struct {
		severity       finding.Severity
		blind, weakens bool
	}{
		"":                             {finding.Critical, false, false},
		snapshot.NounSecurityGroup:     {finding.High, false, true},
		snapshot.NounNetworkInterface:  {finding.High, false, true},
		snapshot.NounTaskDefinition:    {"", true, false},
		snapshot.NounAutoScalingGroup:  {finding.Critical, false, false},
		snapshot.NounContainerInstance: {finding.High, false, true},
	} {
		s := load(t, filepath.Join(rulesDir, filepath.FromSlash(rule), "fires", "reached", snapshotFile))

		if remove := removals()[noun]; remove != nil {
			remove(s)
			s.Gaps = append(s.Gaps, snapshot.Gap{What: "test", Why: "denied", Nouns: []snapshot.Noun{noun}, Failed: true})
		}

		report, err := analyzer.Analyze(t.Context(), s, analyzer.Options{Rules: policies.FS})
		if err != nil {
			t.Fatal(err)
		}

		var severity finding.Severity

		for i := range report.Findings {
			if report.Findings[i].Rule == rule {
				severity = report.Findings[i].Severity
			}
		}

		if severity != want.severity {
			t.Errorf("without %q it is %q, want %q", noun, severity, want.severity)
		}

		names := func(list func(finding.Gap) []string) bool {
			return slices.ContainsFunc(report.Gaps, func(g finding.Gap) bool { return slices.Contains(list(g), rule) })
		}
		blind := names(func(g finding.Gap) []string { return g.Blinds })
		weakens := names(func(g finding.Gap) []string { return g.Weakens })

		if blind != want.blind || weakens != want.weakens {
			t.Errorf("without %q blind is %v and weakened %v, want %+v", noun, blind, weakens, want)
		}
	}
}

// Where no socket is mounted, nothing is worse than told.
func TestAGapWeakensOnlyWhatIsTold(t *testing.T) {
	t.Parallel()

	fires := filepath.Join(rulesDir, "awsvpc", "ipv6-wider-than-ipv4", "fires", "internet-beside-a-range")
	s := load(t, filepath.Join(fires, snapshotFile))
	s.Gaps = []snapshot.Gap{
		{What: "test", Why: "denied", Nouns: []snapshot.Noun{snapshot.NounSecurityGroup}, Failed: true},
	}

	report, err := analyzer.Analyze(t.Context(), s, analyzer.Options{Rules: policies.FS})
	if err != nil {
		t.Fatal(err)
	}

	if len(report.Gaps) != 1 || len(report.Gaps[0].Weakens) > 0 || len(report.Gaps[0].Blinds) == 0 {
		t.Errorf("gaps: %+v", report.Gaps)
	}
}
