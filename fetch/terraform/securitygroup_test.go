package terraform_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The rules of groups: those of their blocks and those of other resources, and no others.
func TestSecurityGroupRules(t *testing.T) {
	t.Parallel()

	run(t, map[string]test{
		"no rules are written: AWS's own is taken away": {
			`{"aws_security_group.a": {"name": "a"}}`, rules("s#aws_security_group.a"), `null`,
		},
		"one rule for every peer": {
			`{"aws_security_group.a": {"ingress": [{"from_port": 80, "to_port": 81, "protocol": "TCP",
				"cidr_blocks": ["10.0.0.0/8", "192.168.0.0/16"], "ipv6_cidr_blocks": ["::/0"], "prefix_list_ids": ["pl-1"],
				"security_groups": ["sg-1", {"ref": "aws_security_group.b.id"}], "self": true}]}}`,
			rules("s#aws_security_group.a"),
			`["/ingress/0/0 tcp 80-81 10.0.0.0/8", "/ingress/0/1 tcp 80-81 192.168.0.0/16", "/ingress/0/2 tcp 80-81 ::/0",
			  "/ingress/0/3 tcp 80-81 pl-1", "/ingress/0/4 tcp 80-81 sg-1",
			  "/ingress/0/5 tcp 80-81 s#aws_security_group.b", "/ingress/0/6 tcp 80-81 s#aws_security_group.a"]`,
		},
		"all protocols are all ports": {
			`{"aws_security_group.a": {"egress": [{"from_port": 0, "to_port": 0, "protocol": "-1",
				"cidr_blocks": ["0.0.0.0/0"]}]}}`,
			rules("s#aws_security_group.a"), `["/egress/0/0 -1 - 0.0.0.0/0"]`,
		},
		"protocols by number": {
			`{"aws_security_group.a": {"ingress": [
				{"from_port": "22", "to_port": "22", "protocol": "6", "cidr_blocks": ["10.0.0.0/8"]},
				{"from_port": 8, "to_port": 0, "protocol": "1", "cidr_blocks": ["10.0.0.0/8"]},
				{"from_port": 0, "to_port": 0, "protocol": "50", "cidr_blocks": ["10.0.0.0/8"]}]}}`,
			rules("s#aws_security_group.a"),
			`["/ingress/0/0 tcp 22-22 10.0.0.0/8", "/ingress/1/0 icmp 8-0 10.0.0.0/8", "/ingress/2/0 50 - 10.0.0.0/8"]`,
		},
		"an empty list of rules, and a rule for nobody": {
			`{"aws_security_group.a": {"ingress": [], "egress": [{"from_port": 1, "to_port": 1, "protocol": "tcp",
				"cidr_blocks": [], "self": false, "security_groups": null}]}}`, rules("s#aws_security_group.a"), `null`,
		},
		"rules of which nothing is known": {
			`{"aws_security_group.a": {"ingress": {"unknown": "x"}, "egress": [{"unknown": "x"}]}}`,
			rules("s#aws_security_group.a"), `["/ingress/0 unknown unknown-unknown unknown",
				"/egress/0 unknown unknown-unknown unknown"]`,
		},
		"rules of which a part is known": {
			`{"aws_security_group.a": {"ingress": [{"from_port": {"unknown": "x"}, "to_port": 80, "protocol": {"unknown": "x"},
				"cidr_blocks": ["10.0.0.0/8", {"ref": "aws_vpc.v.cidr_block"}], "security_groups": {"unknown": "x"},
				"self": {"unknown": "x"}}]}}`, rules("s#aws_security_group.a"),
			`["/ingress/0/0 unknown unknown-80 10.0.0.0/8", "/ingress/0/1 unknown unknown-80 unknown",
			  "/ingress/0/2 unknown unknown-80 unknown", "/ingress/0/3 unknown unknown-80 unknown"]`,
		},
		"rules of other resources, old and new": {
			`{"aws_security_group_rule.r": {"type": "ingress", "security_group_id": {"ref": "aws_security_group.a.id"},
				"from_port": 80, "to_port": 80, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8", "192.168.0.0/16"]},
			  "aws_security_group.a": {"name": "a"},
			  "aws_vpc_security_group_ingress_rule.i": {"security_group_id": {"ref": "aws_security_group.a.id"},
				"from_port": 443, "to_port": 443, "ip_protocol": "tcp", "referenced_security_group_id": "111122223333/sg-0a1"},
			  "aws_vpc_security_group_egress_rule.e": {"security_group_id": {"ref": "aws_security_group.a.id"},
				"ip_protocol": "-1", "cidr_ipv6": "::/0"}}`, rules("s#aws_security_group.a"),
			`["s#aws_security_group_rule.r/0 tcp 80-80 10.0.0.0/8", "s#aws_security_group_rule.r/1 tcp 80-80 192.168.0.0/16",
			  "s#aws_vpc_security_group_ingress_rule.i tcp 443-443 sg-0a1", "s#aws_vpc_security_group_egress_rule.e -1 - ::/0"]`,
		},
		"a rule from the group itself": {
			`{"aws_security_group.a": {}, "aws_security_group_rule.r": {"type": "ingress", "self": true, "protocol": "all",
				"security_group_id": {"ref": "aws_security_group.a.id"}}}`, rules("s#aws_security_group.a"),
			`["s#aws_security_group_rule.r -1 - s#aws_security_group.a"]`,
		},
		"a group of another stack has more rules than this one": {
			`{"aws_security_group_rule.r": {"type": "egress", "security_group_id": "sg-0a1", "cidr_blocks": ["10.0.0.0/8"],
				"protocol": "-1"}}`, rules("sg-0a1"),
			`["/ingress/? unknown unknown-unknown unknown", "/egress/? unknown unknown-unknown unknown",
			  "s#aws_security_group_rule.r -1 - 10.0.0.0/8"]`,
		},
		"the default group of a new VPC": {
			`{"aws_vpc.v": {"cidr_block": "10.0.0.0/16"}}`, rules("s#aws_vpc.v.default_security_group_id"),
			`["/ingress/default/0 -1 - s#aws_vpc.v.default_security_group_id", "/egress/default/0 -1 - 0.0.0.0/0"]`,
		},
		"the default group of a new VPC with IPv6": {
			`{"aws_vpc.v": {"cidr_block": "10.0.0.0/16", "assign_generated_ipv6_cidr_block": true}}`,
			rules("s#aws_vpc.v.default_security_group_id"),
			`["/ingress/default/0 -1 - s#aws_vpc.v.default_security_group_id", "/egress/default/0 -1 - 0.0.0.0/0", ` +
				`"/egress/default/1 -1 - ::/0"]`,
		},
		"a default group that is adopted has no rules but its own": {
			`{"aws_vpc.v": {}, "aws_default_security_group.d": {"vpc_id": {"ref": "aws_vpc.v.id"}},
			  "aws_security_group_rule.r": {"type": "egress", "cidr_blocks": ["10.0.0.0/8"], "protocol": "-1",
				"security_group_id": {"ref": "aws_vpc.v.default_security_group_id"}}}`,
			rules("s#aws_default_security_group.d"), `["s#aws_security_group_rule.r -1 - 10.0.0.0/8"]`,
		},
		"the adopted group stands for the VPC's": {
			`{"aws_vpc.v": {}, "aws_default_security_group.d": {"vpc_id": {"ref": "aws_vpc.v.id"}}}`,
			rules("s#aws_vpc.v.default_security_group_id"), `null`,
		},
	})
}

