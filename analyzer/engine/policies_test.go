package engine_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"

	"github.com/ecslint/ecslint/analyzer/engine"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/policies"
)

// modules parses every Rego file of the built-in rules, tests included.
func modules(t *testing.T) map[string]*ast.Module {
	t.Helper()

	all := map[string]*ast.Module{}

	err := fs.WalkDir(policies.FS, "ecslint", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".rego") {
			return err
		}

		src, err := fs.ReadFile(policies.FS, path)
		if err != nil {
			return err
		}

		all[path], err = ast.ParseModuleWithOpts(path, string(src), ast.ParserOptions{ProcessAnnotation: true})

		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	return all
}

// The Rego tests run with the Go tests, so that `go test ./...` alone is enough.
func TestRegoTests(t *testing.T) {
	t.Parallel()

	store := inmem.New()
	txn := storage.NewTransactionOrDie(t.Context(), store)

	results, err := tester.NewRunner().SetStore(store).SetModules(modules(t)).RunTests(t.Context(), txn)
	if err != nil {
		t.Fatal(err)
	}

	n := 0

	for r := range results {
		n++

		if !r.Pass() {
			t.Errorf("%s.%s: %v %v", r.Package, r.Name, r.Error, r.SubResults)
		}
	}

	if n < 100 {
		t.Errorf("only %d Rego tests ran", n)
	}
}

// typed compiles the modules against the schema of the facts, as opa check -s does.
func typed(t *testing.T, all map[string]*ast.Module) error {
	t.Helper()

	var schema any
	if err := json.Unmarshal(policies.FactsSchema, &schema); err != nil {
		t.Fatal(err)
	}

	set := ast.NewSchemaSet()
	set.Put(ast.MustParseRef("schema.facts"), schema)

	compiler := ast.NewCompiler().WithStrict(true).WithSchemas(set).WithUseTypeCheckAnnotations(true)
	compiler.Compile(all)

	if compiler.Failed() {
		return compiler.Errors
	}

	return nil
}

func TestRulesAreTyped(t *testing.T) {
	t.Parallel()

	if err := typed(t, modules(t)); err != nil {
		t.Error(err)
	}
}

// A misspelt fact would be a rule that never fires.
func TestAMisspeltFactIsRefused(t *testing.T) {
	t.Parallel()

	all := modules(t)
	all["typo.rego"] = ast.MustParseModuleWithOpts(`# METADATA
# schemas:
#   - input: schema.facts
package ecslint.rules.test.typo

findings contains definition.nam if some definition in input.taskDefinitions.host`,
		ast.ParserOptions{ProcessAnnotation: true})

	if err := typed(t, all); err == nil || !strings.Contains(err.Error(), "nam") {
		t.Errorf("got %v; want an undefined ref", err)
	}
}

// `not x.value` is true where x is unknown. A rule must ask for known or unknown instead.
func TestNoRuleNegatesAFactThatMayBeUnknown(t *testing.T) {
	t.Parallel()

	for path, module := range modules(t) {
		if strings.HasSuffix(path, "_test.rego") {
			continue
		}

		if found := negated(module); found != "" {
			t.Errorf("%s: %s", path, found)
		}
	}
}

func TestANegatedFactIsFound(t *testing.T) {
	t.Parallel()

	module := ast.MustParseModule("package a\n\np if { some x in input.y\n not x.privileged.value }")
	if negated(module) == "" {
		t.Error("not found")
	}
}

func negated(module *ast.Module) string {
	found := ""

	ast.WalkExprs(module, func(e *ast.Expr) bool {
		if !e.Negated {
			return false
		}

		ast.WalkRefs(e, func(ref ast.Ref) bool {
			if last := ref[len(ref)-1]; len(ref) > 1 && last.Equal(ast.StringTerm("value")) {
				found = fmt.Sprintf("%s: %s", e.Location, e)
			}

			return false
		})

		return false
	})

	return found
}

