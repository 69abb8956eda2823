package terraform_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Load balancers, and where they lead.
func TestLoadBalancers(t *testing.T) {
	t.Parallel()

	const subnets = `"aws_vpc.v": {}, "aws_subnet.s": {"vpc_id": {"ref": "aws_vpc.v.id"}},`

	balancers := func(s *snapshot.Snapshot) any { return s.LoadBalancers }
	groups := func(s *snapshot.Snapshot) any { return s.TargetGroups }
	listeners := func(s *snapshot.Snapshot) any { return s.Listeners }

	run(t, map[string]test{
		"an application load balancer without groups has the default group": {
			`{` + subnets + `"aws_lb.a": {"name": "a", "subnets": [{"ref": "aws_subnet.s.id"}]}}`, balancers,
			`[{"id": "s#aws_lb.a", "ipAddressType": "ipv4", "name": "a", "scheme": "internet-facing",
			   "securityGroups": ["s#aws_vpc.v.default_security_group_id"], "subnets": ["s#aws_subnet.s"],
				"type": "application", "vpc": "s#aws_vpc.v"}]`,
		},
		"which may be adopted": {
			`{` + subnets + `"aws_alb.a": {"name": "a", "subnets": [{"ref": "aws_subnet.s.id"}]},
			  "aws_default_security_group.d": {"vpc_id": {"ref": "aws_vpc.v.id"}}}`,
			func(s *snapshot.Snapshot) any { return s.LoadBalancers[0].SecurityGroups }, `["s#aws_default_security_group.d"]`,
		},
		"a network load balancer without groups has none": {
			`{` + subnets + `"aws_lb.a": {"name": "a", "internal": true, "load_balancer_type": "network",
				"subnet_mapping": [{"subnet_id": {"ref": "aws_subnet.s.id"}}]}}`, balancers,
			`[{"id": "s#aws_lb.a", "ipAddressType": "ipv4", "name": "a", "scheme": "internal", "subnets": ["s#aws_subnet.s"],
			   "type": "network", "vpc": "s#aws_vpc.v"}]`,
		},
		"listeners, their rules, and those of another stack": {
			`{"aws_lb_listener.l": {"load_balancer_arn": {"ref": "aws_lb.a.arn"}, "port": 80,
				"default_action": [{"type": "redirect", "redirect": [{"port": "443"}]}]},
			  "aws_lb_listener_rule.r": {"listener_arn": {"ref": "aws_lb_listener.l.arn"}, "action": [{"type": "forward",
				"forward": [{"target_group": [{"arn": {"ref": "aws_lb_target_group.b.arn"}},
					{"arn": {"ref": "aws_lb_target_group.a.arn"}}]}]}]},
			  "aws_lb_listener_rule.s": {"listener_arn": "arn:aws:elasticloadbalancing:eu-north-1:1:listener/app/x/1/2",
				"action": [{"target_group_arn": {"ref": "aws_lb_target_group.a.arn"}}]}}`, listeners,
			`[{"id": "s#aws_lb_listener.l", "loadBalancer": "s#aws_lb.a", "port": 80, "protocol": "HTTP",
			   "targetGroups": ["s#aws_lb_target_group.a", "s#aws_lb_target_group.b"]},
			  {"id": "arn:aws:elasticloadbalancing:eu-north-1:1:listener/app/x/1/2", "loadBalancer": "",
				"targetGroups": ["s#aws_lb_target_group.a"]}]`,
		},
		"target groups": {
			`{"aws_lb_target_group.a": {"name": "a", "port": 80, "protocol": "HTTP", "vpc_id": "vpc-1"},
			  "aws_lb_target_group.b": {"port": 53, "protocol": "UDP", "target_type": "ip", "preserve_client_ip": "true"},
			  "aws_lb_target_group.c": {"port": 25, "protocol": "TCP", "health_check": [{"port": "8080"}]},
			  "aws_lb_target_group_attachment.t": {"target_group_arn": {"ref": "aws_lb_target_group.a.arn"},
				"target_id": {"ref": "aws_instance.i.id"}}}`,
			groups,
			`[{"healthCheckPort": "traffic-port", "healthCheckProtocol": "HTTP", "id": "s#aws_lb_target_group.a",
				"ipAddressType": "ipv4",
			   "name": "a", "port": 80, "protocol": "HTTP", "targetType": "instance", "targets": [{"id": "s#aws_instance.i",
				"port": 80}], "vpc": "vpc-1"},
			  {"healthCheckPort": "traffic-port", "healthCheckProtocol": "TCP", "id": "s#aws_lb_target_group.b",
				"ipAddressType": "ipv4",
			   "name": "b", "port": 53, "preserveClientIp": true, "protocol": "UDP", "targetType": "ip"},
			  {"healthCheckPort": "8080", "healthCheckProtocol": "HTTP", "id": "s#aws_lb_target_group.c",
				"ipAddressType": "ipv4",
			   "name": "c", "port": 25, "protocol": "TCP", "targetType": "instance"}]`,
		},
	})
}

