package hcl

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// Bounds of an evaluation: how deep expressions may lead into each other, and how many of them there may be.
const (
	maxDepth = 1_000
	maxSteps = 1_000_000
)

// charge counts steps, and reports whether there are any left.
func (r *run) charge(steps int) bool {
	r.steps += steps

	return r.steps <= maxSteps
}

// eval is the value of an expression.
func (s *scope) eval(e hclsyntax.Expression) *value {
	s.run.depth++
	defer func() { s.run.depth-- }()

	if s.run.depth > maxDepth {
		s.run.wrong(e.Range(), "this leads through more than %d expressions; its value is not known", maxDepth)

		return unknown("too many expressions")
	}

	if !s.run.charge(1) {
		s.run.wrong(hcl.Range{Filename: s.run.root.config.dir},
			"evaluating it takes too long; some of its values are not known")

		return unknown("too many expressions")
	}

	return s.evalAny(e)
}

func (s *scope) evalAny(e hclsyntax.Expression) *value {
	switch e := e.(type) {
	case *hclsyntax.LiteralValueExpr:
		return fromCty(e.Val)
	case *hclsyntax.ParenthesesExpr:
		return s.eval(e.Expression)
	case *hclsyntax.TemplateExpr:
		return s.template(e)
	case *hclsyntax.TemplateWrapExpr:
		return s.eval(e.Wrapped)
	case *hclsyntax.TemplateJoinExpr:
		return s.joined(s.eval(e.Tuple))
	case *hclsyntax.ScopeTraversalExpr:
		return s.traverse(e.Traversal)
	case *hclsyntax.RelativeTraversalExpr:
		return steps(s.eval(e.Source), e.Traversal)
	case *hclsyntax.IndexExpr:
		return index(s.eval(e.Collection), s.eval(e.Key))
	case *hclsyntax.FunctionCallExpr:
		return s.function(e)
	default:
		return s.evalCompound(e)
	}
}

func (s *scope) evalCompound(e hclsyntax.Expression) *value {
	switch e := e.(type) {
	case *hclsyntax.ConditionalExpr:
		return s.conditional(e)
	case *hclsyntax.BinaryOpExpr:
		return s.binary(e)
	case *hclsyntax.UnaryOpExpr:
		return bridged(s.run, e.Op.Impl, []*value{s.eval(e.Val)})
	case *hclsyntax.TupleConsExpr:
		return s.tuple(e)
	case *hclsyntax.ObjectConsExpr:
		return s.object(e)
	case *hclsyntax.ObjectConsKeyExpr:
		return s.key(e)
	case *hclsyntax.ForExpr:
		return s.forExpression(e)
	case *hclsyntax.SplatExpr:
		return s.splat(e)
	case *hclsyntax.AnonSymbolExpr:
		return s.lookupSymbol(e)
	default:
		return failure("an expression that cannot be read")
	}
}

func (s *scope) tuple(e *hclsyntax.TupleConsExpr) *value {
	slots := make([]slot, 0, len(e.Exprs))
	var rest *value

	for _, item := range e.Exprs {
		v := s.eval(item)

		// Terraform 0.11 took ["${var.list}"] for the list itself, and no resource has lists of lists.
		if _, wrapped := item.(*hclsyntax.TemplateWrapExpr); wrapped && v.kind == aList {
			slots = append(slots, v.slots...)

			if v.rest != nil {
				rest = v.rest
			}

			continue
		}

		slots = append(slots, slot{at: placeOf(item.Range()), value: v})
	}

	return listOf(slots, rest)
}

// object is an object, of which some names may not be known.
func (s *scope) object(e *hclsyntax.ObjectConsExpr) *value {
	slots := make([]slot, 0, len(e.Items))

	var rest *value

	for _, item := range e.Items {
		key, v := s.eval(item.KeyExpr), s.eval(item.ValueExpr)

		if name, ok := key.literal(); ok {
			slots = append(slots, slot{
				name: name, nameAt: placeOf(item.KeyExpr.Range()), at: placeOf(item.ValueExpr.Range()), value: v,
			})
		} else {
			rest = depends(key)
		}
	}

	return objectOf(slots, rest)
}

// key is the name of a member: a word that stands alone is itself.
func (s *scope) key(e *hclsyntax.ObjectConsKeyExpr) *value {
	if word := hcl.ExprAsKeyword(e.Wrapped); word != "" && !e.ForceNonLiteral {
		return textOf(word)
	}

	return s.eval(e.Wrapped)
}

func placeOf(r hcl.Range) place { return place{r.Filename, r.Start.Byte, r.End.Byte} }

// conditional takes a branch where the condition is known.
func (s *scope) conditional(e *hclsyntax.ConditionalExpr) *value {
	condition := s.eval(e.Condition)

	switch truth, known := isTrue(condition); {
	case !known && condition.exact:
		return failure("a condition that is neither true nor false")
	case !known:
		return s.either(condition, e)
	case truth:
		return s.eval(e.TrueResult)
	default:
		return s.eval(e.FalseResult)
	}
}

// either is what a conditional comes to of which the condition is not known: of two objects, at least the names.
func (s *scope) either(condition *value, e *hclsyntax.ConditionalExpr) *value {
	first, bothFirst := s.eval(e.TrueResult).keys()
	second, bothSecond := s.eval(e.FalseResult).keys()

	if !bothFirst || !bothSecond || condition.failed {
		return depends(condition)
	}

	return among(depends(condition), append(first, second...))
}

// isTrue is the truth of a value, which may be written as text.
func isTrue(v *value) (truth, known bool) {
	if v.kind == aScalar && v.scalar.Type() == cty.Bool {
		return v.scalar.True(), true
	}

	text, ok := v.literal()

	return text == "true", ok && (text == "true" || text == "false")
}
