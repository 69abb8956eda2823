package intrinsic

import (
	"strconv"
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
