package terraform_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func tables(s *snapshot.Snapshot) any { return s.RouteTables }

// Route tables, from wherever their routes and subnets come.
func TestRouteTables(t *testing.T) {
	t.Parallel()

	run(t, map[string]test{
		"routes in blocks and in resources": {
			`{"aws_route_table.a": {"vpc_id": {"ref": "aws_vpc.v.id"}, "route": [
				{"cidr_block": "0.0.0.0/0", "ipv6_cidr_block": "", "gateway_id": {"ref": "aws_internet_gateway.i.id"},
					"nat_gateway_id": ""},
				{"cidr_block": null, "ipv6_cidr_block": "::/0",
					"egress_only_gateway_id": {"ref": "aws_egress_only_internet_gateway.e.id"}}]},
			  "aws_route.r": {"route_table_id": {"ref": "aws_route_table.a.id"}, "destination_prefix_list_id": "pl-1",
				"transit_gateway_id": "tgw-1"},
			  "aws_route.n": {"route_table_id": {"ref": "aws_route_table.a.id"}, "destination_cidr_block": "10.0.0.0/8",
				"nat_gateway_id": "nat-1"},
			  "aws_internet_gateway.i": {},
			  "aws_route_table_association.s": {"route_table_id": {"ref": "aws_route_table.a.id"},
				"subnet_id": {"ref": "aws_subnet.s.id"}},
			  "aws_route_table_association.g": {"route_table_id": {"ref": "aws_route_table.a.id"}, "gateway_id": "igw-1"}}`,
			tables,
			`[{"id": "s#aws_route_table.a", "routes": [
				{"destination": "0.0.0.0/0", "target": "s#aws_internet_gateway.i"},
				{"destination": "::/0", "target": "eigw-s#aws_egress_only_internet_gateway.e"},
				{"destination": "pl-1", "target": "tgw-1"}, {"destination": "10.0.0.0/8", "target": "nat-1"}],
			   "subnets": ["s#aws_subnet.s"], "vpc": "s#aws_vpc.v"}]`,
		},
		"the main table, adopted": {
			`{"aws_default_route_table.d": {"default_route_table_id": {"ref": "aws_vpc.v.default_route_table_id"}, "route": []},
			  "aws_route.r": {"route_table_id": {"ref": "aws_vpc.v.main_route_table_id"},
				"destination_cidr_block": "0.0.0.0/0", "gateway_id": "igw-1"}}`,
			tables,
			`[{"id": "s#aws_default_route_table.d", "main": true, "routes": [{"destination": "0.0.0.0/0", "target": "igw-1"}],
				"vpc": "s#aws_vpc.v"}]`,
		},
		"the main table, not adopted": {
			`{"aws_route.r": {"route_table_id": {"ref": "aws_vpc.v.main_route_table_id"},
				"destination_cidr_block": "0.0.0.0/0", "gateway_id": "igw-1"},
			  "aws_route.s": {"route_table_id": {"ref": "aws_vpc.v.default_route_table_id"},
				"destination_cidr_block": "1.0.0.0/8", "gateway_id": "igw-1"}}`,
			tables,
			`[{"id": "s#aws_vpc.v.main_route_table_id", "main": true, "routes": [{"destination": "0.0.0.0/0", "target": "igw-1"},
			   {"destination": "1.0.0.0/8", "target": "igw-1"}], "vpc": "s#aws_vpc.v"}]`,
		},
		"a gateway that the stack does not make may be one of the internet": {
			`{"aws_route_table.a": {"route": [
				{"cidr_block": "10.1.0.0/16", "gateway_id": {"ref": "var.gateway"}},
				{"cidr_block": "10.2.0.0/16", "gateway_id": {"ref": "data.aws_internet_gateway.i.id"}},
				{"cidr_block": "10.3.0.0/16", "gateway_id": {"unknown": "x"}},
				{"cidr_block": "10.4.0.0/16", "gateway_id": {"ref": "data.aws_vpn_gateway.v.id"}},
				{"cidr_block": "10.5.0.0/16", "gateway_id": {"ref": "aws_vpn_gateway.v.id"}},
				{"cidr_block": "10.6.0.0/16", "gateway_id": {"ref": "data.aws_vpc_endpoint.e.id"}},
				{"cidr_block": "10.7.0.0/16", "gateway_id": {"ref": "aws_internet_gateway.i.id"}},
				{"cidr_block": "10.8.0.0/16", "gateway_id": "vgw-1"},
				{"cidr_block": "10.9.0.0/16", "gateway_id": "local"},
				{"cidr_block": "10.10.0.0/16", "transit_gateway_id": {"ref": "var.gateway"}}]},
			  "aws_internet_gateway.i": {}, "data.aws_internet_gateway.i": {}, "aws_vpn_gateway.v": {},
			  "data.aws_vpn_gateway.v": {}, "data.aws_vpc_endpoint.e": {}}`,
			tables,
			`[{"id": "s#aws_route_table.a", "routes": [
				{"destination": "10.1.0.0/16", "target": "igw-s#var.gateway"},
				{"destination": "10.2.0.0/16", "target": "igw-s#data.aws_internet_gateway.i"},
				{"destination": "10.3.0.0/16", "target": "igw-s#unknown@4:49"},
				{"destination": "10.4.0.0/16", "target": "vgw-s#data.aws_vpn_gateway.v"},
				{"destination": "10.5.0.0/16", "target": "vgw-s#aws_vpn_gateway.v"},
				{"destination": "10.6.0.0/16", "target": "vpce-s#data.aws_vpc_endpoint.e"},
				{"destination": "10.7.0.0/16", "target": "s#aws_internet_gateway.i"},
				{"destination": "10.8.0.0/16", "target": "vgw-1"}, {"destination": "10.9.0.0/16", "target": "local"},
				{"destination": "10.10.0.0/16", "target": "s#var.gateway"}]}]`,
		},
		"blocks of which not even the number is known may lead to the internet and elsewhere": {
			`{"aws_route_table.a": {"route": {"unknown": "depends on var.routes"}}, "aws_route_table.b": {"route": []}}`,
			tables,
			`[{"id": "s#aws_route_table.a", "routes": [
				{"destination": "s#unknown@1:33", "target": "igw-s#unknown@1:33"},
				{"destination": "s#unknown@1:33", "target": "s#unknown@1:33"}]}, {"id": "s#aws_route_table.b"}]`,
		},
		"of several targets the one that is known, else the first": {
			`{"aws_route_table.a": {"route": [
				{"cidr_block": {"unknown": "x"}, "ipv6_cidr_block": "::/0", "gateway_id": {"unknown": "x"},
					"nat_gateway_id": "nat-1"},
				{"cidr_block": "0.0.0.0/0", "gateway_id": {"unknown": "x"}, "nat_gateway_id": {"unknown": "x"}}]}}`,
			tables,
			`[{"id": "s#aws_route_table.a", "routes": [{"destination": "::/0", "target": "nat-1"},
				{"destination": "0.0.0.0/0", "target": "igw-s#unknown@4:47"}]}]`,
		},
		"another table becomes the main one": {
			`{"aws_route_table.a": {"vpc_id": {"ref": "aws_vpc.v.id"}},
			  "aws_main_route_table_association.m": {"vpc_id": {"ref": "aws_vpc.v.id"},
				"route_table_id": {"ref": "aws_route_table.a.id"}}}`, tables,
			`[{"id": "s#aws_route_table.a", "main": true, "vpc": "s#aws_vpc.v"}]`,
		},
	})
}

