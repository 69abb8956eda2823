package awsmap_test

import (
	"testing"

	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

// A block that is on says nothing without its exclusions: AWS's default stands in for both.
func TestBlockPublicAccess(t *testing.T) {
	t.Parallel()

	const vpc = arnEC2 + "vpc/vpc-1"

	setting := func(mode ec2.InternetGatewayBlockMode) *ec2.VpcBlockPublicAccessOptions {
		return &ec2.VpcBlockPublicAccessOptions{AwsAccountId: new(account), InternetGatewayBlockMode: mode}
	}
	excluded := func(state ec2.VpcBlockPublicAccessExclusionState, resource string) ec2.VpcBlockPublicAccessExclusion {
		return ec2.VpcBlockPublicAccessExclusion{
			ResourceArn: &resource, State: state, InternetGatewayExclusionMode: "allow-egress",
		}
	}
	exclusions := []ec2.VpcBlockPublicAccessExclusion{
		excluded("create-complete", vpc), excluded("create-failed", vpc+"2"), excluded("delete-complete", vpc+"3"),
		excluded("disable-complete", vpc+"4"), excluded("create-in-progress", arnEC2+"subnet/subnet-1"),
		excluded("create-complete", ""),
	}

	for name, c := range map[string]struct {
		in   awsmap.Answers
		want string
	}{
		"not told": {awsmap.Answers{}, ""},
		"no mode":  {awsmap.Answers{VPCBlockPublicAccess: setting("")}, ""},
		"off":      {awsmap.Answers{VPCBlockPublicAccess: setting("off")}, `{"mode": "off"}`},
		"off, whatever is excluded": {awsmap.Answers{
			VPCBlockPublicAccess: setting("off"), VPCBlockPublicAccessExclusions: exclusions,
		}, `{"mode": "off"}`},
		"exclusions not asked for": {awsmap.Answers{VPCBlockPublicAccess: setting("block-ingress")}, ""},
		"no exclusions": {awsmap.Answers{
			VPCBlockPublicAccess:           setting("block-ingress"),
			VPCBlockPublicAccessExclusions: []ec2.VpcBlockPublicAccessExclusion{},
		}, `{"mode": "block-ingress"}`},
		"exclusions": {awsmap.Answers{
			VPCBlockPublicAccess: setting("block-bidirectional"), VPCBlockPublicAccessExclusions: exclusions,
		}, `{"mode": "block-bidirectional", "exclusions": [
			{"resource": "subnet-1", "mode": "allow-egress"}, {"resource": "vpc-1", "mode": "allow-egress"}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := read(c.in).VPCBlockPublicAccess
			if c.want == "" {
				equal(t, got, nil)

				return
			}

			same(t, noun(t, got), c.want)
			equal(t, got[0].Meta, snapshot.Meta{Account: account, Region: region})
		})
	}
}

func TestInternetGateway(t *testing.T) {
	t.Parallel()

	for state, want := range map[ec2.AttachmentStatus]string{
		"available": "vpc-1", "attached": "vpc-1", "attaching": "vpc-1", "": "vpc-1", "detaching": "", "detached": "",
	} {
		s := read(awsmap.Answers{InternetGateways: []ec2.InternetGateway{{
			InternetGatewayId: new("igw-1"), OwnerId: new(account),
			Attachments: []ec2.InternetGatewayAttachment{{VpcId: new("vpc-1"), State: state}},
		}}})

		equal(t, s.InternetGateways[0].VPC, want)
		equal(t, s.InternetGateways[0].Origin.ARN, arnEC2+"internet-gateway/igw-1")
	}
}

func TestPeering(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{VPCPeeringConnections: []ec2.VpcPeeringConnection{
		{
			VpcPeeringConnectionId: new("pcx-1"), Status: &ec2.VpcPeeringConnectionStateReason{Code: "active"},
			RequesterVpcInfo: &ec2.VpcPeeringConnectionVpcInfo{
				VpcId: new("vpc-1"), OwnerId: new(account), Region: new(region), CidrBlock: new("10.1.0.0/16"),
				CidrBlockSet:     []ec2.CidrBlock{{CidrBlock: new("10.0.0.0/16")}, {CidrBlock: new("10.1.0.0/16")}},
				Ipv6CidrBlockSet: []ec2.Ipv6CidrBlock{{Ipv6CidrBlock: new("2001:db8::/56")}},
			},
			AccepterVpcInfo: &ec2.VpcPeeringConnectionVpcInfo{VpcId: new("vpc-2"), OwnerId: new("444455556666")},
		},
		{VpcPeeringConnectionId: new("pcx-2")},
	}})

	same(t, noun(t, s.Peerings[:1]), `{"id": "pcx-1", "status": "active",
		"requester": {"vpc": "vpc-1", "account": "111122223333", "region": "eu-north-1",
			"cidrs": ["10.1.0.0/16", "10.0.0.0/16"], "ipv6Cidrs": ["2001:db8::/56"]},
		"accepter": {"vpc": "vpc-2", "account": "444455556666"}}`)
	same(t, noun(t, s.Peerings[1:]), `{"id": "pcx-2", "status": "", "requester": {"vpc": ""}, "accepter": {"vpc": ""}}`)
}

// States and types come in either case.
func TestEndpoint(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{VPCEndpoints: []ec2.VpcEndpoint{
		{
			VpcEndpointId: new("vpce-1"), VpcId: new("vpc-1"), VpcEndpointType: "Interface", State: "available",
			ServiceName: new("com.amazonaws.eu-north-1.ecr.api"), SubnetIds: []string{"subnet-2", "subnet-1"},
			Groups: []ec2.SecurityGroupIdentifier{{GroupId: new("sg-1")}}, NetworkInterfaceIds: []string{"eni-2", "eni-1"},
			PolicyDocument: new("SECRET"),
		},
		{VpcEndpointId: new("vpce-2"), State: "Deleted"},
		{VpcEndpointId: new("vpce-3"), State: "failed"},
	}})

	same(t, noun(t, s.VPCEndpoints), `{"id": "vpce-1", "vpc": "vpc-1", "type": "Interface",
		"serviceName": "com.amazonaws.eu-north-1.ecr.api", "subnets": ["subnet-1", "subnet-2"],
		"securityGroups": ["sg-1"], "networkInterfaces": ["eni-1", "eni-2"]}`)
}

// One answer lists attachments of all kinds, the other tells of VPCs whether groups may be named across them.
func TestTransitGateway(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{
		TransitGateways: []ec2.TransitGateway{
			{TransitGatewayId: new("tgw-1"), Options: &ec2.TransitGatewayOptions{SecurityGroupReferencingSupport: "enable"}},
			{TransitGatewayId: new("tgw-2"), Options: &ec2.TransitGatewayOptions{SecurityGroupReferencingSupport: "disable"}},
			{TransitGatewayId: new("tgw-3")},
		},
		TransitGatewayAttachments: []ec2.TransitGatewayAttachment{
			{
				TransitGatewayAttachmentId: new("tgw-attach-1"), TransitGatewayId: new("tgw-1"), ResourceType: "vpc",
				ResourceId: new("vpc-1"), ResourceOwnerId: new(account), State: "available",
			},
			{TransitGatewayAttachmentId: new("tgw-attach-2"), ResourceType: "vpn", ResourceId: new("vpn-1")},
		},
		TransitGatewayVPCAttachments: []ec2.TransitGatewayVpcAttachment{
			{
				TransitGatewayAttachmentId: new("tgw-attach-1"),
				Options:                    &ec2.TransitGatewayVpcAttachmentOptions{SecurityGroupReferencingSupport: "enable"},
			},
			{
				TransitGatewayAttachmentId: new("tgw-attach-3"), TransitGatewayId: new("tgw-1"), VpcId: new("vpc-3"),
				VpcOwnerId: new("444455556666"), State: "pending",
			},
		},
	})

	references := func(g snapshot.TransitGateway) string { return encoded(t, g.SecurityGroupReferencing) }
	equal(t, ids(s.TransitGateways, references), []string{"true", "false", encoded(t, snapshot.Value[bool]{})})
	same(t, noun(t, s.TransitGatewayAttachments[:1]), `{"id": "tgw-attach-1", "transitGateway": "tgw-1",
		"resourceType": "vpc", "resource": "vpc-1", "state": "available", "securityGroupReferencing": true}`)
	same(t, noun(t, s.TransitGatewayAttachments[1:2]), `{"id": "tgw-attach-2", "transitGateway": "", "resourceType": "vpn",
		"resource": "vpn-1"}`)
	same(t, noun(t, s.TransitGatewayAttachments[2:]), `{"id": "tgw-attach-3", "transitGateway": "tgw-1",
		"resourceType": "vpc", "resource": "vpc-3", "state": "pending"}`)
	equal(t, s.TransitGatewayAttachments[2].Account, "444455556666")
}
