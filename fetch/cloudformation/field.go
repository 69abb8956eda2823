package cloudformation

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// items are the items of a list of objects. One object counts as a list of it, as CloudFormation has it too; anything
// else does so with a problem.
func (r resource) items(n *document.Node) []*document.Node {
	switch {
	case n.Kind() == document.Null:
		return nil
	case n.Why() != "":
		return []*document.Node{n}
	case n.Kind() == document.Object:
		return []*document.Node{n}
	case n.Kind() != document.List:
		r.Problem(n, n.Name()+" must be a list, not "+n.Kind().String())

		return []*document.Node{n}
	}

	items := make([]*document.Node, 0, n.Len())

	for _, item := range n.Items() {
		if item.Kind() != document.Object && item.Why() == "" {
			r.Problem(item, "an item of "+n.Name()+" must be an object, not "+item.Kind().String())
		}

		items = append(items, item)
	}

	return items
}

// number is a number that a snapshot holds as such. One that is not known is a gap.
func (r resource) number(n *document.Node, what string, noun snapshot.Noun) int {
	v := field.Int(n)
	if v.IsUnknown() {
		r.gap(what, v.Reason(), r.id(), noun)
	}

	return v.Or(0)
}

// cidr is a block as EC2 keeps it, without what lies behind its prefix.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
func cidr(n *document.Node) snapshot.Value[string] {
	v := field.Text[string](n)
	if text, ok := v.Get(); ok {
		return snapshot.Known(canonical(text))
	}

	return v
}

func canonical(text string) string {
	text = strings.TrimSpace(text)
	if prefix, err := netip.ParsePrefix(text); err == nil {
		return prefix.Masked().String()
	}

	return text
}

// blocks are the CIDRs that are known.
func blocks(all ...*document.Node) []string {
	var known []string

	for _, n := range all {
		if text, ok := cidr(n).Get(); ok && text != "" {
			known = append(known, text)
		}
	}

	return known
}

// fields are the places of those keys of an object that are asked for, under the API's names.
func fields(n *document.Node, keys []string) []snapshot.Field {
	var all []snapshot.Field

	for _, member := range n.Items() {
		name := member.Name()
		if name == "" {
			continue
		}

		name = strings.ToLower(name[:1]) + name[1:]
		if slices.Contains(keys, name) {
			all = append(all, snapshot.Field{Name: name, Range: member.NameRange()})
		}
	}

	return all
}
