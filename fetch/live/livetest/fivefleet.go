package livetest

import (
	"encoding/base64"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	scalingtypes "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

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
