package livetest

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	scalingtypes "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	elbtypes "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
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

	api, webTargets, apiTargets string
}

// network makes a VPC of two public subnets, which give public addresses to what runs in them.
func (b *fiveWays) network() {
	b.attached()

	for i, zone := range []string{Region + "a", Region + "b"} {
		subnet := b.subnet([]string{"10.0.0.0/24", "10.0.1.0/24"}[i], zone)
		_, err := b.ec2.ModifySubnetAttribute(b.ctx, &ec2.ModifySubnetAttributeInput{
			SubnetId: &subnet, MapPublicIpOnLaunch: &ec2types.AttributeBooleanValue{Value: new(true)},
		})
		b.done("give public addresses", err)

		b.public = append(b.public, subnet)
	}

	b.route(b.public, &ec2.CreateRouteInput{GatewayId: b.gateway})
}

func (b *fiveWays) groups() {
	b.alb, b.hosts, b.api = b.group("front"), b.group("hosts"), b.group("api")

	everywhere := []ec2types.IpRange{{CidrIp: new("0.0.0.0/0")}}
	b.admit(b.alb, ports(80, 80, ec2types.IpPermission{IpRanges: everywhere}))
	b.admit(b.hosts, ports(32768, 65535, ec2types.IpPermission{IpRanges: everywhere}))
	b.admit(b.hosts, ports(22, 22, ec2types.IpPermission{IpRanges: everywhere}))
	b.admit(b.api, ports(8080, 8080, ec2types.IpPermission{
		UserIdGroupPairs: []ec2types.UserIdGroupPair{{GroupId: &b.alb}},
		IpRanges:         []ec2types.IpRange{{CidrIp: new("10.0.0.0/16")}},
	}))
}

func ports(from, to int32, p ec2types.IpPermission) ec2types.IpPermission {
	p.FromPort, p.ToPort = &from, &to

	return p
}

// balance makes the load balancer: all goes to web, save for the paths of api.
func (b *fiveWays) balance() {
	b.webTargets = b.targets("web", elbtypes.TargetTypeEnumInstance, 80)
	b.apiTargets = b.targets("api", elbtypes.TargetTypeEnumIp, 8080)

	out, err := b.elb.CreateLoadBalancer(b.ctx, &elb.CreateLoadBalancerInput{
		Name: new("front"), Subnets: b.public, SecurityGroups: []string{b.alb},
		Scheme: elbtypes.LoadBalancerSchemeEnumInternetFacing, Type: elbtypes.LoadBalancerTypeEnumApplication,
	})
	b.done("create load balancer", err)

	listener, err := b.elb.CreateListener(b.ctx, &elb.CreateListenerInput{
		LoadBalancerArn: out.LoadBalancers[0].LoadBalancerArn, Protocol: elbtypes.ProtocolEnumHttp, Port: new(int32(80)),
		DefaultActions: []elbtypes.Action{{Type: elbtypes.ActionTypeEnumForward, TargetGroupArn: &b.webTargets}},
	})
	b.done("create listener", err)

	_, err = b.elb.CreateRule(b.ctx, &elb.CreateRuleInput{
		ListenerArn: listener.Listeners[0].ListenerArn, Priority: new(int32(10)),
		Conditions: []elbtypes.RuleCondition{{
			Field: new("path-pattern"), PathPatternConfig: &elbtypes.PathPatternConditionConfig{Values: []string{"/api/*"}},
		}},
		Actions: []elbtypes.Action{{Type: elbtypes.ActionTypeEnumForward, TargetGroupArn: &b.apiTargets}},
	})
	b.done("create rule", err)
}

func (b *fiveWays) targets(name string, kind elbtypes.TargetTypeEnum, port int32) string {
	out, err := b.elb.CreateTargetGroup(b.ctx, &elb.CreateTargetGroupInput{
		Name: &name, VpcId: &b.vpc, TargetType: kind, Protocol: elbtypes.ProtocolEnumHttp, Port: &port,
	})
	b.done("create target group "+name, err)

	return *out.TargetGroups[0].TargetGroupArn
}

