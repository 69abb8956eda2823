package analyzer_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// What is sure over IPv6 stays so where nobody knows whether there is a public IPv4 address too. What rests on that one
// alone is one level lower.
func TestWhatIsSureOverOneFamilyStaysSo(t *testing.T) {
	t.Parallel()

	v4, v6 := snapshot.Known("0.0.0.0/0"), snapshot.Known("::/0")
	rule := func(id string, port int, four, six snapshot.Value[string]) snapshot.SecurityGroupRule {
		return snapshot.SecurityGroupRule{
			ID: id, Protocol: snapshot.Known("tcp"), FromPort: snapshot.Known(port), ToPort: snapshot.Known(port),
			CIDRIPv4: four, CIDRIPv6: six,
		}
	}
	none := snapshot.Value[string]{}

	const redis = "exposure/sensitive-port"

	for name, tt := range map[string]struct {
		rules []snapshot.SecurityGroupRule
		want  finding.Severity
	}{
		"both families": {
			[]snapshot.SecurityGroupRule{rule("sgr-1", 6379, v4, none), rule("sgr-2", 6379, none, v6)}, finding.Critical,
		},
		"the sure one later": {
			[]snapshot.SecurityGroupRule{rule("sgr-2", 6379, v4, none), rule("sgr-1", 6379, none, v6)}, finding.Critical,
		},
		"IPv6 alone": {[]snapshot.SecurityGroupRule{rule("sgr-1", 6379, none, v6)}, finding.Critical},
		"IPv4 alone": {[]snapshot.SecurityGroupRule{rule("sgr-1", 6379, v4, none)}, finding.High},
		"another sure one": {
			[]snapshot.SecurityGroupRule{rule("sgr-1", 6379, v4, none), rule("sgr-2", 27017, none, v6)}, finding.High,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := load(t, filepath.Join(rulesDir, filepath.FromSlash(redis), "fires", "redis-over-both-families", snapshotFile))
			s.NetworkInterfaces[0].PublicIPs = nil
			s.NetworkInterfaces[0].PublicIP = snapshot.Unknown[bool]("not in this source")
			s.Services[0].NetworkConfiguration.AssignPublicIP = snapshot.Unknown[string]("not in this source")
			s.SecurityGroups[0].Rules = tt.rules

			report := of(ask(t, s), redis)
			if len(report.Findings) != 1 || report.Findings[0].Severity != tt.want {
				t.Fatalf("want one finding, %s; got:\n%s", tt.want, text(t, report))
			}

			assumed := slices.ContainsFunc(report.Findings[0].Assumptions, func(a finding.Assumption) bool {
				return a.Code == "PUBLIC_ADDRESS_GIVEN"
			})
			if assumed != (tt.want == finding.High) {
				t.Errorf("it rests on %+v", report.Findings[0].Assumptions)
			}
		})
	}
}

// The same holds of the ports that ECS draws, of which a rule for IPv6 may open less: from the internet any is enough.
func TestWhatIsSureOfADrawnPortStaysSo(t *testing.T) {
	t.Parallel()

	const rule = "bridge/ephemeral-range-open"

	opened := func(s *snapshot.Snapshot, four, six int) {
		from, to := snapshot.Known(40000), func(n int) snapshot.Value[int] { return snapshot.Known(40000 + n - 1) }
		s.SecurityGroups[0].Rules = []snapshot.SecurityGroupRule{{
			ID: "sgr-1", Protocol: snapshot.Known("tcp"), FromPort: from, ToPort: to(four),
			CIDRIPv4: snapshot.Known("0.0.0.0/0"),
		}}

		if six > 0 {
			s.SecurityGroups[0].Rules = append(s.SecurityGroups[0].Rules, snapshot.SecurityGroupRule{
				ID: "sgr-2", Protocol: snapshot.Known("tcp"), FromPort: from, ToPort: to(six), CIDRIPv6: snapshot.Known("::/0"),
			})
		}
	}

	for six, want := range map[int]finding.Severity{0: finding.High, 1: finding.Critical, 500: finding.Critical} {
		s := load(t, filepath.Join(rulesDir, filepath.FromSlash(rule), "fires", "internet-over-ipv6", snapshotFile))
		for i := range s.NetworkInterfaces {
			s.NetworkInterfaces[i].PublicIPs, s.NetworkInterfaces[i].PublicIP = nil, snapshot.Unknown[bool]("not read")
		}

		opened(s, 500, six)

		report := of(ask(t, s), rule)
		if len(report.Findings) != 1 || report.Findings[0].Severity != want {
			t.Errorf("%d ports over IPv6: want one finding, %s; got:\n%s", six, want, text(t, report))
		}
	}
}
