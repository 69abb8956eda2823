package intrinsic

import (
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
)

// A named is a condition, or a map with its keys, that an expression asks for.
type named struct {
	at   *document.Node
	name string

	// keys are those of a map, as far as they are written out; of a condition there are none.
	keys       []string
	isMap      bool
	hasDefault bool
}

// asked visits the conditions and maps that a value asks for as it is written, but in what a macro is given.
func asked(n *document.Node, visit func(named)) {
	name, argument := function(n)

	switch name {
	case "Fn::Transform":
		return
	case "Fn::If":
		if text, ok := plainText(first(argument)); ok {
			visit(named{at: n, name: text})
		}
	case conditionKey:
		if text, ok := plainText(argument); ok {
			visit(named{at: n, name: text})
		}
	case "Fn::FindInMap":
		mapAsked(n, argument, visit)
	case "":
		argument = n
	}

	// A tag may stand for a function of a function, whose name the argument then is.
	if argument != n && argument.Kind() == document.Object {
		asked(argument, visit)

		return
	}

	for _, item := range argument.Items() {
		if !strings.HasPrefix(item.Name(), forEach) && item.Name() != "Fn::Transform" {
			asked(item, visit)
		}
	}
}

func mapAsked(n, argument *document.Node, visit func(named)) {
	m := named{at: n, isMap: true, hasDefault: argument.Len() > 3}

	for i, item := range argument.Items() {
		text, ok := plainText(item)

		switch {
		case i == 0 && !ok:
			return
		case i == 0:
			m.name = text
		case i < 3 && ok && len(m.keys) == i-1:
			m.keys = append(m.keys, text)
		}
	}

	if m.name != "" {
		visit(m)
	}
}

// plainText is a text that is written out, without a function in it.
func plainText(n *document.Node) (string, bool) {
	text, ok := n.Text()

	return text, ok && n.Tag() == ""
}

func first(list *document.Node) *document.Node {
	for _, item := range list.Items() {
		return item
	}

	return nil
}
