package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/finding"
)

// Describe reads what every rule in fsys says about itself in the METADATA of its package, and derives from
// its conditions what it reads. The catalogue is made of this.
func Describe(fsys fs.FS) ([]finding.Rule, error) {
	modules := map[string]*ast.Module{}
	for _, dir := range []string{rulesDir, mainDir, libDir} {
		if err := parse(fsys, dir, modules, ast.ParserOptions{ProcessAnnotation: true}); err != nil {
			return nil, err
		}
	}

	compiler, err := compileModules(modules)
	if err != nil {
		return nil, err
	}

	var rules []finding.Rule

	for path, module := range modules {
		if !strings.HasPrefix(path, rulesDir) {
			continue
		}

		rule, err := describe(module, path, compiler.Modules)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}

		rules = append(rules, rule)
	}

	slices.SortFunc(rules, func(a, b finding.Rule) int { return strings.Compare(a.ID, b.ID) })

	return rules, nil
}

func describe(module *ast.Module, file string, compiled map[string]*ast.Module) (finding.Rule, error) {
	annotations := packageAnnotations(module)
	if annotations == nil {
		return finding.Rule{}, errors.New("no METADATA above the package")
	}

	path := module.Package.Path
	custom := custom(annotations.Custom)
	rule := finding.Rule{
		ID:          ruleID(element(path, 3), element(path, 4)),
		Title:       annotations.Title,
		Description: oneLine(annotations.Description),
		Remediation: oneLine(custom.text("remediation")),
		Scope:       custom.text("scope"),
		Applies:     custom.lists("applies"),
		Mappings:    custom.lists("mappings"),
		YieldsTo:    custom.list("yields_to"),
	}

	for _, r := range annotations.RelatedResources {
		rule.References = append(rule.References, r.Ref.String())
	}

	for _, s := range custom.list("severities") {
		severity, err := finding.ParseSeverity(s)
		if err != nil {
			return finding.Rule{}, err
		}

		rule.Severities = append(rule.Severities, severity)
	}

	if !slices.Contains(facts.Scopes(), facts.Scope(rule.Scope)) {
		return finding.Rule{}, fmt.Errorf("custom.scope %q is none of %v", rule.Scope, facts.Scopes())
	}

	read := names(compiled[file], compiled)
	rule.Reads, rule.Weighs = facts.Reads(facts.Scope(rule.Scope), read), facts.Weighs(facts.Scope(rule.Scope), read)

	return rule, nil
}

func packageAnnotations(module *ast.Module) *ast.Annotations {
	for _, a := range module.Annotations {
		if a.Scope == "package" {
			return a
		}
	}

	return nil
}

// names collects every name by which a compiled module, and what it uses of the library, walks into a document.
func names(module *ast.Module, compiled map[string]*ast.Module) []string {
	found := map[string]bool{}
	visit(module, found)

	for n := -1; n != len(found); { // a function of the library may call another
		n = len(found)

		for path, library := range compiled {
			if strings.HasPrefix(path, libDir) {
				visitCalled(library, found)
			}
		}
	}

	return slices.Sorted(maps.Keys(found))
}

func visitCalled(library *ast.Module, found map[string]bool) {
	for _, rule := range library.Rules {
		if found[called+rule.Head.Name.String()] {
			visit(rule, found)
		}
	}
}

// called marks the name of a function of the library, apart from names in documents.
const called = "data."

func visit(node any, found map[string]bool) {
	ast.WalkRefs(node, func(ref ast.Ref) bool {
		prefix := ""
		if ref[0].Equal(ast.DefaultRootDocument) {
			prefix = called
		}

		for _, term := range ref[1:] {
			if s, ok := term.Value.(ast.String); ok {
				found[prefix+string(s)] = true
			}
		}

		return false
	})
}

func element(path ast.Ref, i int) string {
	if i >= len(path) {
		return ""
	}

	s, _ := path[i].Value.(ast.String)

	return string(s)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// custom reads the custom part of METADATA; what has another type than expected reads as empty, and the test of
// the catalogue refuses it.
type custom map[string]any

func (c custom) text(key string) string {
	s, _ := c[key].(string)

	return s
}

func (c custom) list(key string) []string { return stringList(c[key]) }

func (c custom) lists(key string) map[string][]string {
	object, _ := c[key].(map[string]any)
	if len(object) == 0 {
		return nil
	}

	all := make(map[string][]string, len(object))
	for k, v := range object {
		all[k] = stringList(v)
	}

	return all
}

func stringList(v any) []string {
	items, _ := v.([]any)

	var all []string

	for _, item := range items {
		if s, ok := item.(string); ok {
			all = append(all, s)
		}
	}

	return all
}
