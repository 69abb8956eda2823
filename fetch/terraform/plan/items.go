package plan

import (
	"slices"

	"github.com/ecslint/ecslint/fetch/document"
)

// list merges the items of a list.
func (fill *filler) list(n, unknown, secret, expression *document.Node, in place, name string) *document.Node {
	if !holdsTrue(unknown) && !holdsTrue(secret) {
		return n
	}

	out := make([]*document.Node, 0, n.Len())
	above := in.above

	if expression.Get("references") != nil {
		above = expression
	}

	linked := fill.linkedItems(n, unknown, expression, in, name)
	unknowns, secrets, configs := items(unknown), items(secret), blocksOf(expression, n.Len())

	for i, item := range n.Items() {
		u, s, config := nth(unknowns, i), nth(secrets, i), nth(configs, i)

		switch {
		case isTrue(s):
			out = append(out, item.MakeUnknown(sensitive))
		case isTrue(u) && linked != nil:
		case isTrue(u):
			out = append(out, item.MakeUnknown(afterApply))
		case item.Kind() == document.Object:
			out = append(out, fill.object(item, u, s, config, place{block: name, written: config != nil, above: above}))
		default:
			out = append(out, item)
		}
	}

	return n.MakeList(append(out, linked...))
}

// linkedItems are what the unknown items of a list of IDs stand for.
func (fill *filler) linkedItems(n, unknown, expression *document.Node, in place, name string) []*document.Node {
	if !slices.ContainsFunc(items(unknown), isTrue) {
		return nil
	}

	if list := fill.unknown(n, expression, in, name); list.Kind() == document.List {
		return items(list)
	}

	return nil
}

// blocksOf are the configurations of blocks, if there are as many as in the values: a dynamic block is in the values
// alone.
func blocksOf(expression *document.Node, values int) []*document.Node {
	if expression.Kind() == document.List && expression.Len() == values {
		return items(expression)
	}

	return nil
}

// nth is an item of a list that may be shorter.
func nth(list []*document.Node, i int) *document.Node {
	if i < len(list) {
		return list[i]
	}

	return nil
}

func items(list *document.Node) []*document.Node {
	all := make([]*document.Node, 0, list.Len())
	for _, item := range list.Items() {
		all = append(all, item)
	}

	return all
}

// allTrue marks all that is written as unknown.
func allTrue(expressions *document.Node) *document.Node {
	marks := items(expressions)
	for i := range marks {
		marks[i] = marks[i].MakeBool(true)
	}

	if expressions == nil {
		return nil
	}

	return expressions.MakeObject(marks)
}

func isTrue(n *document.Node) bool {
	b, ok := n.Bool()

	return ok && b
}

// holdsTrue reports whether there is anything to merge in a list of marks.
func holdsTrue(n *document.Node) bool {
	if isTrue(n) {
		return true
	}

	for _, item := range n.Items() {
		if holdsTrue(item) {
			return true
		}
	}

	return false
}