// Every type of the facts has a Rego value; what has none would read as null.
func TestEveryFactHasAValue(t *testing.T) {
	t.Parallel()

	var walk func(reflect.Type)

	walk = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice:
			walk(typ.Elem())
		case reflect.Struct:
			names := map[string]bool{}

			for _, f := range reflect.VisibleFields(typ) {
				name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
				embedded := f.Anonymous && f.Type.Kind() == reflect.Struct && name == ""

				switch {
				case embedded:
				case name == "":
					t.Errorf("%s.%s has no json tag", typ, f.Name)
				case names[name]:
					t.Errorf("%s has two fields that are called %s", typ, name)
				}

				names[name] = true

				walk(f.Type)
			}
		case reflect.String, reflect.Bool, reflect.Int:
		default:
			t.Errorf("%s has no Rego value", typ)
		}
	}
	walk(reflect.TypeFor[facts.Input]())
}

// What a rule says of itself is complete, and its neighbours exist.
func TestTheCatalogueIsWellFormed(t *testing.T) {
	t.Parallel()

	e, err := engine.New(t.Context(), policies.FS, engine.Options{})
	if err != nil {
		t.Fatal(err)
	}

	rules := e.Rules()
	if len(rules) == 0 {
		t.Fatal("no rules")
	}

	ids := map[string]bool{}
	for _, r := range rules {
		ids[r.ID] = true
	}

	for _, r := range rules {
		if !complete(r) {
			t.Errorf("%s is incomplete: %+v", r.ID, r)
		}

		for _, reference := range r.References {
			if page, err := url.Parse(reference); err != nil || page.Scheme != "https" || page.Host == "" {
				t.Errorf("%s: reference %q is no page on the web", r.ID, reference)
			}
		}

		if len(r.References) == 0 || !strings.HasSuffix(r.References[0], "/docs/rules/"+r.ID+".md") {
			t.Errorf("%s: the first reference must be its page, not %v", r.ID, r.References)
		}

		if !slices.IsSortedFunc(r.Severities, func(a, b finding.Severity) int { return a.Rank() - b.Rank() }) {
			t.Errorf("%s: severities %v are not from the worst", r.ID, r.Severities)
		}

		for _, other := range r.YieldsTo {
			if !ids[other] {
				t.Errorf("%s yields to %s, which does not exist", r.ID, other)
			}
		}
	}
}

// A circle of rules that yield would leave nothing of a cause.
func TestRulesDoNotYieldInCircles(t *testing.T) {
	t.Parallel()

	rules, err := engine.ReadCatalogue(policies.FS)
	if err != nil {
		t.Fatal(err)
	}

	if at := circle(rules); at != "" {
		t.Errorf("%s yields to itself in the end", at)
	}
}

func TestACircleIsFound(t *testing.T) {
	t.Parallel()

	rules := []finding.Rule{
		{ID: "a", YieldsTo: []string{"b", "c"}}, {ID: "b", YieldsTo: []string{"c"}}, {ID: "c"},
	}
	if at := circle(rules); at != "" {
		t.Errorf("%s is in no circle", at)
	}

	rules[2].YieldsTo = []string{"b"}
	if circle(rules) == "" {
		t.Error("no circle found")
	}
}

// circle returns a rule that yields to itself in the end.
func circle(rules []finding.Rule) string {
	yieldsTo := map[string][]string{}
	for _, r := range rules {
		yieldsTo[r.ID] = r.YieldsTo
	}

	var ends func(from, id string, seen map[string]bool) bool

	ends = func(from, id string, seen map[string]bool) bool {
		for _, next := range yieldsTo[id] {
			if next == from {
				return true
			}

			if !seen[next] {
				seen[next] = true

				if ends(from, next, seen) {
					return true
				}
			}
		}

		return false
	}

	for _, r := range rules {
		if ends(r.ID, r.ID, map[string]bool{}) {
			return r.ID
		}
	}

	return ""
}

func complete(r finding.Rule) bool {
	return r.Title != "" && !strings.HasSuffix(r.Title, ".") && strings.HasSuffix(r.Description, ".") &&
		strings.HasSuffix(r.Why, ".") && strings.HasSuffix(r.Remediation, ".") && len(r.Severities) > 0 && len(r.Reads) > 0
}
