package planned_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/planned"
)

// BenchmarkComplete is a stack of n clusters, each with instances, a service and its target: names find each other
// without looking at all others.
func BenchmarkComplete(b *testing.B) {
	for _, n := range []int{300, 3000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				s := estate(n)
				b.StartTimer()

				planned.Complete(s, path)

				if len(s.ContainerInstances) != n {
					b.Fatal(len(s.ContainerInstances))
				}
			}
		})
	}
}

func estate(n int) *snapshot.Snapshot {
	meta := snapshot.Meta{Stack: path}
	s := &snapshot.Snapshot{}

	for i := range n {
		id := func(kind string) string { return fmt.Sprintf("%s#%s%d", path, kind, i) }
		name := fmt.Sprintf("web-%d", i)

		s.Clusters = append(s.Clusters, snapshot.Cluster{Meta: meta, ID: id("Cluster"), Name: name})
		s.CapacityProviders = append(s.CapacityProviders, snapshot.CapacityProvider{
			Meta: meta, ID: id("Provider"), Name: name, AutoScalingGroup: id("Group"), Cluster: id("Cluster"),
		})
		s.AutoScalingGroups = append(s.AutoScalingGroups, snapshot.AutoScalingGroup{
			Meta: meta, ID: id("Group"), Name: name, Desired: snapshot.Known(1), LaunchTemplate: id("Template"),
			Subnets: []string{id("Subnet")},
		})
		s.LaunchTemplates = append(s.LaunchTemplates, snapshot.LaunchTemplate{
			Meta: meta, ID: id("Template"), Name: name, Agent: &snapshot.Agent{},
		})
		s.VPCs = append(s.VPCs, snapshot.VPC{Meta: meta, ID: id("VPC")})
		s.Subnets = append(s.Subnets, snapshot.Subnet{Meta: meta, ID: id("Subnet"), VPC: id("VPC")})
		s.Services = append(s.Services, snapshot.Service{
			Meta: meta, ID: id("Service"), Name: name, Cluster: id("Cluster"), TaskDefinition: id("Task"),
			CapacityProviderStrategy: []snapshot.CapacityProviderStrategyItem{{CapacityProvider: id("Provider")}},
		})
		s.ScalableTargets = append(s.ScalableTargets, snapshot.ScalableTarget{
			Meta: meta, Cluster: id("Cluster"), Service: id("Service"),
		})
	}

	return s
}
