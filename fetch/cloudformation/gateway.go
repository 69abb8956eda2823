package cloudformation

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func internetGateway(r resource) {
	r.InternetGateways = append(r.InternetGateways, snapshot.InternetGateway{Meta: r.meta(), ID: kindOf("igw", r.id())})
}

// gatewayAttachment ties an internet gateway to a VPC.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcgatewayattachment.html
func gatewayAttachment(r resource) {
	r.later = append(r.later, func() {
		id := kindOf("igw", r.ref("InternetGatewayId"))
		if id == "" {
			return
		}

		if g := find(r.InternetGateways, r.gateways, id); g != nil {
			g.VPC = r.ref("VpcId")
		} else {
			r.InternetGateways = append(r.InternetGateways,
				snapshot.InternetGateway{Meta: r.meta(), ID: id, VPC: r.ref("VpcId")})
		}
	})
}

// peering reads a connection. CloudFormation waits until it is active.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcpeeringconnection.html
func peering(r resource) {
	p := snapshot.Peering{
		Meta: r.meta(), ID: kindOf("pcx", r.id()), Status: snapshot.PeeringActive,
		Requester: snapshot.PeeredVPC{VPC: r.ref("VpcId")},
		Accepter:  snapshot.PeeredVPC{VPC: r.ref("PeerVpcId"), Account: r.text("PeerOwnerId"), Region: r.text("PeerRegion")},
	}

	r.later = append(r.later, func() {
		for _, end := range []*snapshot.PeeredVPC{&p.Requester, &p.Accepter} {
			if v := find(r.VPCs, r.vpcs, end.VPC); v != nil {
				end.CIDRs, end.IPv6CIDRs = v.CIDRs, v.IPv6CIDRs
			}
		}

		r.Peerings = append(r.Peerings, p)
	})
}

// transitGateway reads a transit gateway.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-transitgateway.html
func transitGateway(r resource) {
	r.TransitGateways = append(r.TransitGateways, snapshot.TransitGateway{
		Meta: r.meta(), ID: kindOf("tgw", r.id()),
		SecurityGroupReferencing: enabled(r.get("SecurityGroupReferencingSupport")),
	})
}

// transitGatewayAttachment ties a VPC to a transit gateway.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-transitgatewayattachment.html
func transitGatewayAttachment(r resource) {
	r.TransitGatewayAttachments = append(r.TransitGatewayAttachments, snapshot.TransitGatewayAttachment{
		Meta: r.meta(), ID: r.id(), TransitGateway: kindOf("tgw", r.ref("TransitGatewayId")),
		ResourceType: "vpc", Resource: r.ref("VpcId"), State: "available",
		SecurityGroupReferencing: enabled(r.get("Options", "SecurityGroupReferencingSupport")),
	})
}

// endpoint reads an endpoint, which leads through a gateway unless it says otherwise. One with interfaces that names no
// group has the default one of its VPC.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html
func endpoint(r resource) {
	kind := r.text("VpcEndpointType")
	if r.get("VpcEndpointType") == nil {
		kind = "Gateway"
	}

	e := snapshot.VPCEndpoint{
		Meta: r.meta(), ID: kindOf("vpce", r.id()), VPC: r.ref("VpcId"), Type: kind,
		ServiceName:    r.written(r.get("ServiceName")),
		SecurityGroups: r.ids(r.get("SecurityGroupIds")), Subnets: r.ids(r.get("SubnetIds")),
	}

	if kind == "Interface" && len(e.SecurityGroups) == 0 {
		e.SecurityGroups = []string{defaultGroupOf(e.VPC)}
	}

	r.VPCEndpoints = append(r.VPCEndpoints, e)
}

// blockPublicAccess reads the setting of an account, with all exclusions of the stack.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-vpcblockpublicaccessoptions.html
func blockPublicAccess(r resource) {
	mode := r.text("InternetGatewayBlockMode")
	if mode == "" {
		return
	}

	at := len(r.VPCBlockPublicAccess)
	r.VPCBlockPublicAccess = append(r.VPCBlockPublicAccess, snapshot.VPCBlockPublicAccess{Meta: r.meta(), Mode: mode})
	r.later = append(r.later, func() { r.VPCBlockPublicAccess[at].Exclusions = r.exclusions })
}

// exclusion takes a VPC or a subnet out of the block.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-vpcblockpublicaccessexclusion.html
func exclusion(r resource) {
	id := r.ref("VpcId")
	if id == "" {
		id = r.ref("SubnetId")
	}

	r.exclusions = append(r.exclusions, snapshot.VPCBlockPublicAccessExclusion{
		Resource: id, Mode: r.text("InternetGatewayExclusionMode"),
	})
}
