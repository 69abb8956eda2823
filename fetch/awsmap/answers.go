// Package awsmap turns raw answers of the AWS API into a [snapshot.Snapshot].
//
// The live reader and the reader of saved AWS CLI answers both end here, so that the offline twin cannot
// drift from the live account. This is the door at which everything that a snapshot must not hold is
// dropped: values of the environment, user data, commands, labels, log options, descriptions and tags, save for
//
//   - the hosts and ports that values and commands name, see package mention;
//   - the tags by which AWS itself notes the auto-scaling group and the launch template of an instance;
//   - the name of the load balancer that AWS itself notes in the description of its interfaces.
//
// What the mapping holds to:
//
//   - The id of a noun is its ARN for ECS, Elastic Load Balancing and Auto Scaling, and its own id for EC2. An
//     EC2 resource gets the ARN that it has, though most answers of EC2 do not give it.
//   - What an answer leaves out is absent, never unknown: the answer is whole. Unknown is only what user data
//     leaves to a shell.
//   - Lists that are sets are sorted. What has an order keeps it: deployments, capacity provider strategies,
//     containers and their mappings; a primary address or interface comes first.
//   - What is gone is dropped: inactive clusters, services and providers, stopped tasks, terminated instances.
//   - What a snapshot has no place for is a [snapshot.Gap], so that it does not pass for nothing.
//
// No answer makes it panic: every member may be nil.
package awsmap

import (
	applicationautoscaling "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	autoscaling "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
	cloudmap "github.com/aws/aws-sdk-go-v2/service/servicediscovery/types"
)

// Answers are what the AWS API said about one account and region, however it was asked. Fields that were
// not asked for are nil.
type Answers struct {
	Account string
	Region  string

	Clusters []ecs.Cluster

	// ClustersConfigured is set where the clusters were asked for with their configurations, so that one without has none.
	ClustersConfigured bool

	CapacityProviders  []ecs.CapacityProvider
	Services           []ecs.Service
	TaskDefinitions    []ecs.TaskDefinition
	Tasks              []ecs.Task
	ContainerInstances []ecs.ContainerInstance

	// ContainerInstanceClusters is the cluster ARN by container instance ARN, where the caller knows which
	// cluster it asked about: the answer itself does not say, and an ARN of before 2018 does not either.
	ContainerInstanceClusters map[string]string

	// AgentsUntold are the ARNs of container instances whose saved answer does not say whether the agent is connected.
	AgentsUntold map[string]bool

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
	NetworkACLs       []ec2.NetworkAcl

	// VPCBlockPublicAccess is the setting of the region. Its exclusions are needed only where it blocks, see
	// [Answers.BlocksPublicAccess]; an empty list says that there are none, nil that nobody asked.
	VPCBlockPublicAccess           *ec2.VpcBlockPublicAccessOptions
	VPCBlockPublicAccessExclusions []ec2.VpcBlockPublicAccessExclusion

	InternetGateways      []ec2.InternetGateway
	VPCPeeringConnections []ec2.VpcPeeringConnection
	VPCEndpoints          []ec2.VpcEndpoint

	// TransitGatewayAttachments are those of every kind; what only those of VPCs have is in the other list.
	TransitGateways              []ec2.TransitGateway
	TransitGatewayAttachments    []ec2.TransitGatewayAttachment
	TransitGatewayVPCAttachments []ec2.TransitGatewayVpcAttachment

	LoadBalancers []elb.LoadBalancer
	Listeners     []elb.Listener

	// ListenerRules are the rules by listener ARN.
	ListenerRules map[string][]elb.Rule
	TargetGroups  []elb.TargetGroup

	// TargetHealth and TargetGroupAttributes are by target group ARN.
	TargetHealth          map[string][]elb.TargetHealthDescription
	TargetGroupAttributes map[string][]elb.TargetGroupAttribute

	// CloudMapServices are whole ones or the summaries of a list, which leave out the namespace.
	CloudMapServices   []cloudmap.Service
	CloudMapNamespaces []cloudmap.NamespaceSummary
}
