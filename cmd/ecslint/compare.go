package main

import (
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"

	"github.com/ecslint/ecslint/analyzer"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/overlay"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/analyzer/triage"
	"github.com/ecslint/ecslint/fetch"
)

// A judged is what is reported on, and what was there before.
type judged struct {
	now     *snapshot.Snapshot
	before  []*snapshot.Snapshot
	guesses []triage.Guess

	// later is what comes after now, where that is a state between: every instance is replaced; nil for none.
	later *snapshot.Snapshot
}

// compare lays what was read over the account, and reads what it was before.
func (a *app) compare(ctx context.Context, c *comparison, request fetch.Request, res *fetch.Result) (*judged, error) {
	j := &judged{now: res.Snapshot}

	if c.diffBase != "" {
		base, err := a.openBase(ctx, c.diffBase, request, res.Problems)
		if err != nil {
			return nil, err
		}

		if base, err = overlay.Moved(base, j.now); err != nil {
			return nil, fmt.Errorf("--diff-base: %w", err)
		}

		j.before = append(j.before, base)
	}

	if c.against == "" {
		return j, nil
	}

	account, err := a.openAgainst(ctx, c)
	if err != nil {
		return nil, err
	}

	return j, a.lay(c, account, j)
}

// lay lays both versions of the files over the account: what it has already the change does not cause, and neither
// what the older version causes, which may not be deployed yet. An older version without a place is left out.
func (a *app) lay(c *comparison, account *snapshot.Snapshot, j *judged) error {
	var base *snapshot.Snapshot
	if len(j.before) > 0 {
		base = j.before[0]
	}

	now, replaced, err := c.over(account, j.now, base)
	if err != nil {
		return c.typed(err)
	}

	if j.later, err = c.allReplaced(account, j.now, base, replaced); err != nil {
		return c.typed(err)
	}

	a.sayReplaced(replaced)

	before := []*snapshot.Snapshot{account}

	for _, base := range j.before {
		laid, replaced, err := c.over(account, base, nil)
		if err != nil {
			a.say("warning: the base is left out, since it cannot be laid over the account: " + lines(err)[0])

			continue
		}

		before = append(before, laid)

		all, err := c.allReplaced(account, base, nil, replaced)
		if err != nil {
			return err
		}

		if all != nil {
			before = append(before, all)
		}
	}

	j.now, j.before, j.guesses = now, before, guesses(replaced)

	return nil
}

// over lays a change over the account; before is what it was, nil where that is not known.
func (c *comparison) over(
	account, change, before *snapshot.Snapshot,
) (*snapshot.Snapshot, []overlay.Replaced, error) {
	options, err := c.options(account, change)
	if err != nil {
		return nil, nil, err
	}

	options.Before = before

	return overlay.Over(account, change, options)
}

// options are the places that flags and the configuration name.
func (c *comparison) options(account, change *snapshot.Snapshot) (overlay.Options, error) {
	options := overlay.Options{Services: map[string]string{}}
	for key, service := range c.services {
		options.Services[path.Clean(filepath.ToSlash(key))] = service
	}

	if len(c.account.clusters) > 0 && len(account.Clusters) == 1 {
		options.Cluster = account.Clusters[0].ID
	}

	if c.service == "" {
		return options, nil
	}

	if len(change.TaskDefinitions) > 1 {
		return options, fmt.Errorf("--service names the service of one task definition; there are %d",
			len(change.TaskDefinitions))
	}

	for i := range change.TaskDefinitions {
		options.Services[change.TaskDefinitions[i].Family] = c.service
	}

	return options, nil
}

// typed adds what to type to an error of the overlay.
func (c *comparison) typed(err error) error {
	const (
		service = "--service CLUSTER/NAME, or services: of .ecslint.yaml, says which service it is for"
		cluster = "--cluster NAME judges it as a new service of that cluster"
		narrow  = "--cluster NAME narrows the account"
	)

	switch {
	case errors.Is(err, overlay.ErrNoPlace) && len(c.account.clusters) == 0:
		return fmt.Errorf("%w\n%s, %s", err, cluster, service)
	case errors.Is(err, overlay.ErrNoPlace), errors.Is(err, overlay.ErrAmbiguous):
		return fmt.Errorf("%w\n%s, %s", err, service, narrow)
	default:
		return err
	}
}

// mostReplaced is how many lines say what was replaced.
const mostReplaced = 20

func (a *app) sayReplaced(replaced []overlay.Replaced) {
	var told, unchanged []string

	for _, r := range replaced {
		if r.Same {
			unchanged = append(unchanged, r.String())
		} else {
			told = append(told, r.String())
		}
	}

	if len(unchanged) > 1 {
		unchanged = []string{fmt.Sprintf("task definitions that are what services run already: %d", len(unchanged))}
	}

	for _, line := range told[:min(len(told), mostReplaced)] {
		a.say(line)
	}

	if more := len(told) - mostReplaced; more > 0 {
		a.say(fmt.Sprintf("and %d more like these", more))
	}

	for _, line := range unchanged {
		a.say(line)
	}
}

// guesses are what was taken for granted about services that do not exist yet.
func guesses(replaced []overlay.Replaced) []triage.Guess {
	var all []triage.Guess

	for _, r := range replaced {
		if r.Kind != overlay.KindTaskDefinition || !r.New {
			continue
		}

		for _, known := range facts.Assumptions() {
			if known.Code == facts.NewService {
				all = append(all, triage.Guess{
					Cluster: r.Cluster, Service: r.Service,
					Assumption: finding.Assumption{Code: known.Code, Text: known.Assumed},
				})
			}
		}
	}

	return all
}

// reportChange analyses what was read and what was there before, and fails on what the change causes only.
func (a *app) reportChange(ctx context.Context, r *reporting, j *judged, problems []error) error {
	report, err := analyzer.AnalyzeChange(ctx, j.now, j.before, r.analysis())
	if err != nil {
		return err
	}

	if j.later != nil {
		later, err := analyzer.AnalyzeChange(ctx, j.later, j.before, r.options())
		if err != nil {
			return err
		}

		also(report, later)
	}

	triage.Assume(report, j.guesses)
	locate(report, j)

	r.narrowed = true // an ignore may speak of what is no part of the change

	report, unread := r.apply(report, j.now)
	problems = append(problems, unread...)

	if err := a.tell(r, report, "", problems); err != nil {
		return err
	}

	return r.gate.verdict(report, problems)
}
