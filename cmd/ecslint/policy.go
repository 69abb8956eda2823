package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/pflag"

	"github.com/ecslint/ecslint/analyzer/engine"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/cmd/ecslint/internal/config"
	"github.com/ecslint/ecslint/fetch/typo"
	"github.com/ecslint/ecslint/policies"
)

// policying is the folders of rules of one's own, and the rules in them.
type policying struct {
	folders []string

	users *engine.UserRules
}

func (p *policying) flags(f *pflag.FlagSet) {
	f.StringArrayVar(&p.folders, "policy", nil, "`folder` with rules of your own, in Rego; repeatable")
}

// read compiles the rules of the flag and of the configuration, whose folders are beside it. A folder that both name is
// read once.
func (p *policying) read(
	ctx context.Context, flags *pflag.FlagSet, dir string, c *config.File,
) ([]finding.Rule, error) {
	var all []engine.Policy

	seen := map[string]bool{}

	add := func(base, name, told string) error {
		at := absolute(base, name)
		if seen[at] {
			return nil
		}

		seen[at] = true

		if info, err := os.Stat(at); err != nil || !info.IsDir() {
			return fmt.Errorf("%s: there is no folder %s; name one with rules in Rego", told, quoted(name))
		}

		all = append(all, engine.Policy{Name: relative(dir, at), FS: os.DirFS(at)})

		return nil
	}

	for _, name := range p.folders {
		if name == "" {
			return nil, notEmpty(flags.Lookup("policy"))
		}

		if err := add(dir, name, spelled(flags.Lookup("policy"))); err != nil {
			return nil, err
		}
	}

	for i, name := range c.Policies {
		if err := add(c.Dir, name, c.PolicyPlaces[i]); err != nil {
			return nil, err
		}
	}

	if len(all) == 0 {
		return nil, nil
	}

	var err error
	p.users, err = engine.ReadPolicies(ctx, all, policyOptions())

	return p.users.Catalogue(), err
}

func policyOptions() engine.PolicyOptions {
	return engine.PolicyOptions{
		Rules: policies.FS, Schema: policies.FactsSchema,
		Suggest: func(name string, known []string) string { return typo.DidYouMean(typo.Nearest(name, known)) },
	}
}

// relative is a path as somebody in a folder would type it.
func relative(dir, at string) string {
	if short, err := filepath.Rel(dir, at); err == nil {
		at = short
	}

	return filepath.ToSlash(at)
}

// catalogue are the built-in rules and those of the flag.
func (p *policying) catalogue(ctx context.Context, flags *pflag.FlagSet) ([]finding.Rule, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}

	own, err := p.read(ctx, flags, dir, &config.File{})
	if err != nil {
		return nil, err
	}

	return catalogued(own)
}

// catalogued are the built-in rules and those of one's own.
func catalogued(own []finding.Rule) ([]finding.Rule, error) {
	builtin, err := engine.ReadCatalogue(policies.FS)

	return slices.Concat(builtin, own), err
}
