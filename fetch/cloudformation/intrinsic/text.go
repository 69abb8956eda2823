package intrinsic

import (
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// parts are the pieces that a text is joined of.
type parts struct {
	built strings.Builder

	// only is the one piece there is, as long as there is one.
	only  *document.Node
	count int
}

func (p *parts) text(text string) {
	if text != "" {
		p.built.WriteString(text)
		p.count++
	}
}

// reference adds a part that is not known.
func (p *parts) reference(address, attribute string) {
	p.built.WriteString(placeholder(address, attribute))
	p.count++

	if p.count == 1 {
		p.only = new(document.Node).MakeReference(address, attribute)
	}
}

// placeholder is what stands in a text for a part that is not known.
func placeholder(address, attribute string) string {
	if attribute != "" {
		address += "." + attribute
	}

	return "${" + address + "}"
}

// add adds a value; ok is false for one that is no part of a text.
func (p *parts) add(n *document.Node) (ok bool) {
	text, isText := field.Written(n)
	address, attribute, isReference := n.Reference()

	switch {
	case n == nil || n.Kind() == document.Null:
		return true
	case isText:
		p.text(text)
	case isReference:
		p.built.WriteString(placeholder(address, attribute))
		p.count++
	case n.Why() != "":
		p.built.WriteString("${unknown}")
		p.count++
	default:
		return n.Kind() == document.List && p.addList(n)
	}

	if p.count == 1 {
		p.only = n
	}

	return true
}

// addList adds the items with commas between, as Fn::Sub has it of a list parameter.
func (p *parts) addList(list *document.Node) (ok bool) {
	for i, item := range list.Items() {
		if i > 0 {
			p.text(",")
		}

		if item.Kind() == document.List || !p.add(item) {
			return false
		}
	}

	return true
}

// joined is the text of the parts. One that is a single reference is that reference.
func (t *Template) joined(n *document.Node, p parts) *document.Node {
	if p.count == 1 && p.only.Why() != "" {
		return adopt(p.only, n)
	}

	if !t.run.spend(0, p.built.Len()) {
		return n.MakeUnknown(tooLarge)
	}

	return n.MakeText(p.built.String())
}

// join is Fn::Join. A list that is not known joins to what is not known.
func (s scope) join(n, argument *document.Node) *document.Node {
	given := s.arguments(argument)
	if len(given) != 2 {
		return s.misused(n, "Fn::Join takes a delimiter and a list")
	}

	delimiter, ok := given[0].Text()
	list := s.eval(given[1])

	switch {
	case list.Why() != "":
		return adopt(list, n)
	case list.Kind() != document.List || !ok:
		return s.misused(n, "Fn::Join takes a delimiter and a list")
	}

	var p parts

	for i, item := range list.Items() {
		if i > 0 {
			p.text(delimiter)
		}

		if !p.add(item) {
			return s.misused(n, "Fn::Join takes a list of texts")
		}

		if p.built.Len() > maxText {
			break
		}
	}

	return s.joined(n, p)
}

// misused notes a function that is not given what it takes; what it would come to is not known.
func (s scope) misused(n *document.Node, problem string) *document.Node {
	s.run.problem(s.file, n, problem)

	return n.MakeUnknown(problem)
}

// arguments are the items of a list, not yet evaluated but for the list itself.
func (s scope) arguments(argument *document.Node) []*document.Node {
	if name, _ := function(argument); name != "" {
		argument = s.eval(argument)
	}

	if argument.Kind() != document.List {
		return nil
	}

	items := make([]*document.Node, 0, argument.Len())
	for _, item := range argument.Items() {
		items = append(items, item)
	}

	return items
}
