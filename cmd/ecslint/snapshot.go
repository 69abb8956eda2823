package main

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/analyzer/visible"
)

func newSnapshot(a *app) *cobra.Command {
	var (
		from source
		path string
	)

	cmd := &cobra.Command{
		Use:   "snapshot",
		Short: "Save what scan would read",
		Long: "snapshot saves what scan would read, so that it can be scanned again without the account.\n" +
			"It holds no secret value, but it is a map of a network: keep it as such.",
		Example: "  ecslint snapshot --profile prod -o prod.json\n  ecslint scan --snapshot prod.json",
		Args:    noPath("--aws-json PATH is a folder of AWS CLI answers"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkOutput(cmd.Flags()); err != nil {
				return err
			}

			res, err := a.open(cmd.Context(), &from)
			if res == nil {
				return err
			}

			failed := a.toFile(path, func(w io.Writer) error { return snapshot.Encode(visible.Lines(w), res.Snapshot) })

			return errors.Join(err, failed, complete(res.Snapshot))
		},
	}
	from.flags(cmd)
	cmd.Flags().StringVarP(&path, "output", "o", "-", "file to write")

	return cmd
}
