package awsmap_test

import (
	"testing"

	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

func ports(protocol string, from, to int32) ec2.IpPermission {
	return ec2.IpPermission{IpProtocol: &protocol, FromPort: &from, ToPort: &to}
}

// One rule per peer, named by sorted places: the order of the answer does not matter.
func TestPermissions(t *testing.T) {
	t.Parallel()

	web := ports("tcp", 80, 80)
	web.IpRanges = []ec2.IpRange{{CidrIp: new("10.0.0.0/8")}, {CidrIp: new("0.0.0.0/0")}}
	web.Ipv6Ranges = []ec2.Ipv6Range{{CidrIpv6: new("::/0")}}
	web.UserIdGroupPairs = []ec2.UserIdGroupPair{{GroupId: new("sg-2"), UserId: new(account)}}
	web.PrefixListIds = []ec2.PrefixListId{{PrefixListId: new("pl-1")}}

	ping := ports("icmp", -1, -1)
	ping.IpRanges = []ec2.IpRange{{CidrIp: new("10.0.0.0/8")}}

	all := ec2.IpPermission{IpProtocol: new("-1"), IpRanges: []ec2.IpRange{{CidrIp: new("0.0.0.0/0")}}}
	odd := ec2.IpPermission{IpProtocol: new("50"), IpRanges: []ec2.IpRange{{CidrIp: new("0.0.0.0/0")}}}

	const want = `{"id": "sg-1", "name": "web", "vpc": "vpc-1", "rules": [
		{"id": "sg-1/ingress/0/0", "protocol": "icmp", "fromPort": -1, "toPort": -1, "cidrIpv4": "10.0.0.0/8"},
		{"id": "sg-1/ingress/1/0", "protocol": "tcp", "fromPort": 80, "toPort": 80, "cidrIpv4": "0.0.0.0/0"},
		{"id": "sg-1/ingress/1/1", "protocol": "tcp", "fromPort": 80, "toPort": 80, "cidrIpv4": "10.0.0.0/8"},
		{"id": "sg-1/ingress/1/2", "protocol": "tcp", "fromPort": 80, "toPort": 80, "cidrIpv6": "::/0"},
		{"id": "sg-1/ingress/1/3", "protocol": "tcp", "fromPort": 80, "toPort": 80, "referencedGroup": "sg-2",
			"referencedAccount": "111122223333"},
		{"id": "sg-1/ingress/1/4", "protocol": "tcp", "fromPort": 80, "toPort": 80, "prefixList": "pl-1"},
		{"id": "sg-1/egress/0/0", "egress": true, "protocol": "-1", "cidrIpv4": "0.0.0.0/0"},
		{"id": "sg-1/egress/1/0", "egress": true, "protocol": "50", "cidrIpv4": "0.0.0.0/0"}]}`

	for _, ingress := range [][]ec2.IpPermission{{web, ping}, {ping, web}} {
		s := read(awsmap.Answers{SecurityGroups: []ec2.SecurityGroup{{
			GroupId: new("sg-1"), GroupName: new("web"), VpcId: new("vpc-1"), OwnerId: new(account),
			IpPermissions: ingress, IpPermissionsEgress: []ec2.IpPermission{all, odd},
		}}})

		same(t, noun(t, s.SecurityGroups), want)
		equal(t, s.SecurityGroups[0].Origin.ARN, arnEC2+"security-group/sg-1")
	}
}

func TestRulesWithIDs(t *testing.T) {
	t.Parallel()

	web := ports("tcp", 80, 80)
	web.IpRanges = []ec2.IpRange{{CidrIp: new("10.0.0.0/8")}}
	group := ec2.SecurityGroup{GroupId: new("sg-1"), GroupName: new("web"), IpPermissions: []ec2.IpPermission{web}}

	rule := func(id string) ec2.SecurityGroupRule {
		return ec2.SecurityGroupRule{
			SecurityGroupRuleId: &id, GroupId: new("sg-1"), GroupOwnerId: new(account), IsEgress: new(false),
			IpProtocol: new("tcp"), FromPort: new(int32(80)), ToPort: new(int32(80)), CidrIpv4: new("10.0.0.0/8"),
		}
	}
	self := ec2.SecurityGroupRule{
		SecurityGroupRuleId: new("sgr-2"), GroupId: new("sg-1"), IsEgress: new(true), IpProtocol: new("-1"),
		FromPort: new(int32(-1)), ToPort: new(int32(-1)),
		ReferencedGroupInfo: &ec2.ReferencedSecurityGroup{GroupId: new("sg-1")},
	}

	const (
		withID  = `{"id": "sgr-1", "protocol": "tcp", "fromPort": 80, "toPort": 80, "cidrIpv4": "10.0.0.0/8"}`
		without = `{"id": "sg-1/ingress/0/0", "protocol": "tcp", "fromPort": 80, "toPort": 80, "cidrIpv4": "10.0.0.0/8"}`
	)

	alone := ec2.SecurityGroup{GroupId: new("sg-1"), GroupName: new("web")}
	other := ec2.SecurityGroupRule{SecurityGroupRuleId: new("sgr-9"), GroupId: new("sg-1x")}

	for name, c := range map[string]struct {
		group ec2.SecurityGroup
		rules []ec2.SecurityGroupRule
		want  string
	}{
		"none":               {group, nil, without},
		"the same":           {group, []ec2.SecurityGroupRule{rule("sgr-1")}, withID},
		"twice":              {group, []ec2.SecurityGroupRule{rule("sgr-1"), rule("sgr-1")}, withID},
		"of another group":   {group, []ec2.SecurityGroupRule{other}, without},
		"cut short":          {twice(group), []ec2.SecurityGroupRule{rule("sgr-1")}, without + `, ` + more},
		"group without list": {alone, []ec2.SecurityGroupRule{rule("sgr-1")}, withID},
		"reference": {group, []ec2.SecurityGroupRule{rule("sgr-1"), self}, withID + `,
			{"id": "sgr-2", "egress": true, "protocol": "-1", "fromPort": -1, "toPort": -1, "referencedGroup": "sg-1"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := read(awsmap.Answers{SecurityGroups: []ec2.SecurityGroup{c.group}, SecurityGroupRules: c.rules})
			got := s.SecurityGroups[0]

			for i := range got.Rules {
				if id := got.Rules[i].ID; id[:4] == "sgr-" {
					equal(t, got.Rules[i].Origin.ARN, arnEC2+"security-group-rule/"+id)
				}

				got.Rules[i].Origin.ARN = ""
			}

			same(t, noun(t, s.SecurityGroups), `{"id": "sg-1", "name": "web", "rules": [`+c.want+`]}`)
		})
	}
}

const more = `{"id": "sg-1/ingress/1/0", "protocol": "tcp", "fromPort": 90, "toPort": 90, "cidrIpv4": "10.0.0.0/8"}`

func twice(g ec2.SecurityGroup) ec2.SecurityGroup {
	other := ports("tcp", 90, 90)
	other.IpRanges = []ec2.IpRange{{CidrIp: new("10.0.0.0/8")}}
	g.IpPermissions = append([]ec2.IpPermission{other}, g.IpPermissions...)

	return g
}

// Who is referenced, and over what, is the same whether EC2 tells it by rule or by permission.
func TestReferencedGroups(t *testing.T) {
	t.Parallel()

	const rule = `"protocol": "tcp", "fromPort": 80, "toPort": 80, "referencedGroup": "sg-2"`

	for name, c := range map[string]struct {
		vpc, account, status *string
		want                 string
	}{
		"nothing but the group": {nil, nil, nil, rule},
		"of the account":        {nil, new(account), nil, rule + `, "referencedAccount": "` + account + `"`},
		"over an active connection": {
			new("vpc-2"), nil, new("active"), rule + `, "referencedVpc": "vpc-2", "peeringStatus": "active"`,
		},
		"of another account, over one that is gone": {
			new("vpc-2"), new("444455556666"), new("deleted"),
			rule + `, "referencedVpc": "vpc-2", "referencedAccount": "444455556666", "peeringStatus": "deleted"`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			permission := ports("tcp", 80, 80)
			permission.UserIdGroupPairs = []ec2.UserIdGroupPair{
				{GroupId: new("sg-2"), VpcId: c.vpc, UserId: c.account, PeeringStatus: c.status},
			}
			group := ec2.SecurityGroup{
				GroupId: new("sg-1"), GroupName: new("web"), IpPermissions: []ec2.IpPermission{permission},
			}
			withID := ec2.SecurityGroupRule{
				SecurityGroupRuleId: new("sgr-1"), GroupId: new("sg-1"), IpProtocol: new("tcp"),
				FromPort: new(int32(80)), ToPort: new(int32(80)), ReferencedGroupInfo: &ec2.ReferencedSecurityGroup{
					GroupId: new("sg-2"), VpcId: c.vpc, UserId: c.account, PeeringStatus: c.status,
				},
			}

			for id, rules := range map[string][]ec2.SecurityGroupRule{"sg-1/ingress/0/0": nil, "sgr-1": {withID}} {
				s := read(awsmap.Answers{SecurityGroups: []ec2.SecurityGroup{group}, SecurityGroupRules: rules})
				s.SecurityGroups[0].Rules[0].Origin.ARN = ""
				same(t, noun(t, s.SecurityGroups),
					`{"id": "sg-1", "name": "web", "rules": [{"id": "`+id+`", `+c.want+`}]}`)
			}
		})
	}
}

// A pair without a group names nobody; one that is told twice is one rule.
func TestPairs(t *testing.T) {
	t.Parallel()

	permission := ports("tcp", 80, 80)
	permission.UserIdGroupPairs = []ec2.UserIdGroupPair{
		{GroupId: new("sg-3")}, {}, {GroupId: new("sg-2")}, {GroupId: new("sg-3")},
	}

	s := read(awsmap.Answers{SecurityGroups: []ec2.SecurityGroup{
		{GroupId: new("sg-1"), GroupName: new("web"), IpPermissions: []ec2.IpPermission{permission}},
	}})

	same(t, noun(t, s.SecurityGroups), `{"id": "sg-1", "name": "web", "rules": [
		{"id": "sg-1/ingress/0/0", "protocol": "tcp", "fromPort": 80, "toPort": 80, "referencedGroup": "sg-2"},
		{"id": "sg-1/ingress/0/1", "protocol": "tcp", "fromPort": 80, "toPort": 80, "referencedGroup": "sg-3"}]}`)
}
