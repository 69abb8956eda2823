package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/ecslint/ecslint/analyzer/facts"
)

// queries ask one rule, apart from all others, so that what fails is known.
type queries struct {
	findings rego.PreparedEvalQuery

	// undecided is nil for a rule that is never blind.
	undecided *rego.PreparedEvalQuery
}

// compile compiles the rules of each scope with what they use of the libraries.
func (p *policy) compile(ctx context.Context) {
	for _, scope := range facts.Scopes() {
		rules := slices.DeleteFunc(slices.Clone(p.rules), func(r *userRule) bool { return r.Scope != string(scope) })
		if len(rules) == 0 {
			continue
		}

		if err := p.compileScope(ctx, scope, rules); err != nil {
			p.errs = append(p.errs, err)
		}
	}
}

func (p *policy) compileScope(ctx context.Context, scope facts.Scope, rules []*userRule) error {
	schemas, err := p.schemas(scope)
	if err != nil {
		return err
	}

	modules := map[string]*ast.Module{}
	if err := parse(p.Rules, libDir, modules, ast.ParserOptions{}); err != nil {
		return err
	}

	shipped := slices.Collect(maps.Keys(modules))

	for _, r := range rules {
		modules[r.file] = r.module
		p.use(r.module, modules)
	}

	compiler := ast.NewCompiler().WithCapabilities(offline()).WithStrict(true).WithSchemas(schemas)
	compiler.Compile(modules)

	if compiler.Failed() {
		p.failed(compiler.Errors, scope)

		return nil
	}

	var libraries []*ast.Module

	for _, file := range slices.Sorted(maps.Keys(compiler.Modules)) {
		module := compiler.Modules[file]
		if !slices.ContainsFunc(rules, func(r *userRule) bool { return r.file == file }) {
			libraries = append(libraries, module)
		}

		if !slices.Contains(shipped, file) {
			p.resolve(module, compiler)
		}
	}

	for _, file := range slices.Sorted(maps.Keys(modules)) {
		if !slices.Contains(shipped, file) {
			p.negated(modules[file])
		}
	}

	for _, r := range rules {
		derive(&r.Rule, compiler.Modules[r.file], libraries)

		if err := p.prepare(ctx, r, compiler); err != nil {
			return err
		}
	}

	return nil
}

// schemas is the schema of what a rule of a scope is given: roots of that scope, and of no other, since a rule that
// reads what it never gets finds nothing.
func (p *policy) schemas(scope facts.Scope) (*ast.SchemaSet, error) {
	var schema map[string]any
	if err := json.Unmarshal(p.Schema, &schema); err != nil {
		return nil, fmt.Errorf("read the schema of the facts: %w", err)
	}

	properties, ok := schema["properties"].(map[string]any)
	if !ok {
		return nil, errors.New("read the schema of the facts: it has no properties")
	}

	for _, other := range facts.Scopes() {
		if other != scope {
			delete(properties, roots(other))
		}
	}

	set := ast.NewSchemaSet()
	set.Put(ast.SchemaRootRef, schema)

	return set, nil
}

// roots is where the roots of a scope are in the facts.
func roots(scope facts.Scope) string { return string(scope) + "s" }

// use adds the users' libraries that a module refers to, and those that they refer to.
func (p *policy) use(module *ast.Module, modules map[string]*ast.Module) {
	for file, library := range p.libraries {
		if modules[file] != nil {
			continue
		}

		used := false

		ast.WalkRefs(module, func(ref ast.Ref) bool {
			used = used || ref.HasPrefix(library.Package.Path)

			return used
		})

		if used {
			modules[file] = library
			p.use(library, modules)
		}
	}
}

// resolve refuses names of other packages that do not exist: they would read as undefined, and the rule would find
// nothing.
func (p *policy) resolve(module *ast.Module, compiler *ast.Compiler) {
	ast.WalkRefs(module, func(ref ast.Ref) bool {
		if !ref[0].Equal(ast.DefaultRootDocument) || module.Package.Path.HasPrefix(ref) {
			return false
		}

		if names := ref.ConstantPrefix(); !exists(names, compiler) {
			p.wrong(ref[0].Location, "there is no %s: a rule may use its input, data.ecslint.lib and packages of yours such "+
				"as custom.lib.<name>", names)
		}

		return false
	})

	if names := packageNames(module); names[1] == "rules" && !exports(module, "findings") {
		p.wrong(module.Package.Location, "the rule has no findings: write findings contains finding if { … }")
	}
}

