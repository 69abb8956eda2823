package cloudformation

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/cloudformation/intrinsic"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// get follows names into the properties.
func (r resource) get(path ...string) *document.Node { return get(r.properties, path...) }

func get(n *document.Node, path ...string) *document.Node {
	for _, name := range path {
		n = n.Get(name)
	}

	return n
}

// ref is the ID of the resource that a property names.
func (r resource) ref(path ...string) string { return r.refOf(r.get(path...)) }

// required is the ID of a resource without which CloudFormation takes none of this type; empty with a problem.
func (r resource) required(name string) string {
	id := r.ref(name)
	if id == "" {
		r.Problem(r.Node(), "the resource has no "+name)
	}

	return id
}

// refOf is the ID of the resource that a value names. A text that ends in the only reference it holds, as
// arn:…/${Name} does, stays as it is.
func (m *mapper) refOf(n *document.Node) string { return field.ID(m.stack, n) }

// text is what a property says, empty where that is not known.
func (r resource) text(path ...string) string { return field.Text[string](r.get(path...)).Or("") }

// called is the name that is written, else the logical id, with those of the stacks around it: a template may be nested
// twice.
func (r resource) called(path ...string) string {
	if name := r.text(path...); name != "" {
		return name
	}

	return r.Address()
}

// written is a text as it stands, with placeholders for what is not known.
func (m *mapper) written(n *document.Node) string {
	text, _ := field.Written(n)
	if address, attribute, ok := n.Reference(); ok {
		return "${" + strings.TrimSuffix(address+"."+attribute, ".") + "}"
	}

	return text
}

// resolved is a name that a text holds: the ID of a resource where a placeholder stands for one.
func (m *mapper) resolved(text string, at *document.Node) string {
	inner, ok := strings.CutPrefix(text, "${")
	if !ok || !strings.HasSuffix(inner, "}") || strings.Count(text, "${") > 1 {
		return text
	}

	address, attribute := intrinsic.SplitReference(strings.TrimSuffix(inner, "}"),
		func(address string) bool { return m.addresses[address] })

	return m.refOf(at.MakeReference(address, attribute))
}

// ids are the IDs in a list, each once and in order. One that is not known goes by the address that it comes from.
func (m *mapper) ids(lists ...*document.Node) []string {
	var all []string

	for _, n := range lists {
		ids, why := field.IDs(m.stack, n)
		if why != "" {
			ids = []string{m.refOf(n)}
		}

		all = append(all, ids...)
	}

	return set(all)
}

// idsValue is the same where a snapshot can say that a list is not known. An empty one is as good as none, and one that
// a parameter gives goes by its name, as in ids.
func (m *mapper) idsValue(n *document.Node) snapshot.Value[[]string] {
	ids, why := field.IDs(m.stack, n)

	switch {
	case n.Kind() == document.Reference:
		return snapshot.Known(m.ids(n))
	case why != "":
		return snapshot.Unknown[[]string](why)
	case len(ids) == 0:
		return snapshot.Value[[]string]{}
	default:
		return snapshot.Known(set(ids))
	}
}

// texts are the texts in a list; those that are not known have their addresses.
func (m *mapper) texts(n *document.Node) []string { return m.ids(n) }

// set is for lists whose order means nothing.
func set(all []string) []string { return field.Set(all) }
