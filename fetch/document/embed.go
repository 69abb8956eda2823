package document

import "fmt"

// Embed reads the JSON in a text value of the named file as a tree, such as the container definitions that Terraform
// takes as text. Offset tells where in the file a byte of the text stands; without it everything stands where the value
// does. The error is a [*SyntaxError] at the value.
func (n *Node) Embed(file string, offset func(int) int) (*Node, error) {
	text, _ := n.Text()
	inner := newSource([]byte(text))

	wrong := checkText(inner, MaxBytes)
	if wrong != nil {
		return nil, n.embedded(file, wrong.in(file, inner))
	}

	root, err := parseJSON(file, inner, maxValues)
	if err != nil {
		return nil, n.embedded(file, err)
	}

	n.move(root, offset)
	root.name, root.nameAt = n.name, n.nameAt

	return root, nil
}

// embedded is the error of a text inside of a file.
func (n *Node) embedded(file string, err error) error {
	wrong, ok := err.(*SyntaxError) //nolint:errorlint // the parser wraps nothing
	if !ok {
		return err
	}

	at := n.Head()

	return &SyntaxError{
		File: file, Line: at.StartLine, Column: at.StartColumn,
		Problem: fmt.Sprintf("line %d of this text: %s", wrong.Line, wrong.Problem),
	}
}

// move brings a tree from its own text to the file around it.
func (n *Node) move(inner *Node, offset func(int) int) {
	inner.src, inner.tag = n.src, 0

	if offset == nil {
		inner.at = n.at
		if inner.name != "" {
			inner.nameAt = n.place()
		}
	} else {
		inner.at, inner.nameAt = shift(inner.at, offset), shift(inner.nameAt, offset)
	}

	for i := range inner.children {
		n.move(&inner.children[i], offset)
	}
}

// place is the key of the node, or the node itself where it has none.
func (n *Node) place() span {
	if n.nameAt != (span{}) {
		return n.nameAt
	}

	return n.at
}

func shift(at span, offset func(int) int) span {
	if at == (span{}) {
		return at
	}

	return span{offset(at.start), offset(at.end)}
}
