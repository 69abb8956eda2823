package analyzer_test

import (
	"fmt"
	"testing"

	"github.com/ecslint/ecslint/analyzer"
	"github.com/ecslint/ecslint/analyzer/overlay"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/policies"
)

// BenchmarkAnalyze puts task definitions of 3 containers, each with 4 mappings and 20 variables, through every
// rule. Modes and ports vary, so that rules find something in about half of them. Of users, logs, memory and read-only
// roots they say nothing, which is the worst case for the rules of hygiene: those find something in each.
func BenchmarkAnalyze(b *testing.B) {
	for _, n := range []int{1, 1_000, 10_000} {
		b.Run(fmt.Sprintf("%d-task-definitions", n), func(b *testing.B) {
			s := taskDefinitions(n)

			b.ReportAllocs()

			for b.Loop() {
				if _, err := analyzer.Analyze(b.Context(), s, analyzer.Options{Rules: policies.FS}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func taskDefinitions(n int) *snapshot.Snapshot {
	s := snapshot.New()
	modes := []snapshot.NetworkMode{snapshot.ModeAWSVPC, snapshot.ModeBridge, snapshot.ModeHost, snapshot.ModeBridge}

	for i := range n {
		d := snapshot.TaskDefinition{
			ID: fmt.Sprintf("service-%d:1", i), Family: fmt.Sprintf("service-%d", i), Revision: 1,
			NetworkMode: snapshot.Known(modes[i%len(modes)]),
		}
		for c := range 3 {
			d.ContainerDefinitions = append(d.ContainerDefinitions, containerDefinition(i, c))
		}

		s.TaskDefinitions = append(s.TaskDefinitions, d)
	}

	return s
}

func containerDefinition(i, c int) snapshot.ContainerDefinition {
	container := snapshot.ContainerDefinition{Name: fmt.Sprintf("container-%d", c)}

	for m := range 4 {
		mapping := snapshot.PortMapping{ContainerPort: snapshot.Known(8000 + 10*c + m), Protocol: snapshot.Known("tcp")}
		if i%8 == 1 && m == 0 {
			mapping.HostPort = snapshot.Known(8000 + 10*c + m)
		}

		container.PortMappings = append(container.PortMappings, mapping)
	}

	for v := range 20 {
		container.Environment = append(container.Environment, snapshot.Variable{Name: fmt.Sprintf("VARIABLE_%d", v)})
	}

	return container
}

// BenchmarkAnalyzeAccount puts clusters of bridge, host and awsvpc services on shared instances through every
// rule: the joins of services with the instances they can land on must not become a product.
func BenchmarkAnalyzeAccount(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprintf("%d-services-%d-instances", n, n/2), func(b *testing.B) {
			s := account(n, n/2)

			b.ReportAllocs()

			for b.Loop() {
				if _, err := analyzer.Analyze(b.Context(), s, analyzer.Options{Rules: policies.FS}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// account is clusters of a thousand services, with a group that admits the VPC to the ephemeral range.
func account(services, instances int) *snapshot.Snapshot {
	s := taskDefinitions(services)
	clusters := (services + 999) / 1_000

	for i := range clusters {
		s.Clusters = append(s.Clusters, snapshot.Cluster{ID: clusterID(i), Name: fmt.Sprintf("prod-%d", i)})
	}

	s.SecurityGroups = []snapshot.SecurityGroup{{ID: "sg-hosts", Name: "hosts", Rules: []snapshot.SecurityGroupRule{{
		ID: "sgr-1", Protocol: snapshot.Known("tcp"), FromPort: snapshot.Known(32768), ToPort: snapshot.Known(60999),
		CIDRIPv4: snapshot.Known("10.0.0.0/16"),
	}}}}
	s.RouteTables = []snapshot.RouteTable{{ID: "rtb-1", Subnets: []string{"subnet-1"}, Routes: []snapshot.Route{
		{Destination: "10.0.0.0/16", Target: "local"},
	}}}

	for i := range instances {
		id := fmt.Sprintf("i-%d", i)
		s.ContainerInstances = append(s.ContainerInstances, snapshot.ContainerInstance{
			ID: id, Cluster: clusterID(i % clusters), Instance: id, Status: "ACTIVE",
		})
		s.Instances = append(s.Instances, snapshot.Instance{ID: id, NetworkInterfaces: []string{"eni-" + id}})
		s.NetworkInterfaces = append(s.NetworkInterfaces, snapshot.NetworkInterface{
			ID: "eni-" + id, Subnet: "subnet-1", SecurityGroups: []string{"sg-hosts"},
		})
	}

	for i := range services {
		s.Services = append(s.Services, snapshot.Service{
			ID: fmt.Sprintf("service/%d", i), Cluster: clusterID(i % clusters), Name: fmt.Sprintf("service-%d", i),
			TaskDefinition: s.TaskDefinitions[i].ID, LaunchType: snapshot.Known(snapshot.LaunchEC2),
			DesiredCount: snapshot.Known(2),
			NetworkConfiguration: &snapshot.NetworkConfiguration{
				Subnets: snapshot.Known([]string{"subnet-1"}), SecurityGroups: snapshot.Known([]string{"sg-hosts"}),
			},
		})
	}

	return s
}

func clusterID(i int) string { return fmt.Sprintf("cluster/prod-%d", i) }

// BenchmarkAnalyzeChange judges one changed definition inside the same accounts: it costs about two analyses.
func BenchmarkAnalyzeChange(b *testing.B) {
	for _, n := range []int{100, 1_000} {
		b.Run(fmt.Sprintf("%d-services-%d-instances", n, n/2), func(b *testing.B) {
			s := account(n, n/2)
			change := taskDefinitions(2)
			change.TaskDefinitions = change.TaskDefinitions[1:]
			change.TaskDefinitions[0].ContainerDefinitions[0].PortMappings[1].HostPort = snapshot.Known(8001)

			b.ReportAllocs()

			for b.Loop() {
				after, _, err := overlay.Over(s, change, overlay.Options{})
				if err != nil {
					b.Fatal(err)
				}

				_, err = analyzer.AnalyzeChange(b.Context(), after, []*snapshot.Snapshot{s}, analyzer.Options{Rules: policies.FS})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
