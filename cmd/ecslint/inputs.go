package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/ecslint/ecslint/fetch"
)

// inputs is the flags that say what templates and modules are deployed with.
type inputs struct {
	parameters []string
	varFiles   []string
	vars       []string
	exclude    []string

	set *pflag.FlagSet
}

func (i *inputs) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	i.set = f
	f.StringArrayVar(&i.parameters, "parameters", nil, "`file` of parameters of CloudFormation templates, repeatable")
	f.StringArrayVar(&i.varFiles, "var-file", nil, "`file` of variables of Terraform modules, repeatable")
	f.StringArrayVar(&i.vars, "var", nil, "variable of Terraform modules, as `NAME=VALUE`, repeatable")
	f.StringSliceVar(&i.exclude, "exclude", nil, "name or path glob to leave out of a folder, repeatable")

	_ = cmd.MarkFlagFilename("parameters", "json", "yaml", "yml") // errors are about flags that are not there
	_ = cmd.MarkFlagFilename("var-file", "tfvars", "json")
}

// names are the flags that go with paths only.
func (i *inputs) names() []string { return []string{"parameters", "var-file", "var"} }

// none refuses them where no file is read that they could be about. A variable is what somebody wants of other runs.
func (i *inputs) none() error {
	for _, name := range i.names() {
		if f := i.set.Lookup(name); f.Changed && !fromVariable(f) {
			return fmt.Errorf("%s is about files; it goes with a path", spelled(f))
		}
	}

	return nil
}

// into sets what of a request the flags say.
func (i *inputs) into(request *fetch.Request) error {
	for _, name := range i.names() {
		if f := i.set.Lookup(name); f.Changed {
			if err := notEmpty(f); err != nil {
				return err
			}
		}
	}

	request.ParameterFiles, request.VarFiles = i.parameters, i.varFiles
	request.Vars = map[string]string{}

	for _, given := range i.vars {
		name, value, ok := strings.Cut(given, "=")
		if !ok || strings.TrimSpace(name) == "" {
			// Without what was given, which may be a secret.
			return fmt.Errorf("%s takes NAME=VALUE, such as --var port=8080", spelled(i.set.Lookup("var")))
		}

		request.Vars[strings.TrimSpace(name)] = value
	}

	return nil
}
