package hcl

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// A builtin is a function of Terraform's language on arguments that may be unknown in part.
type builtin func(c *call) *value

// A call is a call of a function.
type call struct {
	scope *scope
	name  string
	at    hcl.Range
	args  []*value
}

// arg is an argument by its place; null where there is none.
func (c *call) arg(i int) *value {
	if i < len(c.args) {
		return c.args[i]
	}

	return nothing()
}

// depends is what the call comes to where an argument is not known.
func (c *call) depends() *value { return depends(c.args...) }

// function calls a function. An item that is spread over the arguments must be a list that is known.
func (s *scope) function(e *hclsyntax.FunctionCallExpr) *value {
	if e.Name == "try" || e.Name == "can" {
		return s.attempt(e)
	}

	c := &call{scope: s, name: e.Name, at: e.Range()}
	size := 1

	for i, arg := range e.Args {
		v := s.eval(arg)
		size += v.size

		if e.ExpandFinal && i == len(e.Args)-1 {
			if v.kind != aList {
				return depends(v)
			}

			c.args = append(c.args, v.items()...)

			if v.rest != nil {
				c.args = append(c.args, v.rest)
			}
		} else {
			c.args = append(c.args, v)
		}
	}

	if !s.run.charge(size) {
		return unknown("too many expressions")
	}

	result := c.run()
	s.run.charge(result.size)

	return result
}

func (c *call) run() *value {
	f := c.scope.run.functions[c.name]
	if f == nil {
		return unknown(c.name + "()")
	}

	result := f(c)

	for _, arg := range c.args {
		if arg.failed && !result.failed {
			failed := *result
			failed.failed = true

			return &failed
		}
	}

	return result
}

// attempt is the first argument that Terraform would not refuse, or whether there is one.
// https://developer.hashicorp.com/terraform/language/functions/try
func (s *scope) attempt(e *hclsyntax.FunctionCallExpr) *value {
	for _, arg := range e.Args {
		switch v := s.eval(arg); {
		case e.Name == "can" && (v.failed || v.exact):
			return boolOf(!v.failed)
		case e.Name == "can":
			return depends(v)
		case !v.failed && (v.exact || sound(arg)):
			return v
		case !v.failed:
			return depends(v)
		}
	}

	return failure("try() without a value")
}

// sound reports whether an expression can fail in no other way than by what it names not being there.
func sound(e hclsyntax.Expression) bool {
	switch e := e.(type) {
	case *hclsyntax.ScopeTraversalExpr, *hclsyntax.RelativeTraversalExpr, *hclsyntax.IndexExpr:
		return true
	case *hclsyntax.TupleConsExpr:
		return !slices.ContainsFunc(e.Exprs, func(item hclsyntax.Expression) bool { return !sound(item) })
	default:
		return false
	}
}

// functions are all that there are, by name.
// https://developer.hashicorp.com/terraform/language/functions
func functions() map[string]builtin {
	all := map[string]builtin{}

	for name, f := range standard() {
		all[name] = func(c *call) *value { return bridged(c.scope.run, f, c.args) }
	}

	for _, group := range []map[string]builtin{
		collections(), sequences(), conversions(), texts(), encodings(), files(), addresses(), hashes(),
	} {
		maps.Copy(all, group)
	}

	return all
}

// standard are the functions that need all of their arguments.
func standard() map[string]function.Function {
	return map[string]function.Function{
		"abs": stdlib.AbsoluteFunc, "ceil": stdlib.CeilFunc, "chunklist": stdlib.ChunklistFunc,
		"csvdecode": stdlib.CSVDecodeFunc, "floor": stdlib.FloorFunc, "formatdate": stdlib.FormatDateFunc,
		"log": stdlib.LogFunc, "max": stdlib.MaxFunc, "min": stdlib.MinFunc, "parseint": stdlib.ParseIntFunc,
		"pow": stdlib.PowFunc, "range": stdlib.RangeFunc, "regex": stdlib.RegexFunc, "regexall": stdlib.RegexAllFunc,
		"setintersection": stdlib.SetIntersectionFunc, "setsubtract": stdlib.SetSubtractFunc,
		"signum": stdlib.SignumFunc, "strrev": stdlib.ReverseFunc, "substr": stdlib.SubstrFunc,
		"timeadd": stdlib.TimeAddFunc,
	}
}
