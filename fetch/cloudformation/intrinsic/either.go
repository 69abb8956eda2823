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
			all = append(all, branch)
		}
	}

	return all
}

// isObject holds for what is not there, too.
func isObject(n *document.Node) bool { return n == nil || n.Kind() == document.Object }

// merge is what two values come to, one of which it is.
func (s scope) merge(n, a, b *document.Node) *document.Node {
	switch {
	case s.same(a, b) == yes:
		return a
	case a == nil && keeps(b):
		return s.orDefault(n, b)
	case b == nil && keeps(a):
		return s.orDefault(n, a)
	case a.Kind() == document.Object && b.Kind() == document.Object:
		return s.mergeObjects(n, a, b)
	case keeps(a) && keeps(b) && a.Kind() == document.List && b.Kind() == document.List:
		return s.mergeLists(n, a, b)
	default:
		return n.MakeUnknown(undecided)
	}
}

// keeps reports whether a value says enough to be kept where it may not be there: an object, or a list of objects.
func keeps(n *document.Node) bool {
	if n.Kind() != document.List {
		return n.Kind() == document.Object
	}

	for _, item := range n.Items() {
		if item.Kind() != document.Object && item.Why() == "" {
			return false
		}
	}

	return true
}

// orDefault keeps a value that may not be there. Where CloudFormation's default admits more than nothing does, an item
// of which nothing is known stands for it.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
func (s scope) orDefault(n, value *document.Node) *document.Node {
	if n.Name() != "SecurityGroupEgress" || value.Kind() != document.List {
		return value
	}

	items := make([]*document.Node, 0, value.Len()+1)
	for _, item := range value.Items() {
		items = append(items, item)
	}

	return s.listOf(value, append(items, n.MakeUnknown(undecided)))
}

func (s scope) mergeLists(n, a, b *document.Node) *document.Node {
	items := make([]*document.Node, 0, a.Len()+b.Len())

	for _, list := range []*document.Node{a, b} {
		for _, item := range list.Items() {
			items = append(items, item)
		}
	}

	return s.listOf(n, items)
}

// mergeObjects keeps what either has. A plain value that only one has may be CloudFormation's default instead.
func (s scope) mergeObjects(n, a, b *document.Node) *document.Node {
	var members []*document.Node

	for _, member := range a.Items() {
		if made := s.merge(member, member, b.Get(member.Name())); made != nil {
			members = append(members, made.Named(member))
		}
	}

	for _, member := range b.Items() {
		if a.Get(member.Name()) == nil {
			members = append(members, s.merge(member, nil, member).Named(member))
		}
	}

	if !s.run.spend(len(members), 0) {
		return n.MakeUnknown(tooLarge)
	}

	return n.MakeObject(members)
}

// written is a text in which everything is known.
func written(n *document.Node) (string, bool) {
	text, ok := field.Written(n)

	return text, ok && !holdsReference(text)
}
