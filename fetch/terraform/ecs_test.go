package terraform_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func services(s *snapshot.Snapshot) any { return s.Services }

// What the provider sends for a service.
func TestServices(t *testing.T) {
	t.Parallel()

	run(t, map[string]test{
		"next to nothing": {
			`{"aws_ecs_service.a": {"name": "web", "task_definition": "web:7"}}`, services,
			`[{"cluster": "default", "desiredCount": 0, "id": "s#aws_ecs_service.a", "name": "web", "taskDefinition": "web:7"}]`,
		},
		"a daemon has no count, and its percentages are AWS's own": {
			`{"aws_ecs_service.a": {"name": "a", "scheduling_strategy": "DAEMON", "desired_count": 0,
				"deployment_maximum_percent": 200, "deployment_minimum_healthy_percent": 100}}`, services,
			`[{"cluster": "default", "id": "s#aws_ecs_service.a", "name": "a", "schedulingStrategy": "DAEMON"}]`,
		},
		"a daemon with a minimum": {
			`{"aws_ecs_service.a": {"name": "a", "scheduling_strategy": "DAEMON", "deployment_minimum_healthy_percent": 0}}`,
			services,
			`[{"cluster": "default", "id": "s#aws_ecs_service.a", "minimumHealthyPercent": 0, "name": "a",
				"schedulingStrategy": "DAEMON"}]`,
		},
		"a strategy rules a launch type out": {
			`{"aws_ecs_service.a": {"name": "a", "cluster": {"ref": "aws_ecs_cluster.c.arn"}, "launch_type": "EC2",
				"desired_count": 1,
				"capacity_provider_strategy": [{"capacity_provider": {"ref": "aws_ecs_capacity_provider.p.name"}, "weight": 1}]},
			  "aws_ecs_capacity_provider.p": {"name": "hosts"}}`, services,
			`[{"capacityProviderStrategy": [{"capacityProvider": "hosts", "weight": 1}], "cluster": "s#aws_ecs_cluster.c",
			   "desiredCount": 1, "id": "s#aws_ecs_service.a", "name": "a"}]`,
		},
		"a network, a load balancer, discovery": {
			`{"aws_ecs_service.a": {"name": "a", "desired_count": 1, "launch_type": "FARGATE",
				"network_configuration": [{"subnets": [{"ref": "aws_subnet.b.id"}, {"ref": "aws_subnet.a.id"}],
					"security_groups": [], "assign_public_ip": true}],
				"load_balancer": [{"target_group_arn": {"ref": "aws_lb_target_group.t.arn"}, "container_name": "a",
					"container_port": 80}],
				"service_registries": [{"registry_arn": {"ref": "aws_service_discovery_service.s.arn"}, "port": 0,
					"container_port": 80}]}}`,
			services,
			`[{"cluster": "default", "desiredCount": 1, "id": "s#aws_ecs_service.a", "launchType": "FARGATE",
			   "loadBalancers": [{"containerName": "a", "containerPort": 80, "targetGroup": "s#aws_lb_target_group.t"}],
				"name": "a",
			   "networkConfiguration": {"assignPublicIp": "ENABLED", "subnets": ["s#aws_subnet.a", "s#aws_subnet.b"]},
			   "serviceRegistries": [{"cloudMapService": "s#aws_service_discovery_service.s", "containerPort": 80}]}]`,
		},
		"a platform version and ECS Exec, known or not": {
			`{"aws_ecs_service.a": {"name": "a", "desired_count": 1, "platform_version": "1.3.0",
				"enable_execute_command": true},
			  "aws_ecs_service.b": {"name": "b", "desired_count": 1, "platform_version": "", "enable_execute_command": false},
			  "aws_ecs_service.c": {"name": "c", "desired_count": 1, "platform_version": {"unknown": "x"},
				"enable_execute_command": {"unknown": "y"}}}`, services,
			`[{"cluster": "default", "desiredCount": 1, "id": "s#aws_ecs_service.a", "name": "a", "platformVersion": "1.3.0",
			   "enableExecuteCommand": true},
			  {"cluster": "default", "desiredCount": 1, "id": "s#aws_ecs_service.b", "name": "b",
			   "enableExecuteCommand": false},
			  {"cluster": "default", "desiredCount": 1, "id": "s#aws_ecs_service.c", "name": "c",
			   "platformVersion": {"unknown": "x"}, "enableExecuteCommand": {"unknown": "y"}}]`,
		},
		"a network of which nothing is known": {
			`{"aws_ecs_service.a": {"name": "a", "desired_count": {"unknown": "x"},
				"network_configuration": {"unknown": "x"}}}`, services,
			`[{"cluster": "default", "desiredCount": {"unknown": "x"}, "id": "s#aws_ecs_service.a", "name": "a",
			   "networkConfiguration": {"assignPublicIp": {"unknown": "x"}, "securityGroups": {"unknown": "x"},
				"subnets": {"unknown": "x"}}}]`,
		},
		"Service Connect in the namespace of the cluster": {
			`{"aws_service_discovery_http_namespace.n": {"name": "prod"},
			  "aws_ecs_cluster.c": {"name": "c",
				"service_connect_defaults": [{"namespace": {"ref": "aws_service_discovery_http_namespace.n.arn"}}]},
			  "aws_ecs_service.a": {"name": "a", "desired_count": 1, "cluster": {"ref": "aws_ecs_cluster.c.id"},
				"service_connect_configuration": [{"enabled": true, "service": [{"port_name": "http", "ingress_port_override": 9000,
					"client_alias": [{"dns_name": "a", "port": 80}]}]}]},
			  "aws_ecs_service.off": {"name": "off", "desired_count": 1,
				"service_connect_configuration": [{"enabled": false}]}}`,
			services,
			`[{"cluster": "s#aws_ecs_cluster.c", "desiredCount": 1, "id": "s#aws_ecs_service.a", "name": "a",
			   "serviceConnect": {"namespace": "prod", "services": [{"aliases": [{"dnsName": "a", "port": 80}],
				"ingressPort": 9000, "portName": "http"}]}},
			  {"cluster": "default", "desiredCount": 1, "id": "s#aws_ecs_service.off", "name": "off"}]`,
		},
		"empty texts, and a Classic Load Balancer": {
			`{"aws_ecs_service.a": {"name": "a", "desired_count": 1, "launch_type": "", "cluster": "",
				"load_balancer": [{"elb_name": "old", "target_group_arn": "", "container_name": "a", "container_port": 80}]}}`,
			func(s *snapshot.Snapshot) any { return []any{s.Services, s.Gaps} },
			`[[{"cluster": "default", "desiredCount": 1, "id": "s#aws_ecs_service.a", "name": "a",
				"loadBalancers": [{"containerName": "a", "containerPort": 80}]}],
			  [{"nouns": ["LoadBalancer"], "resource": "s#aws_ecs_service.a", "what": "Classic Load Balancer",
				"why": "Classic Load Balancers are not modelled"}]]`,
		},
		"task sets": {
			`{"aws_ecs_service.a": {"name": "a", "desired_count": 1, "deployment_controller": [{"type": "EXTERNAL"}]},
			  "aws_ecs_task_set.t": {"service": {"ref": "aws_ecs_service.a.id"}, "task_definition": "web",
				"launch_type": "EC2"}}`, services,
			`[{"cluster": "default", "deploymentController": "EXTERNAL", "desiredCount": 1, "id": "s#aws_ecs_service.a",
				"name": "a",
			   "taskSets": [{"id": "s#aws_ecs_task_set.t", "launchType": "EC2", "taskDefinition": "web"}]}]`,
		},
	})
}

