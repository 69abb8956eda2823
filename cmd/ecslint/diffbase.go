package main

import (
	"context"
	"fmt"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch"
)

// openBase reads the files as they were before. What is not there, or cannot be read, is new.
func (a *app) openBase(ctx context.Context, base string, request fetch.Request) (*snapshot.Snapshot, error) {
	tree, err := fetch.OpenBase(ctx, base, request.Paths)
	if err != nil {
		return nil, fmt.Errorf("--diff-base: %w", err)
	}
	defer tree.Close()

	before, missing, err := tree.Paths(request.Paths)
	if err != nil {
		return nil, fmt.Errorf("--diff-base: %w", err)
	}

	for _, p := range missing {
		a.say(fmt.Sprintf("warning: %s is not in %s; all of it counts as new", p, base))
	}

	if len(before) == 0 {
		return snapshot.New(), nil
	}

	res, err := fetch.Open(ctx, fetch.Request{Paths: before, Exclude: request.Exclude})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}

	if err != nil {
		res = &fetch.Result{Snapshot: snapshot.New(), Problems: []error{err}}
	}

	for _, problem := range res.Problems {
		for _, line := range lines(problem) {
			a.say(fmt.Sprintf("warning: not read in %s: %s", base, tree.Own(line)))
		}
	}

	tree.Rename(res.Snapshot)

	return res.Snapshot, nil
}