// Where instances come from, and what they tell the agent.
func TestHosts(t *testing.T) {
	t.Parallel()

	templates := func(s *snapshot.Snapshot) any { return s.LaunchTemplates }
	groups := func(s *snapshot.Snapshot) any { return s.AutoScalingGroups }
	interfaces := func(s *snapshot.Snapshot) any { return s.NetworkInterfaces }

	run(t, map[string]test{
		"user data that is base64, plain, or not known": {
			`{"aws_launch_template.a": {"user_data": "ZWNobyBFQ1NfQ0xVU1RFUj1wcm9kID4+IC9ldGMvZWNzL2Vjcy5jb25maWc="},
			  "aws_launch_template.b": {"user_data": "echo ECS_CLUSTER=${aws_ecs_cluster.c.name} >> /etc/ecs/ecs.config"},
			  "aws_launch_configuration.c": {"user_data": "ECS_CLUSTER=x\nECS_AWSVPC_BLOCK_IMDS=true\n",
				"security_groups": ["sg-1"]},
			  "aws_launch_configuration.d": {"user_data_base64": {"ref": "aws_ecs_cluster.c.name"}, "image_id": "ami-1"},
			  "aws_ecs_cluster.c": {"name": "c"}}`, templates,
			`[{"agent": {}, "cluster": "prod", "id": "s#aws_launch_template.a", "name": "a"},
			  {"agent": {}, "cluster": "s#aws_ecs_cluster.c", "id": "s#aws_launch_template.b", "name": "b"},
			  {"agent": {"blockImds": true}, "cluster": "x", "id": "s#aws_launch_configuration.c", "name": "c",
				"securityGroups": ["sg-1"]},
			  {"agent": {"blockImds": {"unknown": "the user data is not known before it is deployed"},
				"dynamicPortRange": {"unknown": "the user data is not known before it is deployed"},
				"offhostIntrospection": {"unknown": "the user data is not known before it is deployed"},
				"taskEni": {"unknown": "the user data is not known before it is deployed"},
				"blockBridgeImds": {"unknown": "the user data is not known before it is deployed"}},
			   "cluster": "s#aws_ecs_cluster.c", "id": "s#aws_launch_configuration.d", "image": "ami-1", "name": "d"}]`,
		},
		"a cluster of which a part of the name is not known": {
			`{"aws_ecs_cluster.c": {"name": "${var.stage}-web"},
			  "aws_instance.i": {"user_data": "ECS_CLUSTER=${var.stage}-web"},
			  "aws_instance.j": {"user_data": "ECS_CLUSTER=${var.stage}-api"}}`,
			func(s *snapshot.Snapshot) any {
				return []string{s.LaunchTemplates[0].Cluster, s.LaunchTemplates[1].Cluster}
			},
			`["s#aws_ecs_cluster.c", "${var.stage}-api"]`,
		},
		"groups of a template's network interfaces": {
			`{"aws_launch_template.a": {"name": "a", "vpc_security_group_ids": ["sg-1"],
				"network_interfaces": [{"associate_public_ip_address": "true", "security_groups": ["sg-2"]}]}}`, templates,
			`[{"agent": {}, "associatePublicIp": true, "id": "s#aws_launch_template.a", "name": "a",
				"securityGroups": ["sg-1", "sg-2"]}]`,
		},
		"several interfaces of a template, in the order of their places": {
			`{"aws_launch_template.a": {"name": "a", "network_interfaces": [
				{"network_card_index": 1, "device_index": 1, "security_groups": ["sg-3"]},
				{"device_index": 1, "security_groups": ["sg-2"]},
				{"device_index": 0, "security_groups": ["sg-1"]},
				{"device_index": 2, "interface_type": "efa-only", "security_groups": ["sg-4"]}]}}`,
			func(s *snapshot.Snapshot) any { return s.LaunchTemplates[0].Interfaces },
			`[{"securityGroups": ["sg-1"]}, {"securityGroups": ["sg-2"]}, {"securityGroups": ["sg-3"]}]`,
		},
		"an instance of a launch template": {
			`{"aws_launch_template.t": {"name": "t", "instance_type": "m5.large", "vpc_security_group_ids": ["sg-1"],
				"user_data": "RUNTX0NMVVNURVI9cHJvZA=="},
			  "aws_instance.i": {"instance_type": "m5.xlarge", "launch_template": [{"name": "t"}]},
			  "aws_spot_instance_request.j": {"launch_template": [{"id": {"ref": "aws_launch_template.t.id"}}],
				"vpc_security_group_ids": ["sg-2"], "user_data": "#!/bin/sh"},
			  "aws_instance.k": {"launch_template": [{"id": "lt-1"}]}}`,
			func(s *snapshot.Snapshot) any {
				all := make([]any, 0, 4*len(s.LaunchTemplates))
				for _, t := range s.LaunchTemplates[1:] {
					all = append(all, t.InstanceType, t.Cluster, t.SecurityGroups, t.Agent.TaskENI)
				}

				return all
			},
			`["m5.xlarge", "prod", ["sg-1"], null, "m5.large", "", ["sg-2"], null,
			  "", "", ["lt-1.SecurityGroupIds"], {"unknown": "the launch template is not in this source"}]`,
		},
		"an image for ECS without user data": {
			`{"data.aws_ssm_parameter.p": {"name": "/aws/service/ecs/optimized-ami/amazon-linux-2/recommended/image_id"},
			  "aws_instance.i": {"ami": {"ref": "data.aws_ssm_parameter.p.value"}},
			  "aws_instance.j": {"ami": {"ref": "data.aws_ssm_parameter.p.value"}, "user_data": "#!/bin/sh"},
			  "aws_launch_template.t": {"image_id": "resolve:ssm:/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id"},
			  "aws_launch_template.u": {"image_id": "ami-1"}}`,
			func(s *snapshot.Snapshot) any {
				all := map[string]string{}
				for _, t := range s.LaunchTemplates {
					all[t.ID] = t.Cluster
				}

				return all
			},
			`{"s#aws_instance.i": "default", "s#aws_instance.j": "", "s#aws_launch_template.t": "default",
			  "s#aws_launch_template.u": ""}`,
		},
		"an address of an instance that brings its interface": {
			`{"aws_instance.i": {"network_interface": [{"network_interface_id": {"ref": "aws_network_interface.n.id"}}]},
			  "aws_eip.e": {"instance": {"ref": "aws_instance.i.id"}},
			  "aws_network_interface.n": {"security_groups": ["sg-2"]},
			  "aws_network_interface.o": {"security_groups": ["sg-2"]}}`,
			func(s *snapshot.Snapshot) any {
				return []any{s.NetworkInterfaces[0].PublicIP, s.NetworkInterfaces[1].PublicIP}
			},
			`[true, false]`,
		},
		"options of instance metadata, wherever they are written": {
			`{"aws_launch_template.a": {"metadata_options": [{"http_endpoint": "enabled", "http_tokens": {"unknown": "x"},
				"http_put_response_hop_limit": 2}]},
			  "aws_launch_configuration.b": {"metadata_options": {"unknown": "y"}},
			  "aws_instance.c": {"metadata_options": [{"http_endpoint": "disabled"}]},
			  "aws_instance.d": {"metadata_options": []}}`, func(s *snapshot.Snapshot) any {
				return []any{
					s.LaunchTemplates[0].MetadataOptions, s.LaunchTemplates[1].MetadataOptions,
					s.Instances[0].MetadataOptions, s.Instances[1].MetadataOptions,
				}
			},
			`[{"httpEndpoint": "enabled", "httpTokens": {"unknown": "x"}, "httpPutResponseHopLimit": 2},
			  {"httpEndpoint": {"unknown": "y"}, "httpTokens": {"unknown": "y"}, "httpPutResponseHopLimit": {"unknown": "y"}},
			  {"httpEndpoint": "disabled"}, null]`,
		},
		"auto-scaling groups": {
			`{"aws_autoscaling_group.a": {"name": "a", "min_size": 1, "max_size": "3",
				"vpc_zone_identifier": [{"ref": "aws_subnet.s.id"}],
				"launch_template": [{"id": {"ref": "aws_launch_template.t.id"}, "version": "$Latest"}]},
			  "aws_autoscaling_group.b": {"desired_capacity": 2, "min_size": 0, "max_size": {"unknown": "x"},
				"mixed_instances_policy": [{"launch_template":
				[{"launch_template_specification": [{"launch_template_name": {"ref": "aws_launch_template.t.name"}}]}]}]},
			  "aws_autoscaling_group.c": {"name": "c", "launch_configuration": {"ref": "aws_launch_configuration.l.name"}}}`,
			groups,
			`[{"desired": 1, "id": "s#aws_autoscaling_group.a", "launchTemplate": "s#aws_launch_template.t", "maxSize": 3,
				"minSize": 1,
			   "name": "a", "subnets": ["s#aws_subnet.s"]},
			  {"desired": 2, "id": "s#aws_autoscaling_group.b", "launchTemplate": "s#aws_launch_template.t",
				"maxSize": {"unknown": "x"}, "minSize": 0, "name": "b"},
			  {"desired": 0, "id": "s#aws_autoscaling_group.c", "launchTemplate": "s#aws_launch_configuration.l", "maxSize": 0,
				"minSize": 0, "name": "c"}]`,
		},
		"overrides of a mixed instances policy": {
			`{"aws_autoscaling_group.a": {"name": "a", "min_size": 2, "max_size": 4, "mixed_instances_policy": [{
				"launch_template": [{"launch_template_specification": [{"launch_template_id": "lt-1"}], "override": [
				{"instance_type": "m5.large", "weighted_capacity": "1"},
				{"instance_type": "c7g.large", "launch_template_specification": [{"launch_template_id":
					{"ref": "aws_launch_template.arm.id"}}]},
				{"instance_requirements": [{}]}]}]}]},
			  "aws_autoscaling_group.b": {"name": "b", "min_size": 2, "max_size": 4, "mixed_instances_policy": [{
				"launch_template": [{"override": [{"instance_type": "m5.large", "weighted_capacity": "2"}]}]}]},
			  "aws_launch_template.arm": {"name": "arm"}}`, groups,
			`[{"desired": 2, "id": "s#aws_autoscaling_group.a", "launchTemplate": "lt-1", "maxSize": 4, "minSize": 2,
			   "name": "a", "overrides": [{"instanceType": "m5.large"},
				{"instanceType": "c7g.large", "launchTemplate": "s#aws_launch_template.arm"}, {}]},
			  {"desired": {"unknown": "its sizes are not numbers of instances"}, "id": "s#aws_autoscaling_group.b",
			   "maxSize": {"unknown": "its sizes are not numbers of instances"},
			   "minSize": {"unknown": "its sizes are not numbers of instances"}, "name": "b",
			   "overrides": [{"instanceType": "m5.large"}]}]`,
		},
		"a policy that a plan does not know": {
			`{"aws_autoscaling_group.a": {"name": "a", "min_size": 2, "max_size": 4, "launch_template": [{"id": "lt-1"}],
				"mixed_instances_policy": {"unknown": "known after apply"}}}`, groups,
			`[{"desired": 2, "id": "s#aws_autoscaling_group.a", "launchTemplate": "lt-1", "maxSize": 4, "minSize": 2,
			   "name": "a"}]`,
		},
		"a size that is not known is a gap": {
			`{"aws_autoscaling_group.b": {"max_size": {"unknown": "x"}}}`, func(s *snapshot.Snapshot) any { return s.Gaps },
			`[{"nouns": ["AutoScalingGroup"], "resource": "s#aws_autoscaling_group.b",
				"what": "aws_autoscaling_group max_size", "why": "x"}]`,
		},
		"the other provider is a gap": {
			`{"awscc_ecs_service.b": {}, "awscc_ecs_cluster.b": {}}`, func(s *snapshot.Snapshot) any { return s.Gaps },
			`[{"what": "2 awscc", "why": "resources of this kind are not read"}]`,
		},
		"what is not read is a gap": {
			`{"aws_ecs_express_gateway_service.b": {}, "data.aws_ecs_daemon.c": {}}`,
			func(s *snapshot.Snapshot) any { return s.Gaps },
			`[{"nouns": ["Service"], "what": "1 aws_ecs_express_gateway_service",
				"why": "resources of this kind are not read"}]`,
		},
		"addresses and interfaces that are attached": {
			`{"aws_instance.i": {"vpc_security_group_ids": ["sg-1"]},
			  "aws_eip.e": {"instance": {"ref": "aws_instance.i.id"}},
			  "aws_network_interface.n": {"security_groups": ["sg-2"]},
			  "aws_eip_association.f": {"network_interface_id": {"ref": "aws_network_interface.n.id"}},
			  "aws_network_interface_attachment.a": {"instance_id": {"ref": "aws_instance.i.id"},
				"network_interface_id": {"ref": "aws_network_interface.n.id"}}}`, func(s *snapshot.Snapshot) any {
				return []any{s.Instances[0].NetworkInterfaces, s.NetworkInterfaces[0].PublicIP, s.NetworkInterfaces[1].PublicIP}
			},
			`[["s#aws_instance.i.primary_network_interface_id", "s#aws_network_interface.n"], true, true]`,
		},
		"interfaces of instances": {
			`{"aws_vpc.v": {}, "aws_subnet.s": {"vpc_id": {"ref": "aws_vpc.v.id"}},
			  "aws_network_interface_sg_attachment.a": {
				"network_interface_id": {"ref": "aws_instance.i.primary_network_interface_id"},
				"security_group_id": {"ref": "aws_security_group.g.id"}},
			  "aws_instance.i": {"subnet_id": {"ref": "aws_subnet.s.id"}, "vpc_security_group_ids": ["sg-1"],
				"associate_public_ip_address": true},
			  "aws_instance.j": {"subnet_id": {"ref": "aws_subnet.s.id"}},
			  "aws_instance.k": {"network_interface": [{"network_interface_id": {"ref": "aws_network_interface.n.id"},
				"device_index": 0}]},
			  "aws_network_interface.n": {"subnet_id": {"ref": "aws_subnet.s.id"}, "security_groups": ["sg-2"],
				"private_ips": ["10.0.0.7"]}}`,
			interfaces,
			`[{"id": "s#aws_instance.i.primary_network_interface_id", "instance": "s#aws_instance.i",
				"interfaceType": "interface", "publicIp": true,
			   "securityGroups": ["s#aws_security_group.g", "sg-1"], "subnet": "s#aws_subnet.s", "vpc": "s#aws_vpc.v"},
			  {"id": "s#aws_instance.j.primary_network_interface_id", "instance": "s#aws_instance.j",
				"interfaceType": "interface",
			   "securityGroups": ["s#aws_vpc.v.default_security_group_id"], "subnet": "s#aws_subnet.s", "vpc": "s#aws_vpc.v"},
			  {"id": "s#aws_network_interface.n", "interfaceType": "interface", "privateIps": ["10.0.0.7"], "publicIp": false,
			   "securityGroups": ["sg-2"], "subnet": "s#aws_subnet.s", "vpc": "s#aws_vpc.v"}]`,
		},
	})
}