// A service names its task definition in many ways.
func TestServiceTaskDefinition(t *testing.T) {
	t.Parallel()

	definition := func(s *snapshot.Snapshot) any { return s.Services[0].TaskDefinition }
	const own = `"s#aws_ecs_task_definition.d"`

	cases := map[string]test{}
	for written, want := range map[string]string{
		`{"ref": "aws_ecs_task_definition.d.arn"}`:                    own,
		`{"ref": "aws_ecs_task_definition.d.arn_without_revision"}`:   own,
		`{"ref": "aws_ecs_task_definition.d.family"}`:                 own,
		`"${aws_ecs_task_definition.d.family}:${max(1, 2)}"`:          own,
		`{"ref": "data.aws_ecs_task_definition.e.arn"}`:               own,
		`{"ref": "data.aws_ecs_task_definition.f.arn"}`:               `"s#data.aws_ecs_task_definition.f"`,
		`"${aws_ecs_task_definition.d.arn}"`:                          own,
		`"arn:aws:ecs:eu-north-1:111122223333:task-definition/web:7"`: own,
		`"web:${max(aws_ecs_task_definition.d.revision, 7)}"`:         `"web"`,
		`"web"`: `"web"`,
		`"arn:aws:ecs:eu-north-1:1:task-definition/api:1"`: `"arn:aws:ecs:eu-north-1:1:task-definition/api:1"`,
	} {
		cases[written] = test{
			`{"aws_ecs_task_definition.d": {"family": "web", "arn": "arn:aws:ecs:eu-north-1:111122223333:task-definition/web:7",
				"container_definitions": "[]"}, "data.aws_ecs_task_definition.f": {"task_definition": {"unknown": "x"}},
			  "data.aws_ecs_task_definition.e": {"task_definition": {"ref": "aws_ecs_task_definition.d.family"}},
			  "aws_ecs_service.a": {"name": "a", "task_definition": ` + written + `}}`,
			definition, want,
		}
	}

	run(t, cases)
}

