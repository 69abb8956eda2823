package live

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

// maxGateways is what a page of transit gateways and of exclusions holds at most.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTransitGateways.html
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcBlockPublicAccessExclusions.html
const maxGateways = 1000

// describeNetworkACLs takes all of a VPC: a subnet that names none has the default one.
func (r *region) describeNetworkACLs(ctx context.Context, vpcs []string) (reply[types.NetworkAcl], error) {
	in := &ec2.DescribeNetworkAclsInput{Filters: filter("vpc-id", vpcs), MaxResults: new(int32(maxPage))}

	return pages(ctx, ec2.NewDescribeNetworkAclsPaginator(r.ec2, in),
		func(page *ec2.DescribeNetworkAclsOutput) []types.NetworkAcl { return page.NetworkAcls })
}

func (r *region) describeVPCEndpoints(ctx context.Context, vpcs []string) (reply[types.VpcEndpoint], error) {
	in := &ec2.DescribeVpcEndpointsInput{Filters: filter("vpc-id", vpcs), MaxResults: new(int32(maxPage))}

	return pages(ctx, ec2.NewDescribeVpcEndpointsPaginator(r.ec2, in),
		func(page *ec2.DescribeVpcEndpointsOutput) []types.VpcEndpoint { return page.VpcEndpoints })
}

func (r *region) describeInternetGateways(ctx context.Context, vpcs []string) (reply[types.InternetGateway], error) {
	in := &ec2.DescribeInternetGatewaysInput{
		Filters: filter("attachment.vpc-id", vpcs), MaxResults: new(int32(maxPage)),
	}

	return pages(ctx, ec2.NewDescribeInternetGatewaysPaginator(r.ec2, in),
		func(page *ec2.DescribeInternetGatewaysOutput) []types.InternetGateway { return page.InternetGateways },
		ec2Attempts(awsmap.DescribeInternetGateways))
}

// A side is one end of a peering connection, as its filter is called: a VPC may be at either.
type side struct {
	name string
	vpcs []string
}

// sides ask about both ends of the same VPCs. A connection between two of them is found twice.
func sides(vpcs []string) []side {
	var out []side

	for _, name := range []string{"requester-vpc-info.vpc-id", "accepter-vpc-info.vpc-id"} {
		for batch := range slices.Chunk(vpcs, maxFilter) {
			out = append(out, side{name, batch})
		}
	}

	return out
}

func (r *region) describePeering(ctx context.Context, s side) (reply[types.VpcPeeringConnection], error) {
	in := &ec2.DescribeVpcPeeringConnectionsInput{Filters: filter(s.name, s.vpcs), MaxResults: new(int32(maxPage))}

	return pages(ctx, ec2.NewDescribeVpcPeeringConnectionsPaginator(r.ec2, in),
		func(page *ec2.DescribeVpcPeeringConnectionsOutput) []types.VpcPeeringConnection {
			return page.VpcPeeringConnections
		},
		ec2Attempts(awsmap.DescribeVPCPeeringConnections))
}

func (r *region) describeTransitGateways(ctx context.Context, ids []string) (reply[types.TransitGateway], error) {
	in := &ec2.DescribeTransitGatewaysInput{
		Filters: filter("transit-gateway-id", ids), MaxResults: new(int32(maxGateways)),
	}

	return pages(ctx, ec2.NewDescribeTransitGatewaysPaginator(r.ec2, in),
		func(page *ec2.DescribeTransitGatewaysOutput) []types.TransitGateway { return page.TransitGateways },
		ec2Attempts(awsmap.DescribeTransitGateways))
}

// describeAttachments finds those of every kind, and describeVPCAttachments what only those of VPCs have.
func (r *region) describeAttachments(
	ctx context.Context, gateways []string,
) (reply[types.TransitGatewayAttachment], error) {
	in := &ec2.DescribeTransitGatewayAttachmentsInput{
		Filters: filter("transit-gateway-id", gateways), MaxResults: new(int32(maxGateways)),
	}

	return pages(ctx, ec2.NewDescribeTransitGatewayAttachmentsPaginator(r.ec2, in),
		func(page *ec2.DescribeTransitGatewayAttachmentsOutput) []types.TransitGatewayAttachment {
			return page.TransitGatewayAttachments
		},
		ec2Attempts(awsmap.DescribeTransitGatewayAttachments))
}

func (r *region) describeVPCAttachments(
	ctx context.Context, gateways []string,
) (reply[types.TransitGatewayVpcAttachment], error) {
	in := &ec2.DescribeTransitGatewayVpcAttachmentsInput{
		Filters: filter("transit-gateway-id", gateways), MaxResults: new(int32(maxGateways)),
	}

	return pages(ctx, ec2.NewDescribeTransitGatewayVpcAttachmentsPaginator(r.ec2, in),
		func(page *ec2.DescribeTransitGatewayVpcAttachmentsOutput) []types.TransitGatewayVpcAttachment {
			return page.TransitGatewayVpcAttachments
		},
		ec2Attempts(awsmap.DescribeTransitGatewayVPCAttachments))
}

func (r *region) blockPublicAccess(ctx context.Context, _ string) (reply[types.VpcBlockPublicAccessOptions], error) {
	out, err := r.ec2.DescribeVpcBlockPublicAccessOptions(ctx, &ec2.DescribeVpcBlockPublicAccessOptionsInput{},
		ec2Attempts(awsmap.DescribeVPCBlockPublicAccessOptions))

	switch {
	case err != nil:
		return reply[types.VpcBlockPublicAccessOptions]{}, err
	case out.VpcBlockPublicAccessOptions == nil:
		return reply[types.VpcBlockPublicAccessOptions]{}, errShort
	default:
		return reply[types.VpcBlockPublicAccessOptions]{
			items: []types.VpcBlockPublicAccessOptions{*out.VpcBlockPublicAccessOptions},
		}, nil
	}
}

// blockExclusions pages by hand: the SDK has no paginator for it.
func (r *region) blockExclusions(ctx context.Context, _ string) (reply[types.VpcBlockPublicAccessExclusion], error) {
	var all reply[types.VpcBlockPublicAccessExclusion]

	in := &ec2.DescribeVpcBlockPublicAccessExclusionsInput{MaxResults: new(int32(maxGateways))}

	for range maxPages {
		out, err := r.ec2.DescribeVpcBlockPublicAccessExclusions(ctx, in,
			ec2Attempts(awsmap.DescribeVPCBlockPublicAccessExclusions))
		if err != nil {
			return all, err
		}

		all.items = append(all.items, out.VpcBlockPublicAccessExclusions...)

		if in.NextToken = out.NextToken; deref(in.NextToken) == "" {
			return all, nil
		}
	}

	return all, errEndless
}