// Network ACLs, in the order in which entries are tried.
func TestNetworkACLs(t *testing.T) {
	t.Parallel()

	acls := func(s *snapshot.Snapshot) any { return s.NetworkACLs }

	run(t, map[string]test{
		"entries in blocks and in resources": {
			`{"aws_network_acl.a": {"vpc_id": {"ref": "aws_vpc.v.id"}, "subnet_ids": [{"ref": "aws_subnet.s.id"}],
				"egress": [{"rule_no": 100, "action": "allow", "protocol": "-1", "cidr_block": "0.0.0.0/0", "ipv6_cidr_block": "",
					"from_port": 0,
					"to_port": 0}],
				"ingress": [{"rule_no": 200, "action": "deny", "protocol": "tcp", "ipv6_cidr_block": "::/0", "from_port": 22,
					"to_port": 22},
					{"rule_no": 100, "action": "allow", "protocol": "icmp", "cidr_block": "10.0.0.0/8", "icmp_type": 8,
						"icmp_code": -1}]},
			  "aws_network_acl_rule.r": {"network_acl_id": {"ref": "aws_network_acl.a.id"}, "rule_number": 150,
				"rule_action": "ALLOW",
				"protocol": "17", "cidr_block": {"unknown": "x"}, "from_port": 53, "to_port": 53},
			  "aws_network_acl_association.s": {"network_acl_id": {"ref": "aws_network_acl.a.id"}, "subnet_id": "subnet-1"}}`,
			acls,
			`[{"entries": [
				{"allow": true, "cidrIpv4": "10.0.0.0/8", "fromPort": 8, "number": 100, "protocol": "1", "toPort": -1},
				{"allow": true, "cidrIpv4": {"unknown": "x"}, "fromPort": 53, "number": 150, "protocol": "17", "toPort": 53},
				{"cidrIpv6": "::/0", "fromPort": 22, "number": 200, "protocol": "6", "toPort": 22},
				{"allow": true, "cidrIpv4": "0.0.0.0/0", "egress": true, "number": 100, "protocol": "-1"}],
			   "id": "s#aws_network_acl.a", "subnets": ["s#aws_subnet.s", "subnet-1"], "vpc": "s#aws_vpc.v"}]`,
		},
		"numbers and actions that are not known close nothing": {
			`{"aws_network_acl.a": {"ingress": [
				{"rule_no": {"unknown": "x"}, "action": "deny", "protocol": "-1", "cidr_block": "0.0.0.0/0"},
				{"rule_no": 100, "action": {"unknown": "x"}, "protocol": "-1", "cidr_block": "10.0.0.0/8"},
				{"rule_no": 200, "action": "deny", "protocol": "-1", "cidr_block": "10.0.0.0/8"},
				{"rule_no": {"unknown": "x"}, "action": "allow", "protocol": "-1", "cidr_block": "11.0.0.0/8"}]}}`, acls,
			`[{"entries": [
				{"allow": true, "cidrIpv4": "11.0.0.0/8", "number": 0, "protocol": "-1"},
				{"allow": true, "cidrIpv4": "10.0.0.0/8", "number": 100, "protocol": "-1"},
				{"cidrIpv4": "10.0.0.0/8", "number": 200, "protocol": "-1"},
				{"cidrIpv4": "0.0.0.0/0", "number": 32766, "protocol": "-1"}],
			   "id": "s#aws_network_acl.a"}]`,
		},
		"the default ACL, adopted and emptied": {
			`{"aws_default_network_acl.d": {"default_network_acl_id": {"ref": "aws_vpc.v.default_network_acl_id"}}}`, acls,
			`[{"default": true, "id": "s#aws_default_network_acl.d", "vpc": "s#aws_vpc.v"}]`,
		},
	})
}

