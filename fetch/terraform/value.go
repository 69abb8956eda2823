package terraform

import (
	"iter"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// at is the value on a path of names. Blocks are stepped into, of which there is one at most on such a path. What lies
// in something unknown is as unknown.
func at(n *document.Node, path ...string) *document.Node {
	for _, name := range path {
		if n.Kind() == document.List {
			n = first(n)
		}

		if n.Why() != "" {
			return n
		}

		n = n.Get(name)
	}

	return n
}

func first(list *document.Node) *document.Node {
	for _, item := range list.Items() {
		return item
	}

	return nil
}

// blocks are the blocks of a name, unknown ones included. Those of which not even the number is known are one unknown.
func blocks(n *document.Node) iter.Seq2[int, *document.Node] {
	return func(yield func(int, *document.Node) bool) {
		if n.Why() != "" || n.Kind() == document.Object {
			yield(0, n)

			return
		}

		for i, item := range n.Items() {
			if item.Kind() != document.Null && !yield(i, item) {
				return
			}
		}
	}
}

// empty reports whether an attribute is as good as not written.
func empty(n *document.Node) bool {
	text, isText := n.Text()

	return n.Kind() == document.Null || isText && text == "" || n.Kind() == document.List && n.Len() == 0
}

// keyOf is the place of the key of a value, or of the value where no key is written.
func keyOf(n *document.Node) snapshot.Range {
	if at := n.NameRange(); at != (snapshot.Range{}) {
		return at
	}

	return n.Head()
}

// text is a text of which an empty one is none: Terraform keeps "" for what a resource does not have.
func text[T ~string](n *document.Node) snapshot.Value[T] {
	if empty(n) {
		return snapshot.Value[T]{}
	}

	return field.Text[T](n)
}

// known is a text that is known, else empty.
func known(n *document.Node) string { return field.Text[string](n).Or("") }

// knownOr is a text that is known, else the default of AWS or of the provider.
func knownOr(n *document.Node, def string) string {
	if text := known(n); text != "" {
		return text
	}

	return def
}

// name is the name that AWS shows for a resource, if it is known. A prefix says no name, and without either the
// provider makes one up. Then it is the address without the type, so that it stays the same from run to run.
// https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/create/naming.go
func name(r *resource.Resource, attribute string) string {
	return knownOr(r.Values.Get(attribute), label(r))
}

// label is the address of a resource without its type: web, or module.app.web.
func label(r *resource.Resource) string {
	before, after, ok := strings.Cut(r.Address, r.Type+".")
	if !ok {
		return r.Address
	}

	return strings.TrimSuffix(before, "data.") + after
}

// set is for lists whose order means nothing.
func set(list []string) []string { return field.Set(list) }

// texts are the texts of a list; what is not known of them is called by its place and equals nothing.
func (m *mapper) texts(n *document.Node) []string {
	ids, why := field.IDs(m.stack, n)
	if why != "" {
		return []string{field.ID(m.stack, n)}
	}

	return set(ids)
}

// gap says that a number of a resource is not known, where the snapshot has no place for that.
func (m *mapper) gap(r *resource.Resource, what, why string, noun snapshot.Noun) {
	m.out.Gaps = append(m.out.Gaps, snapshot.Gap{
		What: what, Why: why, Region: m.meta(r).Region, Stack: m.stack, Resource: m.idOf(r), Nouns: []snapshot.Noun{noun},
	})
}

// number is a whole number that the snapshot wants to be known; a gap says if it is not.
func (m *mapper) number(r *resource.Resource, n *document.Node, noun snapshot.Noun) int {
	v := field.Int(n)
	if v.IsUnknown() {
		m.gap(r, r.Type+" "+n.Name(), v.Reason(), noun)
	}

	return v.Or(0)
}
