package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// app is the process as commands see it.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
}

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "ecslint",
		Short: "Find what the security groups of an Amazon ECS cluster let in, and say what would be right",
		Long: "ecslint reads Amazon ECS task definitions and services together with the security groups they land in.\n" +
			"It says who can reach which task port, what is wrong with that, and which groups would be right.\n\n" +
			"Try it without an AWS account:  ecslint scan --demo",
		SilenceUsage:      true,
		SilenceErrors:     true,
		PersistentPreRunE: a.fromEnvironment,
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveDefault)
	root.AddCommand(
		newScan(a), newCheck(a), newSuggest(a), newReach(a), newSnapshot(a), newRules(a), newVersion(a), newExitCodes(),
	)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w; see `%s --help`", err, cmd.CommandPath())
	})

	return root
}

// fromEnvironment sets each flag that was not given from ECSLINT_<FLAG>: a flag wins over the environment,
// the environment over the default.
func (a *app) fromEnvironment(cmd *cobra.Command, _ []string) error {
	var failed error

	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		name := "ECSLINT_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		if value := a.getenv(name); value != "" && !f.Changed && !excluded(cmd, f) {
			if err := cmd.Flags().Set(f.Name, value); err != nil {
				failed = fmt.Errorf("%s: %w", name, err)
			}
		}
	})

	return failed
}

// excluded reports whether the flag cannot stand beside one that was given, so that its variable says nothing here.
func excluded(cmd *cobra.Command, f *pflag.Flag) bool {
	for _, group := range f.Annotations["cobra_annotation_mutually_exclusive"] {
		for name := range strings.FieldsSeq(group) {
			if other := cmd.Flags().Lookup(name); other != nil && other.Changed {
				return true
			}
		}
	}

	return false
}

func newExitCodes() *cobra.Command {
	return &cobra.Command{
		Use:   "exit-codes",
		Short: "What the exit status says",
		Long: `The exit status of scan and check:

  0    no finding at or above --fail-on (default high)
  1    findings at or above --fail-on
  2    wrong usage, or input that cannot be read: a file, a profile, a cluster that matches nothing
  3    incomplete: a call failed or was denied, no documented default stands in for it, and a rule that ran
       does not see because of it; --allow-partial turns this off, --strict takes no gap at all
  130  interrupted

Where several hold, 2 precedes 3, and 3 precedes 1.`,
	}
}
