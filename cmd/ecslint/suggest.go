package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/ecslint/ecslint/analyzer/suggest"
	"github.com/ecslint/ecslint/analyzer/visible"
)

func newSuggest(a *app) *cobra.Command {
	var (
		from         source
		format, path string
		services     []string
	)

	cmd := &cobra.Command{
		Use:   "suggest",
		Short: "Write awsvpc security groups for services in host or bridge mode",
		Long: "suggest writes a security group for each service in host or bridge mode that keeps what is declared to be\n" +
			"needed, and a second one, flagged, for what is possible today and nothing explains.",
		Example: `  ecslint suggest --demo
  ecslint suggest --profile prod --service web -f terraform -o web.tf`,
		Args: noPath("--aws-json PATH is a folder of AWS CLI answers, --snapshot PATH a file that `ecslint snapshot` wrote"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if format != "text" && format != "json" && format != "terraform" {
				return fmt.Errorf("%s %q; there are text, json, terraform", spelled(cmd.Flags().Lookup("format")), format)
			}

			if err := checkOutput(cmd.Flags()); err != nil {
				return err
			}

			res, err := a.open(cmd.Context(), &from)
			if err != nil {
				return err
			}

			plan := suggest.Make(res.Snapshot, services)
			if missing := plan.Missing(services); missing != "" {
				return fmt.Errorf("--service %q is none of the services that were read", missing)
			}

			failed := a.toFile(path, func(w io.Writer) error { return writePlan(w, plan, format) })

			return errors.Join(failed, complete(res.Snapshot))
		},
	}
	from.flags(cmd)

	f := cmd.Flags()
	f.StringVarP(&format, "format", "f", "text", "format: text, json, terraform")
	f.StringVarP(&path, "output", "o", "-", "file to write")
	f.StringSliceVar(&services, "service", nil, "service to write groups for, repeatable (default: all)")

	return cmd
}

func writePlan(w io.Writer, plan *suggest.Plan, format string) error {
	switch format {
	case "json":
		return plan.JSON(visible.Lines(w))
	case "terraform":
		return plan.Terraform(visible.Lines(w))
	default:
		return plan.Text(w)
	}
}
