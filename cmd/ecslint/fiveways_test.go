package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	godiff "github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/fetch"
	"github.com/ecslint/ecslint/fetch/live"
	"github.com/ecslint/ecslint/fetch/live/livetest"
	"github.com/ecslint/ecslint/policies"
)

// The ways in which the scenario of fixtures/scenarios/five-ways is written.
const (
	wayLive           = "live"
	wayAnswers        = "aws-json"
	wayTerraform      = "terraform"
	wayPlan           = "plan"
	wayCloudFormation = "cloudformation"
)

// fiveWays is where the scenario is.
func fiveWays(way string) string {
	return filepath.Join("..", "..", "fixtures", "scenarios", "five-ways", way)
}

// files are the ways that know what is to be, and not what is.
func files() []string { return []string{wayTerraform, wayPlan, wayCloudFormation} }

// A difference is what the files say otherwise than the account, and why they cannot but do so.
type difference struct {
	line string
	why  string
}

// The differences of each way. One that is gone fails the test, as one that is not here does.
func differences(way string) []difference {
	if !slices.Contains(files(), way) {
		return nil
	}

	const (
		ephemeral = "bridge/ephemeral-range-open|security-group/hosts|prod/internet"
		ssh       = "exposure/instance-admin-port|security-group/hosts|prod/tcp 22"

		asks = "bridge/introspection-reachable|launch-template/hosts|prod/launch template hosts"
		role = "host/instance-credentials|task-definition/agent|prod tells of host/network-mode: "
		mode = " runs in host mode: its containers share the instance's ports, security groups and loopback address"

		move = "capacity/eni-density|cluster/prod|move,agent"

		insights = "hardening/container-insights|cluster/prod"

		everywhere = "the internet (0.0.0.0/0)"

		account = "VPC Block Public Access is a setting of the account and the region, which no stack makes"
		trunk   = "whether an instance to come gets a trunk is a setting of the account, and with one all tasks may fit"
		version = "the version of the agent is that of the image"
		number  = "which revision a definition becomes is known once it is registered"
		usual   = "what a cluster that says nothing takes over is a setting of the account, which no stack makes"
		drawn   = "which port ECS has drawn is known once a task runs; before, it may be one of the range"
	)

	all := []difference{
		{"+ " + ephemeral + " assumes " + facts.BlockPublicAccessOff, account},
		{"+ " + ssh + " assumes " + facts.BlockPublicAccessOff, account},
		{"+ " + asks + " assumes " + facts.IntrospectionOn, version},
		{"- " + role + "agent:1" + mode, number},
		{"+ " + role + "agent" + mode, number},
		{"+ " + insights + " assumes " + facts.InsightsDefault, usual},
		{
			"- " + ephemeral + " tells of exposure/internet-direct: port tcp 40000 of service web is reachable straight from " +
				everywhere, drawn,
		},
		{
			"- " + ephemeral + " tells of exposure/load-balancer-bypass: port tcp 40000 of service web is reachable around " +
				"its load balancer, from " + everywhere, drawn,
		},
		{
			"+ " + ephemeral + " tells of exposure/load-balancer-bypass: ports tcp 40000-49999 of service web are reachable " +
				"around its load balancer, from " + everywhere, drawn,
		},
		{
			"+ " + ephemeral + " tells of exposure/sensitive-port: group hosts opens a host port of 40000-49999 (container " +
				"port 8080/tcp) of web to " + everywhere + ", where consoles and development servers listen", drawn,
		},
		{
			"+ " + ephemeral + " tells of exposure/instance-admin-port: group hosts opens the agent's introspection " +
				"(tcp 51678) of the container instances of cluster prod to " + everywhere,
			"the version of the agent is that of the image, and by it alone is it known that introspection is dropped",
		},
		{"- " + move + " is info", trunk},
	}

	for _, service := range []string{"agent", "cache", "metrics", "queue", "sessions", "web"} {
		all = append(all, difference{"- " + move + " affects prod/" + service, trunk})
	}

	return all
}

// One scenario gives the same findings, whichever way it is read.
func TestFiveWays(t *testing.T) {
	t.Parallel()

	want := said(judge(t, fetch.Request{AWSJSON: fiveWays(wayAnswers)}))
	golden(t, fiveWays("want.txt"), want)

	for way, request := range map[string]fetch.Request{
		wayTerraform:      {Paths: []string{fiveWays(wayTerraform)}},
		wayPlan:           {Paths: []string{fiveWays(wayPlan)}},
		wayCloudFormation: {Paths: []string{fiveWays(wayCloudFormation)}},
	} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			compare(t, way, want, said(judge(t, request)))
		})
	}

	t.Run(wayLive, func(t *testing.T) {
		t.Parallel()

		server := livetest.Start(t)
		livetest.BuildFiveWays(t, server)
		compare(t, wayLive, want, said(judge(t, fetch.Request{Live: &live.Request{LoadOptions: server.LoadOptions()}})))
	})
}

