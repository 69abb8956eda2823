package intrinsic

import (
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// split is Fn::Split. A reference counts as one piece.
func (s scope) split(n, argument *document.Node) *document.Node {
	given := s.arguments(argument)
	if len(given) != 2 {
		return s.misused(n, "Fn::Split takes a delimiter and a text")
	}

	delimiter, ok := given[0].Text()
	whole := s.eval(given[1])
	text, isText := field.Written(whole)

	switch {
	case whole.Why() != "":
		return adopt(whole, n)
	case !ok || !isText || delimiter == "":
		return s.misused(n, "Fn::Split takes a delimiter and a text")
	}

	if !s.run.spend(strings.Count(text, delimiter), 0) {
		return n.MakeUnknown(tooLarge)
	}

	return n.MakeList(s.splitText(n, text, delimiter))
}

// splitText splits a text anywhere but in the references that it holds. A piece that is a reference alone is one again.
func (t *Template) splitText(n *document.Node, text, delimiter string) []*document.Node {
	var (
		pieces []*document.Node
		piece  strings.Builder
	)

	flush := func() {
		pieces = append(pieces, t.unjoined(n, piece.String()))
		piece.Reset()
	}

	for text != "" {
		end := 0
		if strings.HasPrefix(text, "${") {
			end = strings.IndexByte(text, '}') + 1
		}

		switch {
		case end > 0:
			piece.WriteString(text[:end])
			text = text[end:]
		case strings.HasPrefix(text, delimiter):
			flush()
			text = text[len(delimiter):]
		default:
			piece.WriteByte(text[0])
			text = text[1:]
		}
	}

	flush()

	return pieces
}

// unjoined is a piece of a text as a value: a reference where it stands for one.
func (t *Template) unjoined(n *document.Node, piece string) *document.Node {
	inner, ok := strings.CutPrefix(piece, "${")
	if !ok || !strings.HasSuffix(inner, "}") || strings.Count(piece, "${") > 1 || inner == "unknown}" {
		return n.MakeText(piece)
	}

	return n.MakeReference(SplitReference(strings.TrimSuffix(inner, "}"), func(address string) bool {
		name, own := strings.CutPrefix(address, t.prefix)

		return own && t.byName[name] != nil
	}))
}

// SplitReference splits what a placeholder holds into the address of a resource, which is known as one, and an
// attribute of it. What holds no such address has no attribute.
func SplitReference(text string, isResource func(address string) bool) (address, attribute string) {
	for i := range len(text) {
		if text[i] == '.' && isResource(text[:i]) {
			return text[:i], text[i+1:]
		}
	}

	return text, ""
}

// pick is Fn::Select. An item of a list that is not known goes by its place in it.
func (s scope) pick(n, argument *document.Node) *document.Node {
	given := s.arguments(argument)
	if len(given) != 2 {
		return s.misused(n, "Fn::Select takes an index and a list")
	}

	at, list := s.eval(given[0]), s.eval(given[1])
	written, ok := field.Written(at)
	index, err := strconv.Atoi(written)
	address, attribute, isReference := list.Reference()

	switch {
	case at.Why() != "" || isReference && err != nil:
		return n.MakeUnknown("the index is not known")
	case isReference:
		return n.MakeReference(placed(address, attribute, index), "")
	case list.Why() != "":
		return adopt(list, n)
	case list.Kind() != document.List || !ok || err != nil:
		return s.misused(n, "Fn::Select takes an index and a list")
	}

	for i, item := range list.Items() {
		if i == index {
			return adopt(item, n)
		}
	}

	return s.misused(n, "Fn::Select takes an index inside of the list")
}

func placed(address, attribute string, index int) string {
	if attribute != "" {
		address += "." + attribute
	}

	return address + "[" + strconv.Itoa(index) + "]"
}
