package awsmap_test

import (
	"testing"

	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

func TestPrefixList(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{
		PrefixLists: []ec2.ManagedPrefixList{
			{
				PrefixListId: new("pl-1"), PrefixListName: new("offices"), OwnerId: new(account), MaxEntries: new(int32(10)),
				PrefixListArn: new(arnEC2 + "prefix-list/pl-1"),
			},
			{PrefixListId: new("pl-2"), OwnerId: new("AWS"), PrefixListArn: new("arn:aws:ec2:eu-north-1:aws:prefix-list/pl-2")},
		},
		PrefixListEntries: map[string][]ec2.PrefixListEntry{
			"pl-1": {{Cidr: new("192.0.2.0/24"), Description: new("SECRET")}, {Cidr: new("10.0.0.0/8")}},
			"pl-3": {{Cidr: new("198.51.100.0/24")}},
		},
	})

	same(t, noun(t, s.PrefixLists[:1]), `{"id": "pl-1", "name": "offices", "owner": "111122223333", "maxEntries": 10,
		"entries": ["10.0.0.0/8", "192.0.2.0/24"]}`)
	equal(t, s.PrefixLists[1].AWSManaged(), true)
	equal(t, s.PrefixLists[1].Account, account) // not "aws"
	same(t, noun(t, s.PrefixLists[2:]), `{"id": "pl-3", "entries": ["198.51.100.0/24"]}`)
}

func TestVPC(t *testing.T) {
	t.Parallel()

	state := func(s ec2.VpcCidrBlockStateCode) *ec2.VpcCidrBlockState { return &ec2.VpcCidrBlockState{State: s} }
	s := read(awsmap.Answers{VPCs: []ec2.Vpc{{
		VpcId: new("vpc-1"), CidrBlock: new("10.1.0.0/16"), OwnerId: new("444455556666"),
		BlockPublicAccessStates: &ec2.BlockPublicAccessStates{InternetGatewayBlockMode: "block-ingress"},
		CidrBlockAssociationSet: []ec2.VpcCidrBlockAssociation{
			{CidrBlock: new("10.0.0.0/16"), CidrBlockState: state("associated")},
			{CidrBlock: new("10.1.0.0/16"), CidrBlockState: state("associated")},
			{CidrBlock: new("10.2.0.0/16"), CidrBlockState: state("disassociated")},
		},
		Ipv6CidrBlockAssociationSet: []ec2.VpcIpv6CidrBlockAssociation{
			{Ipv6CidrBlock: new("2001:db8::/56"), Ipv6CidrBlockState: state("associated")},
			{Ipv6CidrBlock: new("2001:db8:1::/56"), Ipv6CidrBlockState: state("failed")},
		},
	}}})

	same(t, noun(t, s.VPCs), `{"id": "vpc-1", "cidrs": ["10.1.0.0/16", "10.0.0.0/16"], "ipv6Cidrs": ["2001:db8::/56"],
		"internetGatewayBlockMode": "block-ingress"}`)
	equal(t, s.VPCs[0].Meta, snapshot.Meta{ // shared by another account
		Account: "444455556666", Region: region,
		Origin: snapshot.Origin{ARN: "arn:aws:ec2:eu-north-1:444455556666:vpc/vpc-1"},
	})
}