// Task definitions, as far as they are Terraform's: the rest is tried where all sources share it.
func TestTaskDefinitions(t *testing.T) {
	t.Parallel()

	definitions := func(s *snapshot.Snapshot) any { return s.TaskDefinitions }

	run(t, map[string]test{
		"the text says what the API does": {
			`{"aws_ecs_task_definition.d": {"family": "web", "network_mode": "awsvpc", "requires_compatibilities": ["FARGATE"],
				"runtime_platform": [{"operating_system_family": "LINUX", "cpu_architecture": "ARM64"}],
				"placement_constraints": [{"type": "memberOf", "expression": "attribute:a == b"}],
				"container_definitions": "[{\"Name\": \"a\", \"PORTMAPPINGS\": [{\"containerPort\": \"80\"}]}]"}}`, definitions,
			`[{"containerDefinitions": [{"name": "a", "portMappings": [{"containerPort": 80}]}], "cpuArchitecture": "ARM64",
			   "family": "web", "id": "s#aws_ecs_task_definition.d", "networkMode": "awsvpc", "operatingSystemFamily": "LINUX",
			   "placementConstraints": [{"expression": "attribute:a == b", "type": "memberOf"}],
				"requiresCompatibilities": ["FARGATE"]}]`,
		},
		"what is left out, and what is not known": {
			`{"aws_ecs_task_definition.d": {"family": {"unknown": "x"}, "network_mode": null, "runtime_platform": [],
				"container_definitions":
					"[{\"name\": \"a\", \"portMappings\": [{\"containerPort\": \"${var.port}\", \"hostPort\": 0}]}]"},
			  "aws_ecs_task_definition.e": {"network_mode": {"unknown": "x"}, "runtime_platform": {"unknown": "x"},
				"container_definitions": {"unknown": "x"}}}`, definitions,
			`[{"containerDefinitions": [{"name": "a", "portMappings": [{"containerPort": {"unknown": "template placeholder"},
				"hostPort": 0}]}],
			   "family": "d", "id": "s#aws_ecs_task_definition.d"},
			  {"containerDefinitions": [{"name": "", "portMappings": [{"containerPort": {"unknown": "x"},
				"hostPort": {"unknown": "x"},
				"protocol": {"unknown": "x"}}], "privileged": {"unknown": "x"}, "addedCapabilitiesUnknown": "x",
				"environmentUnknown": "x", "hasExtraHosts": {"unknown": "x"}, "hasHostname": {"unknown": "x"},
				"hasLinks": {"unknown": "x"}, "hasMemory": {"unknown": "x"}, "logDriver": {"unknown": "x"},
				"logMode": {"unknown": "x"}, "readonlyRootFilesystem": {"unknown": "x"}, "user": {"unknown": "x"},
				"mountPoints": [{"readOnly": {"unknown": "x"}, "sourceVolume": {"unknown": "x"}}]}], "family": "e",
					"id": "s#aws_ecs_task_definition.e",
			   "networkMode": {"unknown": "x"}}]`,
		},
	})
}

