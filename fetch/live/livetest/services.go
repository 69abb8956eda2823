package livetest

import (
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/applicationautoscaling"
	scalable "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
)

// prod makes the services on EC2 instances, the planted risks among them.
func (b *builder) prod() {
	web := b.define(Web, types.NetworkModeBridge, &types.PortMapping{ContainerPort: new(int32(80))})
	b.service(Prod, Web, &ecs.CreateServiceInput{
		TaskDefinition: &web, DesiredCount: new(int32(hosts)),
		LoadBalancers: b.behind(Web, elb.TargetTypeEnumInstance, 80),
	}, map[string]any{
		"launchType":               nil,
		"capacityProviderStrategy": []any{map[string]any{"capacityProvider": Prod, "weight": 1, "base": 0}},
	})

	b.bind(b.run(Prod, Web, web, hosts, nil), Web, 80, 49153)

	b.cache(CacheA, hosts, hosts)
	b.cache(CacheB, 1, 0) // there is no instance left

	agent := b.define(Agent, types.NetworkModeHost, nil)
	b.service(Prod, Agent, &ecs.CreateServiceInput{
		TaskDefinition: &agent, SchedulingStrategy: types.SchedulingStrategyDaemon,
	}, map[string]any{"desiredCount": hosts, "deploymentConfiguration": replacing()})
	b.run(Prod, Agent, agent, hosts, nil)

	orders := b.define(Orders, types.NetworkModeAwsvpc, &types.PortMapping{ContainerPort: new(int32(8080))})
	b.service(Prod, Orders, &ecs.CreateServiceInput{
		TaskDefinition: &orders, DesiredCount: new(int32(1)), NetworkConfiguration: b.in(b.tasks),
		LoadBalancers: b.behind(Orders, elb.TargetTypeEnumIp, 8080),
	}, map[string]any{"serviceRegistries": []any{map[string]any{"registryArn": CloudMapService}}})
	b.Registries = 1
	b.run(Prod, Orders, orders, 1, b.in(b.tasks))
	b.scale(Prod, Orders)

	edge := b.define(Edge, types.NetworkModeAwsvpc, &types.PortMapping{ContainerPort: new(int32(8080))})
	b.service(Prod, Edge, &ecs.CreateServiceInput{
		TaskDefinition: &edge, DesiredCount: new(int32(1)), NetworkConfiguration: b.in(b.edge),
		LoadBalancers: []types.LoadBalancer{{
			TargetGroupArn: new(b.tcpTarget(Edge, 8080)), ContainerName: new(Edge), ContainerPort: new(int32(8080)),
		}},
	}, nil)
	b.run(Prod, Edge, edge, 1, b.in(b.edge))
}

// cache makes a service on a fixed host port, and runs as many of its tasks as find a free one.
func (b *builder) cache(name string, desired, running int32) {
	const port = 6379

	definition := b.define(name, types.NetworkModeBridge,
		&types.PortMapping{ContainerPort: new(int32(port)), HostPort: new(int32(port))})
	b.service(Prod, name, &ecs.CreateServiceInput{TaskDefinition: &definition, DesiredCount: &desired},
		map[string]any{"deploymentConfiguration": replacing()})

	if running > 0 {
		b.bind(b.run(Prod, name, definition, running, nil), name, port, port)
	}
}

// replacing is a deployment that stops a task before it starts the next.
func replacing() map[string]any {
	return map[string]any{"minimumHealthyPercent": 0, "maximumPercent": 100}
}

// bind says on which host port a container of each task is.
func (b *builder) bind(tasks []string, container string, port, host int) {
	for _, task := range tasks {
		b.server.Overlay(task, map[string]any{"containers": []any{map[string]any{
			"name": container, "networkBindings": []any{map[string]any{
				"bindIP": "0.0.0.0", "containerPort": port, "hostPort": host, "protocol": "tcp",
			}},
		}}})
	}
}

// fargate makes the clean services: one of its own, some behind the load balancer, many that nothing reaches.
func (b *builder) fargate() {
	front := &types.PortMapping{ContainerPort: new(int32(8080))}
	b.clean(Checkout, b.define(Checkout, types.NetworkModeAwsvpc, front), b.tasks,
		b.behind(Checkout, elb.TargetTypeEnumIp, 8080))

	web := b.define("clean-web", types.NetworkModeAwsvpc, front)
	for i := range cleanWebs {
		name := fmt.Sprintf("clean-web-%03d", i+1)
		b.clean(name, web, b.tasks, b.behind(name, elb.TargetTypeEnumIp, 8080))
	}

	worker := b.define("clean-worker", types.NetworkModeAwsvpc, nil)
	for i := range cleanWorkers {
		b.clean(fmt.Sprintf("clean-worker-%03d", i+1), worker, b.workers, nil)
	}

	b.define("left-behind", types.NetworkModeAwsvpc, nil)
	b.TaskDefinitions--
}

