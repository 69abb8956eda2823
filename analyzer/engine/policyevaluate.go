package engine

import (
	"context"
	"fmt"
	"runtime"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"golang.org/x/sync/errgroup"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/finding"
)

// A Failure is a users' rule that went wrong while it ran. Nothing that it said counts.
type Failure struct {
	Rule string
	Err  error
}

// String says which rule failed, why, and what to do.
func (f Failure) String() string {
	return fmt.Sprintf("rule %s failed and says nothing: %v; mend it, or turn it off with enabled: false", f.Rule, f.Err)
}

// An answer is what one rule says of one root.
type answer struct {
	Result

	err error
}

// evaluateUsers asks users' rules, each by itself: one that fails fails alone. They are given one root at a time, so
// that what they say never depends on what else there is.
func (e *Engine) evaluateUsers(ctx context.Context, all Facts, result *Result) error {
	for _, scope := range facts.Scopes() {
		rules := slices.DeleteFunc(slices.Clone(e.users), func(r *userRule) bool { return r.Scope != string(scope) })
		if len(rules) == 0 {
			continue
		}

		answers := make([][]answer, all.Roots(scope))
		group, ctx := errgroup.WithContext(ctx)
		group.SetLimit(runtime.GOMAXPROCS(0))

		for i := range answers {
			group.Go(func() error {
				input, index := all.Shard(scope, i, i+1)
				answers[i] = askAll(ctx, rules, toValue(input), index)

				return ctx.Err() // which is no fault of a rule
			})
		}

		if err := group.Wait(); err != nil {
			return err
		}

		for i, r := range rules {
			result.add(r, answers, i)
		}
	}

	return nil
}

// add adds what the rule i said of all roots, or the first of what went wrong.
func (r *Result) add(rule *userRule, answers [][]answer, i int) {
	for _, root := range answers {
		if root[i].err != nil {
			r.Failures = append(r.Failures, Failure{rule.ID, root[i].err})

			return
		}
	}

	for _, root := range answers {
		r.Findings = append(r.Findings, root[i].Findings...)
		r.Undecided = append(r.Undecided, root[i].Undecided...)
	}

	r.Runs = append(r.Runs, finding.RuleRun{ID: rule.ID, Title: rule.Title, Evaluated: len(answers)})
}

func askAll(ctx context.Context, rules []*userRule, input ast.Value, index *facts.Index) []answer {
	all := make([]answer, len(rules))
	for i, r := range rules {
		all[i] = r.ask(ctx, input, index)
	}

	return all
}

func (r *userRule) ask(ctx context.Context, input ast.Value, index *facts.Index) (a answer) {
	a.err = elements(ctx, &r.queries.findings, input, func(details map[string]any) error {
		f, err := toFinding(said{r.Rule, details}, index)
		a.Findings = append(a.Findings, f)

		return err
	})
	if a.err == nil && r.queries.undecided != nil {
		a.err = elements(ctx, r.queries.undecided, input, func(details map[string]any) error {
			u, err := toUndecided(said{r.Rule, details}, index)
			a.Undecided = append(a.Undecided, u)

			return err
		})
	}

	if a.err != nil {
		a.err = fmt.Errorf("%s: %w", r.file, a.err)
	}

	return a
}

// elements reads the elements of the set that a query asks for.
func elements(
	ctx context.Context, query *rego.PreparedEvalQuery, input ast.Value, read func(map[string]any) error,
) error {
	set, err := query.Eval(ctx, rego.EvalParsedInput(input))
	if err != nil {
		return err
	}

	for _, r := range set {
		all, _ := r.Expressions[0].Value.([]any)

		for _, element := range all {
			details, ok := element.(map[string]any)
			if !ok {
				return fmt.Errorf("%v is no object with at, severity and message", element)
			}

			if err := read(details); err != nil {
				return err
			}
		}
	}

	return nil
}
