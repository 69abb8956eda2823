package intrinsic

import (
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// A loop is one turn of Fn::ForEach, inside of those around it.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
type loop struct {
	name, value string
	known       bool
	around      *loop
}

// lookup is the value of an identifier.
func (l *loop) lookup(name string) (value string, known, ok bool) {
	for ; l != nil; l = l.around {
		if l.name == name {
			return l.value, l.known, true
		}
	}

	return "", false, false
}

// replace puts the values into a text. &{} leaves out what may not stand in a logical id.
func (l *loop) replace(text string) string {
	for ; l != nil && strings.Contains(text, "{"); l = l.around {
		if l.known && strings.Count(text, l.name)*len(l.value) < maxText {
			text = strings.ReplaceAll(text, "${"+l.name+"}", l.value)
			text = strings.ReplaceAll(text, "&{"+l.name+"}", alphanumeric(l.value))
		}
	}

	return text
}

// rename gives a member the name that it has in a turn of a loop.
func (t *Template) rename(member *document.Node, l *loop) *document.Node {
	name := l.replace(member.Name())
	if name == member.Name() || !t.run.spend(0, len(name)) {
		return member
	}

	return member.Renamed(name)
}

func alphanumeric(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}

		return -1
	}, text)
}

// expand visits the members of an object; of a loop, what it comes to.
func (t *Template) expand(object *document.Node, l *loop, visit func(scoped)) {
	for _, member := range object.Items() {
		switch {
		case !t.run.spend(1, 0):
			return
		case strings.HasPrefix(member.Name(), forEach):
			t.in(l).repeat(member, l, visit)
		case l != nil:
			visit(scoped{t.rename(member, l), l})
		default:
			visit(scoped{member, nil})
		}
	}
}

// repeat visits the members of a loop's object, once for each value of its collection. A collection that is not known
// has one value that is not known.
func (s scope) repeat(member *document.Node, around *loop, visit func(scoped)) {
	const parts = 3

	given := s.arguments(member.PlacedAt(member))
	if len(given) != parts || given[2].Kind() != document.Object {
		s.misused(member, "Fn::ForEach takes an identifier, a collection and an object")

		return
	}

	name, _ := given[0].Text()
	collection := s.eval(given[1])

	if collection.Why() != "" {
		s.expand(given[2], &loop{name: name, around: around}, visit)

		return
	}

	if collection.Kind() != document.List {
		s.misused(member, "the collection of Fn::ForEach must be a list")

		return
	}

	for _, item := range collection.Items() {
		value, known := field.Written(item)
		if s.run.full {
			return
		}

		s.expand(given[2], &loop{name: name, value: value, known: known, around: around}, visit)
	}
}
