package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/ecslint/ecslint/fetch"
)

func newCheck(a *app) *cobra.Command {
	var to reporting

	cmd := &cobra.Command{
		Use:   "check PATH...",
		Short: "Find what is wrong in task definitions before they are merged",
		Long: "check reads task definitions as JSON or YAML: the input of register-task-definition, an answer of\n" +
			"describe-task-definition, or a bare list of container definitions. A folder is walked. - is standard input.",
		Example: `  ecslint check task-definition.json
  ecslint check deploy/
  ecslint check - < task-definition.json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if err := to.check(); err != nil {
				return err
			}

			request := fetch.Request{Paths: paths}

			if slices.Contains(paths, "-") {
				data, err := io.ReadAll(io.LimitReader(a.stdin, fetch.MaxFile+1)) // one more shows that it is too large
				if err != nil {
					return fmt.Errorf("read standard input: %w", err)
				}

				request.Stdin = data
			}

			res, err := fetch.Open(cmd.Context(), request)
			if err != nil {
				return err
			}

			if res.Skipped > 0 {
				fmt.Fprintf(a.stderr, "ecslint: other files skipped: %d\n", res.Skipped)
			}

			return a.report(cmd.Context(), &to, res, "", nil)
		},
	}
	to.flags(cmd)

	return cmd
}
