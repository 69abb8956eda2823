package main

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/ecslint/ecslint/analyzer/snapshot"
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
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			res, err := a.open(cmd.Context(), &from)
			if res == nil {
				return err
			}

			// A map of a network is for its owner's eyes.
			failed := a.toFile(path, 0o600, func(w io.Writer) error { return snapshot.Encode(w, res.Snapshot) })

			return errors.Join(err, failed, complete(res.Snapshot))
		},
	}
	from.flags(cmd)
	cmd.Flags().StringVarP(&path, "output", "o", "-", "file to write")

	return cmd
}
