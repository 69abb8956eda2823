package cloudformation

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// service reads a service. CloudFormation starts one task of a service that does not say how many.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
func service(r resource) {
	s := snapshot.Service{
		Meta: r.metaWith("cluster", "serviceName", "taskDefinition", "launchType", "capacityProviderStrategy",
			"schedulingStrategy", "desiredCount", "deploymentConfiguration", "deploymentController",
			"placementConstraints", "networkConfiguration", "loadBalancers", "serviceRegistries",
			"serviceConnectConfiguration", "platformVersion", "enableExecuteCommand"),
		ID: r.id(), Name: r.called("ServiceName"),
		Cluster: r.cluster(), TaskDefinition: r.ref("TaskDefinition"),
		CapacityProviderStrategy: r.strategy(r.get("CapacityProviderStrategy")),
		LaunchType:               field.Text[snapshot.LaunchType](r.get("LaunchType")),
		SchedulingStrategy:       field.Text[string](r.get("SchedulingStrategy")),
		DesiredCount:             field.Int(r.get("DesiredCount")),
		PlatformVersion:          field.Text[string](r.get("PlatformVersion")),
		EnableExecuteCommand:     field.Flag(r.get("EnableExecuteCommand")),
		MinimumHealthyPercent:    field.Int(r.get("DeploymentConfiguration", "MinimumHealthyPercent")),
		MaximumPercent:           field.Int(r.get("DeploymentConfiguration", "MaximumPercent")),
		DeploymentController:     field.Text[string](r.get("DeploymentController", "Type")),
		DeploymentStrategy:       field.Text[string](r.get("DeploymentConfiguration", "Strategy")),
		NetworkConfiguration:     r.network(),
		LoadBalancers:            r.serviceBalancers(),
		ServiceRegistries:        r.registries(),
		PlacementConstraints:     r.constraints(),
	}

	if s.DesiredCount.IsZero() && s.SchedulingStrategy.Or("REPLICA") != "DAEMON" {
		s.DesiredCount = snapshot.Known(1)
	}

	r.classic(r.get("LoadBalancers"))

	at := len(r.Services)
	r.Services = append(r.Services, s)
	r.later = append(r.later, func() { r.Services[at].ServiceConnect = r.serviceConnect(s.Cluster) })
}

// cluster is the one that a service or task set names; ECS's default where it names none.
func (r resource) cluster() string {
	if id := r.ref("Cluster"); id != "" {
		return id
	}

	return "default"
}

func (r resource) constraints() []snapshot.PlacementConstraint {
	return r.constraintsOf(r.get("PlacementConstraints"))
}

func (r resource) constraintsOf(list *document.Node) []snapshot.PlacementConstraint {
	items := r.items(list)
	all := make([]snapshot.PlacementConstraint, 0, len(items))

	for _, n := range items {
		all = append(all, snapshot.PlacementConstraint{
			Type: r.written(n.Get("Type")), Expression: r.written(n.Get("Expression")),
		})
	}

	return none(all)
}
