package terraform

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// internetGateway without a VPC waits for an attachment of its own.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/internet_gateway
func (m *mapper) internetGateway(r *resource.Resource) {
	id := m.idOf(r)
	m.places[place{snapshot.NounInternetGateway, id}] = len(m.out.InternetGateways)
	m.out.InternetGateways = append(m.out.InternetGateways, snapshot.InternetGateway{
		Meta: m.meta(r), ID: id, VPC: m.id(r.Values.Get("vpc_id")),
	})
}

// internetGatewayAttachment attaches a gateway to a VPC.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/internet_gateway_attachment
func (m *mapper) internetGatewayAttachment(r *resource.Resource) {
	if i, ok := m.places[place{snapshot.NounInternetGateway, m.id(r.Values.Get("internet_gateway_id"))}]; ok {
		m.out.InternetGateways[i].VPC = m.id(r.Values.Get("vpc_id"))
	}
}

// endpoint is of type Gateway unless another is written.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_endpoint
func (m *mapper) endpoint(r *resource.Resource) {
	v, id := r.Values, m.idOf(r)
	m.places[place{snapshot.NounVPCEndpoint, id}] = len(m.out.VPCEndpoints)
	m.out.VPCEndpoints = append(m.out.VPCEndpoints, snapshot.VPCEndpoint{
		Meta: m.meta(r), ID: id, VPC: m.id(v.Get("vpc_id")),
		Type:           knownOr(v.Get("vpc_endpoint_type"), "Gateway"),
		ServiceName:    known(v.Get("service_name")),
		SecurityGroups: m.ids(v.Get("security_group_ids")),
		Subnets:        m.ids(v.Get("subnet_ids")),
	})
}

// endpointAssociation gives an endpoint a subnet or a group.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_endpoint_security_group_association
func (m *mapper) endpointAssociation(r *resource.Resource) {
	i, ok := m.places[place{snapshot.NounVPCEndpoint, m.id(r.Values.Get("vpc_endpoint_id"))}]
	if !ok {
		return // one of another stack
	}

	e := &m.out.VPCEndpoints[i]
	e.Subnets = set(append(e.Subnets, m.id(r.Values.Get("subnet_id"))))
	e.SecurityGroups = set(append(e.SecurityGroups, m.id(r.Values.Get("security_group_id"))))
}

// peering counts as accepted: whoever writes routes over it means to use it, and the other end may be of another stack.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_peering_connection
func (m *mapper) peering(r *resource.Resource) {
	v, id := r.Values, m.idOf(r)
	m.places[place{snapshot.NounPeering, id}] = len(m.out.Peerings)
	m.out.Peerings = append(m.out.Peerings, snapshot.Peering{
		Meta: m.meta(r), ID: id, Status: snapshot.PeeringActive,
		Requester: snapshot.PeeredVPC{VPC: m.id(v.Get("vpc_id"))},
		Accepter: snapshot.PeeredVPC{
			VPC: m.id(v.Get("peer_vpc_id")), Account: known(v.Get("peer_owner_id")), Region: known(v.Get("peer_region")),
		},
	})
}

// peeredRanges are those of the VPCs that this stack has.
func (m *mapper) peeredRanges(r *resource.Resource) {
	p := &m.out.Peerings[m.places[place{snapshot.NounPeering, m.idOf(r)}]]

	for _, end := range [...]*snapshot.PeeredVPC{&p.Requester, &p.Accepter} {
		if at, ok := m.places[place{snapshot.NounVPC, end.VPC}]; ok {
			end.CIDRs, end.IPv6CIDRs = m.out.VPCs[at].CIDRs, m.out.VPCs[at].IPv6CIDRs
		}
	}
}

// transitGateway and its attachments do not let groups be named across them unless that is written.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_transit_gateway
func (m *mapper) transitGateway(r *resource.Resource) {
	m.out.TransitGateways = append(m.out.TransitGateways, snapshot.TransitGateway{
		Meta: m.meta(r), ID: m.idOf(r),
		SecurityGroupReferencing: enabled(r.Values.Get("security_group_referencing_support"), "enable"),
	})
}

func (m *mapper) transitGatewayAttachment(r *resource.Resource) {
	v := r.Values
	m.out.TransitGatewayAttachments = append(m.out.TransitGatewayAttachments, snapshot.TransitGatewayAttachment{
		Meta: m.meta(r), ID: m.idOf(r), TransitGateway: m.id(v.Get("transit_gateway_id")),
		ResourceType: "vpc", Resource: m.id(v.Get("vpc_id")), State: "available",
		SecurityGroupReferencing: enabled(v.Get("security_group_referencing_support"), "enable"),
	})
}
