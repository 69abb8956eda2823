package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ecslint/ecslint/analyzer/engine"
	factbuild "github.com/ecslint/ecslint/analyzer/facts/build"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/analyzer/visible"
	"github.com/ecslint/ecslint/cmd/ecslint/internal/config"
	"github.com/ecslint/ecslint/fetch"
)

// fixturesDir is the folder beside rules with what their tests are run on.
const fixturesDir = "fixtures"

func newRulesTest(a *app) *cobra.Command {
	var threshold float64

	cmd := &cobra.Command{
		Use:   "test DIR...",
		Short: "Run the tests of rules of your own",
		Long: "test runs the tests in files called …_test.rego beside your rules, and says how much of each file they\n" +
			"evaluate. The exit status is 1 where a test fails, or less than --threshold percent of a file is evaluated.\n" +
			"\n" +
			"What is in DIR/fixtures is there for tests: a file that `ecslint snapshot` wrote, or whatever `ecslint check`\n" +
			"reads. For DIR/fixtures/prod.json and rules of scope service, data.fixtures.prod.service lists the inputs, one\n" +
			"for each service.",
		Example: "  ecslint rules test policies/\n  ecslint rules test policies/ --threshold 100",
		Args: func(_ *cobra.Command, folders []string) error {
			if len(folders) == 0 {
				return errors.New("test needs the folder with your rules and their tests")
			}

			return nil
		},
		RunE: func(cmd *cobra.Command, folders []string) error {
			if threshold < 0 || threshold > 100 {
				return fmt.Errorf("%s %v; use 0 to 100", spelled(cmd.Flags().Lookup("threshold")), threshold)
			}

			report, err := a.testRules(cmd.Context(), folders)
			if err != nil {
				return err
			}

			return tellTests(visible.Lines(a.stdout), report, threshold)
		},
	}
	cmd.Flags().Float64Var(&threshold, "threshold", 0, "least `percent` of each file that tests must evaluate")

	return cmd
}

func (a *app) testRules(ctx context.Context, folders []string) (*engine.TestReport, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}

	p := policying{}
	named := &config.File{Dir: dir, Policies: folders, PolicyPlaces: slices.Repeat([]string{"rules test"}, len(folders))}

	if _, err := p.read(ctx, nil, dir, named); err != nil {
		return nil, err
	}

	fixtures := map[string]engine.Facts{}

	for _, folder := range folders {
		if err := a.readFixtures(ctx, filepath.Join(folder, fixturesDir), fixtures); err != nil {
			return nil, err
		}
	}

	return p.users.Test(ctx, fixtures)
}

// readFixtures reads what is in a folder, by its name without what follows a dot.
func (a *app) readFixtures(ctx context.Context, dir string, fixtures map[string]engine.Facts) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}

	if err != nil {
		return err
	}

	for _, entry := range entries {
		name, _, _ := strings.Cut(entry.Name(), ".")
		if name == "" {
			continue
		}

		if fixtures[name] != nil {
			return fmt.Errorf("%s: there are two fixtures called %s", dir, name)
		}

		s, err := a.readFixture(ctx, filepath.Join(dir, entry.Name()))
		if err != nil {
			return err
		}

		fixtures[name] = factbuild.New(s)
	}

	return nil
}

// readFixture reads a snapshot, or what check reads.
func (a *app) readFixture(ctx context.Context, path string) (*snapshot.Snapshot, error) {
	request := fetch.Request{Paths: []string{path}}
	if saved(path) {
		request = fetch.Request{Snapshot: path}
	}

	res, err := fetch.Open(ctx, request)
	if err != nil {
		return nil, err
	}

	return res.Snapshot, errors.Join(res.Problems...)
}

// saved reports whether a file says that it is a snapshot.
func saved(path string) bool {
	data, err := os.ReadFile(path) //nolint:gosec // the user names it
	if err != nil {
		return false
	}

	var said struct {
		Schema string `json:"schema"`
	}

	return json.Unmarshal(data, &said) == nil && strings.HasPrefix(said.Schema, "ecslint.snapshot/")
}

// tellTests writes what failed and what is not covered. The error is that of findings: all there is to say is written.
func tellTests(w io.Writer, report *engine.TestReport, threshold float64) error {
	var b strings.Builder

	ok := tellResults(&b, report.Tests)

	for _, f := range report.Coverage {
		ok = tellCoverage(&b, f, threshold) && ok
	}

	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}

	if !ok {
		return errFindings
	}

	return nil
}

// tellResults reports whether no test failed.
func tellResults(b *strings.Builder, tests []engine.TestResult) bool {
	passed, skipped, failed := 0, 0, 0

	for _, t := range tests {
		switch {
		case t.Passed:
			passed++
		case t.Skipped:
			skipped++
		default:
			failed++

			tellFailed(b, t)
		}
	}

	fmt.Fprintf(b, "%d passed, %d failed", passed, failed)

	if skipped > 0 {
		fmt.Fprintf(b, ", %d left out", skipped)
	}

	b.WriteString("\n")

	return failed == 0
}

// tellCoverage reports whether tests evaluate enough of a file.
func tellCoverage(b *strings.Builder, f engine.FileCoverage, threshold float64) bool {
	fmt.Fprintf(b, "%5.1f %%  %s", f.Percent, f.File)

	if len(f.Missing) > 0 {
		fmt.Fprintf(b, ": no test evaluates %s", strings.Join(f.Missing, ", "))
	}

	enough := f.Percent >= threshold
	if !enough {
		fmt.Fprintf(b, " (less than %v %%)", threshold)
	}

	b.WriteString("\n")

	return enough
}

func tellFailed(b *strings.Builder, t engine.TestResult) {
	fmt.Fprintf(b, "FAIL  %s:%d: %s\n", t.File, t.Line, t.Name)

	for _, name := range t.Cases {
		fmt.Fprintf(b, "      case %s\n", name)
	}

	for line := range strings.Lines(t.Problem + "\n" + t.Output) {
		if line = strings.TrimSpace(line); line != "" {
			fmt.Fprintf(b, "      %s\n", line)
		}
	}
}
