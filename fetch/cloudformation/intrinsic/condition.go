package intrinsic

import (
	"github.com/ecslint/ecslint/fetch/document"
)

// A truth is what a condition comes to.
type truth uint8

const (
	maybe truth = iota
	no
	yes
)

func truthOf(b bool) truth {
	if b {
		return yes
	}

	return no
}

func (v truth) not() truth {
	switch v {
	case yes:
		return no
	case no:
		return yes
	default:
		return maybe
	}
}

// A condition is one that a template names.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html
type condition struct {
	scoped

	begun, done bool
	value       truth
}

// conditionNamed is what the named condition comes to.
func (t *Template) conditionNamed(name string, at *document.Node, l *loop) truth {
	if l != nil {
		name = l.replace(name)
	}

	c := t.conditions[name]

	switch {
	case c == nil:
		return maybe
	case c.done:
		return c.value
	case c.begun:
		t.run.problem(t.file, c.node, "this condition is made of itself")

		return maybe
	}

	c.begun = true
	t.chained(at, func() *document.Node {
		c.value = t.in(c.loop).truth(c.node)

		return nil
	})
	c.done = true

	return c.value
}

// truth is what an expression of conditions comes to.
func (s scope) truth(n *document.Node) truth {
	if !s.run.spend(1, 0) {
		return maybe
	}

	name, argument := function(n)
	if name == "" && n.Kind() == document.Object && n.Len() == 1 {
		name, argument = conditionKey, n.Get(conditionKey)
	}

	switch name {
	case conditionKey:
		named, _ := argument.Text()

		return s.conditionNamed(named, n, s.loop)
	case "Fn::And":
		return s.every(argument, yes)
	case "Fn::Or":
		return s.every(argument, no)
	case "Fn::Not":
		return s.every(argument, yes).not() // of one
	case "Fn::Equals":
		return s.equals(n, argument)
	case "":
		s.run.problem(s.file, n, "expected a condition function, such as Fn::Equals")
	}

	return maybe
}

// every is yes where all are yes, for Fn::And; for Fn::Or it is no where all are no. One of the other kind decides.
func (s scope) every(argument *document.Node, kind truth) truth {
	result := kind

	for _, item := range s.arguments(argument) {
		switch s.truth(item) {
		case kind:
		case maybe:
			result = maybe
		default:
			return kind.not()
		}
	}

	return result
}
