package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/ecslint/ecslint/analyzer/finding"
)

func ruleFormats() []string { return []string{"text", "json", "markdown"} }

// writeRules writes a list of rules, or explains the one that was asked for.
func writeRules(w io.Writer, format string, rules []finding.Rule, one bool) error {
	switch {
	case format == "json":
		return encode(w, rules)
	case format == "markdown" && one:
		return explainMarkdown(w, rules[0])
	case format == "markdown":
		return listMarkdown(w, rules)
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

	fmt.Fprintf(&b, "%s: %s\n\n", r.ID, r.Title)

	if r.Description != "" {
		fmt.Fprintf(&b, "%s\n", wrapped(r.Description))
	}

	for _, d := range details(r) {
		fmt.Fprintf(&b, "%-10s%s\n", d.name, d.value)
	}

	for _, part := range []detail{ // of which a users' rule need not have all
		{"Why it matters", wrapped(r.Why)},
		{"How to fix it", wrapped(r.Remediation)},
		{"References", strings.Join(r.References, "\n") + "\n"},
	} {
		if strings.TrimSpace(part.value) != "" {
			fmt.Fprintf(&b, "\n%s\n%s", part.name, part.value)
		}
	}

	_, err := io.WriteString(w, b.String())

	return err
}

// A detail is what a rule says of itself in a word or two.
type detail struct{ name, value string }

func details(r finding.Rule) []detail {
	all := []detail{{"Severity", severities(r)}, {"Scope", r.Scope}}

	for _, name := range slices.Sorted(maps.Keys(r.Applies)) {
		all = append(all, detail{"Applies", name + ": " + strings.Join(r.Applies[name], ", ")})
	}

	if len(r.YieldsTo) > 0 {
		all = append(all, detail{"Yields to", strings.Join(r.YieldsTo, ", ")})
	}

	for _, name := range slices.Sorted(maps.Keys(r.Mappings)) {
		all = append(all, detail{"See also", name + ": " + strings.Join(r.Mappings[name], ", ")})
	}

	return all
}

// wrapped is a paragraph in lines that a terminal takes.
func wrapped(text string) string {
	const width = 100

	var (
		b    strings.Builder
		used int
	)

	for word := range strings.FieldsSeq(text) {
		n := len([]rune(word))

		switch {
		case used == 0:
		case used+1+n > width:
			b.WriteString("\n")

			used = 0
		default:
			b.WriteString(" ")

			used++
		}

		b.WriteString(word)

		used += n
	}

	return b.String() + "\n"
}