// Who a group is.
func TestSecurityGroups(t *testing.T) {
	t.Parallel()

	groups := func(s *snapshot.Snapshot) any {
		for i := range s.SecurityGroups {
			g := &s.SecurityGroups[i]
			g.Rules, g.PartialIngress, g.PartialEgress = nil, false, false
		}

		return s.SecurityGroups
	}

	run(t, map[string]test{
		"a name": {
			`{"aws_security_group.a": {"name": "web", "vpc_id": "vpc-1"}}`, groups,
			`[{"id": "s#aws_security_group.a", "name": "web", "vpc": "vpc-1"}]`,
		},
		"a prefix alone": {
			`{"module.m[\"k\"].aws_security_group.a[0]": {"name_prefix": "web-", "vpc_id": {"unknown": "x"}}}`, groups,
			`[{"id": "s#module.m[\"k\"].aws_security_group.a[0]", "name": "module.m[\"k\"].a[0]", "vpc": "s#unknown@1:79"}]`,
		},
		"a group that is there already, named by its own ID and by its address": {
			`{"aws_security_group.a": {"id": "sg-0123456789abcdef0", "name": "a"},
			  "aws_security_group_rule.r": {"security_group_id": "sg-0123456789abcdef0", "self": true, "protocol": "-1"}}`,
			rules("s#aws_security_group.a"), `["s#aws_security_group_rule.r -1 - s#aws_security_group.a"]`,
		},
		"the VPC of a subnet": {
			`{"aws_subnet.x": {"vpc_id": {"ref": "aws_vpc.v.id"}}, "aws_security_group.a": {"name": "a",
				"vpc_id": {"ref": "aws_subnet.x.vpc_id"}}}`,
			groups, `[{"id": "s#aws_security_group.a", "name": "a", "vpc": "s#aws_vpc.v"}]`,
		},
		"what goes in circles": {
			`{"aws_subnet.x": {"vpc_id": {"ref": "aws_subnet.y.vpc_id"}},
				"aws_subnet.y": {"vpc_id": {"ref": "aws_subnet.x.vpc_id"}},
			  "aws_security_group.a": {"name": "a", "vpc_id": {"ref": "aws_subnet.x.vpc_id"}}}`,
			groups, `[{"id": "s#aws_security_group.a", "name": "a", "vpc": "s#aws_subnet.x.vpc_id"}]`,
		},
		"a group that was looked up": {
			`{"data.aws_security_group.a": {"id": "sg-0123456789abcdef0", "name": "office"},
			  "data.aws_security_group.b": {"name": "late"}}`,
			groups, `[{"id": "sg-0123456789abcdef0", "name": "office"}]`,
		},
	})
}

