package livetest

import (
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	scalingtypes "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

const hosts = 2

// clusters makes those that hold something, and many that do not.
func (b *builder) clusters() {
	b.cluster(Prod)
	b.cluster(Fargate)

	for i := range idleClusters {
		b.cluster(idle(i))
	}
}

// idle is the name of a cluster without anything in it.
func idle(i int) string { return fmt.Sprintf("idle-%02d", i+1) }

func (b *builder) cluster(name string) {
	_, err := b.ecs.CreateCluster(b.ctx, &ecs.CreateClusterInput{ClusterName: &name})
	b.done("create cluster "+name, err)
	b.Clusters++
}

// instances starts one in each public subnet, gives them to an Auto Scaling group and registers them to cluster
// prod. Those that moto starts for a group itself heed neither its security groups nor its subnets. Idle clusters
// have empty groups.
func (b *builder) instances() {
	image, err := b.ec2.RegisterImage(b.ctx, &ec2.RegisterImageInput{
		Name: new("al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64"),
	})
	b.done("register image", err)

	template, err := b.ec2.CreateLaunchTemplate(b.ctx, &ec2.CreateLaunchTemplateInput{
		LaunchTemplateName: new("hosts"),
		LaunchTemplateData: &ec2types.RequestLaunchTemplateData{
			ImageId: image.ImageId, InstanceType: ec2types.InstanceTypeM5Large, SecurityGroupIds: []string{b.hosts},
			UserData: new(base64.StdEncoding.EncodeToString([]byte(
				"#!/bin/sh\necho ECS_CLUSTER=prod >> /etc/ecs/ecs.config\n" +
					"echo ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config\n"))),
		},
	})
	b.done("create launch template", err)

	for _, subnet := range b.public {
		b.hostIDs = append(b.hostIDs, b.instance(subnet, image.ImageId))
	}

	b.LaunchTemplates, b.Images = 1, 1
	b.provide(Prod, template.LaunchTemplate.LaunchTemplateId, hosts)

	for i := range idleClusters {
		b.provide(idle(i), template.LaunchTemplate.LaunchTemplateId, 0)
	}

	_, err = b.scaling.AttachInstances(b.ctx, &autoscaling.AttachInstancesInput{
		AutoScalingGroupName: new(Prod), InstanceIds: b.hostIDs,
	})
	b.done("attach instances", err)
	b.register(Prod)
}

// instance starts one with a public address, which makes the ports that its group admits reachable.
func (b *builder) instance(subnet string, image *string) string {
	out, err := b.ec2.RunInstances(b.ctx, &ec2.RunInstancesInput{
		ImageId: image, InstanceType: ec2types.InstanceTypeM5Large, MinCount: new(int32(1)), MaxCount: new(int32(1)),
		NetworkInterfaces: []ec2types.InstanceNetworkInterfaceSpecification{{
			DeviceIndex: new(int32(0)), SubnetId: &subnet, Groups: []string{b.hosts}, AssociatePublicIpAddress: new(true),
		}},
	})
	b.done("run instance", err)

	return *out.Instances[0].InstanceId
}

// provide makes a capacity provider of a cluster, and the Auto Scaling group behind it.
func (b *builder) provide(cluster string, template *string, size int32) {
	_, err := b.scaling.CreateAutoScalingGroup(b.ctx, &autoscaling.CreateAutoScalingGroupInput{
		AutoScalingGroupName: &cluster, MinSize: new(int32(0)), MaxSize: &size,
		VPCZoneIdentifier: new(strings.Join(b.public, ",")),
		LaunchTemplate:    &scalingtypes.LaunchTemplateSpecification{LaunchTemplateId: template, Version: new("$Latest")},
	})
	b.done("create Auto Scaling group", err)
	b.AutoScalingGroups++

	groups, err := b.scaling.DescribeAutoScalingGroups(b.ctx, &autoscaling.DescribeAutoScalingGroupsInput{
		AutoScalingGroupNames: []string{cluster},
	})
	b.done("find the Auto Scaling group", err)

	_, err = b.ecs.CreateCapacityProvider(b.ctx, &ecs.CreateCapacityProviderInput{
		Name: &cluster, AutoScalingGroupProvider: &types.AutoScalingGroupProvider{
			AutoScalingGroupArn: groups.AutoScalingGroups[0].AutoScalingGroupARN,
			ManagedScaling:      &types.ManagedScaling{Status: types.ManagedScalingStatusDisabled},
		},
	})
	b.done("create capacity provider", err)
	b.CapacityProviders++

	_, err = b.ecs.PutClusterCapacityProviders(b.ctx, &ecs.PutClusterCapacityProvidersInput{
		Cluster: &cluster, CapacityProviders: []string{cluster, "FARGATE"},
		DefaultCapacityProviderStrategy: []types.CapacityProviderStrategyItem{},
	})
	b.done("put capacity providers", err)
}

// register does what the ECS agent does on an instance, which a capacity provider has started.
func (b *builder) register(provider string) {
	for _, id := range b.hostIDs {
		out, err := b.ecs.RegisterContainerInstance(b.ctx, &ecs.RegisterContainerInstanceInput{
			Cluster: new(Prod), InstanceIdentityDocument: new(fmt.Sprintf(`{"instanceId": %q}`, id)),
		})
		b.done("register "+id, err)

		arn := *out.ContainerInstance.ContainerInstanceArn
		b.registered = append(b.registered, arn)
		b.ContainerInstances[Prod]++

		b.server.Overlay(arn, map[string]any{
			"capacityProviderName": provider,
			"versionInfo":          map[string]any{"agentVersion": "1.89.2"},
		})
	}
}
