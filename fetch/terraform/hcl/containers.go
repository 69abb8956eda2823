package hcl

import "github.com/ecslint/ecslint/fetch/document"

// containers is the list of container definitions that an argument holds as JSON text, with the places of what is in
// it; nil where the text is no JSON, which is for others to complain of. What is not known in it is unknown instead of
// a text that stands for it.
func (b *builder) containers(n *document.Node, v *value, at spot) *document.Node {
	if v.kind != aText {
		return nil
	}

	if v.json != nil {
		return b.become(n, v.json, at)
	}

	p := punch(v, true)

	var offset func(int) int
	if p.placed(b.source.name) {
		offset = p.offset(b.source.name)
	}

	root, err := n.MakeText(p.text).Embed(b.source.name, offset)

	switch {
	case err == nil:
		return b.filled(root, p)
	case !v.exact:
		return n.MakeUnknown("JSON text that " + v.why())
	default:
		return nil
	}
}

// filled is a tree of JSON with the holes of its text.
func (b *builder) filled(n *document.Node, p *punched) *document.Node {
	if len(p.holes) == 0 {
		return n
	}

	children := make([]*document.Node, 0, n.Len())

	for _, item := range n.Items() {
		child := b.filled(item, p)
		if name := p.fill(item.Name()); !name.exact {
			child = child.Renamed(name.string())
		}

		children = append(children, child)
	}

	switch n.Kind() {
	case document.List:
		return n.MakeList(children)
	case document.Object:
		return n.MakeObject(children)
	case document.Text:
		if text, _ := n.Text(); !p.fill(text).exact {
			return b.become(n, p.fill(text), spot{})
		}
	default:
	}

	return n
}
