package hcl

import (
	"maps"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// variable is the value that a variable is given, or its default. One that has neither, or is a secret, is a reference.
// https://developer.hashicorp.com/terraform/language/values/variables
func (m *module) variable(name string) *value {
	block := m.config.variables[name]
	if block == nil || isSet(block, "sensitive") || isSet(block, "ephemeral") {
		return refer(m.prefix+"var."+name, "")
	}

	return m.once("var."+name, block.DefRange(), "var."+name, func() *value {
		v := m.passed(name)
		fallback := block.Body.Attributes["default"]

		if fallback != nil && (v == nil || v.kind == aNull && isUnset(block, "nullable")) {
			v = m.root().eval(fallback.Expr)
		}

		if v == nil {
			return refer(m.prefix+"var."+name, "")
		}

		ty, defaults := typeOf(block)

		return converted(v, ty, defaults)
	})
}

func isSet(block *hclsyntax.Block, name string) bool { return flag(block, name) == "true" }

func isUnset(block *hclsyntax.Block, name string) bool { return flag(block, name) == "false" }

// flag is how a literal true or false is written; empty where it is not.
func flag(block *hclsyntax.Block, name string) string {
	attribute := block.Body.Attributes[name]
	if attribute == nil {
		return ""
	}

	if literal, ok := attribute.Expr.(*hclsyntax.LiteralValueExpr); ok {
		text, _ := fromCty(literal.Val).literal()

		return text
	}

	// Anything else, such as "true" of JSON, may hide a secret as well.
	return "true"
}

// typeOf is the type that a variable is declared with, and the defaults inside of it.
func typeOf(block *hclsyntax.Block) (cty.Type, *typeexpr.Defaults) {
	attribute := block.Body.Attributes["type"]
	if attribute == nil {
		return cty.DynamicPseudoType, nil
	}

	if name := quoted(attribute.Expr); name != "" {
		return quotedType(name)
	}

	ty, defaults, diagnostics := typeexpr.TypeConstraintWithDefaults(attribute.Expr)
	if diagnostics.HasErrors() {
		return cty.DynamicPseudoType, nil
	}

	return ty, defaults
}

// quoted is a literal text in quotes; empty for anything else.
func quoted(e hclsyntax.Expression) string {
	template, ok := e.(*hclsyntax.TemplateExpr)
	if !ok || len(template.Parts) != 1 {
		return ""
	}

	if literal, ok := template.Parts[0].(*hclsyntax.LiteralValueExpr); ok && literal.Val.Type() == cty.String {
		return literal.Val.AsString()
	}

	return ""
}

// quotedType is a type in quotes: "string" of Terraform 0.11, and any type in JSON.
func quotedType(name string) (cty.Type, *typeexpr.Defaults) {
	switch name {
	case "list":
		return cty.List(cty.DynamicPseudoType), nil
	case "map":
		return cty.Map(cty.DynamicPseudoType), nil
	}

	if _, problem := unfit([]byte(name), false); problem != "" {
		return cty.DynamicPseudoType, nil
	}

	e, diagnostics := hclsyntax.ParseExpression([]byte(name), "", hcl.InitialPos)
	if diagnostics.HasErrors() {
		return cty.DynamicPseudoType, nil
	}

	ty, defaults, diagnostics := typeexpr.TypeConstraintWithDefaults(e)
	if diagnostics.HasErrors() {
		return cty.DynamicPseudoType, nil
	}

	return ty, defaults
}

// passed is the value that a caller or user gives a variable; nil where nobody does.
func (m *module) passed(name string) *value {
	if m.call == nil {
		return m.given[name]
	}

	if attribute := m.call.Body.Attributes[name]; attribute != nil {
		return m.scope.eval(attribute.Expr)
	}

	return nil
}

// variables are those that the user gives the root module, of which the later win.
// https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
func (r *run) variables(root *module) map[string]*value {
	given := map[string]*value{}
	nowhere := &scope{run: r}
	beside := r.variableFiles(root.config.dir)

	for i, name := range slices.Concat(beside, r.options.VarFiles) {
		s := r.variableFile(name, i >= len(beside))
		r.result.Files = append(r.result.Files, name)

		if s.problem != nil {
			r.result.Problems = append(r.result.Problems, s.problem)

			continue
		}

		for _, attribute := range inOrder(s.body) {
			given[attribute.Name] = nowhere.eval(attribute.Expr)
		}
	}

	for _, name := range slices.Sorted(maps.Keys(r.options.Vars)) {
		given[name] = r.typed(root.config.variables[name], r.options.Vars[name])
	}

	return given
}

// variableFile is a file of variables, which a user may have given.
func (r *run) variableFile(name string, given bool) *source {
	if given && r.options.Given != nil {
		return r.reader.sourceFrom(r.options.Given, name)
	}

	return r.reader.source(name)
}

// variableFiles are those that Terraform takes by their names, from the directory of the root module.
func (r *run) variableFiles(dir string) []string {
	entries, _ := r.reader.list(dir)

	var first, automatic []string

	for _, name := range entries {
		base := strings.TrimSuffix(name, ".json")

		switch {
		case base == "terraform.tfvars":
			first = append(first, path.Join(dir, name))
		case strings.HasSuffix(base, ".auto.tfvars"):
			automatic = append(automatic, path.Join(dir, name))
		}
	}

	sort.Strings(automatic)

	return slices.Concat(first, automatic)
}

// typed is a variable on the command line: text where it is of a simple type, else an expression.
func (r *run) typed(block *hclsyntax.Block, text string) *value {
	if block == nil {
		return textOf(text)
	}

	if ty, _ := typeOf(block); ty == cty.DynamicPseudoType || ty.IsPrimitiveType() {
		return textOf(text)
	}

	if _, problem := unfit([]byte(text), false); problem != "" {
		return unknown("a variable on the command line")
	}

	e, diagnostics := hclsyntax.ParseExpression([]byte(text), "", hcl.InitialPos)
	if diagnostics.HasErrors() {
		return unknown("a variable on the command line")
	}

	return (&scope{run: r}).eval(e)
}
