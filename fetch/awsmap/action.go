package awsmap

import "github.com/ecslint/ecslint/analyzer/snapshot"

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

	DescribeTargetGroups  = "elasticloadbalancing:DescribeTargetGroups"
	DescribeLoadBalancers = "elasticloadbalancing:DescribeLoadBalancers"
	DescribeListeners     = "elasticloadbalancing:DescribeListeners"
	DescribeRules         = "elasticloadbalancing:DescribeRules"
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

// Actions returns every action that answers come from, in the order in which a reader asks.
func Actions() []Action {
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
		{DescribeAutoScalingGroups, []snapshot.Noun{snapshot.NounAutoScalingGroup}, false},
		// Without a target the service keeps its desired count.
		{DescribeScalableTargets, []snapshot.Noun{snapshot.NounScalableTarget}, true},
		{DescribeInstances, []snapshot.Noun{snapshot.NounInstance, snapshot.NounNetworkInterface}, false},
		// The ephemeral port range of a common kernel stands for that of the image and of the user data.
		{DescribeImages, []snapshot.Noun{snapshot.NounImage}, true},
		{DescribeLaunchTemplateVersions, []snapshot.Noun{snapshot.NounLaunchTemplate}, true},
		{DescribeNetworkInterfaces, []snapshot.Noun{snapshot.NounNetworkInterface}, false},
		{DescribeSecurityGroups, []snapshot.Noun{snapshot.NounSecurityGroup}, false},
		// The group's own answer holds the same rules, without their ids.
		{DescribeSecurityGroupRules, []snapshot.Noun{snapshot.NounSecurityGroup}, true},
		{DescribeManagedPrefixLists, []snapshot.Noun{snapshot.NounPrefixList}, false},
		{GetManagedPrefixListEntries, []snapshot.Noun{snapshot.NounPrefixList}, false},
		{DescribeVPCs, []snapshot.Noun{snapshot.NounVPC}, false},
		{DescribeSubnets, []snapshot.Noun{snapshot.NounSubnet}, false},
		{DescribeRouteTables, []snapshot.Noun{snapshot.NounRouteTable}, false},
		{DescribeTargetGroups, []snapshot.Noun{snapshot.NounTargetGroup}, false},
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
