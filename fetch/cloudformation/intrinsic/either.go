package intrinsic

import (
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// undecided is why a value is unknown that hangs on a condition.
const undecided = "it hangs on a condition that is not known here"

func holdsReference(text string) bool { return strings.Contains(text, "${") }

// choose is Fn::If. Under a condition that is not known it is what both branches have in common, with all that either
// of them may add.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
func (s scope) choose(n, argument *document.Node) *document.Node {
	decided, given := s.branches(n, argument)

	switch {
	case given == nil:
		return n.MakeUnknown(undecided)
	case decided == yes:
		return adopt(s.eval(given[1]), n)
	case decided == no:
		return adopt(s.eval(given[2]), n)
	default:
		return adopt(s.merge(n, s.eval(given[1]), s.eval(given[2])), n)
	}
}

func (s scope) branches(n, argument *document.Node) (truth, []*document.Node) {
	given := s.arguments(argument)

	if len(given) != 3 {
		s.misused(n, "Fn::If takes the name of a condition and two values")

		return maybe, nil
	}

	name, ok := given[0].Text()
	if !ok || given[0].Tag() != "" {
		return s.truth(given[0]), given
	}

	return s.conditionNamed(name, given[0], s.loop), given
}

// either is what an item of a list may be, where an unknown condition decides; nil for any other item. Objects are
// rules, ports, containers and the like: all of them are kept.
func (s scope) either(item *document.Node) []*document.Node {
	name, argument := function(item)
	if name != "Fn::If" {
		return nil
	}

	decided, given := s.branches(item, argument)
	if given == nil || decided != maybe {
		return nil
	}

	a, b := s.eval(given[1]), s.eval(given[2])
	if !isObject(a) || !isObject(b) || s.same(a, b) == yes {
		if made := s.merge(item, a, b); made != nil {
			return []*document.Node{adopt(made, item)}
		}

		return []*document.Node{}
	}

	var all []*document.Node

	for _, branch := range []*document.Node{a, b} {
		if branch != nil {
			all = append(all, branch.MakeUnsure())
		}
	}

	return all
}

// isObject holds for what is not there, too.
func isObject(n *document.Node) bool { return n == nil || n.Kind() == document.Object }

// written is a text in which everything is known.
func written(n *document.Node) (string, bool) {
	text, ok := field.Written(n)

	return text, ok && !holdsReference(text)
}
