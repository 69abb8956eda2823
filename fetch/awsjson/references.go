package awsjson

import (
	"fmt"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

// needECS adds what the answers about ECS refer to. Task definitions alone need nothing more; without any
// answer about ECS, everything about ECS is missing.
func (f *folder) needECS(s *snapshot.Snapshot) {
	a, n := &f.answers, f.needs

	if len(a.Clusters)+len(a.Services)+len(a.Tasks)+len(a.ContainerInstances)+len(a.TaskDefinitions) == 0 &&
		!f.seen[awsmap.DescribeClusters] && !f.seen[awsmap.ListClusters] {
		n.kinds(awsmap.DescribeClusters, awsmap.DescribeServices, awsmap.DescribeTaskDefinition)
	}

	// Without the counts of a cluster, there may be services and tasks.
	if len(a.Services)+len(a.Tasks)+len(a.ContainerInstances) > 0 && !f.seen[awsmap.DescribeClusters] {
		n.kinds(awsmap.DescribeServices, awsmap.DescribeTasks)
	}

	f.needCounted()

	for i := range s.Clusters {
		n.providers(s.Clusters[i].CapacityProviders...)
	}

	for i := range s.Services {
		f.needService(&s.Services[i])
	}

	for i := range s.Tasks {
		t := &s.Tasks[i]
		n.refer(awsmap.DescribeClusters, t.Cluster)
		n.refer(awsmap.DescribeTaskDefinition, t.TaskDefinition)
		n.refer(awsmap.DescribeContainerInstances, t.ContainerInstance)
		n.refer(awsmap.DescribeNetworkInterfaces, t.NetworkInterface)

		if t.Service != "" {
			n.refer(awsmap.DescribeServices, t.Cluster)
		}
	}

	for i := range s.CapacityProviders {
		p := &s.CapacityProviders[i]
		n.refer(awsmap.DescribeAutoScalingGroups, p.AutoScalingGroup)

		if p.ManagedInstances != nil {
			f.needNetwork(p.ManagedInstances.Subnets, p.ManagedInstances.SecurityGroups)
		}
	}
}

// needCounted goes by the counts of clusters and services, which say that there is something to describe.
func (f *folder) needCounted() {
	a := &f.answers

	for i := range a.Clusters {
		f.needCluster(deref(a.Clusters[i].ClusterArn), int(a.Clusters[i].ActiveServicesCount),
			int(a.Clusters[i].RunningTasksCount+a.Clusters[i].PendingTasksCount),
			int(a.Clusters[i].RegisteredContainerInstancesCount))
	}

	for i := range a.Services {
		if a.Services[i].RunningCount+a.Services[i].PendingCount > 0 {
			f.needs.refer(awsmap.DescribeTasks, deref(a.Services[i].ClusterArn))
		}
	}

	if f.uncounted && !f.seen[awsmap.ListServices] {
		f.needs.some(awsmap.DescribeServices)
	}

	f.countServices()
}

// countServices makes a gap of every cluster of which only some services are described: one call takes ten of them. A
// list of them would tell better.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html
func (f *folder) countServices() {
	described := map[string]int{}

	for i := range f.answers.Services {
		if s := &f.answers.Services[i]; deref(s.Status) == "ACTIVE" {
			described[deref(s.ClusterArn)]++
		}
	}

	for i := range f.answers.Clusters {
		c := &f.answers.Clusters[i]
		arn, active := deref(c.ClusterArn), int(c.ActiveServicesCount)

		if n := described[arn]; n > 0 && n < active && !f.seen[awsmap.ListServices] {
			g := f.gap(awsmap.DescribeServices, fmt.Sprintf("%d of %d active services are described", n, active))
			g.Resource, g.Failed = arn, true
		}
	}
}

func (f *folder) needCluster(arn string, services, tasks, instances int) {
	for action, count := range map[string]int{
		awsmap.DescribeServices:           services,
		awsmap.DescribeTasks:              tasks,
		awsmap.DescribeContainerInstances: instances,
	} {
		if count > 0 {
			f.needs.refer(action, arn)
		}
	}
}

// needService adds what one service refers to. Whether it scales by itself is asked of any service.
func (f *folder) needService(s *snapshot.Service) {
	f.needs.kinds(awsmap.DescribeScalableTargets)
	f.needs.refer(awsmap.DescribeClusters, s.Cluster)
	f.needs.refer(awsmap.DescribeTaskDefinition, s.TaskDefinition)
	f.needLaunch(s.CapacityProviderStrategy, s.NetworkConfiguration, s.LoadBalancers)

	for i := range s.Deployments {
		f.needs.refer(awsmap.DescribeTaskDefinition, s.Deployments[i].TaskDefinition)
	}

	for i := range s.TaskSets {
		t := &s.TaskSets[i]
		f.needs.refer(awsmap.DescribeTaskDefinition, t.TaskDefinition)
		f.needLaunch(t.CapacityProviderStrategy, t.NetworkConfiguration, t.LoadBalancers)
	}
}

// needLaunch adds what services and task sets alike refer to.
func (f *folder) needLaunch(
	strategy []snapshot.CapacityProviderStrategyItem,
	network *snapshot.NetworkConfiguration,
	lbs []snapshot.ServiceLoadBalancer,
) {
	for _, item := range strategy {
		f.needs.providers(item.CapacityProvider)
	}

	if network != nil {
		f.needNetwork(network.Subnets.Or(nil), network.SecurityGroups.Or(nil))
	}

	for _, lb := range lbs {
		if lb.TargetGroup != "" {
			f.needs.some(awsmap.DescribeLoadBalancers, awsmap.DescribeListeners)
			f.needs.refer(awsmap.DescribeTargetGroups, lb.TargetGroup, lb.AlternateTargetGroup)
		}
	}
}

// needNetwork adds what decides on the traffic of something in these subnets. Every VPC has a default group, a main
// table and a default ACL; it need not have an endpoint.
func (f *folder) needNetwork(subnets, groups []string) {
	f.needs.kinds(awsmap.DescribeVPCEndpoints)
	f.needs.some(awsmap.DescribeSubnets, awsmap.DescribeSecurityGroups, awsmap.DescribeVPCs, awsmap.DescribeRouteTables,
		awsmap.DescribeNetworkACLs)
	f.needs.refer(awsmap.DescribeSubnets, subnets...)
	f.needs.refer(awsmap.DescribeSecurityGroups, groups...)
}

// needCloudMap adds the services that tasks are registered in, and the names of their namespaces: who calls a service
// by DNS uses both.
func (f *folder) needCloudMap(s *snapshot.Snapshot) {
	n := f.needs

	for i := range s.Services {
		for _, r := range s.Services[i].ServiceRegistries {
			n.refer(awsmap.GetService, r.CloudMapService)
		}

		if c := s.Services[i].ServiceConnect; c != nil && strings.HasPrefix(c.Namespace, "arn:") {
			n.refer(awsmap.ListNamespaces, c.Namespace)
		}
	}

	for i := range f.answers.CloudMapServices {
		in := &f.answers.CloudMapServices[i]
		if _, used := n[awsmap.GetService][deref(in.Arn)]; used {
			n.refer(awsmap.ListNamespaces, awsmap.CloudMapNamespace(in))
		}
	}
}
