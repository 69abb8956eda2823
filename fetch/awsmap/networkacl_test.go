package awsmap_test

import (
	"testing"

	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

func TestNetworkACL(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{NetworkACLs: []ec2.NetworkAcl{{
		NetworkAclId: new("acl-1"), VpcId: new("vpc-1"), IsDefault: new(true), OwnerId: new(account),
		Associations: []ec2.NetworkAclAssociation{{SubnetId: new("subnet-2")}, {SubnetId: new("subnet-1")}},
		Entries: []ec2.NetworkAclEntry{
			{RuleNumber: new(int32(32767)), Protocol: new("-1"), CidrBlock: new("0.0.0.0/0"), RuleAction: "deny"},
			{
				RuleNumber: new(int32(100)), Egress: new(true), Protocol: new("-1"), CidrBlock: new("0.0.0.0/0"),
				RuleAction: "allow",
			},
			{RuleNumber: new(int32(100)), Protocol: new("6"), CidrBlock: new("0.0.0.0/0"), RuleAction: "allow"},
		},
	}}})

	same(t, noun(t, s.NetworkACLs), `{"id": "acl-1", "vpc": "vpc-1", "default": true, "subnets": ["subnet-1", "subnet-2"],
		"entries": [
			{"number": 100, "allow": true, "protocol": "6", "cidrIpv4": "0.0.0.0/0"},
			{"number": 32767, "protocol": "-1", "cidrIpv4": "0.0.0.0/0"},
			{"number": 100, "egress": true, "allow": true, "protocol": "-1", "cidrIpv4": "0.0.0.0/0"}]}`)
	equal(t, s.NetworkACLs[0].Origin.ARN, arnEC2+"network-acl/acl-1")
}

func TestNetworkACLEntry(t *testing.T) {
	t.Parallel()

	ports := func(from, to int32) *ec2.PortRange { return &ec2.PortRange{From: &from, To: &to} }
	icmp := func(kind, code int32) *ec2.IcmpTypeCode { return &ec2.IcmpTypeCode{Type: &kind, Code: &code} }
	number := snapshot.Known[int]

	for name, c := range map[string]struct {
		in   ec2.NetworkAclEntry
		want snapshot.NetworkACLEntry
	}{
		"ports": {
			ec2.NetworkAclEntry{Protocol: new("17"), PortRange: ports(1024, 65535), Ipv6CidrBlock: new("::/0")},
			snapshot.NetworkACLEntry{
				Protocol: snapshot.Known("17"), CIDRIPv6: snapshot.Known("::/0"), FromPort: number(1024), ToPort: number(65535),
			},
		},
		"type and code": {
			ec2.NetworkAclEntry{Protocol: new("1"), IcmpTypeCode: icmp(8, -1), RuleAction: "allow"},
			snapshot.NetworkACLEntry{Protocol: snapshot.Known("1"), FromPort: number(8), ToPort: number(-1), Allow: true},
		},
		"ICMPv6 has no ports": {
			ec2.NetworkAclEntry{Protocol: new("58"), IcmpTypeCode: icmp(-1, -1), PortRange: ports(1, 2)},
			snapshot.NetworkACLEntry{Protocol: snapshot.Known("58"), FromPort: number(-1), ToPort: number(-1)},
		},
		"no word for the action": {
			ec2.NetworkAclEntry{RuleAction: "ALLOW", PortRange: &ec2.PortRange{}}, snapshot.NetworkACLEntry{},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := read(awsmap.Answers{NetworkACLs: []ec2.NetworkAcl{{
				NetworkAclId: new("acl-1"), Entries: []ec2.NetworkAclEntry{c.in},
			}}})
			equal(t, encoded(t, s.NetworkACLs[0].Entries), encoded(t, []snapshot.NetworkACLEntry{c.want}))
		})
	}
}
