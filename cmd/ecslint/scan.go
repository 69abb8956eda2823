package main

import (
	"github.com/spf13/cobra"

	"github.com/ecslint/ecslint/fetch"
)

func newScan(a *app) *cobra.Command {
	var (
		from source
		to   reporting
	)

	cmd := &cobra.Command{
		Use:   "scan",
		Short: "Find what is wrong in a live account",
		Example: `  ecslint scan --demo
  ecslint scan --profile prod --region eu-north-1
  ecslint scan --profile prod -f text -f json=report.json
  ecslint scan --aws-json answers/`,
		Args: noPath("--aws-json PATH is a folder of AWS CLI answers, --snapshot PATH a file that `ecslint snapshot` " +
			"wrote, and `ecslint check PATH` reads task definitions"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := to.check(cmd.Context(), cmd.Flags()); err != nil {
				return err
			}

			res, interrupted := a.open(cmd.Context(), &from)
			if res == nil {
				return interrupted
			}

			to.narrowed = len(from.clusters) > 0

			return a.report(cmd.Context(), &to, res, suggestHint(&from, res), interrupted)
		},
	}
	from.flags(cmd)
	to.flags(cmd)

	return cmd
}

// suggestHint says what to type for the groups that would be right, where there are services.
func suggestHint(from *source, res *fetch.Result) string {
	if len(res.Snapshot.Services) == 0 {
		return ""
	}

	return "What would be right:  ecslint suggest" + from.again()
}
