package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// What is said of files of public repositories, each of which a person has read beside what is said of it. Those that
// are templates of something else, or parts of a whole that is not here, are refused or undecided, and stay so.
func TestRealVerdicts(t *testing.T) {
	t.Parallel()

	for _, kind := range []string{"cloudformation", "taskdef", "terraform", "terraform-plan"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()

			names, err := filepath.Glob(filepath.Join("..", "..", "fixtures", "real", kind, "*"))
			if err != nil || len(names) == 0 {
				t.Fatalf("no files: %v", err)
			}

			var got strings.Builder

			for _, name := range names {
				if filepath.Base(name) != "SOURCES.tsv" {
					got.WriteString(verdict(t, name))
				}
			}

			goldenVerdicts(t, filepath.Join("testdata", "real", kind+".golden"), got.String())
		})
	}
}

// verdict is the exit status of a check, the place of each finding, and how often each rule is undecided.
func verdict(t *testing.T, path string) string {
	t.Helper()

	var stdout, stderr bytes.Buffer

	status := run(t.Context(), []string{"check", path, "-f", "json"}, nil, strings.NewReader(""), &stdout, &stderr)
	within := func(text string) string {
		return strings.ReplaceAll(filepath.ToSlash(text), filepath.ToSlash(path), filepath.Base(path))
	}

	var out strings.Builder

	fmt.Fprintf(&out, "%s: exit status %d\n", filepath.Base(path), status)

	for line := range strings.Lines(stderr.String()) {
		fmt.Fprintf(&out, "  said: %s", within(line))
	}

	if stdout.Len() == 0 {
		return out.String()
	}

	var report finding.Report
	if err := json.Unmarshal(stdout.Bytes(), &report); err != nil {
		t.Fatalf("%s: %v", path, err)
	}

	for i := range report.Findings {
		f := &report.Findings[i]
		fmt.Fprintf(&out, "  %s %s %s: %s\n", f.Severity, f.Rule, within(placed(f.Location)), within(f.Message))
	}

	out.WriteString(undecidedRules(report.Undecided))

	return out.String()
}

func placed(l *finding.Location) string {
	if l == nil {
		return "nowhere"
	}

	return fmt.Sprintf("%s:%d:%d", l.File, l.StartLine, l.StartColumn)
}

func undecidedRules(all []finding.Undecided) string {
	count := map[string]int{}
	for i := range all {
		count[all[i].Rule]++
	}

	var out strings.Builder

	for _, rule := range slices.Sorted(maps.Keys(count)) {
		fmt.Fprintf(&out, "  undecided %s: %d\n", rule, count[rule])
	}

	return out.String()
}

func goldenVerdicts(t *testing.T, name, got string) {
	t.Helper()

	if *update {
		if err := os.WriteFile(name, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}

	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
