package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch"
)

// openBase reads the files as they were before. What is not there, or cannot be read, is new; now is what cannot be
// read of them as they are, which is said anyway.
func (a *app) openBase(
	ctx context.Context, base string, request fetch.Request, now []error,
) (*snapshot.Snapshot, error) {
	tree, err := fetch.OpenBase(ctx, base, slices.Concat(request.Paths, request.ParameterFiles, request.VarFiles))
	if err != nil {
		return nil, fmt.Errorf("--diff-base: %w", err)
	}
	defer tree.Close()

	there, missing, err := tree.Paths(request.Paths)
	if err != nil {
		return nil, fmt.Errorf("--diff-base: %w", err)
	}

	for _, p := range missing {
		a.say(fmt.Sprintf("warning: %s is not in %s; all of it counts as new", p, base))
	}

	if len(there) == 0 {
		return snapshot.New(), nil
	}

	request.Paths, request.Base = there, tree.Root()

	res, err := fetch.Open(ctx, request)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}

	if err != nil {
		res = &fetch.Result{Snapshot: snapshot.New(), Problems: []error{err}}
	}

	a.sayUnread(base, res.Problems, now)

	return res.Snapshot, nil
}

// sayUnread says once what cannot be read in the base.
func (a *app) sayUnread(base string, problems, now []error) {
	told := map[string]bool{}

	for _, problem := range now {
		for _, line := range lines(problem) {
			told[line] = true
		}
	}

	for _, problem := range problems {
		for _, line := range lines(problem) {
			if !told[line] {
				told[line] = true
				a.say(fmt.Sprintf("warning: not read in %s: %s", base, line))
			}
		}
	}
}
