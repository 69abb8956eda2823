package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/ecslint/ecslint/analyzer/visible"
)

// app is the process as commands see it.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	env            environment
}

// say tells a person something that is no finding: an error, a warning, a count.
func (a *app) say(text string) {
	fmt.Fprintln(a.stderr, "ecslint:", visible.String(text))
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
		Args:              knownCommand,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: a.fromEnvironment,
		Version:           version(),
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveDefault)
	root.AddCommand(
		newScan(a), newCheck(a), newSuggest(a), newReach(a), newSnapshot(a), newBaseline(a), newRules(a),
		newVersion(a), newExitCodes(),
	)
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(newHelp(root))
	root.SetVersionTemplate("ecslint {{.Version}}\n")
	root.Flags().Bool("version", false, "print the version") // before cobra makes one that takes -v

	return root
}

func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Explain a command",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err == nil && cmd == root {
				err = knownCommand(root, rest)
			}

			if err != nil {
				return err
			}

			return cmd.Help()
		},
	}
}

func newExitCodes() *cobra.Command {
	return &cobra.Command{
		Use:   "exit-codes",
		Short: "What the exit status says",
		Long: `The exit status of scan and check:

  0    no finding at or above --fail-on (default high); what is suppressed or in the --baseline does not count
  1    findings at or above --fail-on
  2    wrong usage, or input that cannot be read: a file, a profile, a cluster that matches nothing;
       or a rule of your own (--policy) that fails: what the others find is told all the same
  3    incomplete: a call failed or was denied, no documented default stands in for it, and a rule that ran
       does not see because of it; --allow-partial turns this off, --strict takes no gap at all
  130  interrupted

Where several hold, 2 precedes 3, and 3 precedes 1.`,
	}
}
