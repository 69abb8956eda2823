package terraform

import "github.com/ecslint/ecslint/fetch/terraform/resource"

// nouns are the resources that are a noun of the snapshot each, by type.
func nouns() map[string]func(*mapper, *resource.Resource) {
	return map[string]func(*mapper, *resource.Resource){
		"aws_ecs_cluster":                        (*mapper).cluster,
		"data.aws_ecs_cluster":                   (*mapper).foundCluster,
		"aws_ecs_capacity_provider":              (*mapper).capacityProvider,
		"aws_ecs_task_definition":                (*mapper).taskDefinition,
		"aws_ecs_service":                        (*mapper).service,
		"aws_cloudwatch_event_target":            (*mapper).eventTarget,
		"aws_scheduler_schedule":                 (*mapper).schedule,
		"aws_appautoscaling_target":              (*mapper).scalableTarget,
		"aws_service_discovery_service":          (*mapper).cloudMapService,
		"aws_autoscaling_group":                  (*mapper).autoScalingGroup,
		"aws_launch_template":                    (*mapper).launchTemplate,
		"aws_launch_configuration":               (*mapper).launchConfiguration,
		"aws_instance":                           (*mapper).instance,
		"aws_spot_instance_request":              (*mapper).instance,
		"aws_network_interface":                  (*mapper).networkInterface,
		"aws_security_group":                     (*mapper).securityGroup,
		"aws_default_security_group":             (*mapper).defaultSecurityGroup,
		"data.aws_security_group":                (*mapper).foundSecurityGroup,
		"aws_vpc":                                (*mapper).vpc,
		"aws_default_vpc":                        (*mapper).vpc,
		"data.aws_vpc":                           (*mapper).foundVPC,
		"aws_subnet":                             (*mapper).subnet,
		"aws_default_subnet":                     (*mapper).subnet,
		"data.aws_subnet":                        (*mapper).foundSubnet,
		"aws_route_table":                        (*mapper).routeTable,
		"aws_default_route_table":                (*mapper).routeTable,
		"aws_network_acl":                        (*mapper).networkACL,
		"aws_default_network_acl":                (*mapper).networkACL,
		"aws_internet_gateway":                   (*mapper).internetGateway,
		"aws_vpc_endpoint":                       (*mapper).endpoint,
		"aws_vpc_peering_connection":             (*mapper).peering,
		"aws_ec2_managed_prefix_list":            (*mapper).prefixList,
		"data.aws_ec2_managed_prefix_list":       (*mapper).foundPrefixList,
		"data.aws_prefix_list":                   (*mapper).foundPrefixList,
		"aws_ec2_transit_gateway":                (*mapper).transitGateway,
		"aws_ec2_transit_gateway_vpc_attachment": (*mapper).transitGatewayAttachment,
		"aws_vpc_block_public_access_options":    (*mapper).blockPublicAccess,
		"aws_lb":                                 (*mapper).loadBalancer,
		"aws_alb":                                (*mapper).loadBalancer,
		"data.aws_lb":                            (*mapper).foundLoadBalancer,
		"data.aws_alb":                           (*mapper).foundLoadBalancer,
		"aws_lb_listener":                        (*mapper).listener,
		"aws_alb_listener":                       (*mapper).listener,
		"aws_lb_target_group":                    (*mapper).targetGroup,
		"aws_alb_target_group":                   (*mapper).targetGroup,
	}
}

// defaults are what AWS makes with a resource, or puts in for what it leaves out.
func defaults() map[string]func(*mapper, *resource.Resource) {
	return map[string]func(*mapper, *resource.Resource){
		"aws_vpc": (*mapper).ownDefaultGroup,
	}
}

// parts are the resources that add to a noun, by type.
func parts() map[string]func(*mapper, *resource.Resource) {
	return map[string]func(*mapper, *resource.Resource){
		"aws_ecs_cluster_capacity_providers":          (*mapper).clusterCapacityProviders,
		"aws_ecs_task_set":                            (*mapper).taskSet,
		"aws_security_group_rule":                     (*mapper).securityGroupRule,
		"aws_vpc_security_group_ingress_rule":         (*mapper).ingressRule,
		"aws_vpc_security_group_egress_rule":          (*mapper).egressRule,
		"aws_network_interface_sg_attachment":         (*mapper).groupAttachment,
		"aws_network_interface_attachment":            (*mapper).interfaceAttachment,
		"aws_eip":                                     (*mapper).elasticIP,
		"aws_eip_association":                         (*mapper).elasticIP,
		"aws_vpc_ipv4_cidr_block_association":         (*mapper).cidrAssociation,
		"aws_vpc_ipv6_cidr_block_association":         (*mapper).cidrAssociation,
		"aws_route":                                   (*mapper).route,
		"aws_route_table_association":                 (*mapper).routeTableAssociation,
		"aws_main_route_table_association":            (*mapper).mainRouteTableAssociation,
		"aws_network_acl_rule":                        (*mapper).networkACLRule,
		"aws_network_acl_association":                 (*mapper).networkACLAssociation,
		"aws_internet_gateway_attachment":             (*mapper).internetGatewayAttachment,
		"aws_ec2_managed_prefix_list_entry":           (*mapper).prefixListEntry,
		"aws_vpc_block_public_access_exclusion":       (*mapper).blockPublicAccessExclusion,
		"aws_lb_listener_rule":                        (*mapper).listenerRule,
		"aws_alb_listener_rule":                       (*mapper).listenerRule,
		"aws_lb_target_group_attachment":              (*mapper).targetGroupAttachment,
		"aws_alb_target_group_attachment":             (*mapper).targetGroupAttachment,
		"aws_lb":                                      (*mapper).balancersDefaultGroup,
		"aws_alb":                                     (*mapper).balancersDefaultGroup,
		"aws_vpc_endpoint":                            (*mapper).endpointsDefaultGroup,
		"aws_instance":                                (*mapper).started,
		"aws_spot_instance_request":                   (*mapper).started,
		"aws_network_interface":                       (*mapper).interfacesDefaultGroup,
		"aws_vpc_peering_connection":                  (*mapper).peeredRanges,
		"aws_vpc_endpoint_subnet_association":         (*mapper).endpointAssociation,
		"aws_vpc_endpoint_security_group_association": (*mapper).endpointAssociation,
	}
}