// A resource may be labelled default without being the default group of its VPC.
func TestGroupsLabelledDefault(t *testing.T) {
	t.Parallel()

	names := func(s *snapshot.Snapshot) any {
		names := make([]string, 0, len(s.SecurityGroups))
		for i := range s.SecurityGroups {
			names = append(names, s.SecurityGroups[i].Name)
		}

		return names
	}

	run(t, map[string]test{
		"without a name": {`{"aws_security_group.default": {}}`, names, `["aws_security_group.default"]`},
		"with a name":    {`{"aws_security_group.default": {"name": "web"}}`, names, `["web"]`},
		"another label":  {`{"aws_security_group.web": {}}`, names, `["web"]`},
		"adopted":        {`{"aws_default_security_group.d": {}}`, names, `["default"]`},
	})
}

// In which directions, inbound and outbound, a deployment leaves alone what a group has besides.
func TestPartialSecurityGroups(t *testing.T) {
	t.Parallel()

	partial := func(s *snapshot.Snapshot) any {
		g := &s.SecurityGroups[0]

		return []bool{g.Partial(false), g.Partial(true)}
	}

	const block = `[{"from_port": 1, "to_port": 1, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8"]}]`

	run(t, map[string]test{
		"no blocks": {`{"aws_security_group.a": {}}`, partial, `[true, true]`},
		"a rule of its own": {
			`{"aws_security_group.a": {}, "aws_security_group_rule.r": {"type": "ingress", "protocol": "-1", "self": true,
				"security_group_id": {"ref": "aws_security_group.a.id"}}}`, partial, `[true, true]`,
		},
		"a block in":          {`{"aws_security_group.a": {"ingress": ` + block + `}}`, partial, `[false, true]`},
		"a block out":         {`{"aws_security_group.a": {"egress": ` + block + `}}`, partial, `[true, false]`},
		"an empty list":       {`{"aws_security_group.a": {"ingress": []}}`, partial, `[false, true]`},
		"blocks not known":    {`{"aws_security_group.a": {"ingress": {"unknown": "x"}}}`, partial, `[false, true]`},
		"adopted and emptied": {`{"aws_default_security_group.d": {}}`, partial, `[false, false]`},
		"of another stack": {
			`{"aws_security_group_rule.r": {"type": "ingress", "protocol": "-1", "self": true, "security_group_id": "sg-1"}}`,
			partial, `[true, true]`,
		},
	})
}
