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
	var (
		to      reporting
		exclude []string
	)

	cmd := &cobra.Command{
		Use:   "check PATH...",
		Short: "Find what is wrong in task definitions before they are merged",
		Long: "check reads task definitions as JSON or YAML: the input of register-task-definition, an answer of\n" +
			"describe-task-definition, several of those in a list or in YAML documents, or a bare list of container\n" +
			"definitions. A folder is walked. - is standard input.\n" +
			"\n" +
			"--exclude leaves files and folders out of a walk: by their name, as in '*.tpl.json', or by their path below\n" +
			"the folder that is named, as in 'test/broken'. A file that is named itself is always read.",
		Example: `  ecslint check task-definition.json
  ecslint check deploy/
  ecslint check . --exclude testdata
  ecslint check - < task-definition.json`,
		Args: func(_ *cobra.Command, paths []string) error {
			if len(paths) == 0 {
				return errors.New("check needs a path: a task definition, a folder with some, or - for standard input")
			}

			return nil
		},
		RunE: func(cmd *cobra.Command, paths []string) error {
			if err := to.check(cmd.Flags()); err != nil {
				return err
			}

			request := fetch.Request{Paths: paths, Exclude: to.exclusions(exclude)}

			res, err := a.openPaths(cmd.Context(), request)
			if err != nil {
				return err
			}

			to.roots = paths

			return a.report(cmd.Context(), &to, res, "", nil)
		},
	}
	to.flags(cmd)
	cmd.Flags().StringSliceVar(&exclude, "exclude", nil, "name or path glob to leave out of a folder, repeatable")

	return cmd
}

// openPaths reads files and folders.
func (a *app) openPaths(ctx context.Context, request fetch.Request) (*fetch.Result, error) {
	if slices.Contains(request.Paths, "-") {
		data, err := io.ReadAll(io.LimitReader(a.stdin, fetch.MaxFile+1)) // one more shows that it is too large
		if err != nil {
			return nil, fmt.Errorf("read standard input: %w", err)
		}

		request.Stdin = data
	}

	res, err := fetch.Open(ctx, request)
	if err != nil {
		return nil, err
	}

	if res.Skipped > 0 {
		a.say(fmt.Sprintf("other files skipped: %d", res.Skipped))
	}

	return res, nil
}
