package awsjson

import (
	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

// vpcKinds are the answers of EC2 about what decides on the traffic of a VPC. A peering connection has two owners, and
// a transit gateway may be another account's.
func vpcKinds() []kind {
	return []kind{
		{
			"VpcBlockPublicAccessOptions", "InternetGatewayBlockMode", "", awsmap.DescribeVPCBlockPublicAccessOptions,
			readBlockPublicAccess,
		},
		{
			"VpcBlockPublicAccessExclusions", "ExclusionId", "", awsmap.DescribeVPCBlockPublicAccessExclusions,
			readExclusions,
		},

		list("NetworkAcls", "NetworkAclId", "", awsmap.DescribeNetworkACLs,
			func(a *awsmap.Answers) *[]ec2.NetworkAcl { return &a.NetworkACLs },
			func(n *ec2.NetworkAcl) clue { return clue{owner: n.OwnerId} }),
		list("InternetGateways", "InternetGatewayId", "", awsmap.DescribeInternetGateways,
			func(a *awsmap.Answers) *[]ec2.InternetGateway { return &a.InternetGateways },
			func(g *ec2.InternetGateway) clue { return clue{owner: g.OwnerId} }),
		list("VpcPeeringConnections", "VpcPeeringConnectionId", "", awsmap.DescribeVPCPeeringConnections,
			func(a *awsmap.Answers) *[]ec2.VpcPeeringConnection { return &a.VPCPeeringConnections },
			func(*ec2.VpcPeeringConnection) clue { return clue{} }),
		list("TransitGateways", "TransitGatewayArn", "ec2", awsmap.DescribeTransitGateways,
			func(a *awsmap.Answers) *[]ec2.TransitGateway { return &a.TransitGateways },
			func(g *ec2.TransitGateway) clue { return clue{arn: g.TransitGatewayArn, owner: g.OwnerId} }),
		list("TransitGatewayAttachments", "TransitGatewayAttachmentId", "", awsmap.DescribeTransitGatewayAttachments,
			func(a *awsmap.Answers) *[]ec2.TransitGatewayAttachment { return &a.TransitGatewayAttachments },
			func(*ec2.TransitGatewayAttachment) clue { return clue{} }),
		list("TransitGatewayVpcAttachments", "TransitGatewayAttachmentId", "", awsmap.DescribeTransitGatewayVPCAttachments,
			func(a *awsmap.Answers) *[]ec2.TransitGatewayVpcAttachment { return &a.TransitGatewayVPCAttachments },
			func(*ec2.TransitGatewayVpcAttachment) clue { return clue{} }),
		list("VpcEndpoints", "VpcEndpointId", "", awsmap.DescribeVPCEndpoints,
			func(a *awsmap.Answers) *[]ec2.VpcEndpoint { return &a.VPCEndpoints },
			func(e *ec2.VpcEndpoint) clue { return clue{owner: e.OwnerId} }),
	}
}

// readBlockPublicAccess reads the one setting of a region.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessOptions.html
func readBlockPublicAccess(f *folder, v value) error {
	var in ec2.VpcBlockPublicAccessOptions
	if err := v.decode(&in); err != nil {
		return err
	}

	f.clues.add(clue{account: in.AwsAccountId, zone: in.AwsRegion}, v.file)
	f.answers.VPCBlockPublicAccess = &in

	return nil
}

// readExclusions keeps an empty list apart from none: it says that nothing is taken out of the block.
func readExclusions(f *folder, v value) error {
	in := []ec2.VpcBlockPublicAccessExclusion{}
	if err := v.decode(&in); err != nil {
		return err
	}

	f.answers.VPCBlockPublicAccessExclusions = append(f.answers.VPCBlockPublicAccessExclusions, in...)
	if f.answers.VPCBlockPublicAccessExclusions == nil {
		f.answers.VPCBlockPublicAccessExclusions = []ec2.VpcBlockPublicAccessExclusion{}
	}

	return nil
}
