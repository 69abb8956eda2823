package live

import (
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

// gateways are the questions about the ways out of the VPCs: who could be at the other end of a route.
type gateways struct {
	internet    *question[[]string, types.InternetGateway]
	peering     *question[side, types.VpcPeeringConnection]
	endpoints   *question[[]string, types.VpcEndpoint]
	transit     *question[[]string, types.TransitGateway]
	attachments *question[[]string, types.TransitGatewayAttachment]
	ofVPCs      *question[[]string, types.TransitGatewayVpcAttachment]
	exclusions  *question[string, types.VpcBlockPublicAccessExclusion]
}

// askGateways asks about transit gateways only where a route leads to one, and for exclusions only where something
// is blocked.
func (r *region) askGateways(s *snapshot.Snapshot) gateways {
	all, transit := vpcs(s), transitGateways(s)

	var blocked []string
	if r.answers.BlocksPublicAccess() {
		blocked = []string{""}
	}

	return gateways{
		batches(awsmap.DescribeInternetGateways, all, maxFilter, r.describeInternetGateways),
		newQuestion(awsmap.DescribeVPCPeeringConnections, sides(all), r.describePeering),
		batches(awsmap.DescribeVPCEndpoints, all, maxFilter, r.describeVPCEndpoints),
		batches(awsmap.DescribeTransitGateways, transit, maxFilter, r.describeTransitGateways),
		batches(awsmap.DescribeTransitGatewayAttachments, transit, maxFilter, r.describeAttachments),
		batches(awsmap.DescribeTransitGatewayVPCAttachments, transit, maxFilter, r.describeVPCAttachments),
		each(awsmap.DescribeVPCBlockPublicAccessExclusions, blocked, r.blockExclusions),
	}
}

func (g *gateways) polls() []poll {
	return []poll{g.internet, g.peering, g.endpoints, g.transit, g.attachments, g.ofVPCs, g.exclusions}
}

// answer puts what was said where it belongs. A list of exclusions that nobody asked for, or that was cut short, stays
// nil.
func (g *gateways) answer(a *awsmap.Answers) {
	a.InternetGateways, a.VPCPeeringConnections, a.VPCEndpoints = g.internet.all(), g.peering.all(), g.endpoints.all()
	a.TransitGateways, a.TransitGatewayAttachments = g.transit.all(), g.attachments.all()
	a.TransitGatewayVPCAttachments = g.ofVPCs.all()

	for _, exclusions := range by(g.exclusions) {
		a.VPCBlockPublicAccessExclusions = append([]types.VpcBlockPublicAccessExclusion{}, exclusions...)
	}
}