// What a VPC is made of.
func TestVPCs(t *testing.T) {
	t.Parallel()

	vpcs := func(s *snapshot.Snapshot) any { return s.VPCs }
	subnets := func(s *snapshot.Snapshot) any { return s.Subnets }

	run(t, map[string]test{
		"ranges": {
			`{"aws_vpc_ipv4_cidr_block_association.b": {"vpc_id": {"ref": "aws_vpc.v.id"}, "cidr_block": "100.64.0.0/16"},
			  "aws_vpc.v": {"cidr_block": "10.0.0.0/16"}, "aws_default_vpc.d": {},
				"aws_vpc.ipam": {"cidr_block": {"unknown": "x"}}}`, vpcs,
			`[{"cidrs": ["10.0.0.0/16", "100.64.0.0/16"], "id": "s#aws_vpc.v"}, {"cidrs": ["172.31.0.0/16"],
				"id": "s#aws_default_vpc.d"},
			  {"id": "s#aws_vpc.ipam"}]`,
		},
		"a VPC that was looked up, and one that was not": {
			`{"data.aws_vpc.a": {"id": "vpc-0123456789abcdef0", "cidr_block": "10.0.0.0/16",
				"cidr_block_associations": [{"cidr_block": "10.0.0.0/16"}, {"cidr_block": "10.1.0.0/16"}]},
					"data.aws_vpc.b": {"default": true}}`,
			vpcs, `[{"cidrs": ["10.0.0.0/16", "10.1.0.0/16"], "id": "vpc-0123456789abcdef0"}]`,
		},
		"subnets": {
			`{"aws_subnet.a": {"vpc_id": {"ref": "aws_vpc.v.id"}, "cidr_block": "10.0.0.0/24", "availability_zone": "a"},
			  "aws_subnet.b": {"vpc_id": {"ref": "data.aws_vpc.w.id"}, "cidr_block": "10.0.1.0/24",
				"map_public_ip_on_launch": {"unknown": "x"}},
			  "data.aws_vpc.w": {"id": "vpc-0123456789abcdef0"}}`, subnets,
			`[{"availabilityZone": "a", "cidr": "10.0.0.0/24", "id": "s#aws_subnet.a", "mapPublicIpOnLaunch": false,
				"vpc": "s#aws_vpc.v"},
			  {"cidr": "10.0.1.0/24", "id": "s#aws_subnet.b", "mapPublicIpOnLaunch": {"unknown": "x"},
				"vpc": "vpc-0123456789abcdef0"}]`,
		},
		"public access": {
			`{"aws_vpc_block_public_access_exclusion.e": {"vpc_id": {"ref": "aws_vpc.v.id"},
				"internet_gateway_exclusion_mode": "allow-egress"},
			  "aws_vpc_block_public_access_options.o": {"internet_gateway_block_mode": "block-bidirectional"}}`,
			func(s *snapshot.Snapshot) any { return s.VPCBlockPublicAccess },
			`[{"exclusions": [{"mode": "allow-egress", "resource": "s#aws_vpc.v"}], "mode": "block-bidirectional"}]`,
		},
	})
}