// clean makes a service with nothing to find: in a private subnet, and reached by a load balancer if by anyone.
func (b *builder) clean(name, definition, group string, behind []types.LoadBalancer) {
	in := &ecs.CreateServiceInput{
		TaskDefinition: &definition, DesiredCount: new(int32(1)), LaunchType: types.LaunchTypeFargate,
		NetworkConfiguration: b.in(group), LoadBalancers: behind,
	}

	b.service(Fargate, name, in, nil)
	b.run(Fargate, name, definition, 1, b.in(group))
}

// define registers a task definition of one container, which has the name of the family, or for a clean family
// is called web or worker.
func (b *builder) define(family string, mode types.NetworkMode, mapping *types.PortMapping) string {
	container := types.ContainerDefinition{
		Name: &family, Image: new("example.com/" + family + ":1"), Memory: new(int32(128)), Essential: new(true),
		Privileged: new(family == Agent),
	}

	if mapping != nil {
		container.PortMappings = []types.PortMapping{*mapping}
	}

	out, err := b.ecs.RegisterTaskDefinition(b.ctx, &ecs.RegisterTaskDefinitionInput{
		Family: &family, NetworkMode: mode, Cpu: new("256"), Memory: new("512"),
		ContainerDefinitions: []types.ContainerDefinition{container},
	})
	b.done("register task definition "+family, err)
	b.TaskDefinitions++

	return *out.TaskDefinition.TaskDefinitionArn
}

// service creates a service, and overlays what moto drops of it.
func (b *builder) service(cluster, name string, in *ecs.CreateServiceInput, dropped map[string]any) {
	in.Cluster, in.ServiceName = &cluster, &name
	out, err := b.ecs.CreateService(b.ctx, in)
	b.done("create service "+name, err)

	b.Services[cluster]++
	b.ARNs[name] = *out.Service.ServiceArn

	if dropped != nil {
		b.server.Overlay(*out.Service.ServiceArn, dropped)
	}
}

// run starts the tasks of a service, which moto leaves to the caller, on one instance after the other.
func (b *builder) run(cluster, service, definition string, n int32, in *types.NetworkConfiguration) []string {
	request := &ecs.RunTaskInput{
		Cluster: &cluster, TaskDefinition: &definition, Count: &n, Group: new("service:" + service),
		LaunchType: types.LaunchTypeEc2, NetworkConfiguration: in,
	}
	if cluster == Fargate {
		request.LaunchType = types.LaunchTypeFargate
	}

	out, err := b.ecs.RunTask(b.ctx, request)
	b.done("run tasks of "+service, err)

	arns := make([]string, 0, len(out.Tasks))
	for i := range out.Tasks {
		arns = append(arns, *out.Tasks[i].TaskArn)

		if cluster == Prod { // moto fills one instance before it takes the next
			b.server.Overlay(arns[i], map[string]any{"containerInstanceArn": b.registered[i%len(b.registered)]})
		}
	}

	b.Tasks[cluster] += len(arns)

	if in != nil {
		b.Interfaces += len(arns)
	}

	return arns
}

// in puts tasks into the private subnets.
func (b *builder) in(group string) *types.NetworkConfiguration {
	return &types.NetworkConfiguration{AwsvpcConfiguration: &types.AwsVpcConfiguration{
		Subnets: b.private, SecurityGroups: []string{group},
	}}
}

// behind puts a service behind the load balancer. Targets are instances in bridge mode, and addresses in awsvpc.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html
func (b *builder) behind(name string, kind elb.TargetTypeEnum, port int32) []types.LoadBalancer {
	return []types.LoadBalancer{{
		TargetGroupArn: new(b.target(name, kind, port)), ContainerName: &name, ContainerPort: &port,
	}}
}

// scale lets a service grow to two tasks.
func (b *builder) scale(cluster, service string) {
	_, err := b.scalable.RegisterScalableTarget(b.ctx, &applicationautoscaling.RegisterScalableTargetInput{
		ServiceNamespace: scalable.ServiceNamespaceEcs, ScalableDimension: scalable.ScalableDimensionECSServiceDesiredCount,
		ResourceId: new("service/" + cluster + "/" + service), MinCapacity: new(int32(1)), MaxCapacity: new(int32(2)),
	})
	b.done("register scalable target", err)
}
