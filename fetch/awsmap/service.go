package awsmap

import (
	"cmp"
	"slices"

	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// service drops deleted services, which ECS describes as INACTIVE for a time, and keeps those that drain. Its desired
// count is always known; what the API leaves out of the deployment configuration is absent.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html
func (a *Answers) service() func(*ecs.Service) (snapshot.Service, bool) {
	names := a.namespaces()

	return func(in *ecs.Service) (snapshot.Service, bool) {
		out := a.configured(in)
		out.ServiceConnect = names.serviceConnect(in)

		return out, deref(in.Status) != inactive
	}
}

func (a *Answers) configured(in *ecs.Service) snapshot.Service {
	arn := deref(in.ServiceArn)
	out := snapshot.Service{
		Meta:                     a.meta(arn),
		ID:                       arn,
		Cluster:                  deref(in.ClusterArn),
		Name:                     cmp.Or(deref(in.ServiceName), snapshot.Name(arn)),
		TaskDefinition:           deref(in.TaskDefinition),
		LaunchType:               launchType(in.LaunchType, in.CapacityProviderStrategy),
		CapacityProviderStrategy: strategy(in.CapacityProviderStrategy),
		SchedulingStrategy:       text[string](in.SchedulingStrategy),
		DesiredCount:             snapshot.Known(int(in.DesiredCount)),
		PlatformVersion:          text[string](deref(in.PlatformVersion)),
		NetworkConfiguration:     networkConfiguration(in.NetworkConfiguration),
		LoadBalancers:            all(in.LoadBalancers, serviceLoadBalancer),
		ServiceRegistries:        serviceRegistries(in),
		PlacementConstraints:     all(in.PlacementConstraints, placementConstraint),
		Deployments:              deployments(in.Deployments, deref(in.TaskDefinition)),
		TaskSets:                 taskSets(in.TaskSets),
	}

	if in.EnableExecuteCommand { // false is what an answer leaves out
		out.EnableExecuteCommand = snapshot.Known(true)
	}

	if c := in.DeploymentController; c != nil {
		out.DeploymentController = text[string](c.Type)
	}

	if c := in.DeploymentConfiguration; c != nil {
		out.MinimumHealthyPercent = snapshot.FromPtr[int32, int](c.MinimumHealthyPercent)
		out.MaximumPercent = snapshot.FromPtr[int32, int](c.MaximumPercent)
		out.DeploymentStrategy = text[string](c.Strategy)
	}

	return out
}

// launchType is absent beside a capacity provider strategy, which rules it out.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
func launchType(t ecs.LaunchType, s []ecs.CapacityProviderStrategyItem) snapshot.Value[snapshot.LaunchType] {
	if len(s) > 0 {
		return snapshot.Value[snapshot.LaunchType]{}
	}

	return text[snapshot.LaunchType](t)
}

// networkConfiguration is nil for a service whose tasks are not in awsvpc mode, and for one with task sets, which have
// their own.
func networkConfiguration(in *ecs.NetworkConfiguration) *snapshot.NetworkConfiguration {
	if in == nil || in.AwsvpcConfiguration == nil {
		return nil
	}

	c := in.AwsvpcConfiguration

	return &snapshot.NetworkConfiguration{
		Subnets:        setValue(c.Subnets),
		SecurityGroups: setValue(c.SecurityGroups),
		AssignPublicIP: text[string](c.AssignPublicIp),
	}
}

// setValue is absent for an empty list: ECS writes [] where the service names no group.
func setValue(list []string) snapshot.Value[[]string] {
	if s := set(list); len(s) > 0 {
		return snapshot.Known(s)
	}

	return snapshot.Value[[]string]{}
}

// serviceLoadBalancer has no target group for a Classic Load Balancer, which has none; a gap says so.
func serviceLoadBalancer(in *ecs.LoadBalancer) snapshot.ServiceLoadBalancer {
	return snapshot.ServiceLoadBalancer{
		TargetGroup:          deref(in.TargetGroupArn),
		AlternateTargetGroup: deref(deref(in.AdvancedConfiguration).AlternateTargetGroupArn),
		ContainerName:        deref(in.ContainerName),
		ContainerPort:        snapshot.FromPtr[int32, int](in.ContainerPort),
	}
}

func placementConstraint(in *ecs.PlacementConstraint) snapshot.PlacementConstraint {
	return snapshot.PlacementConstraint{Type: string(in.Type), Expression: deref(in.Expression)}
}

// deployments keeps the order of the API, newest first, and leaves out those of the service's own definition.
func deployments(in []ecs.Deployment, own string) []snapshot.Deployment {
	var out []snapshot.Deployment

	for i := range in {
		d := snapshot.Deployment{Status: deref(in[i].Status), TaskDefinition: deref(in[i].TaskDefinition)}
		if d.TaskDefinition != own {
			out = append(out, d)
		}
	}

	return out
}

// taskSets keeps every set that is described, those that drain too: their tasks still run.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html
func taskSets(in []ecs.TaskSet) []snapshot.TaskSet {
	out := all(in, func(t *ecs.TaskSet) snapshot.TaskSet {
		return snapshot.TaskSet{
			ID:                       cmp.Or(deref(t.TaskSetArn), deref(t.Id)),
			TaskDefinition:           deref(t.TaskDefinition),
			LaunchType:               launchType(t.LaunchType, t.CapacityProviderStrategy),
			CapacityProviderStrategy: strategy(t.CapacityProviderStrategy),
			PlatformVersion:          text[string](deref(t.PlatformVersion)),
			NetworkConfiguration:     networkConfiguration(t.NetworkConfiguration),
			LoadBalancers:            all(t.LoadBalancers, serviceLoadBalancer),
		}
	})

	slices.SortStableFunc(out, func(x, y snapshot.TaskSet) int { return cmp.Compare(x.ID, y.ID) })

	return out
}
