package awsjson

import (
	"maps"
	"slices"

	autoscaling "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

// meet marks everything that is described. What a snapshot drops, such as a deleted service, is described too,
// so the answers count where the snapshot keeps less.
func (f *folder) meet(s *snapshot.Snapshot) {
	f.meetECS(s)
	f.meetEC2(s)
	f.meetCloudMap()

	n := f.needs
	n.met(awsmap.DescribeTargetGroups, ids(s.TargetGroups, func(t *snapshot.TargetGroup) string { return t.ID })...)
	n.met(awsmap.DescribeLoadBalancers, ids(s.LoadBalancers, func(l *snapshot.LoadBalancer) string { return l.ID })...)
	n.met(awsmap.DescribeListeners, ids(s.Listeners, func(l *snapshot.Listener) string { return l.LoadBalancer })...)
	n.met(awsmap.DescribeTargetHealth, slices.Collect(maps.Keys(f.answers.TargetHealth))...)
	n.met(awsmap.DescribeRules, slices.Collect(maps.Keys(f.answers.ListenerRules))...)
}

// meetECS marks a cluster as met for what is described of it: one service, one task and one instance tell
// that the call was made for the cluster.
func (f *folder) meetECS(s *snapshot.Snapshot) {
	a, n := &f.answers, f.needs

	n.met(awsmap.DescribeClusters, ids(a.Clusters, func(c *ecs.Cluster) string { return deref(c.ClusterArn) })...)
	n.met(awsmap.DescribeCapacityProviders,
		ids(a.CapacityProviders, func(p *ecs.CapacityProvider) string { return deref(p.Name) })...)
	n.met(awsmap.DescribeServices, ids(a.Services, func(s *ecs.Service) string { return deref(s.ServiceArn) })...)
	n.met(awsmap.DescribeServices, ids(a.Services, func(s *ecs.Service) string { return deref(s.ClusterArn) })...)
	n.met(awsmap.DescribeTasks, ids(a.Tasks, func(t *ecs.Task) string { return deref(t.TaskArn) })...)
	n.met(awsmap.DescribeTasks, ids(a.Tasks, func(t *ecs.Task) string { return deref(t.ClusterArn) })...)
	n.met(awsmap.DescribeTaskDefinition,
		ids(s.TaskDefinitions, func(t *snapshot.TaskDefinition) string { return t.ID })...)
	n.met(awsmap.DescribeContainerInstances, ids(a.ContainerInstances,
		func(c *ecs.ContainerInstance) string { return deref(c.ContainerInstanceArn) })...)
	n.met(awsmap.DescribeContainerInstances,
		ids(s.ContainerInstances, func(c *snapshot.ContainerInstance) string { return c.Cluster })...)
}

// meetEC2 marks a VPC as met by one route table and one network ACL of it: every VPC has a main table and a default
// ACL, so none means that the call was not made for the VPC.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
// https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
func (f *folder) meetEC2(s *snapshot.Snapshot) {
	a, n := &f.answers, f.needs

	n.met(awsmap.DescribeAutoScalingGroups, ids(a.AutoScalingGroups,
		func(g *autoscaling.AutoScalingGroup) string { return deref(g.AutoScalingGroupName) })...)
	n.met(awsmap.DescribeLaunchTemplateVersions,
		ids(s.LaunchTemplates, func(t *snapshot.LaunchTemplate) string { return t.ID })...)
	n.met(awsmap.DescribeInstances, ids(a.Instances, func(i *ec2.Instance) string { return deref(i.InstanceId) })...)
	n.met(awsmap.DescribeImages, ids(s.Images, func(i *snapshot.Image) string { return i.ID })...)
	n.met(awsmap.DescribeNetworkInterfaces,
		ids(s.NetworkInterfaces, func(e *snapshot.NetworkInterface) string { return e.ID })...)
	n.met(awsmap.DescribeSecurityGroups,
		ids(s.SecurityGroups, func(g *snapshot.SecurityGroup) string { return g.ID })...)
	n.met(awsmap.DescribeManagedPrefixLists,
		ids(a.PrefixLists, func(l *ec2.ManagedPrefixList) string { return deref(l.PrefixListId) })...)
	n.met(awsmap.GetManagedPrefixListEntries, slices.Collect(maps.Keys(a.PrefixListEntries))...)
	n.met(awsmap.DescribeVPCs, ids(s.VPCs, func(v *snapshot.VPC) string { return v.ID })...)
	n.met(awsmap.DescribeSubnets, ids(s.Subnets, func(s *snapshot.Subnet) string { return s.ID })...)
	n.met(awsmap.DescribeNetworkACLs, ids(s.NetworkACLs, func(n *snapshot.NetworkACL) string { return n.VPC })...)
	n.met(awsmap.DescribeVPCEndpoints,
		ids(a.VPCEndpoints, func(e *ec2.VpcEndpoint) string { return deref(e.VpcEndpointId) })...)
	n.met(awsmap.DescribeRouteTables, ids(s.RouteTables, func(t *snapshot.RouteTable) string { return t.VPC })...)
}

// meetCloudMap marks a service as met by an answer that has its namespace: a list of services leaves it out.
func (f *folder) meetCloudMap() {
	for i := range f.answers.CloudMapServices {
		if in := &f.answers.CloudMapServices[i]; awsmap.CloudMapNamespace(in) != "" {
			f.needs.met(awsmap.GetService, deref(in.Arn))
		}
	}

	for i := range f.answers.CloudMapNamespaces {
		in := &f.answers.CloudMapNamespaces[i]
		f.needs.met(awsmap.ListNamespaces, deref(in.Id), deref(in.Arn))
	}
}

func ids[T any](nouns []T, id func(*T) string) []string {
	out := make([]string, 0, len(nouns))
	for i := range nouns {
		out = append(out, id(&nouns[i]))
	}

	return out
}
