package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever the names in files, in their paths and on the command line: no command prints a character that steers the
// terminal, on either stream, in any format. Formats by themselves have laws of their own, over many more names.
func TestNothingSteersTheTerminal(t *testing.T) {
	t.Parallel()

	const commands = 5

	for seed := range commands {
		steering := rapid.StringOfN(rapid.SampledFrom([]rune("\x1b\a\b\n\r\t\x7f\u0085\u009b\u202e\u2066[2Jm;]é")), 1, 8, -1).
			Filter(func(s string) bool { return strings.ContainsFunc(s, steers) }).Example(seed)
		files := steeringFiles(t, steering)

		for _, args := range [][]string{
			{"scan", "--snapshot", files.snapshot},
			{"scan", "--snapshot", files.snapshot, "-f", "json"},
			{"scan", "--snapshot", files.snapshot, "-f", "ndjson"},
			{"scan", "--snapshot", files.snapshot, "--cluster", "x" + steering},
			{"scan", "--snapshot", "absent" + steering},
			{"scan", "--aws-json", "absent" + steering},
			{"scan", steering},
			{"suggest", "--snapshot", files.snapshot},
			{"suggest", "--snapshot", files.snapshot, "-f", "json"},
			{"suggest", "--snapshot", files.snapshot, "-f", "terraform"},
			{"suggest", "--snapshot", files.snapshot, "--service", "x" + steering},
			{"snapshot", "--snapshot", files.snapshot},
			{"check", files.definition},
			{"check", files.broken, files.mistyped, files.other, "absent" + steering},
			{"check", files.definition, "--fail-on", steering},
			{"check", files.definition, "--exclude", "[" + steering},
			{"check", "--" + steering},
			{"rules", steering},
			{steering},
			{"help", steering},
		} {
			checkSteering(t, args, []string{"ECSLINT_" + steering + "=" + steering})
		}

		checkColors(t, files.snapshot)
	}
}

func checkSteering(t *testing.T, args, env []string) {
	t.Helper()

	var stdout, stderr bytes.Buffer

	status := run(t.Context(), args, env, strings.NewReader(""), &stdout, &stderr)

	for _, text := range []string{stdout.String(), stderr.String()} {
		if i := strings.IndexFunc(text, steers); i >= 0 {
			t.Errorf("%q prints %q", args, text[max(0, i-30):min(len(text), i+30)])
		}
	}

	if status != exitUnreadable && stdout.Len() == 0 {
		t.Errorf("%q prints nothing: status %d, %s", args, status, stderr.String())
	}

	for line := range strings.Lines(stderr.String()) {
		if !strings.HasPrefix(line, "ecslint: ") {
			t.Errorf("%q: %q does not say who speaks", args, line)
		}
	}
}

// Colours are the only sequences, and ours: without them a coloured report is the plain one.
func checkColors(t *testing.T, file string) {
	t.Helper()

	show := func(color string) string {
		var stdout, stderr bytes.Buffer

		run(t.Context(), []string{"scan", "--snapshot", file, "--color", color}, nil, strings.NewReader(""), &stdout, &stderr)

		return stdout.String()
	}

	if got := regexp.MustCompile(`\x1b\[[0-9;]*m`).ReplaceAllString(show("always"), ""); got != show("never") {
		t.Errorf("without its colours it is %q", got)
	}
}

// steers is written down by itself: what must not reach a terminal, but for the line feed.
func steers(r rune) bool {
	return r < 0x20 && r != '\n' || 0x7f <= r && r <= 0x9f || 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069
}

type steeringPaths struct{ snapshot, definition, broken, mistyped, other string }

// steeringFiles are files with steering in their names and, where a name stands, in their content.
func steeringFiles(t *testing.T, steering string) steeringPaths {
	t.Helper()

	var saved, stderr bytes.Buffer
	if run(t.Context(), []string{"snapshot", "--demo"}, nil, strings.NewReader(""), &saved, &stderr) != exitClean {
		t.Fatal(stderr.String())
	}

	quoted, err := json.Marshal(steering)
	if err != nil {
		t.Fatal(err)
	}

	escaped := strings.Trim(string(quoted), `"`)
	estate := saved.String()

	for _, name := range []string{"web", "prod", "cache", "redis", "sessions", "firewall-agent", "prod-hosts"} {
		estate = strings.ReplaceAll(estate, name+`"`, name+escaped+`"`)
	}

	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name+strings.ReplaceAll(steering, "/", "")+".json")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Skip("this file system has no such names:", err)
		}

		return path
	}

	return steeringPaths{
		snapshot: write("snapshot", estate),
		definition: write("definition", `{"family": "f`+escaped+`", "networkMode": "host", "containerDefinitions": [
			{"name": "c`+escaped+`", "image": "i", "privileged": true, "portMappings": [
				{"name": "p`+escaped+`", "containerPort": 80, "hostPort": 81, "protocol": "`+escaped+`"}]}]}`),
		broken:   write("broken", `{"containerDefinitions": [`),
		mistyped: write("mistyped", `{"containerDefinitions": "`+escaped+`"}`),
		other:    write("other", `{"a`+escaped+`": 1}`),
	}
}
