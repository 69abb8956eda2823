package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/triage"
	"github.com/ecslint/ecslint/analyzer/visible"
	"github.com/ecslint/ecslint/fetch/typo"
)

func newRules(a *app) *cobra.Command {
	var (
		format, path string
		own          policying
	)

	cmd := &cobra.Command{
		Use:   "rules [RULE or CATEGORY]",
		Short: "List the rules, or explain one",
		Example: `  ecslint rules
  ecslint rules bridge
  ecslint rules bridge/ephemeral-range-open
  ecslint rules -f json
  ecslint rules -f markdown > rules.md
  ecslint rules custom --policy policies/
  ecslint rules test policies/`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return errors.New("rules explains one rule at a time")
			}

			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(ruleFormats(), format) {
				return fmt.Errorf("%s %q; there are %s",
					spelled(cmd.Flags().Lookup("format")), format, strings.Join(ruleFormats(), ", "))
			}

			if err := checkOutput(cmd.Flags()); err != nil {
				return err
			}

			all, err := own.catalogue(cmd.Context(), cmd.Flags())
			if err != nil {
				return err
			}

			chosen, one, err := choose(append(all, triage.Rules()...), args)
			if err != nil {
				return err
			}

			return a.toFile(path, func(w io.Writer) error { return writeRules(visible.Lines(w), format, chosen, one) })
		},
	}
	cmd.Flags().StringVarP(&format, "format", "f", "text", "format: "+strings.Join(ruleFormats(), ", "))
	cmd.Flags().StringVarP(&path, "output", "o", "-", "file to write")
	own.flags(cmd.Flags())
	cmd.AddCommand(newRulesTest(a))

	return cmd
}

// choose finds the rules that are meant, and tells whether it is one that was asked for: by its id, by the last part
// of it where no other rule has the same, or by their category.
func choose(all []finding.Rule, args []string) (chosen []finding.Rule, one bool, err error) {
	if len(args) == 0 {
		return all, false, nil
	}

	meant := strings.TrimSuffix(args[0], "/")

	var byName, inCategory []finding.Rule

	for _, r := range all {
		category, name, _ := strings.Cut(r.ID, "/")

		switch meant {
		case r.ID:
			return []finding.Rule{r}, true, nil
		case category:
			inCategory = append(inCategory, r)
		case name:
			byName = append(byName, r)
		}
	}

	switch {
	case len(inCategory) > 0:
		return inCategory, false, nil
	case len(byName) == 1:
		return byName, true, nil
	default:
		return nil, false, fmt.Errorf("there is no rule %q%s; `ecslint rules` lists them",
			meant, typo.DidYouMean(alike(all, byName, meant)))
	}
}

// alike are the rules and categories that may have been meant.
func alike(all, byName []finding.Rule, meant string) []string {
	if len(byName) > 0 {
		return ids(byName)
	}

	full := map[string]string{}

	for _, r := range all {
		category, name, _ := strings.Cut(r.ID, "/")
		full[category], full[r.ID] = category, r.ID

		if strings.Contains(meant, "/") {
			continue
		}

		full[name] = r.ID
	}

	var names []string
	for _, name := range typo.Nearest(meant, slices.Sorted(maps.Keys(full))) {
		names = append(names, full[name])
	}

	return names
}

func ids(rules []finding.Rule) []string {
	all := make([]string, len(rules))
	for i := range rules {
		all[i] = rules[i].ID
	}

	return all
}
