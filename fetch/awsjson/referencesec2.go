package awsjson

import (
	"strings"

	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

// needEC2 adds what the answers about EC2 refer to, as far as container instances and tasks are concerned: the
// rest of an account may be left out.
func (f *folder) needEC2(s *snapshot.Snapshot) {
	n, registered, ours := f.needs, map[string]bool{}, map[string]bool{}

	for i := range s.ContainerInstances {
		c := &s.ContainerInstances[i]
		n.refer(awsmap.DescribeClusters, c.Cluster)
		n.providers(c.CapacityProvider)

		if strings.HasPrefix(c.Instance, "i-") { // mi-… is ECS Anywhere
			registered[c.Instance] = true
			n.refer(awsmap.DescribeInstances, c.Instance)
			f.needNetwork(nil, nil)
		}
	}

	for i := range s.Instances {
		in := &s.Instances[i]
		if !registered[in.ID] {
			continue
		}

		n.refer(awsmap.DescribeImages, in.Image)
		n.refer(awsmap.DescribeLaunchTemplateVersions, in.LaunchTemplate)
		n.refer(awsmap.DescribeAutoScalingGroups, in.AutoScalingGroup)

		for _, id := range in.NetworkInterfaces { // described by the instance itself
			ours[id] = true
		}
	}

	for i := range s.Tasks {
		ours[s.Tasks[i].NetworkInterface] = true
	}

	for i := range s.NetworkInterfaces {
		if e := &s.NetworkInterfaces[i]; ours[e.ID] {
			f.needNetwork([]string{e.Subnet}, e.SecurityGroups)
		}
	}

	for i := range s.AutoScalingGroups {
		n.refer(awsmap.DescribeLaunchTemplateVersions, s.AutoScalingGroups[i].LaunchTemplate)
		n.refer(awsmap.DescribeSubnets, s.AutoScalingGroups[i].Subnets...)
	}

	f.needVPC(s)
}

// needVPC adds what groups, subnets and routes refer to. A group that a rule refers to is not needed: it may be of
// another account, behind a peering.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
func (f *folder) needVPC(s *snapshot.Snapshot) {
	var lists []string

	for i := range s.SecurityGroups {
		f.needs.kinds(awsmap.DescribeSecurityGroupRules)

		for j := range s.SecurityGroups[i].Rules {
			lists = append(lists, s.SecurityGroups[i].Rules[j].PrefixList.Or(""))
		}
	}

	for i := range s.Subnets {
		f.needs.refer(awsmap.DescribeVPCs, s.Subnets[i].VPC)
		f.needs.refer(awsmap.DescribeRouteTables, s.Subnets[i].VPC)
		f.needs.refer(awsmap.DescribeNetworkACLs, s.Subnets[i].VPC)
	}

	for i := range s.RouteTables {
		for _, r := range s.RouteTables[i].Routes {
			if strings.HasPrefix(r.Destination, "pl-") {
				lists = append(lists, r.Destination)
			}

			if strings.HasPrefix(r.Target, "vpce-") {
				f.needs.refer(awsmap.DescribeVPCEndpoints, r.Target)
			}
		}
	}

	f.needs.refer(awsmap.DescribeManagedPrefixLists, lists...)
	f.needs.refer(awsmap.GetManagedPrefixListEntries, lists...)

	// A block counts for nothing without what it leaves out, see [awsmap.Answers.BlocksPublicAccess].
	if f.answers.BlocksPublicAccess() {
		f.needs.kinds(awsmap.DescribeVPCBlockPublicAccessExclusions)
	}
}

// needELB follows the load balancers of services. A listener always has a rule, its default action, but only
// those of an Application Load Balancer have others.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
func (f *folder) needELB(s *snapshot.Snapshot) {
	n, ours := f.needs, map[string]bool{}

	for i := range s.TargetGroups {
		if _, used := n[awsmap.DescribeTargetGroups][s.TargetGroups[i].ID]; used {
			n.refer(awsmap.DescribeLoadBalancers, s.TargetGroups[i].LoadBalancers...)
			n.refer(awsmap.DescribeTargetHealth, s.TargetGroups[i].ID)
		}
	}

	for i := range s.LoadBalancers {
		lb := &s.LoadBalancers[i]
		if _, used := n[awsmap.DescribeLoadBalancers][lb.ID]; used {
			ours[lb.ID] = true

			n.refer(awsmap.DescribeListeners, lb.ID)
			f.needNetwork(lb.Subnets, lb.SecurityGroups)
		}
	}

	for i := range s.Listeners {
		l := &s.Listeners[i]
		http := l.Protocol == string(elb.ProtocolEnumHttp) || l.Protocol == string(elb.ProtocolEnumHttps)

		if http && ours[l.LoadBalancer] {
			n.refer(awsmap.DescribeRules, l.ID)
		}
	}
}
