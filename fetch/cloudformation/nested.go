package cloudformation

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/cloudformation/intrinsic"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// foreignStack is a nested stack whose template cannot be read. It gets hold of what its parameters say, and of nothing
// else of the stack around it: one that is given something of the network may add to it.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html
func foreignStack(r resource) {
	why := "its template is no file beside this one"
	if r.IsLocal() {
		why = "its template cannot be read"
	}

	r.later = append(r.later, func() {
		nouns := []snapshot.Noun{snapshot.NounService, snapshot.NounTaskDefinition, snapshot.NounSecurityGroup}
		given := r.given()

		if r.anyOfNetwork(given) {
			nouns = append(nouns, field.NetworkNouns()...)
		}

		field.HandTables(r.Snapshot, r.id(), given)
		r.gap("nested stack "+r.Address(), why, r.id(), nouns...)
	})
}

// given are the IDs of the resources that the parameters name, as they are written and as they are evaluated: a branch
// that is not known is in the one, what the stacks around hand on in the other. What has nothing but their ranges or
// zones gets hold of none.
func (r resource) given() []string {
	var ids []string

	add := func(address, attribute string) {
		if !strings.Contains(attribute, "Cidr") && attribute != "AvailabilityZone" {
			ids = append(ids, field.Address(r.stack, address))
		}
	}

	r.Mentioned(r.Node().Get("Properties").Get("Parameters"), add)
	r.referred(r.get("Parameters"), add)

	return ids
}

// referred visits the references in a value, alone or in a text that is made of several.
func (m *mapper) referred(n *document.Node, visit func(address, attribute string)) {
	if address, attribute, ok := n.Reference(); ok {
		visit(address, attribute)
	}

	text, _ := n.Text()
	for _, part := range strings.Split(text, "${")[1:] {
		name, _, _ := strings.Cut(part, "}")
		visit(intrinsic.SplitReference(name, func(address string) bool { return m.addresses[address] }))
	}

	for _, item := range n.Items() {
		m.referred(item, visit)
	}
}

// anyOfNetwork reports whether one of some IDs is that of a VPC, or of something of one that decides on its routes and
// network ACLs.
func (m *mapper) anyOfNetwork(ids []string) bool {
	for _, id := range ids {
		for _, nouns := range []map[string]int{m.vpcs, m.subnets, m.tables, m.acls, m.gateways} {
			if _, ok := nouns[id]; ok {
				return true
			}
		}
	}

	return false
}
