// Package awsmap turns raw answers of the AWS API into a [snapshot.Snapshot].
//
// The live reader and the reader of saved AWS CLI answers both end here, so that the offline twin cannot
// drift from the live account. This is the door at which everything that a snapshot must not hold is
// dropped.
package awsmap

import (
	applicationautoscaling "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	autoscaling "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
)

// Answers are what the AWS API said about one account and region, however it was asked. Fields that were
// not asked for are nil.
type Answers struct {
	Account string
	Region  string

	Clusters           []ecs.Cluster
	CapacityProviders  []ecs.CapacityProvider
	Services           []ecs.Service
	TaskDefinitions    []ecs.TaskDefinition
	Tasks              []ecs.Task
	ContainerInstances []ecs.ContainerInstance

	AutoScalingGroups []autoscaling.AutoScalingGroup
	ScalableTargets   []applicationautoscaling.ScalableTarget

	Instances              []ec2.Instance
	Images                 []ec2.Image
	LaunchTemplateVersions []ec2.LaunchTemplateVersion
	NetworkInterfaces      []ec2.NetworkInterface

	// SecurityGroups carry their rules without ids; where SecurityGroupRules has any rule of a group, those
	// take their place.
	SecurityGroups     []ec2.SecurityGroup
	SecurityGroupRules []ec2.SecurityGroupRule
	PrefixLists        []ec2.ManagedPrefixList

	// PrefixListEntries are the entries by prefix list id.
	PrefixListEntries map[string][]ec2.PrefixListEntry
	VPCs              []ec2.Vpc
	Subnets           []ec2.Subnet
	RouteTables       []ec2.RouteTable

	LoadBalancers []elb.LoadBalancer
	Listeners     []elb.Listener

	// ListenerRules are the rules by listener ARN.
	ListenerRules map[string][]elb.Rule
	TargetGroups  []elb.TargetGroup
}
