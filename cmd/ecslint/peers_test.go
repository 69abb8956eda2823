package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	godiff "github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/fetch"
)

// The files that the faults of other tools are shown with: one service without a mistake, and places for more.
const (
	peerTerraform  = "hosts.tf"
	peerTemplate   = "hosts.yaml"
	peerDefinition = "task-definition.json"
	peerAccount    = "account.json"

	moreIngress    = "# MORE INGRESS"
	moreOther      = "# MORE OTHER"
	moreDefinition = "# MORE DEFINITION"
	moreContainer  = "# MORE CONTAINER"
	moreVolumes    = "# MORE VOLUMES"
)

// A fault is what another tool says wrongly, with the file that it is wrong about. Their ways of being wrong are in
// their sources, and some are named in their issues.
type fault struct {
	// peer is the tool with its check, says what is wrong about it.
	peer, says string

	// file is changed: each key, which is there once, becomes its value.
	file    string
	changes map[string]string

	// want is the verdict: the findings that the change adds (+) and takes away (-).
	want []string
}

// What other tools say wrongly is said rightly here, from the file to the verdict.
func TestFaultsOfOtherTools(t *testing.T) {
	t.Parallel()

	base := map[string][]string{}
	for _, file := range []string{peerTerraform, peerTemplate, peerDefinition, peerAccount} {
		base[file] = verdicts(t, file, nil)
	}

	for _, f := range slices.Concat(definitionFaults(), networkFaults(), serviceFaults()) {
		t.Run(f.peer+" "+f.says, func(t *testing.T) {
			t.Parallel()

			got := changed(base[f.file], verdicts(t, f.file, f.changes))
			if diff := godiff.Diff(f.want, got); diff != "" {
				t.Errorf("the right verdict (-) and ours (+):\n%s", diff)
			}
		})
	}
}

// The file without a mistake has nothing above what bridge mode is.
func TestFilesOfFaultsAreWithoutAMistake(t *testing.T) {
	t.Parallel()

	bridge := []string{
		"info bridge/ephemeral-range-open", "info bridge/introspection-reachable", "low bridge/network-mode",
	}

	for file, want := range map[string][]string{peerTerraform: bridge, peerTemplate: bridge, peerDefinition: {}} {
		if diff := godiff.Diff(want, verdicts(t, file, nil)); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", file, diff)
		}
	}
}

// verdicts are the severities and rules of what is found in a file after a change.
func verdicts(t *testing.T, file string, changes map[string]string) []string {
	t.Helper()

	data, err := os.ReadFile(filepath.Join("..", "..", "fixtures", "peers", file))
	if err != nil {
		t.Fatal(err)
	}

	text := string(data)

	for _, old := range slices.Sorted(maps.Keys(changes)) {
		if strings.Count(text, old) != 1 {
			t.Fatalf("%q is there %d times", old, strings.Count(text, old))
		}

		text = strings.Replace(text, old, changes[old], 1)
	}

	path := filepath.Join(t.TempDir(), file)
	request := fetch.Request{Paths: []string{path}}

	if file == peerAccount {
		request = fetch.Request{Snapshot: path}
	}

	if err = os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}

	report := judge(t, request)
	lines := make([]string, len(report.Findings))

	for i := range report.Findings {
		lines[i] = fmt.Sprintf("%s %s", report.Findings[i].Severity, report.Findings[i].Rule)
	}

	slices.Sort(lines)

	return lines
}

// changed lists what is gone and what is new, each as often as it is.
func changed(before, after []string) []string {
	count := map[string]int{}

	for _, line := range after {
		count[line]++
	}

	for _, line := range before {
		count[line]--
	}

	var lines []string

	for _, line := range slices.Sorted(maps.Keys(count)) {
		for n := count[line]; n > 0; n-- {
			lines = append(lines, "+ "+line)
		}

		for n := count[line]; n < 0; n++ {
			lines = append(lines, "- "+line)
		}
	}

	return lines
}
