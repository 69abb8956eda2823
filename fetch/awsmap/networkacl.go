package awsmap

import (
	"cmp"
	"slices"

	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// networkACL keeps the entries in the order in which they are tried.
func (a *Answers) networkACL(in *ec2.NetworkAcl) (snapshot.NetworkACL, bool) {
	id := deref(in.NetworkAclId)
	out := snapshot.NetworkACL{
		Meta:    a.ec2Meta(nil, in.OwnerId, "network-acl", id),
		ID:      id,
		VPC:     deref(in.VpcId),
		Default: deref(in.IsDefault),
		Subnets: setOf(in.Associations, func(s *ec2.NetworkAclAssociation) *string { return s.SubnetId }),
		Entries: all(in.Entries, networkACLEntry),
	}

	slices.SortFunc(out.Entries, func(x, y snapshot.NetworkACLEntry) int {
		return cmp.Or(
			cmp.Compare(direction(x.Egress), direction(y.Egress)),
			cmp.Compare(x.Number, y.Number),
			cmp.Compare(encode(&x), encode(&y)),
		)
	})

	return out, true
}

func direction(egress bool) int {
	if egress {
		return 1
	}

	return 0
}

// networkACLEntry reads type and code for the two protocols that have them, ICMP and ICMPv6, and ports for others. A
// rule action that is neither word, which EC2 does not give, admits nothing.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAclEntry.html
func networkACLEntry(in *ec2.NetworkAclEntry) snapshot.NetworkACLEntry {
	const icmp, icmpv6 = "1", "58"

	out := snapshot.NetworkACLEntry{
		Number:   int(deref(in.RuleNumber)),
		Egress:   deref(in.Egress),
		Allow:    in.RuleAction == ec2.RuleActionAllow,
		Protocol: textPtr(in.Protocol),
		CIDRIPv4: textPtr(in.CidrBlock),
		CIDRIPv6: textPtr(in.Ipv6CidrBlock),
	}

	ports := deref(in.PortRange)
	from, to := ports.From, ports.To

	if p := deref(in.Protocol); p == icmp || p == icmpv6 {
		message := deref(in.IcmpTypeCode)
		from, to = message.Type, message.Code
	}

	out.FromPort, out.ToPort = snapshot.FromPtr[int32, int](from), snapshot.FromPtr[int32, int](to)

	return out
}
