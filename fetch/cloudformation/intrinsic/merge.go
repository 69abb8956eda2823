package intrinsic

import (
	"github.com/ecslint/ecslint/fetch/document"
)

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
		return value.MakeUnsure()
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
			items = append(items, item.MakeUnsure())
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

	made := n.MakeObject(members)
	if a.WhyUnsure() != "" || b.WhyUnsure() != "" {
		made = made.MakeUnsure()
	}

	return made
}