// Clusters, what feeds them, and what moves the counts in them.
func TestClusters(t *testing.T) {
	t.Parallel()

	clusters := func(s *snapshot.Snapshot) any { return s.Clusters }
	providers := func(s *snapshot.Snapshot) any { return s.CapacityProviders }
	targets := func(s *snapshot.Snapshot) any { return s.ScalableTargets }
	mapped := func(s *snapshot.Snapshot) any { return s.CloudMapServices }

	run(t, map[string]test{
		"capacity providers of version 4 and of their own resource": {
			`{"aws_ecs_cluster_capacity_providers.b": {"cluster_name": {"ref": "aws_ecs_cluster.b.name"},
				"capacity_providers": ["FARGATE"],
				"default_capacity_provider_strategy": [{"capacity_provider": "FARGATE", "base": 1}]},
			  "aws_ecs_cluster.a": {"name": "a", "capacity_providers": ["FARGATE_SPOT"]}, "aws_ecs_cluster.b": {"name": "b"}}`,
			clusters,
			`[{"capacityProviders": ["FARGATE_SPOT"], "id": "s#aws_ecs_cluster.a", "name": "a"},
			  {"capacityProviders": ["FARGATE"], "defaultCapacityProviderStrategy": [{"base": 1, "capacityProvider": "FARGATE"}],
			   "id": "s#aws_ecs_cluster.b", "name": "b"}]`,
		},
		"a cluster that was looked up": {
			`{"data.aws_ecs_cluster.a": {"cluster_name": "prod", "arn": "arn:aws:ecs:eu-north-1:111122223333:cluster/prod"},
			  "data.aws_ecs_cluster.late": {}}`, clusters,
			`[{"id": "arn:aws:ecs:eu-north-1:111122223333:cluster/prod", "name": "prod",
			   "containerInsights": {"unknown": "not in this source"}, "execLogging": {"unknown": "not in this source"}}]`,
		},
		"settings of a cluster": {
			`{"aws_ecs_cluster.a": {"name": "a", "setting": [{"name": "containerInsights", "value": "enhanced"}],
				"configuration": [{"execute_command_configuration": [{"kms_key_id": "k", "logging": "NONE"}]}]},
			  "aws_ecs_cluster.b": {"name": "b", "setting": [{"name": "other", "value": "enabled"}], "configuration": []},
			  "aws_ecs_cluster.c": {"name": "c", "setting": [{"name": "containerInsights", "value": {"unknown": "var.v"}}],
				"configuration": [{"execute_command_configuration": {"unknown": "var.c"}}]},
			  "aws_ecs_cluster.d": {"name": "d", "setting": {"unknown": "var.s"}},
			  "aws_ecs_cluster.e": {"name": "e", "setting": [{"name": {"unknown": "var.n"}, "value": "enabled"}]}}`,
			clusters,
			`[{"id": "s#aws_ecs_cluster.a", "name": "a", "containerInsights": "enhanced", "execLogging": "NONE"},
			  {"id": "s#aws_ecs_cluster.b", "name": "b"},
			  {"id": "s#aws_ecs_cluster.c", "name": "c", "containerInsights": {"unknown": "var.v"},
			   "execLogging": {"unknown": "var.c"}},
			  {"id": "s#aws_ecs_cluster.d", "name": "d", "containerInsights": {"unknown": "var.s"}},
			  {"id": "s#aws_ecs_cluster.e", "name": "e", "containerInsights": {"unknown": "var.n"}}]`,
		},
		"managed termination protection": {
			`{"aws_ecs_capacity_provider.a": {"name": "a", "auto_scaling_group_provider": [{"auto_scaling_group_arn": "g",
				"managed_termination_protection": "ENABLED"}]},
			  "aws_ecs_capacity_provider.b": {"name": "b", "auto_scaling_group_provider": [{"auto_scaling_group_arn": "g",
				"managed_termination_protection": "DISABLED"}]},
			  "aws_ecs_capacity_provider.c": {"name": "c", "auto_scaling_group_provider": [{"auto_scaling_group_arn": "g",
				"managed_termination_protection": {"unknown": "var.p"}}]}}`, providers,
			`[{"autoScalingGroup": "g", "id": "s#aws_ecs_capacity_provider.a", "managedTerminationProtection": true,
			   "name": "a"},
			  {"autoScalingGroup": "g", "id": "s#aws_ecs_capacity_provider.b", "managedTerminationProtection": false,
			   "name": "b"},
			  {"autoScalingGroup": "g", "id": "s#aws_ecs_capacity_provider.c",
			   "managedTerminationProtection": {"unknown": "var.p"}, "name": "c"}]`,
		},
		"a group by its name, known or not, and managed instances": {
			`{"aws_ecs_capacity_provider.a": {"name": "a", "auto_scaling_group_provider": [{"auto_scaling_group_arn":
				{"ref": "aws_autoscaling_group.g.arn"}, "managed_scaling": [{"status": "DISABLED"}]}]},
			  "aws_autoscaling_group.g": {"name_prefix": "hosts-"},
			  "aws_ecs_capacity_provider.b": {"name": "b", "auto_scaling_group_provider": [{"auto_scaling_group_arn":
				"arn:aws:autoscaling:eu-north-1:111122223333:autoScalingGroup:6f:autoScalingGroupName/fleet"}]},
			  "aws_ecs_capacity_provider.c": {"name": "c", "cluster": "prod",
				"managed_instances_provider": [{"instance_launch_template":
				[{"network_configuration": [{"subnets": ["subnet-1"], "security_groups": ["sg-1"]}]}]}]}}`, providers,
			`[{"autoScalingGroup": "g", "id": "s#aws_ecs_capacity_provider.a", "managedScaling": false, "name": "a"},
			  {"autoScalingGroup": "fleet", "id": "s#aws_ecs_capacity_provider.b", "name": "b"},
			  {"cluster": "prod", "id": "s#aws_ecs_capacity_provider.c",
			   "managedInstances": {"securityGroups": ["sg-1"], "subnets": ["subnet-1"]}, "name": "c"}]`,
		},
		"scalable targets by name": {
			`{"aws_ecs_cluster.c": {"name": "prod"}, "aws_ecs_service.w": {"name": "web",
				"cluster": {"ref": "aws_ecs_cluster.c.id"}},
			  "aws_ecs_service.k[\"a/b\"]": {"name": "k", "cluster": {"ref": "aws_ecs_cluster.c.id"}},
			  "aws_appautoscaling_target.a": {"service_namespace": "ecs", "resource_id": "service/prod/web", "min_capacity": 1,
				"max_capacity": 2},
			  "aws_appautoscaling_target.b": {"service_namespace": "ecs", "min_capacity": 1, "max_capacity": 2,
				"resource_id": "service/${aws_ecs_cluster.c.name}/${aws_ecs_service.k[\"a/b\"].name}"},
			  "aws_appautoscaling_target.c": {"resource_id": {"ref": "aws_ecs_service.w.name"}, "min_capacity": 1,
				"max_capacity": 2},
			  "aws_appautoscaling_target.d": {"service_namespace": "dynamodb", "resource_id": "table/a", "min_capacity": 1,
				"max_capacity": 2},
			  "aws_appautoscaling_target.e": {"resource_id": "service/a", "min_capacity": 1, "max_capacity": 2}}`, targets,
			`[{"cluster": "prod", "maxCapacity": 2, "minCapacity": 1, "service": "web"},
			  {"cluster": "prod", "maxCapacity": 2, "minCapacity": 1, "service": "k"},
			  {"cluster": "prod", "maxCapacity": 2, "minCapacity": 1, "service": "web"}]`,
		},
		"Cloud Map services": {
			`{"aws_service_discovery_private_dns_namespace.n": {"name": "prod.local"},
			  "aws_service_discovery_service.a": {"name": "a",
				"dns_config": [{"namespace_id": {"ref": "aws_service_discovery_private_dns_namespace.n.id"},
				"dns_records": [{"type": "SRV"}, {"type": "A"}]}]},
			  "aws_service_discovery_service.b": {"name": "b", "namespace_id": "ns-1"}}`, mapped,
			`[{"id": "s#aws_service_discovery_service.a", "name": "a", "namespace": "prod.local", "recordTypes": ["A", "SRV"]},
			  {"id": "s#aws_service_discovery_service.b", "name": "b", "namespace": "ns-1"}]`,
		},
	})
}

