package analyzer_test

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/triage"
)

// A page says of its rule what the catalogue says, in the same order as every other page, and its examples are
// what ecslint prints.
func TestRulePagesAreFresh(t *testing.T) {
	t.Parallel()

	links := references(t)

	for _, rule := range catalogue(t) {
		t.Run(rule.ID, func(t *testing.T) {
			t.Parallel()

			file := filepath.Join(pagesDir, filepath.FromSlash(rule.ID)+".md")

			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}

			page := string(data)
			if diff := cmp.Diff(outline(rule), headings(page)); diff != "" {
				t.Errorf("%s: outline (-want +got):\n%s", file, diff)
			}

			checkLinks(t, file, page, rule, links)
			checkWhy(t, file, page, rule)
			fresh(t, file, run(t, file, page, rule))
		})
	}
}

// The index lists the rules as the catalogue has them.
func TestRuleIndexIsFresh(t *testing.T) {
	t.Parallel()

	var b strings.Builder

	b.WriteString("# Rules\n\nGenerated from the METADATA of the rules, `config/` from Go. " +
		"`ecslint rules` prints the same list, `ecslint rules ID` explains one.\n\n" +
		"| rule | severity | title |\n|---|---|---|\n")

	for _, rule := range slices.Concat(catalogue(t), triage.Rules()) {
		fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s |\n", rule.ID, rule.ID, severities(rule), rule.Title)
	}

	fresh(t, filepath.Join(pagesDir, "README.md"), b.String())
}

// outline is the title and the headings of a rule's page, and below the title what it can say and about what.
func outline(rule finding.Rule) []string {
	return []string{
		fmt.Sprintf("# %s: %s", rule.ID, rule.Title),
		fmt.Sprintf("**Severity:** %s · **Scope:** %s", severities(rule), rule.Scope),
		"## What it means", "## Example", "## Why it matters", "## How to fix it", "## When it is silent",
	}
}

func severities(rule finding.Rule) string {
	names := make([]string, len(rule.Severities))
	for i, severity := range rule.Severities {
		names[i] = string(severity)
	}

	return strings.Join(names, ", ")
}

func headings(page string) []string {
	var found []string

	for line := range strings.Lines(page) {
		if strings.HasPrefix(line, "#") || strings.HasPrefix(line, "**Severity:**") {
			found = append(found, strings.TrimSpace(line))
		}
	}

	return found
}

var link = regexp.MustCompile(`\]\(([^)]+)\)`)

// checkWhy wants the rule to say why it matters in the words of its page, links left out.
func checkWhy(t *testing.T, file, page string, rule finding.Rule) {
	t.Helper()

	plain := strings.NewReplacer("[", "", "]", "").Replace(link.ReplaceAllString(page, ""))
	want := "## Why it matters " + rule.Why + " ## How to fix it"

	if rule.Why == "" || !strings.Contains(strings.Join(strings.Fields(plain), " "), want) {
		t.Errorf("%s does not say why it matters as the rule does: %q", file, rule.Why)
	}
}

// references are the pages that the METADATA of any rule names.
func references(t *testing.T) []string {
	t.Helper()

	var all []string
	for _, rule := range catalogue(t) {
		all = append(all, rule.References...)
	}

	return all
}

// checkLinks wants the page where METADATA says it is, a link to every page that METADATA names, none to other
// sites, and a file behind every other link.
func checkLinks(t *testing.T, file, page string, rule finding.Rule, known []string) {
	t.Helper()

	if own := path.Join("docs/rules", rule.ID+".md"); !strings.HasSuffix(rule.References[0], own) {
		t.Errorf("the first reference of %s is %s, not %s", rule.ID, rule.References[0], own)
	}

	matches := link.FindAllStringSubmatch(page, -1)
	linked := make([]string, len(matches))

	for i, match := range matches {
		target := match[1]
		linked[i] = target

		if strings.HasPrefix(target, "https://") {
			if !slices.Contains(known, target) {
				t.Errorf("%s links %s, which no METADATA names", file, target)
			}
		} else if _, err := os.Stat(filepath.Join(filepath.Dir(file), target)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}

	for _, reference := range rule.References[1:] {
		if !slices.Contains(linked, reference) {
			t.Errorf("%s does not link %s", file, reference)
		}
	}
}

var example = regexp.MustCompile("(?s)\\]\\(([^)]+/fires/[^)]+)\\)[^\\n]*\\n\\n" +
	"```json\\n(.*?)```\\n\\n([^`\\n]*\\n\\n)?```text\\n(.*?)```\\n")

// run returns the page with the output of its examples as it is now. An example is a link to a fixture, the part
// of it that tells, and what ecslint prints.
func run(t *testing.T, file, page string, rule finding.Rule) string {
	t.Helper()

	examples := example.FindAllStringSubmatchIndex(page, -1)
	if fences := strings.Count(page, "```") / 2; len(examples) == 0 || fences != 2*len(examples) {
		t.Fatalf("%s: %d blocks are %d examples; each is a link to a fixture, a json and a text block",
			file, fences, len(examples))
	}

	for _, at := range slices.Backward(examples) {
		fixture := filepath.Join(filepath.Dir(file), page[at[2]:at[3]])
		if !slices.Contains(cases(t, rule, "fires"), filepath.Dir(fixture)) {
			t.Errorf("%s: %s is no fixture of the rule", file, fixture)
		}

		checkExcerpt(t, fixture, page[at[4]:at[5]])

		page = page[:at[8]] + text(t, of(analyze(t, filepath.Dir(fixture)), rule.ID)) + page[at[9]:]
	}

	return page
}

// checkExcerpt wants the lines of an excerpt in the fixture, in order. A line with an ellipsis stands for any number
// of lines left out, and without one nothing is.
func checkExcerpt(t *testing.T, fixture, excerpt string) {
	t.Helper()

	rest := "\n" + bare(contents(t, fixture))

	for part := range strings.SplitSeq(bare(excerpt), "…\n") {
		_, after, found := strings.Cut(rest, "\n"+part)
		if !found {
			t.Errorf("%s does not hold these lines, or not in this order:\n%s", fixture, part)
		}

		rest = "\n" + after
	}
}

// bare is JSON without what an excerpt changes: indents, and commas at the end of a line.
func bare(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimSuffix(strings.TrimSpace(line), ",") + "\n")
	}

	return b.String()
}

func contents(t *testing.T, file string) string {
	t.Helper()

	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}

	return string(data)
}
