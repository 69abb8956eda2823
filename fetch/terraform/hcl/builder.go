package hcl

import (
	"slices"

	"github.com/ecslint/ecslint/fetch/document"
)

// A builder makes nodes of values, each at its place in one file.
type builder struct {
	run    *run
	source *source
}

// A spot is a place of a name and a value in the file.
type spot struct{ nameAt, at place }

func (b *builder) resource(v *value, at place) *document.Node {
	return b.node("", spot{at: at}, v)
}

// spot is where a slot stands, or else what it is in: it may come from another file.
func (b *builder) spot(s slot, around spot) spot {
	inner := spot{s.nameAt, s.at}

	if s.at.file != b.source.name {
		inner.at = around.at
	}

	if s.name != "" && s.nameAt.file != b.source.name {
		inner.nameAt = around.nameAt
		if inner.nameAt.file == "" {
			inner.nameAt = around.at
		}
	}

	return inner
}

// node is a value under a name, which is empty in a list.
func (b *builder) node(name string, at spot, v *value) *document.Node {
	n := b.source.file().Value(at.at.start, at.at.end)
	if name != "" {
		n = b.source.file().Member(name, at.nameAt.start, at.nameAt.end, at.at.start, at.at.end)
	}

	if name == "container_definitions" {
		if list := b.containers(n, v, at); list != nil {
			return list
		}
	}

	if v.kind == aText && (name == "user_data" || name == "user_data_base64") {
		return n.MakeText(v.shown())
	}

	return b.become(n, v, at)
}

func (b *builder) become(n *document.Node, v *value, at spot) *document.Node {
	switch v.kind {
	case aNull:
		return n.MakeNull()
	case aScalar:
		text, _ := v.literal()
		if text == "true" || text == "false" {
			return n.MakeBool(text == "true")
		}

		return n.MakeNumber(text)
	case aText:
		if len(v.parts) == 1 && v.parts[0].hole != nil {
			return b.become(n, v.parts[0].hole, at)
		}

		return n.MakeText(v.string())
	case aList:
		return n.MakeList(b.children(v, at))
	case anObject:
		if v.rest != nil && v.rest.names == nil {
			return n.MakeUnknown(v.rest.why())
		}

		return n.MakeObject(b.children(v, at))
	case aThing:
		return n.MakeReference(v.thing.label(), "")
	default:
		if v.address != "" {
			return n.MakeReference(v.address, v.attribute)
		}

		return n.MakeUnknown(v.why())
	}
}

func (b *builder) children(v *value, at spot) []*document.Node {
	if !b.run.charge(v.size) {
		return []*document.Node{b.source.file().Value(at.at.start, at.at.end).MakeUnknown("too many values")}
	}

	nodes := make([]*document.Node, 0, len(v.slots)+1)

	for _, s := range v.slots {
		nodes = append(nodes, b.node(s.name, b.spot(s, at), s.value))
	}

	switch {
	case v.rest == nil:
		return nodes
	case v.kind == aList:
		return append(nodes, b.node("", at, v.rest))
	}

	for _, name := range v.possible() {
		nodes = append(nodes, b.node(name, spot{at.at, at.at}, unknown(v.rest.label())))
	}

	return nodes
}

// possible are the names that an object may have besides, each once.
func (v *value) possible() []string {
	names := slices.Clone(v.rest.names)
	slices.Sort(names)

	return slices.DeleteFunc(slices.Compact(names), func(name string) bool { return v.member(name) != nil })
}

// why says in words why a value is not known.
func (v *value) why() string { return "depends on " + v.label() }
