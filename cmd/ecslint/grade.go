package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/ecslint/ecslint/analyzer"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/standard"
	"github.com/ecslint/ecslint/analyzer/triage"
	"github.com/ecslint/ecslint/cmd/ecslint/internal/config"
	"github.com/ecslint/ecslint/policies"
)

// grading is what a standard and a team say of rules: which are not asked, and how severe others are.
type grading struct {
	standard string

	disabled   []string
	severities map[string]finding.Severity
}

func (g *grading) flags(f *pflag.FlagSet) {
	f.StringVar(&g.standard, "standard", "",
		"severities of a published standard: "+strings.Join(config.Standards(), ", "))
}

// options are those of an analysis with these gradings.
func (g *grading) options() analyzer.Options {
	return analyzer.Options{Rules: policies.FS, Version: version(), Disabled: g.disabled, Severities: g.severities}
}

// read takes the standard, of the flag before that of the configuration, and then what the configuration says of rules.
func (g *grading) read(
	flags *pflag.FlagSet, c *config.File, catalogue []finding.Rule, meant func(string) string,
) error {
	name := c.Standard

	if f := flags.Lookup("standard"); f != nil && f.Changed {
		if err := config.CheckStandard(g.standard); err != nil {
			return fmt.Errorf("%s: %w", spelled(f), err)
		}

		name = g.standard
	}

	g.severities = map[string]finding.Severity{}

	if name == "security-hub" {
		table, err := standard.Parse(policies.SecurityHub)
		if err != nil {
			return err
		}

		g.severities = table.Severities()
	}

	return g.settings(c, catalogue, meant)
}

// settings go from the widest to the narrowest, so that the narrowest has the last word: an id stands above any glob,
// and a longer glob above a shorter one.
func (g *grading) settings(c *config.File, catalogue []finding.Rule, meant func(string) string) error {
	var errs []error

	off := map[string]bool{}

	for _, pattern := range slices.SortedFunc(maps.Keys(c.Rules), narrower) {
		setting := c.Rules[pattern]

		rules, err := triage.Named(pattern, catalogue)
		if err != nil {
			errs = append(errs,
				fmt.Errorf("%s:%d:%d: %w%s", c.Path, setting.Line, setting.Column, err, hint(err, pattern, meant)))
		}

		for _, rule := range rules {
			if setting.Enabled != nil {
				off[rule] = !*setting.Enabled
			}

			if setting.Severity != "" {
				g.severities[rule] = finding.Severity(setting.Severity)
			}
		}
	}

	for _, rule := range slices.Sorted(maps.Keys(off)) {
		if off[rule] {
			g.disabled = append(g.disabled, rule)
		}
	}

	return errors.Join(errs...)
}

func hint(err error, pattern string, meant func(string) string) string {
	if errors.Is(err, triage.ErrOwnRule) {
		return ""
	}

	return meant(pattern)
}

// narrower orders patterns by what they leave open.
func narrower(a, b string) int {
	wild := func(s string) int { return -min(1, strings.Count(s, "*")+strings.Count(s, "?")) }

	return cmp.Or(cmp.Compare(wild(a), wild(b)), cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}
