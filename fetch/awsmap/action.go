package awsmap

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The actions that answers come from, as IAM writes them. The prefix of elbv2 calls is elasticloadbalancing.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
const (
	ListClusters               = "ecs:ListClusters"
	DescribeClusters           = "ecs:DescribeClusters"
	DescribeCapacityProviders  = "ecs:DescribeCapacityProviders"
	ListServices               = "ecs:ListServices"
	DescribeServices           = "ecs:DescribeServices"
	ListTasks                  = "ecs:ListTasks"
	DescribeTasks              = "ecs:DescribeTasks"
	ListContainerInstances     = "ecs:ListContainerInstances"
	DescribeContainerInstances = "ecs:DescribeContainerInstances"
	DescribeTaskDefinition     = "ecs:DescribeTaskDefinition"

	DescribeAutoScalingGroups = "autoscaling:DescribeAutoScalingGroups"
	DescribeScalableTargets   = "application-autoscaling:DescribeScalableTargets"

	DescribeInstances              = "ec2:DescribeInstances"
	DescribeImages                 = "ec2:DescribeImages"
	DescribeLaunchTemplateVersions = "ec2:DescribeLaunchTemplateVersions"
	DescribeNetworkInterfaces      = "ec2:DescribeNetworkInterfaces"
	DescribeSecurityGroups         = "ec2:DescribeSecurityGroups"
	DescribeSecurityGroupRules     = "ec2:DescribeSecurityGroupRules"
	DescribeManagedPrefixLists     = "ec2:DescribeManagedPrefixLists"
	GetManagedPrefixListEntries    = "ec2:GetManagedPrefixListEntries"
	DescribeVPCs                   = "ec2:DescribeVpcs"
	DescribeSubnets                = "ec2:DescribeSubnets"
	DescribeRouteTables            = "ec2:DescribeRouteTables"
	DescribeNetworkACLs            = "ec2:DescribeNetworkAcls"

	DescribeVPCBlockPublicAccessOptions    = "ec2:DescribeVpcBlockPublicAccessOptions"
	DescribeVPCBlockPublicAccessExclusions = "ec2:DescribeVpcBlockPublicAccessExclusions"

	DescribeInternetGateways             = "ec2:DescribeInternetGateways"
	DescribeVPCPeeringConnections        = "ec2:DescribeVpcPeeringConnections"
	DescribeVPCEndpoints                 = "ec2:DescribeVpcEndpoints"
	DescribeTransitGateways              = "ec2:DescribeTransitGateways"
	DescribeTransitGatewayAttachments    = "ec2:DescribeTransitGatewayAttachments"
	DescribeTransitGatewayVPCAttachments = "ec2:DescribeTransitGatewayVpcAttachments"

	DescribeTargetGroups          = "elasticloadbalancing:DescribeTargetGroups"
	DescribeTargetHealth          = "elasticloadbalancing:DescribeTargetHealth"
	DescribeTargetGroupAttributes = "elasticloadbalancing:DescribeTargetGroupAttributes"
	DescribeLoadBalancers         = "elasticloadbalancing:DescribeLoadBalancers"
	DescribeListeners             = "elasticloadbalancing:DescribeListeners"
	DescribeRules                 = "elasticloadbalancing:DescribeRules"

	GetService     = "servicediscovery:GetService"
	ListNamespaces = "servicediscovery:ListNamespaces"
)

// An Action is a call of the AWS API that fills a snapshot.
type Action struct {
	// Name is the action as IAM writes it, "ecs:DescribeServices".
	Name string

	// Nouns are what is missing or incomplete without the answer.
	Nouns []snapshot.Noun

	// DefaultStands reports whether a documented default takes the place of a missing answer.
	DefaultStands bool
}

// Actions returns every action that answers come from, service by service.
func Actions() []Action {
	return slices.Concat(ecsActions(), hostActions(), vpcActions(), gatewayActions(), balancerActions())
}

// ecsActions are those of ECS and of AWS Cloud Map, in which its services are registered.
func ecsActions() []Action {
	return []Action{
		{ListClusters, []snapshot.Noun{
			snapshot.NounCluster, snapshot.NounService, snapshot.NounTask, snapshot.NounContainerInstance,
		}, false},
		{DescribeClusters, []snapshot.Noun{snapshot.NounCluster}, false},
		{DescribeCapacityProviders, []snapshot.Noun{snapshot.NounCapacityProvider}, false},
		{ListServices, []snapshot.Noun{snapshot.NounService}, false},
		{DescribeServices, []snapshot.Noun{snapshot.NounService}, false},
		{ListTasks, []snapshot.Noun{snapshot.NounTask}, false},
		{DescribeTasks, []snapshot.Noun{snapshot.NounTask}, false},
		{ListContainerInstances, []snapshot.Noun{snapshot.NounContainerInstance}, false},
		{DescribeContainerInstances, []snapshot.Noun{snapshot.NounContainerInstance}, false},
		{DescribeTaskDefinition, []snapshot.Noun{snapshot.NounTaskDefinition}, false},
		{GetService, []snapshot.Noun{snapshot.NounCloudMapService}, false},
		{ListNamespaces, []snapshot.Noun{snapshot.NounCloudMapService}, false},
	}
}

