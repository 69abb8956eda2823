package terraform

import (
	"fmt"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// securityGroup has the rules of its own blocks and no others: the provider takes away the rule by which AWS lets
// everything out of a new group.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
//
// In a direction without blocks, a deployment leaves the rules alone that a group has already: the provider computes
// both attributes.
// https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2/vpc_security_group.go
//
// One that is called default in the files alone is not the default group of its VPC: no other may have that name.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
func (m *mapper) securityGroup(r *resource.Resource) {
	called := name(r, "name")
	if called == "default" {
		called = r.Address
	}

	g := m.addGroup(r, called)
	g.PartialIngress, g.PartialEgress = unwritten(r, false), unwritten(r, true)
}

// unwritten reports whether a group says nothing of a direction; an empty list says that there are no rules.
func unwritten(r *resource.Resource, egress bool) bool {
	n := r.Values.Get(direction(egress))

	return n.Kind() == document.Null && n.Why() == ""
}

// defaultSecurityGroup is adopted, not made: the provider takes away all rules that it has, and puts those in that are
// written.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_security_group
func (m *mapper) defaultSecurityGroup(r *resource.Resource) {
	m.addGroup(r, "default")

	vpc := m.id(r.Values.Get("vpc_id"))
	m.own[defaultGroupOf(vpc)] = m.idOf(r)
}

func (m *mapper) addGroup(r *resource.Resource, name string) *snapshot.SecurityGroup {
	id := m.idOf(r)
	rules := append(m.inline(r, false), m.inline(r, true)...)
	m.places[place{snapshot.NounSecurityGroup, id}] = len(m.out.SecurityGroups)
	m.out.SecurityGroups = append(m.out.SecurityGroups, snapshot.SecurityGroup{
		Meta: m.meta(r), ID: id, Name: name, VPC: m.id(r.Values.Get("vpc_id")), Rules: rules,
	})

	return &m.out.SecurityGroups[len(m.out.SecurityGroups)-1]
}

// inline are the rules that a group has itself in one direction.
func (m *mapper) inline(r *resource.Resource, egress bool) []snapshot.SecurityGroupRule {
	var rules []snapshot.SecurityGroupRule

	for i, block := range blocks(r.Values.Get(direction(egress))) {
		base := snapshot.SecurityGroupRule{
			Origin: snapshot.Origin{File: r.File, Range: keyOf(block)},
			ID:     fmt.Sprintf("%s/%s/%d", m.idOf(r), direction(egress), i), Egress: egress,
		}

		if block.Why() != "" {
			rules = append(rules, field.UnknownRule(base, block.Why()))

			continue
		}

		serve(&base, block, "protocol")

		rules = append(rules, m.peers(base, m.idOf(r), peersOf{
			ipv4: at(block, "cidr_blocks"), ipv6: at(block, "ipv6_cidr_blocks"), lists: at(block, "prefix_list_ids"),
			groups: at(block, "security_groups"), self: at(block, "self"),
		})...)
	}

	return rules
}

func direction(egress bool) string {
	if egress {
		return "egress"
	}

	return "ingress"
}

// serve sets what a rule is for. A rule for all protocols is for all ports, though Terraform wants them to be 0; so is
// one for a protocol that has none.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html
func serve(rule *snapshot.SecurityGroupRule, block *document.Node, protocol string) {
	rule.Protocol = text[string](at(block, protocol))
	if written, ok := rule.Protocol.Get(); ok {
		rule.Protocol = snapshot.Known(field.Protocol(written))
	}

	switch rule.Protocol.Or("tcp") {
	case "tcp", "udp", "icmp", "icmpv6":
		rule.FromPort, rule.ToPort = field.Int(at(block, "from_port")), field.Int(at(block, "to_port"))
	}
}

// foundSecurityGroup is a group of another stack. What a plan looked up of it are its name and its VPC, not its rules.
func (m *mapper) foundSecurityGroup(r *resource.Resource) {
	if m.idOf(r) == field.Address(m.stack, r.Address) {
		return // nothing was looked up; a rule that names it adds it
	}

	g := m.group(r, m.idOf(r))
	g.Name, g.VPC = knownOr(r.Values.Get("name"), g.Name), m.id(r.Values.Get("vpc_id"))
}

// group is the group of an ID, to add rules to. One that is not of this stack is added, with rules of which nothing is
// known: others than this stack's may be in it.
func (m *mapper) group(by *resource.Resource, id string) *snapshot.SecurityGroup {
	if i, ok := m.places[place{snapshot.NounSecurityGroup, id}]; ok {
		return &m.out.SecurityGroups[i]
	}

	const why = "other rules of this group are not in this source"

	_, name, ok := strings.Cut(id, "#")
	if !ok {
		name = id
	}

	if r := m.resources[id]; r != nil {
		name = knownOr(r.Values.Get("name"), label(r))
	}

	m.places[place{snapshot.NounSecurityGroup, id}] = len(m.out.SecurityGroups)
	m.out.SecurityGroups = append(m.out.SecurityGroups, snapshot.SecurityGroup{
		Meta: m.meta(by), ID: id, Name: name, PartialIngress: true, PartialEgress: true,
		Rules: []snapshot.SecurityGroupRule{
			field.UnknownRule(snapshot.SecurityGroupRule{ID: id + "/ingress/?", Others: true}, why),
			field.UnknownRule(snapshot.SecurityGroupRule{ID: id + "/egress/?", Egress: true, Others: true}, why),
		},
	})

	return &m.out.SecurityGroups[m.places[place{snapshot.NounSecurityGroup, id}]]
}
