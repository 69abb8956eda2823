package cloudformation

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/field"
)

// networkACL reads an ACL, which denies everything but what its entries allow.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkacl.html
func networkACL(r resource) {
	r.NetworkACLs = append(r.NetworkACLs, snapshot.NetworkACL{Meta: r.meta(), ID: r.id(), VPC: r.ref("VpcId")})
}

// networkACLEntry adds an entry to its ACL.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkaclentry.html
func networkACLEntry(r resource) {
	const icmp, icmpv6 = "1", "58"

	r.number(r.get("RuleNumber"), "RuleNumber of "+r.Name, snapshot.NounNetworkACL) // for its gap

	allow := field.Allows(r.get("RuleAction"))
	e := snapshot.NetworkACLEntry{
		Origin: r.meta().Origin,
		Number: field.EntryNumber(r.get("RuleNumber"), allow), Allow: allow,
		Protocol: field.Text[string](r.get("Protocol")),
		CIDRIPv4: cidr(r.get("CidrBlock")), CIDRIPv6: cidr(r.get("Ipv6CidrBlock")),
	}

	from, to := r.get("PortRange", "From"), r.get("PortRange", "To")
	if p := e.Protocol.Or(""); p == icmp || p == icmpv6 {
		from, to = r.get("Icmp", "Type"), r.get("Icmp", "Code")
	}

	e.FromPort, e.ToPort = field.Int(from), field.Int(to)

	r.later = append(r.later, func() {
		if acl := r.acl(); acl != nil {
			acl.Entries = append(acl.Entries, field.Directed(e, r.get("Egress"))...)
		}
	})
}

// acl is the ACL that an entry or an association belongs to; nil where it names none. That of another stack has entries
// that are not known.
func (r resource) acl() *snapshot.NetworkACL {
	id := r.required("NetworkAclId")
	if id == "" {
		return nil
	}

	if acl := find(r.NetworkACLs, r.acls, id); acl != nil {
		return acl
	}

	acl := snapshot.NetworkACL{Meta: r.meta(), ID: id}
	if vpc, ok := strings.CutSuffix(id, ".DefaultNetworkAcl"); ok {
		acl = field.DefaultACL(acl.Meta, id, vpc)
	} else {
		acl.Entries = unknownEntries(acl.Origin)
	}

	r.acls[id] = len(r.NetworkACLs)
	r.NetworkACLs = append(r.NetworkACLs, acl)

	return &r.NetworkACLs[len(r.NetworkACLs)-1]
}

// unknownEntries stand for all that other sources may say of an ACL, before everything that is known of it.
func unknownEntries(at snapshot.Origin) []snapshot.NetworkACLEntry {
	why := snapshot.Unknown[string]("the other entries of the network ACL are not in this source")
	in := snapshot.NetworkACLEntry{Origin: at, Allow: true, Protocol: why, CIDRIPv4: why}
	out := in
	out.Egress = true

	return []snapshot.NetworkACLEntry{in, out}
}

func networkACLSubnet(r resource) {
	r.later = append(r.later, func() {
		if acl := r.acl(); acl != nil {
			acl.Subnets = append(acl.Subnets, r.ref("SubnetId"))
		}
	})
}

// byNumber is the order in which entries are tried.
func byNumber(a, b snapshot.NetworkACLEntry) int {
	if a.Egress != b.Egress {
		if a.Egress {
			return 1
		}

		return -1
	}

	return a.Number - b.Number
}