// hostActions are about instances, and what starts them.
func hostActions() []Action {
	return []Action{
		{DescribeAutoScalingGroups, []snapshot.Noun{snapshot.NounAutoScalingGroup}, false},
		// Without a target the service keeps its desired count.
		{DescribeScalableTargets, []snapshot.Noun{snapshot.NounScalableTarget}, true},
		{DescribeInstances, []snapshot.Noun{snapshot.NounInstance, snapshot.NounNetworkInterface}, false},
		// The ephemeral port range of a common kernel stands for that of the image and of the user data.
		{DescribeImages, []snapshot.Noun{snapshot.NounImage}, true},
		{DescribeLaunchTemplateVersions, []snapshot.Noun{snapshot.NounLaunchTemplate}, true},
	}
}

// vpcActions are about what decides on traffic inside of a VPC.
func vpcActions() []Action {
	return []Action{
		{DescribeNetworkInterfaces, []snapshot.Noun{snapshot.NounNetworkInterface}, false},
		{DescribeSecurityGroups, []snapshot.Noun{snapshot.NounSecurityGroup}, false},
		// The group's own answer holds the same rules, without their ids.
		{DescribeSecurityGroupRules, []snapshot.Noun{snapshot.NounSecurityGroup}, true},
		{DescribeManagedPrefixLists, []snapshot.Noun{snapshot.NounPrefixList}, false},
		{GetManagedPrefixListEntries, []snapshot.Noun{snapshot.NounPrefixList}, false},
		{DescribeVPCs, []snapshot.Noun{snapshot.NounVPC}, false},
		{DescribeSubnets, []snapshot.Noun{snapshot.NounSubnet}, false},
		{DescribeRouteTables, []snapshot.Noun{snapshot.NounRouteTable}, false},
		// A VPC begins with an ACL that admits everything; what was made of it, nothing else tells.
		{DescribeNetworkACLs, []snapshot.Noun{snapshot.NounNetworkACL}, false},
		// Which endpoints there are, nothing else tells either.
		{DescribeVPCEndpoints, []snapshot.Noun{snapshot.NounVPCEndpoint}, false},
	}
}

// gatewayActions are about the ways out of a VPC. A default stands in for all of them:
//
//   - Block Public Access is off unless someone turns it on. A block without its exclusions counts as not read.
//     https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
//   - A route whose gateway is not attached, or whose peering connection is gone, is a blackhole and says so itself:
//     any other leads where it points. The ranges behind a peering connection are those of its routes.
//     https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html
//   - Security groups cannot be named across a transit gateway unless someone turns that on. The default stands for
//     such references alone; where a transit gateway leads, the routes to it say.
//     https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security
func gatewayActions() []Action {
	return []Action{
		{DescribeVPCBlockPublicAccessOptions, []snapshot.Noun{snapshot.NounVPCBlockPublicAccess}, true},
		{DescribeVPCBlockPublicAccessExclusions, []snapshot.Noun{snapshot.NounVPCBlockPublicAccess}, true},
		{DescribeInternetGateways, []snapshot.Noun{snapshot.NounInternetGateway}, true},
		{DescribeVPCPeeringConnections, []snapshot.Noun{snapshot.NounPeering}, true},
		{DescribeTransitGateways, []snapshot.Noun{snapshot.NounTransitGateway}, true},
		{DescribeTransitGatewayAttachments, []snapshot.Noun{snapshot.NounTransitGatewayAttachment}, true},
		{DescribeTransitGatewayVPCAttachments, []snapshot.Noun{snapshot.NounTransitGatewayAttachment}, true},
	}
}

// balancerActions are those of Elastic Load Balancing.
func balancerActions() []Action {
	return []Action{
		{DescribeTargetGroups, []snapshot.Noun{snapshot.NounTargetGroup}, false},
		{DescribeTargetHealth, []snapshot.Noun{snapshot.NounTargetHealth}, false},
		// Whether clients' addresses are preserved follows from protocol and target type where nobody changed it.
		// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
		{DescribeTargetGroupAttributes, []snapshot.Noun{snapshot.NounTargetGroup}, true},
		{DescribeLoadBalancers, []snapshot.Noun{snapshot.NounLoadBalancer}, false},
		{DescribeListeners, []snapshot.Noun{snapshot.NounListener}, false},
		{DescribeRules, []snapshot.Noun{snapshot.NounListener}, false},
	}
}

// ActionNamed returns the action of that name; one that no snapshot is filled from has no nouns.
func ActionNamed(name string) Action {
	for _, a := range Actions() {
		if a.Name == name {
			return a
		}
	}

	return Action{Name: name}
}

// Gap returns the gap that a missing answer leaves, for the given reason. The caller adds where it is, what
// it is narrowed to and whether a call failed.
func (a Action) Gap(why string) snapshot.Gap {
	return snapshot.Gap{What: a.Name, Why: why, Nouns: a.Nouns, DefaultStands: a.DefaultStands}
}