// What is said of two stacks is what is said of each: neither hears of the other, though they have all names in common.
func TestStacksAreApart(t *testing.T) {
	t.Parallel()

	for _, pair := range [][2]string{
		{wayTerraform, wayTerraform},
		{wayPlan, wayPlan},
		{wayCloudFormation, wayCloudFormation},
		{wayTerraform, wayCloudFormation},
		{wayPlan, wayCloudFormation},
	} {
		t.Run(strings.Join(pair[:], " and "), func(t *testing.T) {
			t.Parallel()

			dir := t.TempDir()
			one, other := filepath.Join(dir, "one"), filepath.Join(dir, "two")
			copied(t, one, pair[0])
			copied(t, other, pair[1])

			want := slices.Concat(whole(t, one), whole(t, other))
			slices.Sort(want)

			for _, paths := range [][]string{{dir}, {one, other}, {other, one}} {
				if diff := godiff.Diff(want, whole(t, paths...)); diff != "" {
					t.Errorf("%d paths: each read alone (-) and together (+):\n%s", len(paths), diff)
				}
			}
		})
	}
}

func copied(t *testing.T, to, way string) {
	t.Helper()

	if err := os.CopyFS(to, os.DirFS(fiveWays(way))); err != nil {
		t.Fatal(err)
	}
}

func judge(t *testing.T, request fetch.Request) *finding.Report {
	t.Helper()

	res, err := fetch.Open(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}

	for _, problem := range res.Problems {
		t.Error(problem)
	}

	report, err := analyzer.Analyze(t.Context(), res.Snapshot, analyzer.Options{Rules: policies.FS})
	if err != nil {
		t.Fatal(err)
	}

	for i := range report.Undecided {
		t.Errorf("undecided: %+v", report.Undecided[i])
	}

	return report
}

// said is the report in words that all ways share: findings by key with their severity, the workloads that each
// affects, the rules whose findings it tells of, and what was assumed for it.
func said(report *finding.Report) []string {
	var lines []string

	for i := range report.Findings {
		f := &report.Findings[i]
		lines = append(lines, f.Key+" is "+string(f.Severity))

		for _, a := range f.Affected {
			if a.Service != "" {
				lines = append(lines, f.Key+" affects "+a.Cluster+"/"+a.Service)
			}
		}

		for _, e := range f.Evidence {
			if e.Kind == "finding" {
				lines = append(lines, f.Key+" tells of "+e.ID+": "+e.Text)
			}
		}

		for _, a := range f.Assumptions {
			lines = append(lines, f.Key+" assumes "+a.Code)
		}
	}

	slices.Sort(lines)

	return slices.Compact(lines)
}

// whole is all that is said of paths, place and evidence included.
func whole(t *testing.T, paths ...string) []string {
	t.Helper()

	report := judge(t, fetch.Request{Paths: paths})
	lines := make([]string, 0, len(report.Findings))

	for i := range report.Findings {
		f := &report.Findings[i]
		line := []string{f.Key, f.Fingerprint, string(f.Severity), f.Message, f.Resource.ID}

		if f.Location != nil {
			line = append(line, f.Location.File)
		}

		for _, e := range f.Evidence {
			line = append(line, e.Kind+" "+e.ID+" "+e.Text)
		}

		for _, a := range f.Affected {
			line = append(line, a.Cluster, a.Service, a.TaskDefinition, a.Container)
		}

		lines = append(lines, strings.Join(line, "\n"))
	}

	if len(lines) == 0 {
		t.Errorf("nothing is said of %v", paths)
	}

	slices.Sort(lines)

	return lines
}

// compare wants no difference but those that are named.
func compare(t *testing.T, way string, want, got []string) {
	t.Helper()

	named := map[string]bool{}

	for _, d := range differences(way) {
		if d.why == "" {
			t.Errorf("%s: nobody says why", d.line)
		}

		named[d.line] = true
	}

	unnamed, there := map[string]bool{}, map[string]bool{}

	note := func(sign string, lines, others []string) {
		for _, line := range lines {
			if line = sign + line; !slices.Contains(others, line[len(sign):]) {
				there[line] = true
				unnamed[line] = !named[line]
			}
		}
	}
	note("- ", want, got)
	note("+ ", got, want)

	for _, line := range slices.Sorted(maps.Keys(unnamed)) {
		if unnamed[line] {
			t.Errorf("only in one of the account (-) and %s (+): %s", way, line)
		}
	}

	for line := range named {
		if !there[line] {
			t.Errorf("%s no longer says otherwise: %s", way, line)
		}
	}
}

// golden compares lines with those of a file, or rewrites it.
func golden(t *testing.T, file string, lines []string) {
	t.Helper()

	text := strings.Join(lines, "\n") + "\n"

	if *update {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}

	if diff := godiff.Diff(string(want), text); diff != "" {
		t.Error(diff)
	}
}
