package standard_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/engine"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/standard"
	"github.com/ecslint/ecslint/policies"
)

var update = flag.Bool("update", false, "rewrite the generated files")

func securityHub(t *testing.T) *standard.Standard {
	t.Helper()

	s, err := standard.Parse(policies.SecurityHub)
	if err != nil {
		t.Fatal(err)
	}

	return s
}

func catalogue(t *testing.T) map[string]finding.Rule {
	t.Helper()

	rules, err := engine.ReadCatalogue(policies.FS)
	if err != nil {
		t.Fatal(err)
	}

	all := map[string]finding.Rule{}
	for _, r := range rules {
		all[r.ID] = r
	}

	return all
}

// The table names rules that there are, and each control once.
func TestTableIsTrue(t *testing.T) {
	t.Parallel()

	rules, seen, severity := catalogue(t), map[string]bool{}, map[string]finding.Severity{}

	for _, c := range securityHub(t).Controls {
		if _, err := finding.ParseSeverity(string(c.Severity)); err != nil || c.Title == "" || seen[c.Control] {
			t.Errorf("%s: %v, titled %q, there before: %t", c.Control, err, c.Title, seen[c.Control])
		}

		if seen[c.Control] = true; len(c.Rules) == 0 && c.Difference == "" {
			t.Errorf("%s has no rule, and nobody says why", c.Control)
		}

		for _, id := range slices.Concat(c.Rules, c.Near) {
			if _, there := rules[id]; !there {
				t.Errorf("%s: there is no rule %s", c.Control, id)
			}
		}

		for _, id := range c.Rules {
			if before, there := severity[id]; there && before != c.Severity {
				t.Errorf("%s: %s is %s by another control, not %s", c.Control, id, before, c.Severity)
			}

			severity[id] = c.Severity
		}
	}
}

// What a rule says of itself is what the table says of it.
func TestTableAgreesWithTheCatalogue(t *testing.T) {
	t.Parallel()

	told := map[string]bool{}

	for _, c := range securityHub(t).Controls {
		told[c.Control] = true

		for _, id := range c.Rules {
			if rule := catalogue(t)[id]; !slices.Contains(rule.Mappings["securityHub"], c.Control) {
				t.Errorf("%s asks what %s asks, and its METADATA does not say so", id, c.Control)
			}
		}
	}

	for id, rule := range catalogue(t) {
		for _, control := range rule.Mappings["securityHub"] {
			if !told[control] {
				t.Errorf("%s is mapped to %s, which the table does not have", id, control)
			}
		}
	}
}

func TestSeverities(t *testing.T) {
	t.Parallel()

	got := securityHub(t).Severities()

	for rule, want := range map[string]finding.Severity{
		"hardening/container-insights": finding.Medium,
		"awsvpc/public-address":        finding.High,
		"hardening/privileged":         finding.High,
		"exposure/instance-admin-port": "", // near a control only
		"exposure/internet-direct":     "",
		"ports/static-conflict":        "",
	} {
		if got[rule] != want {
			t.Errorf("%s is %q, not %q", rule, got[rule], want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()

	if _, err := standard.Parse([]byte(`{"controls": 5}`)); err == nil {
		t.Error("no error for what is no table")
	}
}

const begin, end = "<!-- begin of the table -->\n", "<!-- end of the table -->\n"

// The page holds the table.
func TestSecurityHubPageIsFresh(t *testing.T) {
	t.Parallel()

	file := filepath.Join("..", "..", "docs", "security-hub.md")

	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}

	head, rest, ok := strings.Cut(string(page), begin)
	_, tail, closed := strings.Cut(rest, end)

	if !ok || !closed {
		t.Fatalf("%s has no place for the table", file)
	}

	want := []byte(head + begin + table(securityHub(t)) + end + tail)

	if *update {
		if err := os.WriteFile(file, want, 0o600); err != nil {
			t.Fatal(err)
		}
	} else if !bytes.Equal(page, want) {
		t.Errorf("%s is stale: run `make generate`", file)
	}
}

func table(s *standard.Standard) string {
	var b strings.Builder

	b.WriteString("\n| control | severity | rule | near it | difference |\n|---|---|---|---|---|\n")

	for _, c := range s.Controls {
		fmt.Fprintf(&b, "| %s: %s | %s | %s | %s | %s |\n",
			c.Control, c.Title, c.Severity, codes(c.Rules), codes(c.Near), c.Difference)
	}

	return b.String() + "\n"
}

func codes(ids []string) string {
	quoted := make([]string, len(ids))
	for i, id := range ids {
		quoted[i] = "`" + id + "`"
	}

	return strings.Join(quoted, ", ")
}
