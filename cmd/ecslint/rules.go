package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/ecslint/ecslint/analyzer/engine"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/policies"
)

func newRules(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "rules [RULE]",
		Short:   "List the rules, or explain one",
		Example: "  ecslint rules\n  ecslint rules bridge/ephemeral-range-open",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			rules, err := engine.ReadCatalogue(policies.FS)
			if err != nil {
				return err
			}

			if len(args) == 0 {
				return list(a.stdout, rules)
			}

			i := slices.IndexFunc(rules, func(r finding.Rule) bool { return r.ID == args[0] })
			if i < 0 {
				return fmt.Errorf("no rule %q; `ecslint rules` lists them", args[0])
			}

			return explain(a.stdout, rules[i])
		},
	}
}

func list(w io.Writer, rules []finding.Rule) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "RULE\tSEVERITY\tSCOPE\tTITLE")

	for _, r := range rules {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", r.ID, severities(r), r.Scope, r.Title)
	}

	return table.Flush()
}

func severities(r finding.Rule) string {
	all := make([]string, len(r.Severities))
	for i, s := range r.Severities {
		all[i] = string(s)
	}

	return strings.Join(all, ", ")
}

func explain(w io.Writer, r finding.Rule) error {
	var b strings.Builder

	fmt.Fprintf(&b, "%s: %s\n\n%s\n\nSeverity  %s\nScope     %s\n", r.ID, r.Title, r.Description, severities(r), r.Scope)

	for _, name := range slices.Sorted(maps.Keys(r.Applies)) {
		fmt.Fprintf(&b, "Applies   %s: %s\n", name, strings.Join(r.Applies[name], ", "))
	}

	if len(r.YieldsTo) > 0 {
		fmt.Fprintf(&b, "Yields to %s\n", strings.Join(r.YieldsTo, ", "))
	}

	for _, name := range slices.Sorted(maps.Keys(r.Mappings)) {
		fmt.Fprintf(&b, "See also  %s: %s\n", name, strings.Join(r.Mappings[name], ", "))
	}

	fmt.Fprintf(&b, "\nHow to fix it\n%s\n\nReferences\n%s\n", r.Remediation, strings.Join(r.References, "\n"))

	_, err := io.WriteString(w, b.String())

	return err
}
