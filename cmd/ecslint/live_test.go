package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/fetch/live/livetest"
)

// The built program, as a stranger runs it, against an account behind the AWS API.
func TestLive(t *testing.T) {
	t.Parallel()

	server := livetest.Start(t)
	livetest.BuildAccount(t, server)

	p := program{path: build(t), env: server.Env()}

	p.findsWhatIsPlanted(t)
	p.suggests(t)
	p.judges(t)
	p.saves(t)
	p.refusesCluster(t)

	server.Deny("ec2:DescribeRouteTables")
	p.isIncomplete(t)
}

type program struct {
	path string
	env  []string
}

func build(t *testing.T) string {
	t.Helper()

	path := filepath.Join(t.TempDir(), "ecslint")

	out, err := exec.CommandContext(t.Context(), "go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}

	return path
}

func (p program) run(t *testing.T, args ...string) (stdout, stderr string, status int) {
	t.Helper()

	var out, errs bytes.Buffer

	cmd := exec.CommandContext(t.Context(), p.path, args...)
	cmd.Args[0] = "ecslint" // by which the binary of these tests is the program, too: see TestMain
	cmd.Env, cmd.Stdout, cmd.Stderr = p.env, &out, &errs

	err := cmd.Run()

	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}

	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

func (p program) findsWhatIsPlanted(t *testing.T) {
	t.Helper()

	stdout, stderr, status := p.run(t, "scan", "-f", "json")
	if status != exitFindings || stderr != "" {
		t.Fatalf("status %d, standard error %q", status, stderr)
	}

	var report finding.Report
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatal(err)
	}

	var got []string

	for _, f := range report.Findings {
		if !f.Severity.AtLeast(finding.Low) {
			continue // such as that a group lets everything out, as EC2 makes it
		}

		got = append(got, string(f.Severity)+" "+strings.TrimPrefix(f.Key, f.Rule+"|")+" "+f.Rule)

		for _, a := range f.Affected {
			if a.Service == livetest.Orders || a.Service == livetest.Checkout || strings.HasPrefix(a.Service, "clean-") {
				t.Errorf("%s is clean, but %s: %s", a.Service, f.Rule, f.Message)
			}
		}
	}

	slices.Sort(got)

	if diff := cmp.Diff(planted(), got); diff != "" {
		t.Error(diff)
	}

	if len(report.Gaps) > 0 || len(report.Undecided) > 0 {
		t.Errorf("gaps %+v, undecided %+v", report.Gaps, report.Undecided)
	}
}

// planted are the risks of livetest's account, and nothing else.
func planted() []string {
	return []string{
		"critical security-group/hosts|prod/internet bridge/ephemeral-range-open",
		"high service/prod/cache-a|6379/tcp,cache-a,cache-b ports/static-conflict",
		"high task-definition/agent/container/agent hardening/privileged",
		"low launch-template/hosts|prod/launch template hosts bridge/instance-metadata-reachable",
		"low task-definition/agent|prod host/instance-credentials",
		"low task-definition/cache-a bridge/network-mode",
		"low task-definition/cache-a/container/cache-a/port/6379/tcp|6379/tcp ports/static-mapping",
		"low task-definition/cache-b bridge/network-mode",
		"low task-definition/cache-b/container/cache-b/port/6379/tcp|6379/tcp ports/static-mapping",
		"low task-definition/web bridge/network-mode",
	}
}

func (p program) suggests(t *testing.T) {
	t.Helper()

	stdout, stderr, status := p.run(t, "suggest", "--service", livetest.Web)
	if status != exitClean || stderr != "" || !strings.Contains(stdout, "group web-task") {
		t.Errorf("status %d, standard error %q, %s", status, stderr, stdout)
	}
}

// A fixed port that others hold is told before the merge, and what runs already is no change.
func (p program) judges(t *testing.T) {
	t.Helper()

	for _, c := range []struct {
		family string
		status int
		says   string
	}{
		{livetest.Web, exitFindings, "host port 6379/tcp of service web conflicts with services cache-a, cache-b in cluster"},
		{"nobody", exitUnreadable, ""},
	} {
		file := filepath.Join(t.TempDir(), "task.json")
		content := `{"family": "` + c.family + `", "networkMode": "bridge", "containerDefinitions": [
			{"name": "web", "image": "web", "portMappings": [{"containerPort": 8080, "hostPort": 6379}]}]}`

		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}

		stdout, stderr, status := p.run(t, "check", file, "--against", "live")
		if status != c.status || !strings.Contains(stdout, c.says) {
			t.Errorf("%s: status %d, standard error %q, %s", c.family, status, stderr, stdout)
		}
	}
}

// What snapshot saves gives the report that the account gives.
func (p program) saves(t *testing.T) {
	t.Helper()

	file := filepath.Join(t.TempDir(), "account.json")
	if _, stderr, status := p.run(t, "snapshot", "-o", file); status != exitClean || stderr != "" {
		t.Fatalf("status %d, standard error %q", status, stderr)
	}

	saved, _, _ := p.run(t, "scan", "--snapshot", file)
	live, _, status := p.run(t, "scan")

	before, _, _ := strings.Cut(live, "What would be right")
	after, _, _ := strings.Cut(saved, "What would be right")

	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}

	if status != exitFindings {
		t.Errorf("status %d", status)
	}
}

func (p program) refusesCluster(t *testing.T) {
	t.Helper()

	stdout, stderr, status := p.run(t, "scan", "--cluster", "no-such-cluster")
	if status != exitUnreadable || stdout != "" || !strings.Contains(stderr, "no-such-cluster") {
		t.Errorf("status %d, standard output %q, standard error %q", status, stdout, stderr)
	}
}

func (p program) isIncomplete(t *testing.T) {
	t.Helper()

	stdout, stderr, status := p.run(t, "scan")
	if status != exitIncomplete || !strings.Contains(stdout, "ec2:DescribeRouteTables: AccessDenied") ||
		!strings.Contains(stderr, "--allow-partial") {
		t.Errorf("status %d, standard error %q, %s", status, stderr, stdout)
	}

	if _, _, status := p.run(t, "scan", "--allow-partial"); status != exitFindings {
		t.Errorf("status %d with --allow-partial", status)
	}
}

// The SDK's own log lines are no words of ours: without credentials, standard error is the one line that says so.
func TestTheSDKLogsNothing(t *testing.T) {
	t.Parallel()

	// What an instance without a role, behind a proxy that knows no tokens, answers. The SDK warns of it.
	metadata := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			w.WriteHeader(http.StatusForbidden)
		} else {
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer metadata.Close()

	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}

	p := program{path: path, env: []string{
		"AWS_REGION=eu-north-1", "AWS_EC2_METADATA_SERVICE_ENDPOINT=" + metadata.URL,
		"AWS_CONFIG_FILE=" + os.DevNull, "AWS_SHARED_CREDENTIALS_FILE=" + os.DevNull,
	}}

	stdout, stderr, status := p.run(t, "scan")
	if line, rest, _ := strings.Cut(stderr, "\n"); status != exitUnreadable || stdout != "" || rest != "" ||
		!strings.HasPrefix(line, "ecslint: ") {
		t.Errorf("status %d, standard output %q, standard error %q", status, stdout, stderr)
	}
}
