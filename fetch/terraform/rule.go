package terraform

import (
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// peersOf are the peers that one block or resource names.
type peersOf struct{ ipv4, ipv6, lists, groups, self *document.Node }

// peers makes one rule of every peer, as EC2 does. The ID of the first is that of the base where there is no other.
func (m *mapper) peers(base snapshot.SecurityGroupRule, group string, of peersOf) []snapshot.SecurityGroupRule {
	var out []snapshot.SecurityGroupRule

	add := func(set func(*snapshot.SecurityGroupRule)) {
		rule := base
		set(&rule)
		out = append(out, rule)
	}

	for n := range each(of.ipv4) {
		add(func(r *snapshot.SecurityGroupRule) { r.CIDRIPv4 = text[string](n) })
	}

	for n := range each(of.ipv6) {
		add(func(r *snapshot.SecurityGroupRule) { r.CIDRIPv6 = text[string](n) })
	}

	for n := range each(of.lists) {
		add(func(r *snapshot.SecurityGroupRule) { r.PrefixList, _ = m.peer(n) })
	}

	for n := range each(of.groups) {
		add(func(r *snapshot.SecurityGroupRule) { r.ReferencedGroup, r.ReferencedAccount = m.peer(n) })
	}

	switch self := field.Flag(of.self); {
	case self.IsUnknown():
		add(func(r *snapshot.SecurityGroupRule) { r.ReferencedGroup = snapshot.Unknown[string](self.Reason()) })
	case self.Or(false):
		add(func(r *snapshot.SecurityGroupRule) { r.ReferencedGroup = snapshot.Known(group) })
	}

	for i := range out {
		if len(out) > 1 || strings.HasPrefix(base.ID, group+"/") {
			out[i].ID += "/" + strconv.Itoa(i)
		}
	}

	return out
}

// each are the items of a list, or a value alone; a list of which nothing is known is one such value.
func each(n *document.Node) func(func(*document.Node) bool) {
	return func(yield func(*document.Node) bool) {
		if n.Kind() != document.List {
			if !empty(n) {
				yield(n)
			}

			return
		}

		for _, item := range n.Items() {
			if !empty(item) && !yield(item) {
				return
			}
		}
	}
}

// peer is the ID of a group or prefix list. That of a group of another account is written with the account before it.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule
func (m *mapper) peer(n *document.Node) (id snapshot.Value[string], account string) {
	if n.Kind() == document.Unknown {
		return snapshot.Unknown[string](n.Why()), ""
	}

	text := m.id(n)
	if account, group, ok := strings.Cut(text, "/"); ok && strings.HasPrefix(group, "sg-") {
		return snapshot.Known(m.id(n.MakeText(group))), account
	}

	return snapshot.Known(text), ""
}

// securityGroupRule is the older kind, which may have several peers.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group_rule
func (m *mapper) securityGroupRule(r *resource.Resource) {
	v := r.Values
	m.addRule(r, known(v.Get("type")) == "egress", "protocol", peersOf{
		ipv4: v.Get("cidr_blocks"), ipv6: v.Get("ipv6_cidr_blocks"), lists: v.Get("prefix_list_ids"),
		groups: v.Get("source_security_group_id"), self: v.Get("self"),
	})
}

// ingressRule and egressRule are the newer kind, which has one peer.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule
func (m *mapper) ingressRule(r *resource.Resource) {
	m.addRule(r, false, "ip_protocol", onePeer(r.Values))
}

func (m *mapper) egressRule(r *resource.Resource) {
	m.addRule(r, true, "ip_protocol", onePeer(r.Values))
}

func onePeer(v *document.Node) peersOf {
	return peersOf{
		ipv4: v.Get("cidr_ipv4"), ipv6: v.Get("cidr_ipv6"), lists: v.Get("prefix_list_id"),
		groups: v.Get("referenced_security_group_id"),
	}
}

// addRule adds the rules of a resource to their group.
func (m *mapper) addRule(r *resource.Resource, egress bool, protocol string, of peersOf) {
	base := snapshot.SecurityGroupRule{Origin: m.origin(r), ID: m.idOf(r), Egress: egress}
	serve(&base, r.Values, protocol)

	id := m.id(r.Values.Get("security_group_id"))
	g := m.group(r, id)
	g.Rules = append(g.Rules, m.peers(base, id, of)...)
}
