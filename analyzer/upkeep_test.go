package analyzer_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/policies"
)

// What is not known is neither wrong nor right: a fixture that fires, or is silent, with one fact taken away.
func TestUpkeepIsUndecided(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		rule, fixture string
		change        func(*snapshot.Snapshot)
		want          string // the reason; empty where it is decided all the same
	}{
		"whether there is a network configuration": {
			"awsvpc/missing-network-configuration", "silent/awsvpc-with", func(s *snapshot.Snapshot) {
				s.Services[0].NetworkConfiguration = unknownNetwork()
			}, "network configuration: a condition",
		},
		"whether there is one in bridge mode": {
			"awsvpc/missing-network-configuration", "silent/bridge-without", func(s *snapshot.Snapshot) {
				s.Services[0].NetworkConfiguration = unknownNetwork()
			}, "network configuration: a condition",
		},
		"whose network configuration it is": {
			"awsvpc/missing-network-configuration", "fires/awsvpc-without", func(s *snapshot.Snapshot) {
				s.Services[0].DeploymentController = snapshot.Unknown[string]("a variable")
			}, "deployment controller: a variable",
		},
		"the target group": {
			"bridge/health-check-port-fixed", "fires/container-port", func(s *snapshot.Snapshot) { s.TargetGroups = nil },
			"target group 7a26e70000000001 was not read",
		},
		"the health check port": {
			"bridge/health-check-port-fixed", "fires/container-port", func(s *snapshot.Snapshot) {
				s.TargetGroups[0].HealthCheckPort = snapshot.Known("${var.port}")
			}, "health check port of target group web is not known here",
		},
		"the health check port that a variable gives": {
			"bridge/health-check-port-fixed", "silent/traffic-port", func(s *snapshot.Snapshot) {
				s.TargetGroups[0].HealthCheckPort = snapshot.Unknown[string]("a variable")
			}, "health check port of target group web: a variable",
		},
		"the type of the target group": {
			"bridge/health-check-port-fixed", "fires/container-port", func(s *snapshot.Snapshot) {
				s.TargetGroups[0].TargetType = ""
			}, "the target type of target group web is not known",
		},
		"the type of a group that asks where the traffic goes": {
			"bridge/health-check-port-fixed", "silent/traffic-port", func(s *snapshot.Snapshot) {
				s.TargetGroups[0].TargetType = ""
			}, "",
		},
		"where the tasks are that claim the port": {
			"bridge/health-check-port-fixed", "silent/answered-by-an-agent", func(s *snapshot.Snapshot) {
				s.Services[1].SchedulingStrategy = snapshot.Known("REPLICA")
			}, "whether agent, which claims the port, has a task on each of the instances",
		},
		"whether a daemon is on all instances": {
			"bridge/health-check-port-fixed", "silent/answered-by-an-agent", func(s *snapshot.Snapshot) {
				s.ContainerInstances = twoInstances(s)
				s.Services[1].PlacementConstraints = []snapshot.PlacementConstraint{
					{Type: "memberOf", Expression: "attribute:role == agent"},
				}
			}, "whether agent, which claims the port, has a task on each of the instances",
		},
		"a daemon on all instances": {
			"bridge/health-check-port-fixed", "silent/answered-by-an-agent", func(s *snapshot.Snapshot) {
				s.ContainerInstances = twoInstances(s)
			}, "",
		},
		"the container port behind it": {
			"bridge/health-check-port-fixed", "fires/container-port", func(s *snapshot.Snapshot) {
				s.Services[0].LoadBalancers[0].ContainerPort = snapshot.Unknown[int]("a variable")
			}, "container port of target group web: a variable",
		},
		"the host port of another container": {
			"bridge/health-check-port-fixed", "fires/admin-port", func(s *snapshot.Snapshot) {
				s.TaskDefinitions[0].ContainerDefinitions[0].PortMappings[1].HostPort = snapshot.Unknown[int]("a variable")
			}, "a variable",
		},
		"the ingress port": {
			"discovery/ingress-port-unpinned", "silent/pinned", func(s *snapshot.Snapshot) {
				s.Services[0].ServiceConnect.Services[0].IngressPort = snapshot.Unknown[int]("a variable")
			}, "ingress port of http: a variable",
		},
		"the platform version": {
			"fargate/platform-version", "silent/latest", func(s *snapshot.Snapshot) {
				s.Services[0].PlatformVersion = snapshot.Unknown[string]("a variable")
			}, "platform version: a variable",
		},
		"what is no version": {
			"fargate/platform-version", "silent/latest", func(s *snapshot.Snapshot) {
				s.Services[0].PlatformVersion = snapshot.Known("1.x")
			}, "platform version 1.x is no version",
		},
		"the operating system": {
			"fargate/platform-version", "silent/windows", func(s *snapshot.Snapshot) {
				s.TaskDefinitions[0].OperatingSystemFamily = snapshot.Unknown[string]("a variable")
			}, "operating system: a variable",
		},
		"the operating system of a version that is current for none": {
			"fargate/platform-version", "silent/current", func(s *snapshot.Snapshot) {
				s.TaskDefinitions[0].OperatingSystemFamily = snapshot.Unknown[string]("a variable")
			}, "",
		},
		"the platform version on EC2": {
			"fargate/platform-version", "silent/latest", func(s *snapshot.Snapshot) {
				s.Services[0].PlatformVersion = snapshot.Unknown[string]("a variable")
				s.Services[0].LaunchType = snapshot.Known(snapshot.LaunchEC2)
			}, "",
		},
		"Container Insights of an older snapshot": {
			"hardening/container-insights", "silent/enabled", func(s *snapshot.Snapshot) {
				s.Clusters[0].ContainerInsights = snapshot.Value[string]{}
			}, "the snapshot does not say it",
		},
		"the log of sessions": {
			"hardening/exec-logging", "silent/default", func(s *snapshot.Snapshot) {
				s.Clusters[0].ExecLogging = snapshot.Unknown[string]("not asked for")
			}, "not asked for",
		},
		"the log of sessions that nobody opens": {
			"hardening/exec-logging", "silent/nothing-allows-it", func(s *snapshot.Snapshot) {
				s.Clusters[0].ExecLogging = snapshot.Unknown[string]("not asked for")
			}, "",
		},
		"whether anybody opens sessions": {
			"hardening/exec-logging", "silent/nothing-allows-it", func(s *snapshot.Snapshot) {
				s.Services[0].EnableExecuteCommand = snapshot.Unknown[bool]("a variable")
			}, "a variable",
		},
		"protection": {
			"hardening/termination-protection", "silent/enabled", func(s *snapshot.Snapshot) {
				s.CapacityProviders[0].ManagedTerminationProtection = snapshot.Unknown[bool]("a variable")
			}, "a variable",
		},
		"protection of an older snapshot": {
			"hardening/termination-protection", "silent/enabled", func(s *snapshot.Snapshot) {
				s.CapacityProviders[0].ManagedTerminationProtection = snapshot.Value[bool]{}
			}, "the snapshot does not say it",
		},
		"scaling": {
			"hardening/termination-protection", "silent/scaling-by-hand", func(s *snapshot.Snapshot) {
				s.CapacityProviders[0].ManagedScaling = snapshot.Unknown[bool]("a variable")
			}, "a variable",
		},
		"scaling of a group that is protected": {
			"hardening/termination-protection", "silent/enabled", func(s *snapshot.Snapshot) {
				s.CapacityProviders[0].ManagedScaling = snapshot.Unknown[bool]("a variable")
			}, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := load(t, filepath.Join(rulesDir, filepath.FromSlash(c.rule+"/"+c.fixture), snapshotFile))
			c.change(s)

			report, err := analyzer.Analyze(t.Context(), s, analyzer.Options{Rules: policies.FS})
			if err != nil {
				t.Fatal(err)
			}

			own := of(report, c.rule)

			reasons := make([]string, 0, len(own.Undecided))
			for i := range own.Undecided {
				reasons = append(reasons, own.Undecided[i].Reason)
			}

			if got := strings.Join(reasons, "; "); got != c.want || len(own.Findings) > 0 {
				t.Errorf("undecided for %q and %d findings, want %q", got, len(own.Findings), c.want)
			}
		})
	}
}

func unknownNetwork() *snapshot.NetworkConfiguration {
	const why = "a condition"

	return &snapshot.NetworkConfiguration{
		Subnets: snapshot.Unknown[[]string](why), SecurityGroups: snapshot.Unknown[[]string](why),
		AssignPublicIP: snapshot.Unknown[string](why),
	}
}

// twoInstances are two of a cluster, of which one has a role.
func twoInstances(s *snapshot.Snapshot) []snapshot.ContainerInstance {
	one := snapshot.ContainerInstance{
		Meta: s.Clusters[0].Meta, ID: "a", Cluster: s.Clusters[0].ID, Instance: "i-a", Status: "ACTIVE",
	}
	other := one
	other.ID, other.Instance = "b", "i-b"
	other.Attributes = []snapshot.Attribute{{Name: "role", Value: "agent"}}

	return []snapshot.ContainerInstance{one, other}
}
