package intrinsic

import (
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
)

// sub is Fn::Sub with a text, or with a text and values for some of its names.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
func (s scope) sub(n, argument *document.Node) *document.Node {
	const parts = 2

	values := map[string]*document.Node{}
	text, ok := argument.Text()

	if argument.Kind() == document.List {
		given := s.arguments(argument)
		if len(given) != parts || given[1].Kind() != document.Object {
			return s.misused(n, "Fn::Sub takes a text, or a text and an object of values")
		}

		text, ok = given[0].Text()

		for _, value := range given[1].Items() {
			values[value.Name()] = s.eval(value)
		}
	}

	if !ok {
		return s.misused(n, "Fn::Sub takes a text, or a text and an object of values")
	}

	return s.substitute(n, text, values)
}

func (s scope) substitute(n *document.Node, text string, values map[string]*document.Node) *document.Node {
	var p parts

	for {
		before, rest, found := strings.Cut(text, "${")
		p.text(before)

		name, after, closed := strings.Cut(rest, "}")
		if !found || !closed {
			if found {
				p.text("${" + rest)
			}

			break
		}

		if literal, isLiteral := strings.CutPrefix(name, "!"); isLiteral {
			p.text("${" + literal + "}")
		} else if !p.add(s.subName(n, strings.TrimSpace(name), values)) {
			return s.misused(n, "a name in Fn::Sub does not stand for a text")
		}

		text = after

		if p.built.Len() > maxText {
			break
		}
	}

	joined := s.joined(n, p)
	if whole, ok := joined.Text(); ok && strings.Contains(whole, dynamicStart) {
		return s.undynamic(n, whole)
	}

	return joined
}

// subName is the value of a name in Fn::Sub: one of its own, what Ref has, or an attribute.
func (s scope) subName(n *document.Node, name string, values map[string]*document.Node) *document.Node {
	if !s.run.spend(1, 0) {
		return n.MakeUnknown(tooLarge)
	}

	if value, ok := values[name]; ok {
		return value
	}

	if resource, attribute, ok := strings.Cut(name, "."); ok {
		return s.attribute(n, resource, attribute)
	}

	return s.ref(n, name)
}