// fleet makes the cluster, and two instances of an Auto Scaling group that have joined it.
func (b *fiveWays) fleet() {
	b.cluster(Prod)

	image, err := b.ec2.RegisterImage(b.ctx, &ec2.RegisterImageInput{
		Name: new("al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64"),
	})
	b.done("register image", err)

	template, err := b.ec2.CreateLaunchTemplate(b.ctx, &ec2.CreateLaunchTemplateInput{
		LaunchTemplateName: new("hosts"),
		LaunchTemplateData: &ec2types.RequestLaunchTemplateData{
			ImageId: image.ImageId, InstanceType: ec2types.InstanceTypeM5Large, SecurityGroupIds: []string{b.hosts},
			MetadataOptions: &ec2types.LaunchTemplateInstanceMetadataOptionsRequest{
				HttpTokens: ec2types.LaunchTemplateHttpTokensStateRequired, HttpPutResponseHopLimit: new(int32(1)),
			},
			UserData: new(base64.StdEncoding.EncodeToString([]byte("#!/bin/sh\n" +
				"echo ECS_CLUSTER=prod >> /etc/ecs/ecs.config\n" +
				"echo ECS_DYNAMIC_HOST_PORT_RANGE=40000-49999 >> /etc/ecs/ecs.config\n"))),
		},
	})
	b.done("create launch template", err)

	for _, subnet := range b.public {
		b.hostIDs = append(b.hostIDs, b.instance(subnet, image.ImageId))
	}

	b.scale(template.LaunchTemplate.LaunchTemplateId)
	b.register("hosts")
}

// scale gives the instances to an Auto Scaling group, and the group to the cluster.
func (b *fiveWays) scale(template *string) {
	_, err := b.scaling.CreateAutoScalingGroup(b.ctx, &autoscaling.CreateAutoScalingGroupInput{
		AutoScalingGroupName: new("hosts"), MinSize: new(int32(0)), MaxSize: new(int32(hosts)),
		VPCZoneIdentifier: new(strings.Join(b.public, ",")),
		LaunchTemplate:    &scalingtypes.LaunchTemplateSpecification{LaunchTemplateId: template, Version: new("$Latest")},
	})
	b.done("create Auto Scaling group", err)

	_, err = b.scaling.AttachInstances(b.ctx, &autoscaling.AttachInstancesInput{
		AutoScalingGroupName: new("hosts"), InstanceIds: b.hostIDs,
	})
	b.done("attach instances", err)

	groups, err := b.scaling.DescribeAutoScalingGroups(b.ctx, &autoscaling.DescribeAutoScalingGroupsInput{})
	b.done("find the Auto Scaling group", err)

	_, err = b.ecs.CreateCapacityProvider(b.ctx, &ecs.CreateCapacityProviderInput{
		Name: new("hosts"), AutoScalingGroupProvider: &types.AutoScalingGroupProvider{
			AutoScalingGroupArn: groups.AutoScalingGroups[0].AutoScalingGroupARN,
		},
	})
	b.done("create capacity provider", err)

	_, err = b.ecs.PutClusterCapacityProviders(b.ctx, &ecs.PutClusterCapacityProvidersInput{
		Cluster: new(Prod), CapacityProviders: []string{"hosts", "FARGATE"},
		DefaultCapacityProviderStrategy: []types.CapacityProviderStrategyItem{},
	})
	b.done("put capacity providers", err)
}

