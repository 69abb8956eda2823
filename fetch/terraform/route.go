package terraform

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// routeTable also takes the main table of a VPC, which the provider adopts and empties of all routes but the local
// ones.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route_table
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_route_table
func (m *mapper) routeTable(r *resource.Resource) {
	v := r.Values
	t := snapshot.RouteTable{Meta: m.meta(r), ID: m.idOf(r), VPC: m.id(v.Get("vpc_id"))}

	if r.Type == "aws_default_route_table" {
		t.Main = true
		t.VPC = m.adopt(r, v.Get("default_route_table_id"), t.VPC, "default_route_table_id", "main_route_table_id")
	}

	for _, block := range blocks(v.Get("route")) {
		if block.Why() != "" {
			t.Routes = append(t.Routes, m.unknownRoutes(block)...)

			continue
		}

		t.Routes = append(t.Routes, m.oneRoute(block, "cidr_block", "ipv6_cidr_block", "destination_prefix_list_id"))
	}

	m.places[place{snapshot.NounRouteTable, t.ID}] = len(m.out.RouteTables)
	m.out.RouteTables = append(m.out.RouteTables, t)
}

// adopt notes that the resource is what a VPC calls by an attribute, and is the ID of that VPC, if it can be told.
func (m *mapper) adopt(r *resource.Resource, n *document.Node, vpc string, attributes ...string) string {
	named := m.id(n)

	for _, attribute := range attributes {
		if before, ok := strings.CutSuffix(named, "."+attribute); ok {
			vpc = before
		}
	}

	if vpc == "" {
		return ""
	}

	for _, attribute := range attributes {
		m.own[vpc+"."+attribute] = m.idOf(r)
	}

	return vpc
}

// oneRoute takes destination and target from the attributes of a route, of which one each is set.
func (m *mapper) oneRoute(block *document.Node, destinations ...string) snapshot.Route {
	var route snapshot.Route

	if _, n := theOne(block, destinations...); n != nil {
		route.Destination = m.id(n)
	}

	if name, n := theOne(block,
		"gateway_id", "nat_gateway_id", "transit_gateway_id", "vpc_peering_connection_id", "egress_only_gateway_id",
		"network_interface_id", "instance_id", "vpc_endpoint_id", "local_gateway_id", "carrier_gateway_id",
		"core_network_arn", "odb_network_arn",
	); n != nil {
		route.Target = m.target(name, m.id(n))
	}

	return route
}

// theOne is the attribute that is set, of several of which one may be. Where none is known to be, it is the first that
// is not known.
func theOne(block *document.Node, names ...string) (name string, value *document.Node) {
	for _, each := range names {
		switch n := at(block, each); {
		case empty(n) || n.Why() != "" && value != nil:
		case n.Why() != "":
			name, value = each, n
		default:
			return each, n
		}
	}

	return name, value
}

// unknownRoutes stand for blocks of which nothing is known, not even how many they are: those of a dynamic block. They
// may lead anywhere, to the internet and to other networks.
func (m *mapper) unknownRoutes(block *document.Node) []snapshot.Route {
	id := m.id(block)

	return []snapshot.Route{
		{Destination: id, Target: m.target("gateway_id", id)},
		{Destination: id, Target: id},
	}
}

// target tells the kind of those gateways that are no nouns of the snapshot by the beginning of their ID, as AWS does.
func (m *mapper) target(attribute, id string) string {
	kind := map[string]string{"nat_gateway_id": "nat-", "egress_only_gateway_id": "eigw-"}[attribute]
	if attribute == "gateway_id" && strings.Contains(id, "#") {
		kind = m.gatewayKind(id)
	}

	if strings.HasPrefix(id, kind) {
		return id
	}

	return kind + id
}

// gatewayKind is that of a gateway by the type of its resource. One that the stack does not make, as a variable gives
// it, may be an internet gateway, and is taken for one: that is the risk.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html
func (m *mapper) gatewayKind(id string) string {
	switch r := m.resources[id]; {
	case r != nil && r.Type == "aws_vpn_gateway":
		return "vgw-"
	case r != nil && !r.Data: // a noun of the snapshot
		return ""
	case r != nil && r.Type == "aws_vpc_endpoint":
		return "vpce-"
	default:
		return "igw-"
	}
}

// route is a resource of its own that adds to a table.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route
func (m *mapper) route(r *resource.Resource) {
	v := r.Values
	t := m.table(r, v.Get("route_table_id"))
	t.Routes = append(t.Routes, m.oneRoute(v,
		"destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id"))
}

// table is the table that a value names. One that is not of this stack is added; it may have routes that are not known.
func (m *mapper) table(by *resource.Resource, n *document.Node) *snapshot.RouteTable {
	id := m.id(n)
	if i, ok := m.places[place{snapshot.NounRouteTable, id}]; ok {
		return &m.out.RouteTables[i]
	}

	t := snapshot.RouteTable{Meta: m.meta(by), ID: id}

	for _, attribute := range [...]string{".main_route_table_id", ".default_route_table_id"} {
		if vpc, ok := strings.CutSuffix(id, attribute); ok {
			t.VPC, t.Main = vpc, true
			m.own[vpc+".main_route_table_id"], m.own[vpc+".default_route_table_id"] = id, id
		}
	}

	if !t.Main {
		m.gap(by, "route table "+id, "its other routes are not in this source", snapshot.NounRouteTable)
	}

	m.places[place{snapshot.NounRouteTable, id}] = len(m.out.RouteTables)
	m.out.RouteTables = append(m.out.RouteTables, t)

	return &m.out.RouteTables[m.places[place{snapshot.NounRouteTable, id}]]
}

// routeTableAssociation without a subnet is that of a gateway, which serves no subnet.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route_table_association
func (m *mapper) routeTableAssociation(r *resource.Resource) {
	if n := r.Values.Get("subnet_id"); !empty(n) {
		t := m.table(r, r.Values.Get("route_table_id"))
		t.Subnets = append(t.Subnets, m.id(n))
	}
}

// mainRouteTableAssociation makes another table the main one.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/main_route_table_association
func (m *mapper) mainRouteTableAssociation(r *resource.Resource) {
	vpc := m.id(r.Values.Get("vpc_id"))

	for i := range m.out.RouteTables {
		if m.out.RouteTables[i].VPC == vpc {
			m.out.RouteTables[i].Main = false
		}
	}

	t := m.table(r, r.Values.Get("route_table_id"))
	t.Main, t.VPC = true, vpc
}
