package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	cleanDefinition = `{"family": "web", "networkMode": "awsvpc", "containerDefinitions": [
		{"name": "web", "image": "web", "portMappings": [{"containerPort": 8080}]}]}`
	lowDefinition        = `{"family": "web", "containerDefinitions": [{"name": "web", "image": "web"}]}`
	privilegedDefinition = `{"family": "web", "networkMode": "awsvpc", "containerDefinitions": [
		{"name": "web", "image": "web", "privileged": true}]}`
	bareContainers = `[{"name": "web", "image": "web", "portMappings": [{"containerPort": 8080}]}]`
)

// deniedSnapshot is an account whose route tables could not be read.
const deniedSnapshot = `{"schema": "ecslint.snapshot/v1",
	"clusters": [{"id": "c", "name": "c"}],
	"gaps": [{"what": "ec2:DescribeRouteTables", "why": "AccessDenied", "nouns": ["RouteTable"], "failed": true}]}`

// standIn is an account without launch templates, for which the default range stands in.
const standIn = `{"schema": "ecslint.snapshot/v1",
	"clusters": [{"id": "c", "name": "c"}],
	"gaps": [{"what": "ec2:DescribeLaunchTemplateVersions", "why": "AccessDenied", "nouns": ["LaunchTemplate"],
		"failed": true, "defaultStands": true}]}`

// deniedWithFindings is incomplete and has a privileged container too.
const deniedWithFindings = `{"schema": "ecslint.snapshot/v1",
	"taskDefinitions": [{"id": "a", "family": "a", "containerDefinitions": [{"name": "c", "privileged": true}]}],
	"gaps": [{"what": "ecs:ListServices", "why": "AccessDenied", "nouns": ["Service"], "failed": true}]}`

// The exit status is API. Unreadable input precedes an incomplete scan, which precedes findings.
func TestExitStatus(t *testing.T) {
	t.Parallel()

	dir := t.TempDir()
	for name, content := range map[string]string{
		"clean.json": cleanDefinition, "low.json": lowDefinition, "privileged.json": privilegedDefinition,
		"bare.json": bareContainers, "broken.json": "{", "empty.json": "", "notes.json": `{"a": 1}`,
		"denied.json": deniedSnapshot, "stand-in.json": standIn, "both.json": deniedWithFindings,
		"newer.json": `{"schema": "ecslint.snapshot/v2"}`, "account.json": `{"schema": "ecslint.snapshot/v1"}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	for _, c := range []struct {
		args string
		want int
	}{
		{"check clean.json", exitClean},
		{"check low.json", exitClean},
		{"check low.json --fail-on low", exitFindings},
		{"check low.json --fail-on medium", exitClean},
		{"check privileged.json", exitFindings},
		{"check privileged.json --fail-on critical", exitClean},
		{"check privileged.json --fail-on none", exitClean},
		{"check bare.json", exitClean},
		{"check bare.json --strict", exitIncomplete},
		{"check privileged.json --against absent.json", exitUnreadable},
		{"check bare.json --against demo", exitUnreadable},
		{"check privileged.json --diff-base nowhere", exitUnreadable},
		{"check broken.json", exitUnreadable},
		{"check empty.json", exitUnreadable},
		{"check notes.json", exitUnreadable},
		{"check absent.json", exitUnreadable},
		{"check privileged.json broken.json", exitUnreadable},
		{"check clean.json clean.json", exitClean},
		{"check", exitUnreadable},
		{"check clean.json --fail-on sometimes", exitUnreadable},
		{"check clean.json --color sometimes", exitUnreadable},
		{"check clean.json --min-severity sometimes", exitUnreadable},
		{"check clean.json -f xml", exitUnreadable},
		{"check clean.json --no-such-flag", exitUnreadable},
		{"no-such-command", exitUnreadable},

		{"scan --demo", exitFindings},
		{"scan --demo --fail-on none", exitClean},
		{"scan --demo --profile prod", exitUnreadable},
		{"scan --demo --cluster prod", exitFindings},
		{"scan --demo --cluster pr*", exitFindings},
		{"scan --demo --cluster staging", exitUnreadable},
		{"scan --snapshot account.json", exitClean},
		{"scan --snapshot denied.json", exitIncomplete},
		{"scan --snapshot denied.json --allow-partial", exitClean},
		{"scan --snapshot denied.json --strict", exitIncomplete},
		{"scan --snapshot denied.json --allow-partial --strict", exitUnreadable},
		{"scan --snapshot stand-in.json", exitClean},
		{"scan --snapshot both.json", exitIncomplete},
		{"scan --snapshot both.json --allow-partial", exitFindings},
		{"scan --snapshot newer.json", exitUnreadable},
		{"scan --snapshot clean.json", exitUnreadable},
		{"scan --snapshot absent.json", exitUnreadable},
		{"scan --aws-json absent", exitUnreadable},
		{"scan --aws-json .", exitUnreadable},
		{"scan extra", exitUnreadable},

		{"suggest --demo", exitClean},
		{"suggest --demo --service web", exitClean},
		{"suggest --demo --service no-such-service", exitUnreadable},
		{"suggest --demo -f xml", exitUnreadable},
		{"snapshot --demo", exitClean},
		{"rules", exitClean},
		{"rules hardening/privileged", exitClean},
		{"rules no/such-rule", exitUnreadable},
		{"version", exitClean},
		{"exit-codes", exitClean},
		{"completion bash", exitClean},
		{"--help", exitClean},
	} {
		t.Run(c.args, func(t *testing.T) {
			t.Parallel()

			var stdout, stderr bytes.Buffer

			args := strings.Fields(c.args)
			for i, arg := range args {
				if strings.HasSuffix(arg, ".json") || arg == "absent" || arg == "." {
					args[i] = filepath.Join(dir, arg)
				}
			}

			if got := run(t.Context(), args, nil, strings.NewReader(""), &stdout, &stderr); got != c.want {
				t.Errorf("status %d; want %d\n%s%s", got, c.want, stdout.String(), stderr.String())
			}

			checkStreams(t, c.want, stderr.String())
		})
	}
}

// Whoever is told no is told why, in one line that names the program.
func checkStreams(t *testing.T, status int, stderr string) {
	t.Helper()

	if status == exitUnreadable || status == exitIncomplete {
		if !strings.HasPrefix(stderr, "ecslint: ") {
			t.Errorf("standard error is %q", stderr)
		}
	} else if stderr != "" && !strings.Contains(stderr, "skipped") {
		t.Errorf("standard error is not silent: %q", stderr)
	}
}

// An interruption prints what is known and has a status of its own.
func TestInterrupted(t *testing.T) {
	t.Parallel()

	var stdout, stderr bytes.Buffer

	a := &app{stdout: &stdout, stderr: &stderr, env: environment{}}
	if got := a.finish(context.Canceled); got != exitInterrupted {
		t.Errorf("status %d", got)
	}

	if !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("standard error is %q", stderr.String())
	}
}
