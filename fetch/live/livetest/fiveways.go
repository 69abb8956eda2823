package livetest

import (
	"cmp"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/applicationautoscaling"
	scalable "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
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

	api, usual string // groups

	webTargets, apiTargets, queueTargets string

	listener string
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
	b.admitItself()
	b.alb, b.hosts, b.api = b.group("front"), b.group("hosts"), b.group("api")

	everywhere := []ec2types.IpRange{{CidrIp: new("0.0.0.0/0")}}
	b.admit(b.alb, ports(80, 80, ec2types.IpPermission{IpRanges: everywhere}))
	b.admit(b.hosts, ports(32768, 65535, ec2types.IpPermission{IpRanges: everywhere}))
	b.admit(b.hosts, ports(22, 22, ec2types.IpPermission{
		IpRanges: []ec2types.IpRange{{CidrIp: new("0.0.0.0/0")}, {CidrIp: new("10.0.0.0/16")}},
	}))
	b.admit(b.api, ports(8080, 8080, ec2types.IpPermission{
		UserIdGroupPairs: []ec2types.UserIdGroupPair{{GroupId: &b.alb}},
		IpRanges:         []ec2types.IpRange{{CidrIp: new("10.0.0.0/16")}},
	}))
}

// admitItself gives the default group the rule that moto leaves out: all from itself.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
func (b *fiveWays) admitItself() {
	out, err := b.ec2.DescribeSecurityGroups(b.ctx, &ec2.DescribeSecurityGroupsInput{Filters: []ec2types.Filter{
		{Name: new("vpc-id"), Values: []string{b.vpc}}, {Name: new("group-name"), Values: []string{"default"}},
	}})
	b.done("find the default group", err)
	b.usual = *out.SecurityGroups[0].GroupId

	_, err = b.ec2.AuthorizeSecurityGroupIngress(b.ctx, &ec2.AuthorizeSecurityGroupIngressInput{
		GroupId: &b.usual, IpPermissions: []ec2types.IpPermission{{
			IpProtocol: new("-1"), UserIdGroupPairs: []ec2types.UserIdGroupPair{{GroupId: &b.usual}},
		}},
	})
	b.done("admit the default group itself", err)
}

func ports(from, to int32, p ec2types.IpPermission) ec2types.IpPermission {
	p.FromPort, p.ToPort = &from, &to

	return p
}

// balance makes the load balancer: all goes to web, save for the paths of others.
func (b *fiveWays) balance() {
	b.webTargets = b.targets("web", elbtypes.TargetTypeEnumInstance, 80)
	b.apiTargets = b.targets("api", elbtypes.TargetTypeEnumIp, 8080)
	b.queueTargets = b.targets("queue", elbtypes.TargetTypeEnumIp, 9000)

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

	b.listener = *listener.Listeners[0].ListenerArn
	b.rule(10, "/api/*", b.apiTargets)
	b.rule(20, "/queue/*", b.queueTargets)
}

