package intrinsic

import (
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
)

// A scope is where an expression is evaluated: its template, and the loops around it.
type scope struct {
	*Template

	loop *loop
}

func (t *Template) in(l *loop) scope { return scope{t, l} }

// eval is the value of an expression; nil for AWS::NoValue. What holds no function is returned as it is.
func (s scope) eval(n *document.Node) *document.Node {
	if n == nil {
		return nil
	}

	if !s.run.spend(1, 0) {
		return n.MakeUnknown(tooLarge)
	}

	if name, argument := function(n); name != "" {
		return s.call(name, n, argument)
	}

	switch n.Kind() {
	case document.Object:
		return s.object(n)
	case document.List:
		return s.list(n)
	case document.Text:
		return s.literal(n)
	default:
		return n
	}
}

// function is the intrinsic function that a value is, in its long name, and what it is given. It is empty for a value
// that is none.
func function(n *document.Node) (name string, argument *document.Node) {
	if tag := n.Tag(); tag != "" {
		name = strings.TrimPrefix(tag, "!")
		if name != ref && name != conditionKey {
			name = "Fn::" + name
		}

		return name, n.PlacedAt(n) // without the tag
	}

	if n.Kind() != document.Object || n.Len() != 1 {
		return "", nil
	}

	for _, member := range n.Items() {
		name = member.Name()
		if name == ref || strings.HasPrefix(name, "Fn::") && !strings.HasPrefix(name, forEach) {
			return name, member
		}
	}

	return "", nil
}

const (
	ref          = "Ref"
	conditionKey = "Condition"
	forEach      = "Fn::ForEach::"
)

// object evaluates the members, and leaves out those without a value.
func (s scope) object(n *document.Node) *document.Node {
	var members []*document.Node

	changed := false

	add := func(made, from *document.Node) {
		changed = changed || made != from
		if made != nil {
			members = append(members, made)
		}
	}

	for _, member := range n.Items() {
		switch {
		case strings.HasPrefix(member.Name(), forEach):
			changed = true

			s.repeat(member, s.loop, func(each scoped) { add(s.in(each.loop).eval(each.node), nil) })
		case member.Name() == "Fn::Transform": // beside what is written, a macro may add anything
			changed = true
			s.included = true
		default:
			add(s.named(member), member)
		}
	}

	if !changed {
		return n
	}

	return n.MakeObject(members)
}

// named evaluates a member, whose name a loop may change.
func (s scope) named(member *document.Node) *document.Node {
	made := s.eval(member)
	if s.loop == nil || made == nil {
		return made
	}

	return s.rename(made, s.loop)
}

// list evaluates the items. Of one that an unknown condition guards, all that it may be is kept.
func (s scope) list(n *document.Node) *document.Node {
	items := make([]*document.Node, 0, n.Len())
	changed := false

	for _, item := range n.Items() {
		if either := s.either(item); either != nil {
			changed = true
			items = append(items, either...)

			continue
		}

		made := s.eval(item)
		changed = changed || made != item

		if made != nil {
			items = append(items, made)
		}
	}

	if !changed {
		return n
	}

	return n.MakeList(items)
}
