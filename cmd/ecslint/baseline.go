package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/ecslint/ecslint/analyzer/triage"
	"github.com/ecslint/ecslint/analyzer/visible"
	"github.com/ecslint/ecslint/fetch"
)

// A baselining is what the flags of baseline say.
type baselining struct {
	from  source
	known triaging
	given inputs
	path  string
}

func newBaseline(a *app) *cobra.Command {
	var b baselining

	cmd := &cobra.Command{
		Use:   "baseline [PATH...]",
		Short: "Write today's findings as the baseline: only what comes later fails",
		Long: "baseline writes the findings of check, where paths are given, or else of scan, to a file that\n" +
			"--baseline of those commands takes. It holds keys, rules, severities and counts, sorted, so that it can be\n" +
			"kept beside the code. What an ignore suppresses is not in it. A finding that becomes worse is new again.",
		Example: `  ecslint baseline deploy/ -o ecslint-baseline.json
  ecslint check deploy/ --baseline ecslint-baseline.json
  ecslint baseline --profile prod -o prod-baseline.json`,
		RunE: func(cmd *cobra.Command, paths []string) error { return b.run(a, cmd, paths) },
	}
	b.from.flags(cmd)
	b.known.flags(cmd.Flags(), false)
	cmd.Flags().StringVarP(&b.path, "output", "o", "-", "file to write")
	b.given.flags(cmd)

	return cmd
}

// run writes the findings of paths, or of the source that the flags name.
func (b *baselining) run(a *app, cmd *cobra.Command, paths []string) error {
	if err := checkOutput(cmd.Flags()); err != nil {
		return err
	}

	if err := b.known.load(cmd.Context(), cmd.Flags()); err != nil {
		return err
	}

	b.known.roots, b.known.narrowed = paths, len(b.from.clusters) > 0

	request := fetch.Request{Paths: paths, Exclude: b.known.exclusions(b.given.exclude)}
	if err := b.given.into(&request); err != nil {
		return err
	}

	if len(paths) == 0 {
		if err := b.given.none(); err != nil {
			return err
		}
	}

	res, err := a.openEither(cmd.Context(), &b.from, request)
	if err != nil {
		return err
	}

	report, problems, err := b.known.judge(cmd.Context(), res.Snapshot)
	if problems = append(res.Problems, problems...); err != nil || len(problems) > 0 {
		return errors.Join(append(problems, err)...) // a baseline of less would let the rest fail later
	}

	failed := a.toFile(b.path, func(w io.Writer) error { return triage.NewBaseline(report).Encode(visible.Lines(w)) })

	return errors.Join(failed, complete(res.Snapshot))
}

// openEither reads paths where there are some, and else the source that the flags name.
func (a *app) openEither(ctx context.Context, from *source, request fetch.Request) (*fetch.Result, error) {
	if len(request.Paths) == 0 {
		return a.open(ctx, from)
	}

	if err := from.none(); err != nil {
		return nil, err
	}

	return a.openPaths(ctx, &request)
}
