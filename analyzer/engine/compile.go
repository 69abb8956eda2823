package engine

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// query is the entry point: the findings and undecided roots of every rule that is compiled in.
const query = "data.ecslint.main.results"

const (
	rulesDir = "ecslint/rules"
	mainDir  = "ecslint/main"
	libDir   = "ecslint/lib"
)

// A program is the compiled rules of one scope.
type program struct {
	query rego.PreparedEvalQuery
	rules map[string]finding.Rule
}

// compile compiles the given rules with the entry point and the library.
func compile(ctx context.Context, fsys fs.FS, rules []finding.Rule) (*program, error) {
	modules := map[string]*ast.Module{}
	p := &program{rules: make(map[string]finding.Rule, len(rules))}

	for _, r := range rules {
		p.rules[r.ID] = r

		if err := parse(fsys, rulesDir+"/"+strings.ReplaceAll(r.ID, "-", "_"), modules, ast.ParserOptions{}); err != nil {
			return nil, err
		}
	}

	for _, dir := range []string{mainDir, libDir} {
		if err := parse(fsys, dir, modules, ast.ParserOptions{}); err != nil {
			return nil, err
		}
	}

	compiler, err := compileModules(modules)
	if err != nil {
		return nil, err
	}

	p.query, err = rego.New(
		rego.Query(query),
		rego.Compiler(compiler),
		rego.StrictBuiltinErrors(true), // or a built-in that fails makes the rule silent
	).PrepareForEval(ctx)
	if err != nil {
		return nil, fmt.Errorf("prepare %s: %w", query, err)
	}

	return p, nil
}

func compileModules(modules map[string]*ast.Module) (*ast.Compiler, error) {
	compiler := ast.NewCompiler().WithCapabilities(offline()).WithStrict(true)
	compiler.Compile(modules)

	if compiler.Failed() {
		return nil, fmt.Errorf("compile rules: %w", compiler.Errors)
	}

	return compiler, nil
}

// parse reads the Rego files below dir, tests left out, into modules.
func parse(fsys fs.FS, dir string, modules map[string]*ast.Module, opts ast.ParserOptions) error {
	err := fs.WalkDir(fsys, dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}

		if d.IsDir() || !strings.HasSuffix(path, ".rego") || strings.HasSuffix(path, "_test.rego") {
			return nil
		}

		src, err := fs.ReadFile(fsys, path)
		if err != nil {
			return err
		}

		modules[path], err = ast.ParseModuleWithOpts(path, string(src), opts)

		return err
	})
	if err != nil {
		return fmt.Errorf("read rules: %w", err)
	}

	return nil
}

// offline is what rules may do: everything that depends on their input alone. No rule reaches the network,
// the clock or the environment.
func offline() *ast.Capabilities {
	caps := ast.CapabilitiesForThisVersion()
	caps.AllowNet = []string{}
	caps.Builtins = slices.DeleteFunc(caps.Builtins, func(b *ast.Builtin) bool { return b.Nondeterministic })

	return caps
}

// ruleID is the one map from Rego's names to a rule's id.
func ruleID(category, name string) string {
	return strings.ReplaceAll(category, "_", "-") + "/" + strings.ReplaceAll(name, "_", "-")
}
