package hcl

import "strings"

// isBlock knows the nested blocks of the resources that are read, which JSON writes like arguments with an object.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs
func isBlock(name string) bool {
	return strings.Contains(blockNames, " "+name+" ")
}

const blockNames = " access_logs action alarms auto_scaling_group_provider block_device_mappings " +
	"capacity_provider_strategy client_alias condition configuration content credit_specification " +
	"default_action default_capacity_provider_strategy deployment_circuit_breaker deployment_configuration " +
	"deployment_controller dns_config dns_records docker_volume_configuration ebs efs_volume_configuration egress " +
	"enclave_options entry ephemeral_storage execute_command_configuration filter fixed_response forward " +
	"health_check health_check_config health_check_custom_config host_header http_header http_request_method " +
	"iam_instance_profile ingress inference_accelerator instance_market_options instances_distribution " +
	"launch_template launch_template_specification lifecycle load_balancer log_configuration managed_scaling " +
	"managed_storage_configuration metadata_options mixed_instances_policy monitoring network_configuration " +
	"network_interface network_interfaces ordered_placement_strategy override path_pattern placement " +
	"placement_constraints proxy_configuration query_string redirect root_block_device route runtime_platform " +
	"service service_connect_configuration service_connect_defaults service_registries setting source_ip " +
	"spot_options step_adjustment stickiness subnet_mapping tag tag_specifications target_group timeout timeouts tls " +
	"triggers volume volume_configuration vpc_lattice_configurations "
