package engine

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/finding"
)

// describe reads what the rules say about themselves, and refuses two of one id. Helpers tell what a rule reads, too.
func (p *policy) describe(builtin []finding.Rule) {
	first := map[string]string{}
	for _, r := range builtin {
		first[r.ID] = "the built-in rules"
	}

	for _, r := range p.rules {
		annotations := packageAnnotations(r.module)
		if annotations == nil {
			p.wrong(r.module.Package.Location, "a rule needs METADATA above its package, with title, custom.severities and "+
				"custom.remediation")

			continue
		}

		p.metadata(r, annotations, builtin)

		if other := first[r.ID]; other != "" {
			p.wrong(r.module.Package.Location, "rule %s is in %s already; give it another name, or put what the two say "+
				"into one file", r.ID, other)
		}

		first[r.ID] = r.file
	}

	slices.SortFunc(p.rules, func(a, b *userRule) int { return cmp.Compare(a.ID, b.ID) })
}

// metadata reads the METADATA of a rule, strictly: a key that is misspelt would be one that is not there.
func (p *policy) metadata(r *userRule, a *ast.Annotations, builtin []finding.Rule) {
	known := []string{"applies", "mappings", "remediation", "scope", "severities", "yields_to"}

	for _, key := range slices.Sorted(maps.Keys(a.Custom)) {
		if !slices.Contains(known, key) {
			p.wrong(a.Location, "there is no custom.%s in the METADATA of a rule%s", key, p.suggest(key, known))
		}
	}

	if a.Custom["scope"] == nil {
		a.Custom = withScope(a.Custom)
	}

	rule, err := describe(r.module, a)
	rule.ID = "custom/" + rule.ID
	r.Rule = rule

	if err != nil {
		p.wrong(a.Location, "%v", err)

		return
	}

	for _, need := range []struct {
		name string
		ok   bool
	}{
		{"title", rule.Title != ""},
		{"custom.remediation", rule.Remediation != ""},
		{"custom.severities, a list such as [high, low]", len(rule.Severities) > 0},
	} {
		if !need.ok {
			p.wrong(a.Location, "the METADATA of rule %s has no %s", rule.ID, need.name)
		}
	}

	slices.SortFunc(r.Severities, func(a, b finding.Severity) int { return cmp.Compare(a.Rank(), b.Rank()) })
	p.yields(r, a, builtin)
}

// yields refuses rules that there are not. Users' rules yield to built-in ones only, so that none do in a circle.
func (p *policy) yields(r *userRule, a *ast.Annotations, builtin []finding.Rule) {
	ids := make([]string, len(builtin))
	for i := range builtin {
		ids[i] = builtin[i].ID
	}

	for _, id := range r.YieldsTo {
		if !slices.Contains(ids, id) {
			p.wrong(a.Location, "custom.yields_to: there is no built-in rule %q%s", id, p.suggest(id, ids))
		}
	}
}

// withScope adds the scope that a rule has which names none: the widest.
func withScope(given map[string]any) map[string]any {
	all := maps.Clone(given)
	if all == nil {
		all = map[string]any{}
	}

	all["scope"] = string(facts.ScopeAccount)

	return all
}

func (p *policy) suggest(name string, known []string) string {
	if p.Suggest != nil {
		if hint := p.Suggest(name, known); hint != "" {
			return hint
		}
	}

	const most = 12
	if len(known) > most {
		return ""
	}

	return "; there are " + strings.Join(known, ", ")
}
