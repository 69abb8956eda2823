package engine

import (
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

		annotations := packageAnnotations(module)
		if annotations == nil {
			return nil, fmt.Errorf("%s: no METADATA above the package", path)
		}

		rule, err := describe(module, annotations)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}

		derive(&rule, compiler.Modules[path], libraries(compiler.Modules))

		rules = append(rules, rule)
	}

	slices.SortFunc(rules, func(a, b finding.Rule) int { return strings.Compare(a.ID, b.ID) })

	return rules, nil
}

// libraries are the modules that rules share.
func libraries(compiled map[string]*ast.Module) []*ast.Module {
	var all []*ast.Module

	for path, module := range compiled {
		if strings.HasPrefix(path, libDir) {
			all = append(all, module)
		}
	}

	return all
}

// describe is what the annotations of a module say.
func describe(module *ast.Module, annotations *ast.Annotations) (finding.Rule, error) {
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
			return rule, err
		}

		rule.Severities = append(rule.Severities, severity)
	}

	if !slices.Contains(facts.Scopes(), facts.Scope(rule.Scope)) {
		return rule, fmt.Errorf("custom.scope %q is none of %v", rule.Scope, facts.Scopes())
	}

	return rule, nil
}

// derive adds what a rule reads, by its compiled module and those of the libraries.
func derive(rule *finding.Rule, module *ast.Module, libraries []*ast.Module) {
	read := names(module, libraries)
	rule.Reads, rule.Weighs = facts.Reads(facts.Scope(rule.Scope), read), facts.Weighs(facts.Scope(rule.Scope), read)
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
func names(module *ast.Module, libraries []*ast.Module) []string {
	found := map[string]bool{}
	visit(module, found)

	for n := -1; n != len(found); { // a function of the library may call another
		n = len(found)

		for _, library := range libraries {
			visitCalled(library, found)
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