// negated refuses `not x.value`, which holds of what is not known, too: the rule would tell what nobody knows.
func (p *policy) negated(module *ast.Module) {
	ast.WalkExprs(module, func(e *ast.Expr) bool {
		if !e.Negated {
			return false
		}

		ast.WalkRefs(e, func(ref ast.Ref) bool {
			if len(ref) > 1 && ref[len(ref)-1].Equal(ast.StringTerm("value")) {
				p.wrong(e.Location, "not … %s holds where the fact is not known, too: write it without not, as in == false or !=",
					ref)
			}

			return false
		})

		return false
	})
}

// exists reports whether a name leads to a rule or a package.
func exists(names ast.Ref, compiler *ast.Compiler) bool {
	node := compiler.RuleTree

	for _, term := range names {
		if node = node.Child(term.Value); node == nil {
			return false
		}

		if len(node.Values) > 0 {
			return true
		}
	}

	return true
}

// exports reports whether a module defines a set of this name.
func exports(module *ast.Module, name string) bool {
	return slices.ContainsFunc(module.Rules, func(r *ast.Rule) bool {
		return r.Head.Ref().Equal(ast.Ref{ast.VarTerm(name)}) && r.Head.RuleKind() == ast.MultiValue
	})
}

func (p *policy) prepare(ctx context.Context, r *userRule, compiler *ast.Compiler) error {
	ask := func(name string) (rego.PreparedEvalQuery, error) {
		return rego.New(
			rego.Query(r.module.Package.Path.String()+"."+name),
			rego.Compiler(compiler),
			rego.StrictBuiltinErrors(true), // or a built-in that fails makes the rule silent
		).PrepareForEval(ctx)
	}

	var err error
	if r.queries.findings, err = ask("findings"); err != nil {
		return fmt.Errorf("prepare rule %s: %w", r.ID, err)
	}

	if !exports(r.module, "undecided") {
		return nil
	}

	undecided, err := ask("undecided")
	r.queries.undecided = &undecided

	return err
}

// failed tells what the compiler found, with what may have been meant.
func (p *policy) failed(err error, scope facts.Scope) {
	all, ok := errors.AsType[ast.Errors](err)
	if !ok {
		p.errs = append(p.errs, err)

		return
	}

	for _, e := range all {
		if e.Location == nil {
			p.errs = append(p.errs, e)
		} else {
			p.wrong(e.Location, "%s", p.explain(e, scope))
		}
	}
}

func (p *policy) explain(e *ast.Error, scope facts.Scope) string {
	switch d := e.Details.(type) {
	case *ast.RefErrInvalidDetail:
		if d.OneOf != nil && d.Pos < len(d.Ref) {
			return p.noFact(d, scope)
		}
	case *ast.RefErrUnsupportedDetail:
		if d.Pos+1 < len(d.Ref) {
			return fmt.Sprintf("there is no fact %s: what stands before it is %s", d.Ref[d.Pos+1], d.Have)
		}
	}

	if name, ok := strings.CutPrefix(e.Message, "undefined function "); ok && ast.BuiltinMap[name] != nil {
		return name + " is not for rules: what a rule says depends on its input alone, never on network, clock or " +
			"environment"
	}

	return e.Message
}

// noFact says that the schema of the facts has no such name.
func (p *policy) noFact(d *ast.RefErrInvalidDetail, scope facts.Scope) string {
	name := strings.Trim(d.Ref[d.Pos].String(), `"`)

	for _, other := range facts.Scopes() {
		if d.Pos == 1 && name == roots(other) && other != scope {
			return fmt.Sprintf("input.%s is for rules with custom.scope %s, and this one has %s", name, other, scope)
		}
	}

	known := make([]string, 0, len(d.OneOf))
	for _, value := range d.OneOf {
		known = append(known, strings.Trim(value.String(), `"`))
	}

	slices.Sort(known)

	return fmt.Sprintf("there is no fact %q%s", name, p.suggest(name, known))
}
