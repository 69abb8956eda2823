package cloudformation

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func routeTable(r resource) {
	r.RouteTables = append(r.RouteTables, snapshot.RouteTable{Meta: r.meta(), ID: r.id(), VPC: r.ref("VpcId")})
}

// route adds a route to its table.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-route.html
func route(r resource) {
	r.later = append(r.later, func() {
		if table := r.table(); table != nil {
			table.Routes = append(table.Routes, snapshot.Route{Destination: r.destination(), Target: r.target()})
		}
	})
}

// table is the table that a route or an association belongs to; nil where it names none.
func (r resource) table() *snapshot.RouteTable {
	id := r.required("RouteTableId")
	if id == "" {
		return nil
	}

	if t := find(r.RouteTables, r.tables, id); t != nil {
		return t
	}

	r.tables[id] = len(r.RouteTables)
	r.RouteTables = append(r.RouteTables, snapshot.RouteTable{Meta: r.meta(), ID: id})

	return &r.RouteTables[len(r.RouteTables)-1]
}

func (r resource) destination() string {
	for _, key := range []string{"DestinationCidrBlock", "DestinationIpv6CidrBlock"} {
		if known := r.blocksOf(r.get(key)); known != nil {
			return known[0]
		}
	}

	return r.ref("DestinationPrefixListId")
}

func routeTableSubnet(r resource) {
	r.later = append(r.later, func() {
		if table := r.table(); table != nil {
			table.Subnets = append(table.Subnets, r.ref("SubnetId"))
		}
	})
}

// kindOf gives an ID that is not EC2's own the letters that EC2's have, by which the kind of a target is known.
func kindOf(kind, id string) string {
	if id == "" || strings.HasPrefix(id, kind+"-") || !strings.Contains(id, "#") {
		return id
	}

	return kind + "-" + id
}

// target is what a route leads to. A gateway that the stack does not make may be an internet gateway, and is taken for
// one: that is the risk.
func (r resource) target() string {
	for _, at := range [][2]string{
		{"GatewayId", "igw"},
		{"NatGatewayId", "nat"},
		{"TransitGatewayId", "tgw"},
		{"VpcPeeringConnectionId", "pcx"},
		{"EgressOnlyInternetGatewayId", "eigw"},
		{"NetworkInterfaceId", "eni"},
		{"InstanceId", "i"},
		{"LocalGatewayId", "lgw"},
		{"CarrierGatewayId", "cagw"},
		{"VpcEndpointId", "vpce"},
		{"CoreNetworkArn", "arn"},
	} {
		id, kind := r.ref(at[0]), at[1]
		if kind == "igw" && r.virtual[id] {
			kind = "vgw"
		}

		if id != "" {
			return kindOf(kind, id)
		}
	}

	return ""
}

// virtualGateway notes a gateway to other networks, of which a snapshot has no noun.
func virtualGateway(r resource) { r.virtual[r.id()] = true }
