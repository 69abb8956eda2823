package intrinsic

import (
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// ref is the value of a name. One that the template does not have, since it is a fragment or a macro adds to it, is a
// reference as well.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html
func (s scope) ref(n *document.Node, name string) *document.Node {
	if value, known, ok := s.loop.lookup(name); ok {
		if known {
			return n.MakeText(value)
		}

		return n.MakeReference(s.prefix+name, "")
	}

	if strings.HasPrefix(name, "AWS::") {
		return s.pseudo(n, name)
	}

	if p := s.parameters[name]; p != nil {
		return s.parameterValue(n, name, p)
	}

	return n.MakeReference(s.prefix+name, "")
}

// pseudo is a pseudo parameter. The name and the id of a stack differ for those that are nested.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
func (s scope) pseudo(n *document.Node, name string) *document.Node {
	given, ok := s.run.options.Parameters[name]

	switch {
	case name == "AWS::NoValue":
		return nil
	case strings.HasPrefix(name, "AWS::Stack") && s.prefix != "":
		return n.MakeReference(s.prefix+name, "")
	case ok && !given.Unknown:
		return n.MakeText(given.Value)
	default:
		return n.MakeReference(name, "")
	}
}

// getAttribute is Fn::GetAtt with a text, Name.Attribute, or a list of both.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html
func (s scope) getAttribute(n, argument *document.Node) *document.Node {
	if argument.Kind() == document.Text {
		text, _ := s.literal(argument).Text()
		if name, attribute, ok := strings.Cut(text, "."); ok {
			return s.attribute(n, name, attribute)
		}
	}

	if given := s.arguments(argument); len(given) == 2 {
		name, ok := written(s.eval(given[0]))
		attribute, okAttribute := written(s.eval(given[1]))

		if ok && okAttribute {
			return s.attribute(n, name, attribute)
		}

		return n.MakeUnknown("the attribute is not known")
	}

	return s.misused(n, "Fn::GetAtt takes the name of a resource and an attribute")
}

// attribute is an attribute of a resource. One that is written as a property of the resource has that value.
func (s scope) attribute(n *document.Node, name, attribute string) *document.Node {
	r := s.byName[name]
	output, isOutput := strings.CutPrefix(attribute, "Outputs.")

	switch {
	case r == nil: // a fragment, or what a macro makes
	case isOutput && r.Type == stackType:
		if nested := r.Nested(); nested != nil {
			return nested.output(n, output)
		}
	default:
		if value := r.node.Get("Properties").Get(attribute); value != nil && r.node.Get("Properties").Tag() == "" {
			return adopt(r.property(n, value), n)
		}
	}

	return n.MakeReference(s.prefix+name, attribute)
}

// output is what a nested stack gives to the outer one.
func (t *Template) output(n *document.Node, name string) *document.Node {
	o, ok := t.outputs[name]
	if !ok {
		return n.MakeReference(t.prefix+"Outputs", name)
	}

	return t.chained(n, func() *document.Node { return adopt(t.in(o.loop).eval(o.node.Get("Value")), n) })
}

// importValue is Fn::ImportValue: what another stack exports goes by the name of the export.
func (s scope) importValue(n, argument *document.Node) *document.Node {
	name := s.eval(argument)

	text, ok := field.Written(name)
	if address, attribute, isReference := name.Reference(); isReference {
		text, ok = placeholder(address, attribute), true
	}

	if !ok {
		return n.MakeUnknown("the name of the export is not known")
	}

	return n.MakeReference("ImportValue."+strings.ReplaceAll(strings.ReplaceAll(text, "${", ""), "}", ""), "")
}
