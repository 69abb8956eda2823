package analyzer_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer"
	"github.com/ecslint/ecslint/analyzer/engine"
	"github.com/ecslint/ecslint/analyzer/facts/build"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/output"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/taskdef"
	"github.com/ecslint/ecslint/policies"
)

var update = flag.Bool("update", false, "rewrite the golden files and the generated parts of the pages")

// Each rule has a folder of what it must flag, one of what comes close and must stay silent, and a page. A case is
// a folder with task definitions, or with the snapshot of an account.
const (
	rulesDir     = "../fixtures/rules"
	pagesDir     = "../docs/rules"
	snapshotFile = "snapshot.json"
	golden       = "want.txt"
)

func catalogue(t *testing.T) []finding.Rule {
	t.Helper()

	rules, err := engine.ReadCatalogue(policies.FS)
	if err != nil {
		t.Fatal(err)
	}

	return rules
}

// glob lists what matches below a folder, by its place in there, sorted.
func glob(t *testing.T, dir, pattern string) []string {
	t.Helper()

	matches, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		t.Fatal(err)
	}

	for i := range matches {
		name, err := filepath.Rel(dir, matches[i])
		if err != nil {
			t.Fatal(err)
		}

		matches[i] = filepath.ToSlash(name)
	}

	slices.Sort(matches)

	return matches
}

// cases lists the cases of a rule of the given kind: that folder itself, or the folders in it.
func cases(t *testing.T, rule finding.Rule, kind string) []string {
	t.Helper()

	dir := filepath.Join(rulesDir, filepath.FromSlash(rule.ID), kind)
	if len(inputs(t, dir)) > 0 {
		return []string{dir}
	}

	names := glob(t, dir, "*")
	if len(names) == 0 {
		t.Fatalf("%s holds no fixture", dir)
	}

	for i := range names {
		names[i] = filepath.Join(dir, names[i])
	}

	return names
}

func inputs(t *testing.T, dir string) []string {
	t.Helper()

	return glob(t, dir, "*.json")
}

// analyze asks every rule about a case.
func analyze(t *testing.T, dir string) *finding.Report {
	t.Helper()

	return ask(t, read(t, dir, unchanged))
}

// ask is what the front door says of an account, with the rules of all the tests.
func ask(t *testing.T, s *snapshot.Snapshot) *finding.Report {
	t.Helper()

	report, err := analyzer.AnalyzeWith(t.Context(), rules(t), s)
	if err != nil {
		t.Fatal(err)
	}

	return report
}

// compiled are the rules, compiled once for all the tests: that is most of the cost of a small case.
var compiled = sync.OnceValues(func() (*engine.Engine, error) {
	return engine.New(context.Background(), policies.FS, engine.Options{})
})

func rules(t *testing.T) *engine.Engine {
	t.Helper()

	e, err := compiled()
	if err != nil {
		t.Fatal(err)
	}

	return e
}

// evaluate lists what the rules find, in the order of a report.
func evaluate(t *testing.T, e *engine.Engine, s *snapshot.Snapshot) []finding.Finding {
	t.Helper()

	result, err := e.Evaluate(t.Context(), build.New(s))
	if err != nil {
		t.Fatal(err)
	}

	report := &finding.Report{Findings: result.Findings}
	report.Finish()

	return report.Findings
}

// read joins the files of a case. They are known by their base names, as to a user who stands beside them.
func read(t *testing.T, dir string, change func([]byte) []byte) *snapshot.Snapshot {
	t.Helper()

	s := snapshot.New()
	files := inputs(t, dir)

	for _, file := range files {
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}

		if data = change(data); file == snapshotFile {
			s, err = decode(data)
		} else {
			var definitions []snapshot.TaskDefinition

			definitions, err = taskdef.Read(file, data)
			s.TaskDefinitions = append(s.TaskDefinitions, definitions...)
		}

		if err != nil {
			t.Fatalf("%s: %v", filepath.Join(dir, file), err)
		}
	}

	if len(files) == 0 {
		t.Fatalf("%s holds no input", dir)
	}

	return s
}

// decode is strict: a misspelt field would make any fixture silent.
func decode(data []byte) (*snapshot.Snapshot, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()

	if err := decoder.Decode(&snapshot.Snapshot{}); err != nil {
		return nil, err
	}

	return snapshot.Decode(data)
}

// of is what a report says of one rule.
func of(whole *finding.Report, id string) *finding.Report {
	report := &finding.Report{Summary: finding.Summary{Scanned: whole.Summary.Scanned}}

	for i := range whole.Findings {
		if whole.Findings[i].Rule == id {
			report.Findings = append(report.Findings, whole.Findings[i])
		}
	}

	for i := range whole.Undecided {
		if whole.Undecided[i].Rule == id {
			report.Undecided = append(report.Undecided, whole.Undecided[i])
		}
	}

	report.Finish()

	return report
}

func text(t *testing.T, report *finding.Report) string {
	t.Helper()

	write, err := output.New("text", output.Options{MinSeverity: finding.Info})
	if err != nil {
		t.Fatal(err)
	}

	var b bytes.Buffer
	if err := write(&b, report); err != nil {
		t.Fatal(err)
	}

	return b.String()
}

// fresh compares a file with what it would be now, or rewrites it.
func fresh(t *testing.T, path, got string) {
	t.Helper()

	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; -update writes it, a person reads it", err)
	}

	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s is stale (-want +got); if the change is meant, run with -update:\n%s", path, diff)
	}
}
