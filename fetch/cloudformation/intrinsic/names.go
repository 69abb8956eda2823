package intrinsic

import (
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
)

// A mention is a name that an expression asks for: with an attribute it is a resource, else a parameter or a resource.
type mention struct {
	at              *document.Node
	name, attribute string
	resource        bool
}

// mentions visits the names in a value as it is written, whatever conditions make of it. Those in loops are left out,
// since loops make names, and those that a macro is given.
func mentions(n *document.Node, visit func(mention)) {
	name, argument := function(n)

	switch name {
	case ref:
		if text, ok := argument.Text(); ok && argument.Tag() == "" {
			visit(mention{at: n, name: text})
		}
	case "Fn::GetAtt":
		attributeMention(n, argument, visit)
	case "Fn::Sub":
		substituted(n, argument, visit)
	case conditionKey, "Fn::Transform":
	default:
		if name == "" {
			argument = n
		} else if argument.Tag() != "" || argument.Kind() == document.Object {
			mentions(argument, visit)

			return
		}

		for _, item := range argument.Items() {
			if !strings.HasPrefix(item.Name(), forEach) && item.Name() != "Fn::Transform" {
				mentions(item, visit)
			}
		}
	}
}

func attributeMention(n, argument *document.Node, visit func(mention)) {
	if text, ok := argument.Text(); ok && argument.Tag() == "" {
		name, attribute, _ := strings.Cut(text, ".")
		visit(mention{at: n, name: name, attribute: attribute, resource: true})

		return
	}

	m := mention{at: n, resource: true}

	for i, item := range argument.Items() {
		text, ok := item.Text()

		switch {
		case !ok || item.Tag() != "":
			mentions(item, visit)
		case i == 0:
			m.name = text
		default:
			m.attribute = text
		}
	}

	if m.name != "" {
		visit(m)
	}
}

// substituted visits the names in Fn::Sub but those that it brings along.
func substituted(n, argument *document.Node, visit func(mention)) {
	own := map[string]bool{}
	text, _ := argument.Text()

	for i, item := range argument.Items() {
		if i == 0 {
			text, _ = item.Text()

			continue
		}

		for _, value := range item.Items() {
			own[value.Name()] = true

			mentions(value, visit)
		}
	}

	for _, rest := range strings.Split(text, "${")[1:] {
		whole, _, closed := strings.Cut(rest, "}")
		whole = strings.TrimSpace(whole)

		if closed && !own[whole] && !strings.HasPrefix(whole, "!") {
			name, attribute, resource := strings.Cut(whole, ".")
			visit(mention{at: n, name: name, attribute: attribute, resource: resource})
		}
	}
}

// Mentioned are the addresses of what a value of the resource names as it is written, each with the attribute that is
// asked for.
func (r *Resource) Mentioned(n *document.Node, visit func(address, attribute string)) {
	mentions(n, func(m mention) { visit(r.t.prefix+m.name, m.attribute) })
}
