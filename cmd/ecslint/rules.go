package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/ecslint/ecslint/analyzer/engine"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/triage"
	"github.com/ecslint/ecslint/analyzer/visible"
	"github.com/ecslint/ecslint/fetch/typo"
	"github.com/ecslint/ecslint/policies"
)

func newRules(a *app) *cobra.Command {
	var format, path string

	cmd := &cobra.Command{
		Use:   "rules [RULE or CATEGORY]",
		Short: "List the rules, or explain one",
		Example: `  ecslint rules
  ecslint rules bridge
  ecslint rules bridge/ephemeral-range-open
  ecslint rules -f json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return errors.New("rules explains one rule at a time")
			}

			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return fmt.Errorf("%s %q; there are text, json", spelled(cmd.Flags().Lookup("format")), format)
			}

			if err := checkOutput(cmd.Flags()); err != nil {
				return err
			}

			all, err := engine.ReadCatalogue(policies.FS)
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
	cmd.Flags().StringVarP(&format, "format", "f", "text", "format: text, json")
	cmd.Flags().StringVarP(&path, "output", "o", "-", "file to write")

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

func writeRules(w io.Writer, format string, rules []finding.Rule, one bool) error {
	switch {
	case format == "json":
		return encode(w, rules)
	case one:
		return explain(w, rules[0])
	default:
		return list(w, rules)
	}
}

// encode writes rules as a document that, as the report does, says what it is.
func encode(w io.Writer, rules []finding.Rule) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")

	return encoder.Encode(struct {
		Schema string         `json:"schema"`
		Rules  []finding.Rule `json:"rules"`
	}{"ecslint.rules/v1", rules})
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