// What starts tasks by time or event, and not what else rules and schedules do.
func TestScheduledTasks(t *testing.T) {
	t.Parallel()

	scheduled := func(s *snapshot.Snapshot) any { return s.ScheduledTasks }

	const cluster = `"aws_ecs_cluster.c": {"name": "prod"}, "aws_ecs_task_definition.j": {"family": "job"}`

	run(t, map[string]test{
		"a target of a rule": {
			`{` + cluster + `, "aws_cloudwatch_event_rule.r": {"name": "nightly", "schedule_expression": "rate(1 day)"},
			  "aws_cloudwatch_event_target.t": {"rule": {"ref": "aws_cloudwatch_event_rule.r.name"},
				"arn": {"ref": "aws_ecs_cluster.c.arn"}, "ecs_target": [{"launch_type": "EC2", "task_count": 2,
				"task_definition_arn": {"ref": "aws_ecs_task_definition.j.arn"},
				"placement_constraint": [{"type": "memberOf", "expression": "attribute:stack == x"}]}]}}`, scheduled,
			`[{"cluster": "s#aws_ecs_cluster.c", "id": "s#aws_cloudwatch_event_target.t", "launchType": "EC2",
			   "name": "nightly", "placementConstraints": [{"expression": "attribute:stack == x", "type": "memberOf"}],
			   "taskCount": 2, "taskDefinition": "s#aws_ecs_task_definition.j"}]`,
		},
		"targets of rules that are off": {
			`{` + cluster + `, "aws_cloudwatch_event_rule.a": {"name": "a", "state": "DISABLED"},
			  "aws_cloudwatch_event_rule.b": {"name": "b", "is_enabled": false},
			  "aws_cloudwatch_event_target.a": {"rule": {"ref": "aws_cloudwatch_event_rule.a.name"}, "arn": "x",
				"ecs_target": [{"task_definition_arn": {"ref": "aws_ecs_task_definition.j.arn"}}]},
			  "aws_cloudwatch_event_target.b": {"rule": {"ref": "aws_cloudwatch_event_rule.b.name"}, "arn": "x",
				"ecs_target": [{"task_definition_arn": {"ref": "aws_ecs_task_definition.j.arn_without_revision"}}]}}`,
			scheduled,
			`[{"cluster": "x", "disabled": true, "id": "s#aws_cloudwatch_event_target.a", "name": "a",
			   "taskDefinition": "s#aws_ecs_task_definition.j"},
			  {"cluster": "x", "disabled": true, "id": "s#aws_cloudwatch_event_target.b", "name": "b",
			   "taskDefinition": "s#aws_ecs_task_definition.j"}]`,
		},
		"targets of rules of which it is open, and of another stack": {
			`{"aws_cloudwatch_event_rule.a": {"name": "a", "state": {"unknown": "var.state"}},
			  "aws_cloudwatch_event_rule.b": {"name": "b", "is_enabled": true},
			  "aws_cloudwatch_event_target.a": {"rule": {"ref": "aws_cloudwatch_event_rule.a.name"}, "arn": "x",
				"ecs_target": [{"task_definition_arn": "job:7"}]},
			  "aws_cloudwatch_event_target.b": {"rule": {"ref": "aws_cloudwatch_event_rule.b.name"}, "arn": "x",
				"ecs_target": [{"task_definition_arn": "job:7"}]},
			  "aws_cloudwatch_event_target.c": {"rule": "nightly", "arn": "x",
				"ecs_target": [{"task_definition_arn": "job:7"}]}}`, scheduled,
			`[{"cluster": "x", "disabled": {"unknown": "var.state"}, "id": "s#aws_cloudwatch_event_target.a", "name": "a",
			   "taskDefinition": "job:7"},
			  {"cluster": "x", "disabled": false, "id": "s#aws_cloudwatch_event_target.b", "name": "b",
			   "taskDefinition": "job:7"},
			  {"cluster": "x", "id": "s#aws_cloudwatch_event_target.c", "name": "nightly", "taskDefinition": "job:7"}]`,
		},
		"a schedule": {
			`{` + cluster + `, "aws_ecs_capacity_provider.p": {"name": "hosts"},
			  "aws_scheduler_schedule.s": {"name": "nightly", "state": "ENABLED", "target": [{
				"arn": {"ref": "aws_ecs_cluster.c.arn"}, "ecs_parameters": [{
				"task_definition_arn": {"ref": "aws_ecs_task_definition.j.arn"}, "task_count": {"unknown": "var.n"},
				"capacity_provider_strategy": [{"capacity_provider": {"ref": "aws_ecs_capacity_provider.p.name"}, "weight": 1}],
				"placement_constraints": [{"type": "distinctInstance"}]}]}]}}`, scheduled,
			`[{"capacityProviderStrategy": [{"capacityProvider": "hosts", "weight": 1}], "cluster": "s#aws_ecs_cluster.c",
			   "id": "s#aws_scheduler_schedule.s", "name": "nightly", "placementConstraints": [{"type": "distinctInstance"}],
			   "taskCount": {"unknown": "var.n"}, "taskDefinition": "s#aws_ecs_task_definition.j"}]`,
		},
		"targets of other kinds": {
			`{"aws_cloudwatch_event_target.a": {"rule": "r", "arn": "arn:aws:lambda:eu-north-1:1:function:f"},
			  "aws_scheduler_schedule.s": {"name": "s", "target": [{"arn": "arn:aws:sqs:eu-north-1:1:q"}]}}`, scheduled, `null`,
		},
	})
}
