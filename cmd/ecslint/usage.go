package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/ecslint/ecslint/fetch/typo"
)

// flagError tells what is wrong with a flag in our words, and where to read on.
func flagError(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		lacking *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
	)

	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		err = fmt.Errorf("there is no flag -%s", unknown.GetSpecifiedName())
	case errors.As(err, &unknown):
		var known []string

		cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, "--"+f.Name) })

		name := "--" + unknown.GetSpecifiedName()
		err = fmt.Errorf("there is no flag %s%s", name, typo.DidYouMean(typo.Nearest(name, known)))
	case errors.As(err, &lacking):
		err = fmt.Errorf("--%s needs a value", lacking.GetFlag().Name)
	case errors.As(err, &invalid):
		f := invalid.GetFlag()
		err = invalidValue("--"+f.Name, invalid.GetValue(), f, errors.Unwrap(invalid))
	case errors.As(err, &syntax):
		err = fmt.Errorf("%q is no flag", syntax.GetSpecifiedFlag())
	}

	return fmt.Errorf("%w; see `%s --help`", err, cmd.CommandPath())
}

// invalidValue says what a flag, or its variable, does not take.
func invalidValue(name, value string, f *pflag.Flag, err error) error {
	if f.Value.Type() == "bool" {
		return fmt.Errorf("%s is %q, neither true nor false", name, value)
	}

	return fmt.Errorf("%s %q: %w", name, value, err)
}

func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no argument, but got %q", cmd.Name(), args[0])
	}

	return nil
}

// noPath refuses an argument where a path is given to a command whose source is a flag. hint says which flag, with
// PATH for what was given.
func noPath(hint string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}

		return fmt.Errorf("%s takes no argument: %s", cmd.Name(), strings.ReplaceAll(hint, "PATH", quoted(args[0])))
	}
}

// knownCommand refuses what is no command.
func knownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}

	var known []string

	for _, cmd := range root.Commands() {
		if cmd.IsAvailableCommand() || cmd.IsAdditionalHelpTopicCommand() {
			known = append(known, cmd.Name())
		}
	}

	hint := typo.DidYouMean(typo.Nearest(args[0], known))

	return fmt.Errorf("there is no command %q%s; see `ecslint --help`", args[0], hint)
}
