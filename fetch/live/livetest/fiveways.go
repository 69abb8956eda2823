package livetest

import (
	"cmp"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/applicationautoscaling"
	scalable "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

// agentPort is the port on which the agent of the scenario that is written five ways listens.
const agentPort = 9100

// BuildFiveWays makes what fixtures/scenarios/five-ways describes in files, as it is once it runs.
func BuildFiveWays(tb testing.TB, s *Server) {
	tb.Helper()

	b := fiveWays{builder: newBuilder(tb, s)}
	b.network()
	b.groups()
	b.balance()
	b.fleet()
	b.services()
	s.Reset()
}

// fiveWays builds with what the account's builder knows, and is otherwise apart from it.
type fiveWays struct {
	*builder

	api, usual string // groups

	webTargets, apiTargets, queueTargets string

	listener string
}

// services makes them as they are minutes after the deployment: sessions waits for a host with a free port.
func (b *fiveWays) services() {
	b.web()
	b.fixed("cache", hosts, hosts, nil)
	b.fixed("sessions", 1, 0, []types.PlacementConstraint{{
		Type:       types.PlacementConstraintTypeMemberOf,
		Expression: new("attribute:ecs.availability-zone == " + Region + "a"),
	}})
	b.daemon("metrics", types.NetworkModeBridge, types.PortMapping{
		ContainerPort: new(int32(8125)), HostPort: new(int32(45000)), Protocol: types.TransportProtocolUdp,
	})
	b.daemon(Agent, types.NetworkModeHost,
		types.PortMapping{ContainerPort: new(int32(agentPort)), HostPort: new(int32(agentPort))})

	b.awsvpc("api", types.LaunchTypeFargate, []string{b.api}, b.apiTargets, 8080)
	b.awsvpc("queue", types.LaunchTypeEc2, []string{b.hosts}, b.queueTargets, 9000)
	b.awsvpc("batch", types.LaunchTypeFargate, nil, "", 0)
}

// web makes a service behind the load balancer, on ports that ECS draws.
func (b *fiveWays) web() {
	web := b.task(Web, types.NetworkModeBridge, types.PortMapping{ContainerPort: new(int32(8080))})
	b.service(Prod, Web, &ecs.CreateServiceInput{
		TaskDefinition: &web, DesiredCount: new(int32(hosts)), LoadBalancers: led(b.webTargets, Web, 8080),
	}, map[string]any{
		"launchType": nil, "deploymentConfiguration": rolling(),
		"capacityProviderStrategy": []any{map[string]any{"capacityProvider": "hosts", "weight": 1, "base": 0}},
	})
	b.bind(b.run(Prod, Web, web, hosts, nil), Web, 8080, 40000)

	_, err := b.scalable.RegisterScalableTarget(b.ctx, &applicationautoscaling.RegisterScalableTargetInput{
		ServiceNamespace: scalable.ServiceNamespaceEcs, ScalableDimension: scalable.ScalableDimensionECSServiceDesiredCount,
		ResourceId: new("service/" + Prod + "/" + Web), MinCapacity: new(int32(2)), MaxCapacity: new(int32(6)),
	})
	b.done("register scalable target", err)
}

// daemon makes a service with a task on each host.
func (b *fiveWays) daemon(name string, mode types.NetworkMode, mapping types.PortMapping) {
	definition := b.task(name, mode, mapping)
	b.service(Prod, name, &ecs.CreateServiceInput{
		TaskDefinition: &definition, SchedulingStrategy: types.SchedulingStrategyDaemon, LaunchType: types.LaunchTypeEc2,
	}, map[string]any{"desiredCount": hosts, "deploymentConfiguration": replacing()})

	for _, task := range b.run(Prod, name, definition, hosts, nil) {
		b.server.Overlay(task, map[string]any{"containers": []any{map[string]any{
			"name": name, "networkBindings": []any{map[string]any{
				"bindIP": "0.0.0.0", "containerPort": *mapping.ContainerPort, "hostPort": *mapping.HostPort,
				"protocol": string(cmp.Or(mapping.Protocol, types.TransportProtocolTcp)),
			}},
		}}})
	}
}

// fixed makes a service on a fixed host port, and runs as many of its tasks as find a free one.
func (b *fiveWays) fixed(name string, desired, running int32, where []types.PlacementConstraint) {
	const port = 6379

	definition := b.task(name, types.NetworkModeBridge,
		types.PortMapping{ContainerPort: new(int32(port)), HostPort: new(int32(port))})
	b.service(Prod, name, &ecs.CreateServiceInput{
		TaskDefinition: &definition, DesiredCount: &desired, LaunchType: types.LaunchTypeEc2, PlacementConstraints: where,
	}, map[string]any{"deploymentConfiguration": rolling()})

	if running > 0 {
		b.bind(b.run(Prod, name, definition, running, nil), name, port, port)
	}
}

// awsvpc makes a service with a task in the public subnets: on Fargate with a public address, and in the default group
// where no other one is named.
func (b *fiveWays) awsvpc(name string, launch types.LaunchType, groups []string, targets string, port int32) {
	vpc := &types.AwsVpcConfiguration{
		Subnets: b.public, SecurityGroups: groups, AssignPublicIp: types.AssignPublicIpDisabled,
	}
	if launch == types.LaunchTypeFargate {
		vpc.AssignPublicIp = types.AssignPublicIpEnabled
	}

	var (
		in       = &types.NetworkConfiguration{AwsvpcConfiguration: vpc}
		mappings []types.PortMapping
		behind   []types.LoadBalancer
	)

	if port > 0 {
		mappings, behind = []types.PortMapping{{ContainerPort: &port}}, led(targets, name, port)
	}

	dropped := map[string]any{"deploymentConfiguration": rolling()}

	if groups == nil { // which moto does not take
		vpc.SecurityGroups = []string{b.usual}
		dropped["networkConfiguration"] = map[string]any{"awsvpcConfiguration": map[string]any{"securityGroups": []any{}}}
	}

	definition := b.task(name, types.NetworkModeAwsvpc, mappings...)
	b.service(Prod, name, &ecs.CreateServiceInput{
		TaskDefinition: &definition, DesiredCount: new(int32(1)), LaunchType: launch,
		NetworkConfiguration: in, LoadBalancers: behind,
	}, dropped)

	b.place(name, definition, launch, in)
}
