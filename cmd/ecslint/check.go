package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/ecslint/ecslint/fetch"
)

func newCheck(a *app) *cobra.Command {
	var c checking

	cmd := &cobra.Command{
		Use:   "check PATH...",
		Short: "Find what is wrong in task definitions before they are merged",
		Long: "check reads task definitions as JSON or YAML: the input of register-task-definition, an answer of\n" +
			"describe-task-definition, several of those in a list or in YAML documents, or a bare list of container\n" +
			"definitions. A folder is walked. - is standard input.\n" +
			"\n" +
			"--exclude leaves files and folders out of a walk: by their name, as in '*.tpl.json', or by their path below\n" +
			"the folder that is named, as in 'test/broken'. A file that is named itself is always read.\n" +
			"\n" +
			"--against judges the files inside an account: each task definition takes the place of what the services of its\n" +
			"family run. --diff-base compares with the same files as they were. Then only what the change causes fails; what\n" +
			"was there before is counted.",
		Example: `  ecslint check task-definition.json
  ecslint check deploy/
  ecslint check . --exclude testdata
  ecslint check - < task-definition.json
  ecslint check task-definition.json --against live --profile prod
  ecslint check task-definition.json --against prod.json --cluster prod
  ecslint check deploy/ --diff-base origin/main`,
		Args: func(_ *cobra.Command, paths []string) error {
			if len(paths) == 0 {
				return errors.New("check needs a path: a task definition, a folder with some, or - for standard input")
			}

			return nil
		},
		RunE: func(cmd *cobra.Command, paths []string) error { return c.run(cmd, a, paths) },
	}
	c.to.flags(cmd)
	c.with.flags(cmd)
	cmd.Flags().BoolVar(&c.to.all, "all", false, "show what was there before the change too")
	cmd.Flags().StringSliceVar(&c.exclude, "exclude", nil, "name or path glob to leave out of a folder, repeatable")

	return cmd
}

// checking is the flags of check.
type checking struct {
	to      reporting
	with    comparison
	exclude []string
}

func (c *checking) run(cmd *cobra.Command, a *app, paths []string) error {
	if err := c.to.check(cmd.Flags()); err != nil {
		return err
	}

	if err := c.with.check(cmd.Flags(), paths); err != nil {
		return err
	}

	request := fetch.Request{Paths: paths, Exclude: c.to.exclusions(c.exclude)}

	res, err := a.openPaths(cmd.Context(), &request)
	if err != nil {
		return err
	}

	c.to.roots = paths

	if !c.with.any() {
		return a.report(cmd.Context(), &c.to, res, "", nil)
	}

	j, err := a.compare(cmd.Context(), &c.with, request, res)
	if err != nil {
		return err
	}

	return a.reportChange(cmd.Context(), &c.to, j, res.Problems)
}

// openPaths reads files and folders.
func (a *app) openPaths(ctx context.Context, request *fetch.Request) (*fetch.Result, error) {
	if slices.Contains(request.Paths, "-") {
		data, err := io.ReadAll(io.LimitReader(a.stdin, fetch.MaxFile+1)) // one more shows that it is too large
		if err != nil {
			return nil, fmt.Errorf("read standard input: %w", err)
		}

		request.Stdin = data
	}

	res, err := fetch.Open(ctx, *request)
	if err != nil {
		return nil, err
	}

	if res.Skipped > 0 {
		a.say(fmt.Sprintf("other files skipped: %d", res.Skipped))
	}

	return res, nil
}
