package terraform

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// networkACL also takes the default ACL of a VPC, which the provider adopts and empties: it denies everything unless
// its own blocks say otherwise.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_acl
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_network_acl
func (m *mapper) networkACL(r *resource.Resource) {
	v := r.Values
	acl := snapshot.NetworkACL{
		Meta: m.meta(r), ID: m.idOf(r), VPC: m.id(v.Get("vpc_id")),
		Subnets: m.ids(v.Get("subnet_ids")),
	}

	if r.Type == "aws_default_network_acl" {
		acl.Default = true
		acl.VPC = m.adopt(r, v.Get("default_network_acl_id"), acl.VPC, "default_network_acl_id")
	}

	for _, egress := range [...]bool{false, true} {
		for _, block := range blocks(v.Get(direction(egress))) {
			e := entry(block, "rule_no", "action")
			e.Egress, e.Origin = egress, snapshot.Origin{File: r.File, Range: keyOf(block)}
			acl.Entries = append(acl.Entries, e)
		}
	}

	m.places[place{snapshot.NounNetworkACL, acl.ID}] = len(m.out.NetworkACLs)
	m.out.NetworkACLs = append(m.out.NetworkACLs, acl)
}

// entry reads type and code for the two protocols that have them, ICMP and ICMPv6, and ports for others.
func entry(block *document.Node, number, action string) snapshot.NetworkACLEntry {
	const icmp, icmpv6 = "1", "58"

	allow := field.Allows(at(block, action))
	e := snapshot.NetworkACLEntry{
		Number:   field.EntryNumber(at(block, number), allow),
		Allow:    allow,
		Protocol: text[string](at(block, "protocol")),
		CIDRIPv4: text[string](at(block, "cidr_block")),
		CIDRIPv6: text[string](at(block, "ipv6_cidr_block")),
	}

	if written, ok := e.Protocol.Get(); ok {
		e.Protocol = snapshot.Known(aclProtocol(written))
	}

	switch p := e.Protocol.Or(""); p {
	case "-1":
	case icmp, icmpv6:
		e.FromPort, e.ToPort = field.Int(at(block, "icmp_type")), field.Int(at(block, "icmp_code"))
	default:
		e.FromPort, e.ToPort = field.Int(at(block, "from_port")), field.Int(at(block, "to_port"))
	}

	return e
}

// aclProtocol is the number of a protocol, which the provider also takes by name.
// https://www.iana.org/assignments/protocol-numbers
func aclProtocol(written string) string {
	switch lower := strings.ToLower(written); lower {
	case "all":
		return "-1"
	case "icmp":
		return "1"
	case "tcp":
		return "6"
	case "udp":
		return "17"
	case "icmpv6", "ipv6-icmp":
		return "58"
	default:
		return lower
	}
}

// sortEntries puts entries in the order in which they are tried.
func sortEntries(acl *snapshot.NetworkACL) {
	slices.SortStableFunc(acl.Entries, func(x, y snapshot.NetworkACLEntry) int {
		return cmp.Or(strings.Compare(direction(y.Egress), direction(x.Egress)), cmp.Compare(x.Number, y.Number))
	})
}

// networkACLRule adds to an ACL. To one of another stack nothing is added: what the ACL says besides is not known.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_acl_rule
func (m *mapper) networkACLRule(r *resource.Resource) {
	i, ok := m.places[place{snapshot.NounNetworkACL, m.id(r.Values.Get("network_acl_id"))}]
	if !ok {
		m.gap(r, r.Type, "its network ACL is not in this source", snapshot.NounNetworkACL)

		return
	}

	e := entry(r.Values, "rule_number", "rule_action")
	e.Origin = m.origin(r)

	acl := &m.out.NetworkACLs[i]
	acl.Entries = append(acl.Entries, field.Directed(e, r.Values.Get("egress"))...)
}

// networkACLAssociation ties a subnet to an ACL.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_acl_association
func (m *mapper) networkACLAssociation(r *resource.Resource) {
	i, ok := m.places[place{snapshot.NounNetworkACL, m.id(r.Values.Get("network_acl_id"))}]
	if !ok {
		m.gap(r, r.Type, "its network ACL is not in this source", snapshot.NounNetworkACL)

		return
	}

	acl := &m.out.NetworkACLs[i]
	acl.Subnets = append(acl.Subnets, m.id(r.Values.Get("subnet_id")))
}
