package intrinsic

import (
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

func (s scope) equals(n, argument *document.Node) truth {
	given := s.arguments(argument)
	if len(given) != 2 {
		s.misused(n, "Fn::Equals takes two values")

		return maybe
	}

	return s.same(s.eval(given[0]), s.eval(given[1]))
}

// same compares two values as CloudFormation does, as texts. A reference equals itself, and anything else maybe.
func (s scope) same(a, b *document.Node) truth {
	first, ok := field.Written(a)
	second, okSecond := field.Written(b)

	switch {
	case a.Why() != "" || b.Why() != "":
		x, p, isReference := a.Reference()
		y, q, isSecond := b.Reference()

		if isReference && isSecond && x == y && p == q {
			return yes
		}

		return maybe
	case ok && okSecond:
		if holdsReference(first) || holdsReference(second) {
			return maybe
		}

		return truthOf(first == second)
	case a.Kind() == b.Kind() && a.Len() == b.Len():
		return s.sameItems(a, b)
	default:
		return no
	}
}

func (s scope) sameItems(a, b *document.Node) truth {
	others := make([]*document.Node, 0, b.Len())
	for _, item := range b.Items() {
		others = append(others, item)
	}

	result := yes

	for i, item := range a.Items() {
		if !s.run.spend(1, 0) {
			return maybe
		}

		if item.Name() != others[i].Name() {
			return no
		}

		if v := s.same(item, others[i]); v == no {
			return no
		} else if v == maybe {
			result = maybe
		}
	}

	return result
}