// The ways out of a VPC.
func TestGateways(t *testing.T) {
	t.Parallel()

	run(t, map[string]test{
		"an internet gateway that is attached": {
			`{"aws_internet_gateway.i": {},
				"aws_internet_gateway_attachment.a": {"internet_gateway_id": {"ref": "aws_internet_gateway.i.id"},
				"vpc_id": {"ref": "aws_vpc.v.id"}}}`, func(s *snapshot.Snapshot) any { return s.InternetGateways },
			`[{"id": "s#aws_internet_gateway.i", "vpc": "s#aws_vpc.v"}]`,
		},
		"endpoints, those of type Interface with the default group": {
			`{"aws_vpc.v": {}, "aws_vpc_endpoint.g": {"vpc_id": {"ref": "aws_vpc.v.id"},
				"service_name": "com.amazonaws.eu-north-1.s3"},
			  "aws_vpc_endpoint.i": {"vpc_id": {"ref": "aws_vpc.v.id"}, "service_name": "com.amazonaws.eu-north-1.ecr.api",
				"vpc_endpoint_type": "Interface"},
			  "aws_vpc_endpoint_subnet_association.s": {"vpc_endpoint_id": {"ref": "aws_vpc_endpoint.i.id"},
				"subnet_id": "subnet-1"}}`,
			func(s *snapshot.Snapshot) any { return s.VPCEndpoints },
			`[{"id": "s#aws_vpc_endpoint.g", "serviceName": "com.amazonaws.eu-north-1.s3", "type": "Gateway",
				"vpc": "s#aws_vpc.v"},
			  {"id": "s#aws_vpc_endpoint.i", "securityGroups": ["s#aws_vpc.v.default_security_group_id"],
			   "serviceName": "com.amazonaws.eu-north-1.ecr.api", "subnets": ["subnet-1"], "type": "Interface",
				"vpc": "s#aws_vpc.v"}]`,
		},
		"a peering connection": {
			`{"aws_vpc_peering_connection.p": {"vpc_id": {"ref": "aws_vpc.v.id"}, "peer_vpc_id": "vpc-9",
				"peer_owner_id": "111122223333"},
			  "aws_vpc.v": {"cidr_block": "10.0.0.0/16"}}`, func(s *snapshot.Snapshot) any { return s.Peerings },
			`[{"accepter": {"account": "111122223333", "vpc": "vpc-9"}, "id": "s#aws_vpc_peering_connection.p",
			   "requester": {"cidrs": ["10.0.0.0/16"], "vpc": "s#aws_vpc.v"}, "status": "active"}]`,
		},
		"a transit gateway": {
			`{"aws_ec2_transit_gateway_vpc_attachment.a": {"transit_gateway_id": {"ref": "aws_ec2_transit_gateway.t.id"},
				"vpc_id": {"ref": "aws_vpc.v.id"}, "security_group_referencing_support": "enable"}}`,
			func(s *snapshot.Snapshot) any { return s.TransitGatewayAttachments },
			`[{"id": "s#aws_ec2_transit_gateway_vpc_attachment.a", "resource": "s#aws_vpc.v", "resourceType": "vpc",
			   "securityGroupReferencing": true, "state": "available", "transitGateway": "s#aws_ec2_transit_gateway.t"}]`,
		},
		"prefix lists": {
			`{"aws_ec2_managed_prefix_list_entry.e": {"prefix_list_id": {"ref": "aws_ec2_managed_prefix_list.l.id"},
				"cidr": "10.1.0.0/16"},
			  "aws_ec2_managed_prefix_list.l": {"name": "l", "max_entries": 5, "entry": [{"cidr": "10.0.0.0/16"}]},
			  "data.aws_prefix_list.s3": {"id": "pl-0123456789abcdef0", "name": "com.amazonaws.eu-north-1.s3",
				"cidr_blocks": ["3.5.0.0/16"]}}`,
			func(s *snapshot.Snapshot) any { return s.PrefixLists },
			`[{"entries": ["10.0.0.0/16", "10.1.0.0/16"], "id": "s#aws_ec2_managed_prefix_list.l", "maxEntries": 5, "name": "l"},
			  {"entries": ["3.5.0.0/16"], "id": "pl-0123456789abcdef0", "name": "com.amazonaws.eu-north-1.s3", "owner": "AWS"}]`,
		},
	})
}
