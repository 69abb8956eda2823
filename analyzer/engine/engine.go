// Package engine runs Rego rules over facts. It is the only package that knows OPA.
//
// A rule joins by existing: its package is its identity, ecslint.rules.<category>.<rule>, and the engine finds
// it in the file system it is given. Rules are compiled only for the scopes that have roots, since compiling
// is most of the cost of a small run.
package engine

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/finding"
)

// An Engine evaluates a fixed set of rules. It is safe for concurrent use.
type Engine struct {
	fsys  fs.FS
	rules []finding.Rule
	users []*userRule
	batch int

	programs map[facts.Scope]func() (*program, error)
}

// Options change how rules are evaluated. The zero value is the default.
type Options struct {
	// Batch is how many roots are evaluated together; 0 lets the engine choose. Findings never depend on it.
	Batch int

	// Disabled are the ids of rules that are not asked. What they would have told better, others tell themselves.
	Disabled []string

	// Users are rules that users wrote; nil for none.
	Users *UserRules
}

const defaultBatch = 64

// New prepares the rules in fsys: a tree of Rego packages with a catalogue.json beside it. Nothing is compiled
// yet.
func New(ctx context.Context, fsys fs.FS, opts Options) (*Engine, error) {
	rules, err := ReadCatalogue(fsys)
	if err != nil {
		return nil, err
	}

	off := func(r finding.Rule) bool { return slices.Contains(opts.Disabled, r.ID) }
	rules = slices.DeleteFunc(rules, off)

	e := &Engine{fsys: fsys, rules: rules, batch: opts.Batch, programs: map[facts.Scope]func() (*program, error){}}
	if e.batch <= 0 {
		e.batch = defaultBatch
	}

	if opts.Users != nil {
		e.users = slices.DeleteFunc(slices.Clone(opts.Users.rules), func(r *userRule) bool { return off(r.Rule) })
	}

	for _, scope := range facts.Scopes() {
		e.programs[scope] = sync.OnceValues(func() (*program, error) {
			return compile(ctx, fsys, e.scoped(scope))
		})
	}

	return e, nil
}

// Rules is the catalogue, by id, of the built-in rules first.
func (e *Engine) Rules() []finding.Rule {
	all := slices.Clone(e.rules)
	for _, r := range e.users {
		all = append(all, r.Rule)
	}

	return all
}

func (e *Engine) scoped(scope facts.Scope) []finding.Rule {
	var rules []finding.Rule

	for _, r := range e.rules {
		if r.Scope == string(scope) {
			rules = append(rules, r)
		}
	}

	return rules
}

// A Result is what the rules said.
type Result struct {
	Findings  []finding.Finding
	Undecided []finding.Undecided

	// Yielded are the findings that became evidence of others.
	Yielded []finding.Finding

	// Runs lists the rules that were asked, and about how many roots.
	Runs []finding.RuleRun

	// Failures are users' rules that went wrong; they are in no other list.
	Failures []Failure
}

// Facts makes the input of the rules, shard by shard: whole roots of one scope, from the one (included) to the other
// (excluded). It must be safe for concurrent use.
type Facts interface {
	Roots(scope facts.Scope) int
	Shard(scope facts.Scope, from, to int) (*facts.Input, *facts.Index)
}

// Evaluate asks every rule about every root of its scope. A built-in rule that fails, fails the evaluation: an error
// is never a pass. A users' rule that fails is in the result as a failure, and what the others say stands.
func (e *Engine) Evaluate(ctx context.Context, all Facts) (Result, error) {
	var result Result

	for _, scope := range facts.Scopes() {
		rules := e.scoped(scope)
		roots := all.Roots(scope)

		for _, r := range rules {
			result.Runs = append(result.Runs, finding.RuleRun{ID: r.ID, Title: r.Title, Evaluated: roots})
		}

		if len(rules) == 0 || roots == 0 {
			continue
		}

		if err := e.evaluate(ctx, all, scope, roots, &result); err != nil {
			return Result{}, fmt.Errorf("evaluate the %s rules: %w", scope, err)
		}
	}

	if err := e.evaluateUsers(ctx, all, &result); err != nil {
		return Result{}, err
	}

	slices.SortFunc(result.Runs, func(a, b finding.RuleRun) int { return strings.Compare(a.ID, b.ID) })
	result.Findings, result.Yielded = yield(result.Findings, e.Rules())
	result.Findings = merge(result.Findings)

	return result, nil
}
