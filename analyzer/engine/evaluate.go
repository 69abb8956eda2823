package engine

import (
	"context"
	"fmt"
	"runtime"

	"github.com/open-policy-agent/opa/v1/rego"
	"golang.org/x/sync/errgroup"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/finding"
)

// evaluate runs the shards of one scope side by side; shard i writes slot i.
func (e *Engine) evaluate(
	ctx context.Context, all Facts, scope facts.Scope, roots int, result *Result,
) error {
	p, err := e.programs[scope]()
	if err != nil {
		return err
	}

	shards := make([]Result, (roots+e.batch-1)/e.batch)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))

	for i := range shards {
		group.Go(func() error {
			from := i * e.batch
			input, index := all.Shard(scope, from, min(from+e.batch, roots))

			var err error

			shards[i], err = p.evaluate(ctx, input, index)

			return err
		})
	}

	if err := group.Wait(); err != nil {
		return err
	}

	for _, s := range shards {
		result.Findings = append(result.Findings, s.Findings...)
		result.Undecided = append(result.Undecided, s.Undecided...)
	}

	return nil
}

func (p *program) evaluate(ctx context.Context, input *facts.Input, index *facts.Index) (Result, error) {
	set, err := p.query.Eval(ctx, rego.EvalParsedInput(toValue(input)))
	if err != nil {
		return Result{}, err
	}

	var result Result

	for _, r := range set {
		for _, expression := range r.Expressions {
			if err := p.collect(expression.Value, index, &result); err != nil {
				return Result{}, err
			}
		}
	}

	return result, nil
}

// said is one element of what the entry point returns.
type said struct {
	rule    finding.Rule
	details map[string]any
}

func (p *program) collect(value any, index *facts.Index, result *Result) error {
	results, ok := value.([]any)
	if !ok {
		return fmt.Errorf("%s is %T, not a set", query, value)
	}

	for _, element := range results {
		s, undecided, err := p.read(element)
		if err != nil {
			return err
		}

		if undecided {
			u, err := toUndecided(s, index)
			if err != nil {
				return fmt.Errorf("rule %s: %w", s.rule.ID, err)
			}

			result.Undecided = append(result.Undecided, u)

			continue
		}

		f, err := toFinding(s, index)
		if err != nil {
			return fmt.Errorf("rule %s: %w", s.rule.ID, err)
		}

		result.Findings = append(result.Findings, f)
	}

	return nil
}

func (p *program) read(element any) (s said, undecided bool, err error) {
	object, _ := element.(map[string]any)
	category, _ := object["category"].(string)
	name, _ := object["name"].(string)

	rule, ok := p.rules[ruleID(category, name)]
	if !ok {
		return said{}, false, fmt.Errorf("rule %s is not in the catalogue", ruleID(category, name))
	}

	if details, ok := object["undecided"].(map[string]any); ok {
		return said{rule, details}, true, nil
	}

	details, ok := object["finding"].(map[string]any)
	if !ok {
		return said{}, false, fmt.Errorf("rule %s: a finding is not an object", rule.ID)
	}

	return said{rule, details}, false, nil
}