// services makes them as they are minutes after the deployment: sessions waits for a host with a free port.
func (b *fiveWays) services() {
	web := b.task(Web, types.NetworkModeBridge, types.PortMapping{ContainerPort: new(int32(8080))})
	b.service(Prod, Web, &ecs.CreateServiceInput{
		TaskDefinition: &web, DesiredCount: new(int32(hosts)), LoadBalancers: led(b.webTargets, Web),
	}, map[string]any{
		"launchType": nil, "deploymentConfiguration": rolling(),
		"capacityProviderStrategy": []any{map[string]any{"capacityProvider": "hosts", "weight": 1, "base": 0}},
	})
	b.bind(b.run(Prod, Web, web, hosts, nil), Web, 8080, 40000)

	b.fixed("cache", hosts, hosts)
	b.fixed("sessions", 1, 0)

	agent := b.task(Agent, types.NetworkModeHost,
		types.PortMapping{ContainerPort: new(int32(agentPort)), HostPort: new(int32(agentPort))})
	b.service(Prod, Agent, &ecs.CreateServiceInput{
		TaskDefinition: &agent, SchedulingStrategy: types.SchedulingStrategyDaemon, LaunchType: types.LaunchTypeEc2,
	}, map[string]any{"desiredCount": hosts, "deploymentConfiguration": replacing()})
	b.bind(b.run(Prod, Agent, agent, hosts, nil), Agent, agentPort, agentPort)

	b.fargate()
}

// fixed makes a service on a fixed host port, and runs as many of its tasks as find a free one.
func (b *fiveWays) fixed(name string, desired, running int32) {
	const port = 6379

	definition := b.task(name, types.NetworkModeBridge,
		types.PortMapping{ContainerPort: new(int32(port)), HostPort: new(int32(port))})
	b.service(Prod, name, &ecs.CreateServiceInput{
		TaskDefinition: &definition, DesiredCount: &desired, LaunchType: types.LaunchTypeEc2,
	}, map[string]any{"deploymentConfiguration": rolling()})

	if running > 0 {
		b.bind(b.run(Prod, name, definition, running, nil), name, port, port)
	}
}

// fargate makes api, with addresses that the internet can route to.
func (b *fiveWays) fargate() {
	const api = "api"

	in := &types.NetworkConfiguration{AwsvpcConfiguration: &types.AwsVpcConfiguration{
		Subnets: b.public, SecurityGroups: []string{b.api}, AssignPublicIp: types.AssignPublicIpEnabled,
	}}
	definition := b.task(api, types.NetworkModeAwsvpc, types.PortMapping{ContainerPort: new(int32(8080))})
	b.service(Prod, api, &ecs.CreateServiceInput{
		TaskDefinition: &definition, DesiredCount: new(int32(1)), LaunchType: types.LaunchTypeFargate,
		NetworkConfiguration: in, LoadBalancers: led(b.apiTargets, api),
	}, map[string]any{"deploymentConfiguration": rolling()})

	_, err := b.ecs.RunTask(b.ctx, &ecs.RunTaskInput{
		Cluster: new(Prod), TaskDefinition: &definition, Group: new("service:" + api),
		LaunchType: types.LaunchTypeFargate, NetworkConfiguration: in,
	})
	b.done("run the task of api", err)
}

// task registers a task definition of one container, which has the name of the family.
func (b *fiveWays) task(family string, mode types.NetworkMode, mapping types.PortMapping) string {
	in := &ecs.RegisterTaskDefinitionInput{
		Family: &family, NetworkMode: mode, ContainerDefinitions: []types.ContainerDefinition{{
			Name: &family, Image: new("example.com/" + family + ":1"), Memory: new(int32(128)), Essential: new(true),
			PortMappings: []types.PortMapping{mapping},
		}},
	}
	if mode == types.NetworkModeAwsvpc {
		in.RequiresCompatibilities, in.Cpu, in.Memory = []types.Compatibility{types.CompatibilityFargate}, new("256"), new("512")
	}

	out, err := b.ecs.RegisterTaskDefinition(b.ctx, in)
	b.done("register task definition "+family, err)

	return *out.TaskDefinition.TaskDefinitionArn
}

func led(group, container string) []types.LoadBalancer {
	return []types.LoadBalancer{{TargetGroupArn: &group, ContainerName: &container, ContainerPort: new(int32(8080))}}
}

// rolling is the deployment that ECS makes where nothing is said.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
func rolling() map[string]any {
	return map[string]any{"minimumHealthyPercent": 100, "maximumPercent": 200}
}
