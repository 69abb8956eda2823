package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"

	"github.com/ecslint/ecslint/analyzer/facts"
)

// A TestReport is what the tests of users' rules said.
type TestReport struct {
	Tests    []TestResult
	Coverage []FileCoverage
}

// A TestResult is what one test said.
type TestResult struct {
	Name string
	File string
	Line int

	// Passed is false for a test that failed or was left out, as those are whose name begins with todo_.
	Passed  bool
	Skipped bool

	// Cases are those that failed of a test that has several; Problem is an error that ended the test; Output is what it
	// printed.
	Cases   []string
	Problem string
	Output  string
}

// A FileCoverage says how much of a file with rules the tests evaluate.
type FileCoverage struct {
	File    string
	Percent float64

	// Missing lists the lines that no test evaluates, as 12 or 12-14.
	Missing []string
}

// ErrNoTests is the error for folders without tests, which would pass for tested.
var ErrNoTests = errors.New("there is no test: tests are rules called test_… in files called …_test.rego")

// Test runs the tests that are beside the rules. data.fixtures.<name>.<scope> lists what rules of a scope are given of
// each fixture: an input for each root.
func (u *UserRules) Test(ctx context.Context, fixtures map[string]Facts) (*TestReport, error) {
	modules, err := u.policy.testModules()
	if err != nil {
		return nil, err
	}

	inputs := map[string]any{}
	for name, all := range fixtures {
		if inputs[name], err = fixture(all); err != nil {
			return nil, fmt.Errorf("read the fixture %s: %w", name, err)
		}
	}

	store := inmem.NewFromObject(map[string]any{"fixtures": inputs})
	coverage := cover.New()

	var report *TestReport

	err = storage.Txn(ctx, store, storage.TransactionParams{}, func(txn storage.Transaction) error {
		runner := tester.NewRunner().SetStore(store).SetModules(modules).RaiseBuiltinErrors(true).CapturePrintOutput(true).
			SetCompiler(ast.NewCompiler().WithCapabilities(offline()).WithEnablePrintStatements(true)).
			SetCoverageQueryTracer(coverage).SetCoverageRuns([]cover.Kind{})

		results, err := runner.RunTests(ctx, txn)
		if err != nil {
			p := &policy{PolicyOptions: u.policy.PolicyOptions}
			p.failed(err, "")

			return errors.Join(p.errs...)
		}

		report = testReport(results)

		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}

	if len(report.Tests) == 0 {
		return nil, ErrNoTests
	}

	report.Coverage = u.policy.covered(coverage)

	return report, nil
}

// testModules are the rules, what they use, and their tests.
func (p *policy) testModules() (map[string]*ast.Module, error) {
	modules := maps.Clone(p.libraries)
	if err := parse(p.Rules, libDir, modules, ast.ParserOptions{}); err != nil {
		return nil, err
	}

	for _, r := range p.rules {
		modules[r.file] = r.module
	}

	wrong := &policy{PolicyOptions: p.PolicyOptions}

	for _, file := range slices.Sorted(maps.Keys(p.tests)) {
		module, err := ast.ParseModule(file, p.tests[file])
		if err != nil {
			wrong.failed(err, "")
		} else if module != nil {
			modules[file] = module
		}
	}

	return modules, errors.Join(wrong.errs...)
}

// fixture is what rules are given of some facts, by scope.
func fixture(all Facts) (map[string]any, error) {
	inputs := map[string]any{}

	for _, scope := range facts.Scopes() {
		list := make([]any, all.Roots(scope))

		for i := range list {
			input, _ := all.Shard(scope, i, i+1)

			var err error
			if list[i], err = ast.JSON(toValue(input)); err != nil {
				return nil, err
			}
		}

		inputs[string(scope)] = list
	}

	return inputs, nil
}

func testReport(results chan *tester.Result) *TestReport {
	report := &TestReport{}

	for r := range results {
		test := TestResult{
			Name: strings.TrimPrefix(r.Package, "data.") + "." + r.Name, File: r.Location.File, Line: r.Location.Row,
			Passed: r.Pass() && !r.Skip, Skipped: r.Skip, Output: string(r.Output),
		}

		for _, name := range slices.Sorted(maps.Keys(r.SubResults)) {
			if r.SubResults[name].Fail {
				test.Cases = append(test.Cases, name)
			}
		}

		if r.Error != nil {
			test.Problem = r.Error.Error()
		}

		report.Tests = append(report.Tests, test)
	}

	slices.SortFunc(report.Tests, func(a, b TestResult) int {
		return strings.Compare(fmt.Sprintf("%s:%08d", a.File, a.Line), fmt.Sprintf("%s:%08d", b.File, b.Line))
	})

	return report
}

// covered are the files of rules and of what they share, each with what of it the tests evaluate.
func (p *policy) covered(coverage *cover.Cover) []FileCoverage {
	modules := maps.Clone(p.libraries)
	for _, r := range p.rules {
		modules[r.file] = r.module
	}

	found := coverage.Report(modules)

	all := make([]FileCoverage, 0, len(modules))

	for _, file := range slices.Sorted(maps.Keys(modules)) {
		f := FileCoverage{File: file, Percent: found.Files[file].Coverage}

		for _, r := range found.Files[file].NotCovered {
			lines := strconv.Itoa(r.Start.Row)
			if r.End.Row > r.Start.Row {
				lines += "-" + strconv.Itoa(r.End.Row)
			}

			f.Missing = append(f.Missing, lines)
		}

		f.Missing = slices.Compact(f.Missing)
		all = append(all, f)
	}

	return all
}
