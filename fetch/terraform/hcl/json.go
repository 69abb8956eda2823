package hcl

import (
	"errors"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/ecslint/ecslint/fetch/document"
)

// jsonBody reads Terraform's configuration in JSON as the syntax tree of its own language, so that everything else is
// the same for both.
// https://developer.hashicorp.com/terraform/language/syntax/json
func jsonBody(s *source) (*hclsyntax.Body, *Error) {
	root, err := document.Parse(s.name, s.data)

	if syntax, ok := errors.AsType[*document.SyntaxError](err); ok {
		return nil, &Error{File: s.name, Line: syntax.Line, Column: syntax.Column, Problem: syntax.Problem}
	}

	j := &jsonReader{source: s, lines: []int{0}}

	for i, b := range s.data {
		if b == '\n' {
			j.lines = append(j.lines, i+1)
		}
	}

	if strings.HasSuffix(strings.TrimSuffix(s.name, ".json"), ".tfvars") {
		j.literal = true

		return j.body(root, false), nil
	}

	body := &hclsyntax.Body{Attributes: hclsyntax.Attributes{}}

	for _, member := range root.Items() {
		labels, ok := topLevel(member.Name())
		if ok {
			body.Blocks = append(body.Blocks, j.blocks(member.Name(), member, nil, labels)...)
		}
	}

	return body, nil
}

// topLevel is the number of labels of the blocks that matter here.
func topLevel(name string) (labels int, ok bool) {
	switch name {
	case "resource", "data", "ephemeral":
		return 2, true
	case "variable", "output", "module":
		return 1, true
	case "locals":
		return 0, true
	default:
		return 0, false
	}
}

// A jsonReader makes syntax trees of a JSON file.
type jsonReader struct {
	source  *source
	lines   []int
	literal bool // texts hold no templates
}

// blocks are those that an object, or a list of them, stands for, with a level of objects for each label.
func (j *jsonReader) blocks(name string, n *document.Node, labels []string, more int) []*hclsyntax.Block {
	var blocks []*hclsyntax.Block

	switch {
	case n.Kind() == document.List:
		for _, item := range n.Items() {
			blocks = append(blocks, j.blocks(name, item.Named(n), labels, more)...)
		}
	case n.Kind() != document.Object:
	case more == 0:
		at := j.nameRange(n)
		j.literal = name == "variable"
		blocks = append(blocks, &hclsyntax.Block{
			Type: name, Labels: labels, Body: j.body(n, name != "locals" && name != "variable"), TypeRange: at,
		})
	default:
		for _, member := range n.Items() {
			blocks = append(blocks, j.blocks(name, member, append(slices.Clone(labels), member.Name()), more-1)...)
		}
	}

	return blocks
}

// body are the members of an object as arguments and blocks. JSON does not tell one from the other, so blocks are known
// by name.
func (j *jsonReader) body(n *document.Node, nested bool) *hclsyntax.Body {
	body := &hclsyntax.Body{Attributes: hclsyntax.Attributes{}, SrcRange: j.valueRange(n)}

	for _, member := range n.Items() {
		name := member.Name()

		switch {
		case name == "//":
		case nested && name == "dynamic":
			body.Blocks = append(body.Blocks, j.blocks(name, member, nil, 1)...)
		case nested && isBlock(name) && isObjects(member):
			body.Blocks = append(body.Blocks, j.blocks(name, member, nil, 0)...)
		default:
			body.Attributes[name] = &hclsyntax.Attribute{
				Name: name, NameRange: j.nameRange(member), Expr: j.expression(member, name),
			}
		}
	}

	return body
}

func isObjects(n *document.Node) bool {
	if n.Kind() != document.List {
		return n.Kind() == document.Object
	}

	for _, item := range n.Items() {
		if item.Kind() != document.Object {
			return false
		}
	}

	return true
}

// expression is a value, in whose texts there are templates.
func (j *jsonReader) expression(n *document.Node, name string) hclsyntax.Expression {
	at := j.valueRange(n)

	switch n.Kind() {
	case document.Text:
		text, _ := n.Text()
		if name == "iterator" {
			return &hclsyntax.ScopeTraversalExpr{Traversal: hcl.Traversal{hcl.TraverseRoot{Name: text}}, SrcRange: at}
		}

		return j.template(text, at)
	case document.Number:
		number, err := cty.ParseNumberVal(n.Number())
		if err != nil {
			number = cty.NullVal(cty.Number)
		}

		return &hclsyntax.LiteralValueExpr{Val: number, SrcRange: at}
	case document.Bool:
		b, _ := n.Bool()

		return &hclsyntax.LiteralValueExpr{Val: cty.BoolVal(b), SrcRange: at}
	case document.List:
		list := &hclsyntax.TupleConsExpr{SrcRange: at}
		for _, item := range n.Items() {
			list.Exprs = append(list.Exprs, j.expression(item, ""))
		}

		return list
	case document.Object:
		return j.object(n)
	default:
		return &hclsyntax.LiteralValueExpr{Val: cty.NullVal(cty.DynamicPseudoType), SrcRange: at}
	}
}

func (j *jsonReader) object(n *document.Node) hclsyntax.Expression {
	object := &hclsyntax.ObjectConsExpr{SrcRange: j.valueRange(n)}
	for _, member := range n.Items() {
		object.Items = append(object.Items, hclsyntax.ObjectConsItem{
			KeyExpr: j.template(member.Name(), j.nameRange(member)), ValueExpr: j.expression(member, ""),
		})
	}

	return object
}

// template is a text, which stands in the file just so unless JSON escapes something in it.
func (j *jsonReader) template(text string, at hcl.Range) hclsyntax.Expression {
	if j.literal {
		whole := &hclsyntax.LiteralValueExpr{Val: cty.StringVal(text), SrcRange: at}

		return &hclsyntax.TemplateExpr{Parts: []hclsyntax.Expression{whole}, SrcRange: at}
	}

	if _, problem := unfit([]byte(text), true); problem != "" {
		return &hclsyntax.LiteralValueExpr{Val: cty.UnknownVal(cty.String), SrcRange: at}
	}

	start := at.Start
	start.Byte++
	start.Column++

	e, diagnostics := hclsyntax.ParseTemplate([]byte(text), at.Filename, start)
	if diagnostics.HasErrors() {
		return &hclsyntax.LiteralValueExpr{Val: cty.StringVal(text), SrcRange: at}
	}

	return &hclsyntax.ParenthesesExpr{Expression: e, SrcRange: at}
}

func (j *jsonReader) nameRange(n *document.Node) hcl.Range {
	at := n.NameRange()

	return j.hclRange(at.StartLine, at.StartColumn, at.EndLine, at.EndColumn)
}

func (j *jsonReader) valueRange(n *document.Node) hcl.Range {
	at := n.Range()

	return j.hclRange(at.StartLine, at.StartColumn, at.EndLine, at.EndColumn)
}

func (j *jsonReader) hclRange(line, column, endLine, endColumn int) hcl.Range {
	return hcl.Range{Filename: j.source.name, Start: j.position(line, column), End: j.position(endLine, endColumn)}
}

func (j *jsonReader) position(line, column int) hcl.Pos {
	if line < 1 || line > len(j.lines) {
		return hcl.InitialPos
	}

	return hcl.Pos{Line: line, Column: column, Byte: j.lines[line-1] + column - 1}
}
