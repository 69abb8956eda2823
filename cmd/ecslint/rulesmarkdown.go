package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// listMarkdown writes a table of rules, each with a link to its page.
func listMarkdown(w io.Writer, rules []finding.Rule) error {
	var b strings.Builder

	b.WriteString("| rule | severity | scope | title |\n|---|---|---|---|\n")

	for _, r := range rules {
		name := r.ID
		if len(r.References) > 0 { // which a users' rule need not have
			name = fmt.Sprintf("[%s](%s)", r.ID, r.References[0])
		}

		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", name, severities(r), r.Scope, cell(r.Title))
	}

	_, err := io.WriteString(w, b.String())

	return err
}

// cell is text that ends no cell of a table.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

func explainMarkdown(w io.Writer, r finding.Rule) error {
	var b strings.Builder

	fmt.Fprintf(&b, "# %s: %s\n\n%s\n\n", r.ID, r.Title, r.Description)

	for _, d := range details(r) {
		fmt.Fprintf(&b, "- **%s:** %s\n", d.name, d.value)
	}

	if r.Why != "" { // which a users' rule has in its description
		fmt.Fprintf(&b, "\n## Why it matters\n\n%s\n", r.Why)
	}

	fmt.Fprintf(&b, "\n## How to fix it\n\n%s\n", r.Remediation)

	if len(r.References) > 0 {
		b.WriteString("\n## References\n\n")
	}

	for _, page := range r.References {
		fmt.Fprintf(&b, "- <%s>\n", page)
	}

	_, err := io.WriteString(w, b.String())

	return err
}