func (b *fiveWays) rule(priority int32, path, targets string) {
	_, err := b.elb.CreateRule(b.ctx, &elb.CreateRuleInput{
		ListenerArn: &b.listener, Priority: &priority,
		Conditions: []elbtypes.RuleCondition{{
			Field: new("path-pattern"), PathPatternConfig: &elbtypes.PathPatternConditionConfig{Values: []string{path}},
		}},
		Actions: []elbtypes.Action{{Type: elbtypes.ActionTypeEnumForward, TargetGroupArn: &targets}},
	})
	b.done("create rule for "+path, err)
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
				HttpEndpoint: ec2types.LaunchTemplateInstanceMetadataEndpointStateEnabled,
				HttpTokens:   ec2types.LaunchTemplateHttpTokensStateRequired, HttpPutResponseHopLimit: new(int32(1)),
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

	for i, arn := range b.registered {
		b.server.Overlay(arn, map[string]any{"attributes": []any{
			map[string]any{"name": "ecs.availability-zone", "value": Region + []string{"a", "b"}[i]},
			map[string]any{"name": "ecs.instance-type", "value": "m5.large"},
			map[string]any{"name": "ecs.os-type", "value": "linux"},
			map[string]any{"name": "ecs.subnet-id", "value": b.public[i]},
		}})

		_, err = b.ec2.ModifyInstanceMetadataOptions(b.ctx, &ec2.ModifyInstanceMetadataOptionsInput{
			InstanceId: &b.hostIDs[i], HttpEndpoint: ec2types.InstanceMetadataEndpointStateEnabled,
			HttpTokens: ec2types.HttpTokensStateRequired, HttpPutResponseHopLimit: new(int32(1)),
		})
		b.done("set metadata options", err)
	}
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

// place runs a task of a service, in place of whose interface that moto invents it gets one that is in the subnet.
func (b *fiveWays) place(service, definition string, launch types.LaunchType, in *types.NetworkConfiguration) {
	vpc := in.AwsvpcConfiguration

	eni, err := b.ec2.CreateNetworkInterface(b.ctx, &ec2.CreateNetworkInterfaceInput{
		SubnetId: &vpc.Subnets[0], Groups: vpc.SecurityGroups,
	})
	b.done("create the interface of "+service, err)

	if vpc.AssignPublicIp == types.AssignPublicIpEnabled {
		address, err := b.ec2.AllocateAddress(b.ctx, &ec2.AllocateAddressInput{Domain: ec2types.DomainTypeVpc})
		b.done("allocate an address for "+service, err)

		_, err = b.ec2.AssociateAddress(b.ctx, &ec2.AssociateAddressInput{
			AllocationId: address.AllocationId, NetworkInterfaceId: eni.NetworkInterface.NetworkInterfaceId,
		})
		b.done("associate the address of "+service, err)
	}

	out, err := b.ecs.RunTask(b.ctx, &ecs.RunTaskInput{
		Cluster: new(Prod), TaskDefinition: &definition, Group: new("service:" + service),
		LaunchType: launch, NetworkConfiguration: in,
	})
	b.done("run the task of "+service, err)

	b.server.Overlay(*out.Tasks[0].TaskArn, map[string]any{"attachments": []any{map[string]any{
		"id": service, "type": "ElasticNetworkInterface", "status": "ATTACHED", "details": []any{
			map[string]any{"name": "subnetId", "value": vpc.Subnets[0]},
			map[string]any{"name": "networkInterfaceId", "value": *eni.NetworkInterface.NetworkInterfaceId},
			map[string]any{"name": "privateIPv4Address", "value": *eni.NetworkInterface.PrivateIpAddress},
		},
	}}})
}

// task registers a task definition of one container, which has the name of the family.
func (b *fiveWays) task(family string, mode types.NetworkMode, mappings ...types.PortMapping) string {
	in := &ecs.RegisterTaskDefinitionInput{
		Family: &family, NetworkMode: mode, ContainerDefinitions: []types.ContainerDefinition{{
			Name: &family, Image: new("example.com/" + family + ":1"), Memory: new(int32(128)), Essential: new(true),
			PortMappings: mappings, Privileged: new(family == Agent),
		}},
	}
	if mode == types.NetworkModeAwsvpc && family != "queue" {
		in.RequiresCompatibilities = []types.Compatibility{types.CompatibilityFargate}
		in.Cpu, in.Memory = new("256"), new("512")
	}

	out, err := b.ecs.RegisterTaskDefinition(b.ctx, in)
	b.done("register task definition "+family, err)

	return *out.TaskDefinition.TaskDefinitionArn
}

func led(group, container string, port int32) []types.LoadBalancer {
	return []types.LoadBalancer{{TargetGroupArn: &group, ContainerName: &container, ContainerPort: &port}}
}

// rolling is the deployment that ECS makes where nothing is said.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
func rolling() map[string]any {
	return map[string]any{"minimumHealthyPercent": 100, "maximumPercent": 200}
}
