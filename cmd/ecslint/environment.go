package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/ecslint/ecslint/fetch/typo"
)

// environment is the variables of the process.
type environment map[string]string

func newEnvironment(list []string) environment {
	env := environment{}

	for _, entry := range list {
		name, value, _ := strings.Cut(entry, "=")
		env[name] = value
	}

	return env
}

// prefix is that of the variables that stand for flags.
const prefix = "ECSLINT_"

// fromEnvironment sets each flag that was not given from ECSLINT_<FLAG>: a flag wins over its own variable, the
// variable over the default. An empty variable counts as none, but for a source.
func (a *app) fromEnvironment(cmd *cobra.Command, _ []string) error {
	a.warn(cmd.Root())

	var failed error

	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		value, set := a.env[variable(f.Name)]
		if !set || f.Changed || failed != nil || value == "" && !isSource(f.Name) || isQuestion(f.Name) {
			return
		}

		if err := setFrom(cmd.Flags(), f, value); err != nil {
			failed = invalidValue(spelled(f), value, f, err)
		}
	})

	return failed
}

// isQuestion tells the flags that ask about the program. Their variables say nothing: ECSLINT_VERSION is where a
// pipeline notes which version it installs.
func isQuestion(name string) bool { return name == "help" || name == "version" }

// setFrom sets a flag from its variable, which the flag notes. The items of a list that takes a flag for each stand
// between commas.
func setFrom(flags *pflag.FlagSet, f *pflag.Flag, value string) error {
	failed := flags.SetAnnotation(f.Name, byVariable, nil)
	if f.Value.Type() != "stringArray" {
		return errors.Join(failed, flags.Set(f.Name, value))
	}

	for item := range strings.SplitSeq(value, ",") {
		failed = errors.Join(failed, flags.Set(f.Name, strings.TrimSpace(item)))
	}

	return failed
}

// byVariable is the annotation of a flag that its variable set.
const byVariable = "ecslint_by_variable"

func fromVariable(f *pflag.Flag) bool {
	_, ok := f.Annotations[byVariable]

	return ok
}

// spelled is a flag as it was given, for messages: --fail-on or ECSLINT_FAIL_ON.
func spelled(f *pflag.Flag) string {
	if fromVariable(f) {
		return variable(f.Name)
	}

	return "--" + f.Name
}

// variable is that of a flag.
func variable(flag string) string {
	return prefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// warn names the variables that look like ours and set nothing: a gate that is misspelled is a gate that is open.
func (a *app) warn(root *cobra.Command) {
	var known []string

	for _, cmd := range append(root.Commands(), root) {
		cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, variable(f.Name)) })
	}

	for _, name := range slices.Sorted(maps.Keys(a.env)) {
		if strings.HasPrefix(name, prefix) && !slices.Contains(known, name) {
			a.say(fmt.Sprintf("warning: no flag has the variable %s%s", name, typo.DidYouMean(typo.Nearest(name, known))))
		}
	}
}
