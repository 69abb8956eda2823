package intrinsic

import (
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// A parameter is one that a template declares.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
type parameter struct {
	list bool

	// value is nil where nobody knows it; it is a text, or of a nested stack what the outer one passes.
	value *document.Node

	// path is the name in Parameter Store that the value is taken from, when the stack is deployed.
	path string
}

// declare reads the section Parameters. Given wins over the default; a secret is never known.
func (t *Template) declare(given func(string) (value *document.Node, unknown, ok bool)) {
	t.parameters = map[string]*parameter{}

	for _, n := range t.section("Parameters").Items() {
		kind, _ := n.Get("Type").Text()
		p := &parameter{list: kind == "CommaDelimitedList" || strings.HasPrefix(kind, "List<"), value: n.Get("Default")}
		t.parameters[n.Name()] = p

		value, unknown, ok := given(n.Name())
		if ok {
			p.value = value
		}

		if _, isText := field.Written(p.value); !isText && !ok {
			p.value = nil
		}

		switch hidden, _ := field.Written(n.Get("NoEcho")); {
		case unknown, strings.EqualFold(hidden, "true"):
			p.value = nil
		case strings.HasPrefix(kind, "AWS::SSM::Parameter::Value<"):
			p.list = strings.HasPrefix(kind, "AWS::SSM::Parameter::Value<List<")
			p.path, _ = p.value.Text()
			p.value = nil
		}
	}
}

// givenBy is what the options say of the parameters of the outermost template.
func (t *Template) givenBy(all Parameters) func(string) (value *document.Node, unknown, ok bool) {
	return func(name string) (*document.Node, bool, bool) {
		p, ok := all[name]
		if !ok {
			return nil, false, false
		}

		return t.root.MakeText(p.Value), p.Unknown, true
	}
}

// parameterValue is the value of a parameter, at the place of n.
func (t *Template) parameterValue(n *document.Node, name string, p *parameter) *document.Node {
	text, ok := field.Written(p.value)

	switch {
	case p.value == nil:
		return n.MakeReference(t.prefix+name, "")
	case !ok:
		return adopt(p.value, n)
	case !p.list:
		return n.MakeText(text)
	case strings.TrimSpace(text) == "":
		return n.MakeList(nil)
	}

	words := t.splitText(n, text, ",")
	for i, word := range words {
		if text, ok := word.Text(); ok {
			words[i] = word.MakeText(strings.TrimSpace(text))
		}
	}

	return t.listOf(n, words)
}

// listOf is a list, the members of which count.
func (t *Template) listOf(n *document.Node, items []*document.Node) *document.Node {
	if !t.run.spend(len(items), 0) {
		return n.MakeUnknown(tooLarge)
	}

	return n.MakeList(items)
}

// adopt is a value at the place, and with the name, of the expression that yields it.
func adopt(value, n *document.Node) *document.Node {
	if value == nil {
		return nil
	}

	return value.PlacedAt(n).Named(n)
}
