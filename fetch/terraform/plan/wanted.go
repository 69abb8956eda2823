package plan

import (
	"slices"
	"strings"
)

// wanted says what the value of an attribute stands for.
type wanted struct {
	types []string

	// many is set for lists of such values; strict for attributes that are more than the resource, of which nothing but
	// a resource of the type is of use.
	many, strict bool
}

// fits reports whether a target is of a type that is wanted. What a VPC has by default is told by the attribute.
func (w wanted) fits(to target) bool {
	_, rest := inModule(to.address)
	kind, _, _ := strings.Cut(strings.TrimPrefix(rest, "data."), ".")

	return slices.Contains(w.types, kind) &&
		(kind != "aws_vpc" || slices.Contains(w.types[:1], "aws_vpc") || strings.HasPrefix(to.attribute, "default_") ||
			strings.HasPrefix(to.attribute, "main_"))
}

// wants is what is wanted by attribute. In a block whose name says more, the attribute is called by both.
func wants() map[string]wanted {
	all := map[string]wanted{}

	for _, row := range table() {
		for name := range strings.FieldsSeq(row.attributes) {
			all[name] = wanted{strings.Fields(row.types), row.many, row.strict}
		}
	}

	return all
}

// wantedFor is what an attribute wants, and whether it stands for a resource at all.
func (r *reader) wantedFor(block, attribute string) (wanted, bool) {
	want, ok := r.wants[block+"."+attribute]
	if !ok {
		want, ok = r.wants[attribute]
	}

	return want, ok
}

type row struct {
	attributes, types string
	many, strict      bool
}

const (
	groups  = "aws_security_group aws_default_security_group aws_vpc"
	subnets = "aws_subnet aws_default_subnet"
	targets = "aws_lb_target_group aws_alb_target_group"
	tables  = "aws_route_table aws_default_route_table aws_vpc"
)

// table is by attribute of the provider.
func table() []row {
	return []row{
		{"security_groups vpc_security_group_ids security_group_ids", groups, true, false},
		{"security_group_id source_security_group_id referenced_security_group_id", groups, false, false},
		{"subnets subnet_ids vpc_zone_identifier", subnets, true, false},
		{"subnet_id", subnets, false, false},
		{"vpc_id peer_vpc_id", "aws_vpc aws_default_vpc", false, false},
		{"route_table_id default_route_table_id", tables, false, false},
		{"network_acl_id default_network_acl_id", "aws_network_acl aws_default_network_acl aws_vpc", false, false},
		{"gateway_id internet_gateway_id", "aws_internet_gateway aws_vpn_gateway aws_vpc_endpoint", false, false},
		{"nat_gateway_id", "aws_nat_gateway", false, false},
		{"egress_only_gateway_id", "aws_egress_only_internet_gateway", false, false},
		{"transit_gateway_id", "aws_ec2_transit_gateway aws_ec2_transit_gateway_vpc_attachment", false, false},
		{
			"vpc_peering_connection_id", "aws_vpc_peering_connection aws_vpc_peering_connection_accepter",
			false, false,
		},
		{"vpc_endpoint_id", "aws_vpc_endpoint", false, false},
		{"network_interface_id network_interface", "aws_network_interface aws_instance", false, false},
		{"instance instance_id", "aws_instance", false, false},
		{"prefix_list_id destination_prefix_list_id", "aws_ec2_managed_prefix_list aws_vpc_endpoint", false, false},
		{"prefix_list_ids", "aws_ec2_managed_prefix_list aws_vpc_endpoint", true, false},
		{"cluster cluster_name", "aws_ecs_cluster", false, false},
		{"task_definition", "aws_ecs_task_definition", false, false},
		{"capacity_provider", "aws_ecs_capacity_provider", false, false},
		{"capacity_providers", "aws_ecs_capacity_provider", true, false},
		{"service", "aws_ecs_service", false, false},
		{"resource_id", "aws_ecs_service", false, true},
		{"user_data user_data_base64", "aws_ecs_cluster", false, true},
		{"auto_scaling_group_arn", "aws_autoscaling_group", false, false},
		{
			"launch_template.id launch_template.name launch_template_id launch_template_name", "aws_launch_template", false,
			false,
		},
		{"launch_configuration", "aws_launch_configuration", false, false},
		{"registry_arn", "aws_service_discovery_service", false, false},
		{
			"namespace_id namespace", "aws_service_discovery_private_dns_namespace " +
				"aws_service_discovery_public_dns_namespace aws_service_discovery_http_namespace", false, false,
		},
		{"target_group_arn alternate_target_group_arn target_group.arn", targets, false, false},
		{"load_balancer_arn", "aws_lb aws_alb", false, false},
		{"listener_arn", "aws_lb_listener aws_alb_listener", false, false},
		{"target_id", "aws_instance aws_lb aws_alb aws_lambda_function aws_network_interface", false, false},
	}
}
