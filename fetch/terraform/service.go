package terraform

import (
	"regexp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// daemon is the scheduling strategy for which the provider keeps its defaults to itself.
const daemon = "DAEMON"

// service leaves the launch type out where it is not written: ECS takes the cluster's strategy then, and EC2 where the
// cluster has none. The provider sends it only if it is written.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
func (m *mapper) service(r *resource.Resource) {
	v := r.Values
	s := snapshot.Service{
		Meta: m.meta(r,
			"task_definition", "taskDefinition", "launch_type", "launchType", "desired_count", "desiredCount",
			"network_configuration", "networkConfiguration", "load_balancer", "loadBalancers",
			"deployment_configuration", "deploymentConfiguration",
			"deployment_maximum_percent", "deploymentConfiguration",
			"deployment_minimum_healthy_percent", "deploymentConfiguration",
			"scheduling_strategy", "schedulingStrategy", "service_registries", "serviceRegistries",
			"service_connect_configuration", "serviceConnectConfiguration",
			"placement_constraints", "placementConstraints", "platform_version", "platformVersion",
			"enable_execute_command", "enableExecuteCommand"),
		ID: m.idOf(r), Cluster: m.clusterOf(v), Name: name(r, "name"),
		TaskDefinition:           m.definition(v.Get("task_definition")),
		CapacityProviderStrategy: m.strategy(v.Get("capacity_provider_strategy")),
		LaunchType:               text[snapshot.LaunchType](v.Get("launch_type")),
		SchedulingStrategy:       text[string](v.Get("scheduling_strategy")),
		PlatformVersion:          text[string](v.Get("platform_version")),
		EnableExecuteCommand:     field.Flag(v.Get("enable_execute_command")),
		DeploymentController:     text[string](at(v, "deployment_controller", "type")),
		DeploymentStrategy:       text[string](at(v, "deployment_configuration", "strategy")),
		NetworkConfiguration:     m.network(v.Get("network_configuration")),
		LoadBalancers:            m.serviceLoadBalancers(v.Get("load_balancer")),
		ServiceRegistries:        m.registries(v.Get("service_registries")),
		ServiceConnect:           m.serviceConnect(v),
		PlacementConstraints:     placementConstraints(v.Get("placement_constraints")),
	}

	if len(s.CapacityProviderStrategy) > 0 {
		s.LaunchType = snapshot.Value[snapshot.LaunchType]{}
	}

	counts(&s, v)
	m.classic(r)

	m.places[place{snapshot.NounService, s.ID}] = len(m.out.Services)
	m.out.Services = append(m.out.Services, s)
}

// counts takes the desired count as the provider sends it: 0 where none is written, and none for a daemon. Of the two
// percentages, a daemon's maximum is never sent, and its minimum only if it is not 100, the provider's own default.
// https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ecs/service.go (resourceServiceCreate)
func counts(s *snapshot.Service, v *document.Node) {
	const unsent = 100

	minimum := field.Int(v.Get("deployment_minimum_healthy_percent"))

	if s.SchedulingStrategy.Or("") == daemon {
		if minimum.Or(0) != unsent {
			s.MinimumHealthyPercent = minimum
		}

		return
	}

	s.MinimumHealthyPercent, s.MaximumPercent = minimum, field.Int(v.Get("deployment_maximum_percent"))
	s.DesiredCount = field.Int(v.Get("desired_count"))

	if s.DesiredCount.IsZero() && !s.SchedulingStrategy.IsUnknown() {
		s.DesiredCount = snapshot.Known(0)
	}
}

// clusterOf is the cluster of a service or task set, "default" where none is named.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
func (m *mapper) clusterOf(v *document.Node) string {
	if n := v.Get("cluster"); !empty(n) {
		return m.id(n)
	}

	return "default"
}

// revisionRE matches a family, or a reference to one, and what stands for its revision: web:${…}.
var revisionRE = regexp.MustCompile(`^([A-Za-z0-9_-]+|\$\{[^{}]+\}):\$\{`)

// definition is the ID of a task definition, or family or family:revision as it is written. Which revision a function
// picks, such as the highest of two, is not asked: it is one of that family.
func (m *mapper) definition(n *document.Node) string {
	text, _ := n.Text()
	if found := revisionRE.FindStringSubmatch(text); found != nil {
		return m.id(n.MakeText(found[1]))
	}

	n = literal(n)
	address, _, _ := n.Reference()

	// A data source that looks up the newest revision of a family.
	if r := m.resources[address]; r != nil && r.Data && r.Type == "aws_ecs_task_definition" {
		if family := r.Values.Get("task_definition"); !empty(family) && family.Kind() != document.Unknown {
			return m.id(family)
		}
	}

	return m.id(n)
}

func placementConstraints(n *document.Node) []snapshot.PlacementConstraint {
	var out []snapshot.PlacementConstraint

	for _, block := range blocks(n) {
		out = append(out, snapshot.PlacementConstraint{
			Type: known(at(block, "type")), Expression: known(at(block, "expression")),
		})
	}

	return out
}

// network is the awsvpc configuration; nil where there is none.
func (m *mapper) network(n *document.Node) *snapshot.NetworkConfiguration {
	if empty(n) {
		return nil
	}

	return &snapshot.NetworkConfiguration{
		Subnets:        m.idList(at(n, "subnets")),
		SecurityGroups: m.idList(at(n, "security_groups")),
		AssignPublicIP: publicIP(at(n, "assign_public_ip")),
	}
}

// publicIP is a boolean in Terraform; false is also the provider's default.
func publicIP(n *document.Node) snapshot.Value[string] {
	switch v := field.Flag(n); {
	case v.IsUnknown():
		return snapshot.Unknown[string](v.Reason())
	case v.Or(false):
		return snapshot.Known("ENABLED")
	default:
		return snapshot.Known("DISABLED")
	}
}