func TestSubnet(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{Subnets: []ec2.Subnet{{
		SubnetId: new("subnet-1"), VpcId: new("vpc-1"), CidrBlock: new("10.0.1.0/24"), AvailabilityZone: new("eu-north-1a"),
		AvailableIpAddressCount: new(int32(0)), // none is not the same as not said
		SubnetArn:               new("arn:aws:ec2:eu-north-1:444455556666:subnet/subnet-1"),
		BlockPublicAccessStates: &ec2.BlockPublicAccessStates{InternetGatewayBlockMode: "off"},
		Ipv6CidrBlockAssociationSet: []ec2.SubnetIpv6CidrBlockAssociation{
			{Ipv6CidrBlock: new("2001:db8::/64"), Ipv6CidrBlockState: &ec2.SubnetCidrBlockState{State: "associated"}},
			{Ipv6CidrBlock: new("2001:db8:1::/64"), Ipv6CidrBlockState: &ec2.SubnetCidrBlockState{State: "disassociating"}},
		},
	}}})

	same(t, noun(t, s.Subnets), `{"id": "subnet-1", "vpc": "vpc-1", "cidr": "10.0.1.0/24",
		"availabilityZone": "eu-north-1a", "availableIps": 0, "ipv6Cidrs": ["2001:db8::/64"],
		"internetGatewayBlockMode": "off"}`)
	equal(t, s.Subnets[0].Account, "444455556666")
}

func TestRouteTable(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{RouteTables: []ec2.RouteTable{
		{
			RouteTableId: new("rtb-1"), VpcId: new("vpc-1"),
			Associations: []ec2.RouteTableAssociation{{Main: new(true)}, {SubnetId: new("subnet-1"), Main: new(false)}},
		},
		{RouteTableId: new("rtb-2"), Associations: []ec2.RouteTableAssociation{{GatewayId: new("igw-1")}}},
	}})

	same(t, noun(t, s.RouteTables[:1]), `{"id": "rtb-1", "vpc": "vpc-1", "main": true, "subnets": ["subnet-1"]}`)
	same(t, noun(t, s.RouteTables[1:]), `{"id": "rtb-2", "gateways": ["igw-1"]}`)
}

func TestRoute(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		in   ec2.Route
		want snapshot.Route
	}{
		"local":       {ec2.Route{GatewayId: new("local")}, snapshot.Route{Target: "local"}},
		"internet":    {ec2.Route{GatewayId: new("igw-1")}, snapshot.Route{Target: "igw-1"}},
		"egress only": {ec2.Route{EgressOnlyInternetGatewayId: new("eigw-1")}, snapshot.Route{Target: "eigw-1"}},
		"IPv4":        {ec2.Route{DestinationCidrBlock: new("0.0.0.0/0")}, snapshot.Route{Destination: "0.0.0.0/0"}},
		"IPv6":        {ec2.Route{DestinationIpv6CidrBlock: new("::/0")}, snapshot.Route{Destination: "::/0"}},
		"prefix list": {ec2.Route{DestinationPrefixListId: new("pl-1")}, snapshot.Route{Destination: "pl-1"}},
		"NAT":         {ec2.Route{NatGatewayId: new("nat-1")}, snapshot.Route{Target: "nat-1"}},
		"transit":     {ec2.Route{TransitGatewayId: new("tgw-1")}, snapshot.Route{Target: "tgw-1"}},
		"peering":     {ec2.Route{VpcPeeringConnectionId: new("pcx-1")}, snapshot.Route{Target: "pcx-1"}},
		"instance":    {ec2.Route{InstanceId: new("i-1"), NetworkInterfaceId: new("eni-1")}, snapshot.Route{Target: "eni-1"}},
		"stopped": {
			ec2.Route{InstanceId: new("i-1"), State: "blackhole"}, snapshot.Route{Target: "i-1", Blackhole: true},
		},
		"outpost": {ec2.Route{LocalGatewayId: new("lgw-1"), State: "active"}, snapshot.Route{Target: "lgw-1"}},
		"carrier": {ec2.Route{CarrierGatewayId: new("cagw-1")}, snapshot.Route{Target: "cagw-1"}},
		"core":    {ec2.Route{CoreNetworkArn: new("arn:core")}, snapshot.Route{Target: "arn:core"}},
		"nothing": {ec2.Route{}, snapshot.Route{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := read(awsmap.Answers{RouteTables: []ec2.RouteTable{{RouteTableId: new("rtb-1"), Routes: []ec2.Route{c.in}}}})
			equal(t, s.RouteTables[0].Routes, []snapshot.Route{c.want})
		})
	}
}
