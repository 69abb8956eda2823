package analyzer_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A verdict is what one rule says of something in a changed fixture: a part of the only finding, or of what it cannot
// decide; nothing of both where it is silent.
type verdict struct {
	change             func(*snapshot.Snapshot)
	finding, undecided string
}

func (v verdict) check(t *testing.T, rule, name, about string) {
	t.Helper()

	s := read(t, filepath.Join(rulesDir, filepath.FromSlash(rule), filepath.FromSlash(name)), unchanged)
	v.change(s)

	report := of(ask(t, s), rule)

	var found []string
	for i := range report.Findings {
		if message := report.Findings[i].Message; strings.Contains(message, about) {
			found = append(found, message)
		}
	}

	undecided := make([]string, len(report.Undecided))
	for i := range report.Undecided {
		undecided[i] = report.Undecided[i].Reason
	}

	if !only(found, v.finding) || !only(undecided, v.undecided) {
		t.Errorf("want %q, undecided %q; got:\n%s", v.finding, v.undecided, text(t, report))
	}
}

// only reports whether there is one text, with a part in it, or none where no part is wanted.
func only(texts []string, part string) bool {
	if part == "" {
		return len(texts) == 0
	}

	return len(texts) == 1 && strings.Contains(texts[0], part)
}

// On managed instances the owner of a service is told of ports that nobody declares, but not of those of others.
func TestPortsOfNeighboursOnManagedInstances(t *testing.T) {
	t.Parallel()

	const all = "11 ports of service agent that no mapping declares (tcp 9900-9910)"

	beside := func(mapping snapshot.PortMapping, more ...func(*snapshot.Snapshot)) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			addNeighbour(s, mapping)

			for _, change := range more {
				change(s)
			}
		}
	}
	every := snapshot.PortMapping{ContainerPortRange: snapshot.Known("9900-9910")}
	neighbour := func(s *snapshot.Snapshot) *snapshot.Service { return &s.Services[1] }

	for name, tt := range map[string]verdict{
		"nobody else is there": {func(*snapshot.Snapshot) {}, all, ""},
		"one is a neighbour's": {
			beside(snapshot.PortMapping{ContainerPort: snapshot.Known(9905)}),
			"10 ports of service agent that no mapping declares (tcp 9900-9904, 9906-9910)", "",
		},
		"all are a neighbour's": {beside(every), "", ""},
		"those of a neighbour without tasks": {
			beside(every, func(s *snapshot.Snapshot) { neighbour(s).DesiredCount = snapshot.Known(0) }), all, "",
		},
		"those of a service on other instances": {
			beside(every, func(s *snapshot.Snapshot) {
				neighbour(s).CapacityProviderStrategy[0].CapacityProvider = "other"
			}), all, "",
		},
		"those of a neighbour without a network": {
			beside(every, func(s *snapshot.Snapshot) {
				s.TaskDefinitions[1].NetworkMode = snapshot.Known(snapshot.ModeNone)
			}), all, "",
		},
		"a neighbour is on some of the instances": {
			beside(every, func(s *snapshot.Snapshot) {
				elsewhere := s.ContainerInstances[0]
				elsewhere.ID, elsewhere.CapacityProvider = "elsewhere", "other"
				s.ContainerInstances = append(s.ContainerInstances, elsewhere)
				s.Services[0].CapacityProviderStrategy = append(s.Services[0].CapacityProviderStrategy,
					snapshot.CapacityProviderStrategyItem{CapacityProvider: "other", Weight: 1})
			}), all, "",
		},
		"a neighbour's port is not known": {
			beside(snapshot.PortMapping{ContainerPort: snapshot.Unknown[int]("later")}),
			"", "what its neighbour api listens on: container port: later",
		},
		"a port of its own, beside a neighbour's that is not known": {
			beside(snapshot.PortMapping{ContainerPort: snapshot.Unknown[int]("later")}, func(s *snapshot.Snapshot) {
				s.TaskDefinitions[0].ContainerDefinitions[0].PortMappings = []snapshot.PortMapping{
					{ContainerPort: snapshot.Known(9900)},
				}
			}), "port tcp 9900 of service agent is reachable", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			tt.check(t, "exposure/internet-direct", "fires/host-mode-managed-instances", "service agent")
		})
	}
}

// addNeighbour puts a service in host mode on the same managed instances, and another provider beside theirs.
func addNeighbour(s *snapshot.Snapshot, mapping snapshot.PortMapping) {
	other := s.CapacityProviders[0]
	other.ID, other.Name = "other", "other"
	s.CapacityProviders = append(s.CapacityProviders, other)

	definition := s.TaskDefinitions[0]
	definition.ID, definition.Family = "api:1", "api"
	definition.ContainerDefinitions = []snapshot.ContainerDefinition{
		{Name: "api", PortMappings: []snapshot.PortMapping{mapping}},
	}
	s.TaskDefinitions = append(s.TaskDefinitions, definition)

	service := s.Services[0]
	service.ID, service.Name, service.TaskDefinition = "api", "api", definition.ID
	service.CapacityProviderStrategy = []snapshot.CapacityProviderStrategyItem{{CapacityProvider: "managed", Weight: 1}}
	s.Services = append(s.Services, service)
}

// What a tenant declares is what its service, its running deployments and their definitions declare, and what of that
// was not read leaves open what is undeclared.
func TestUndeclaredPortsOfHosts(t *testing.T) {
	t.Parallel()

	const opened = "opens tcp 9000"

	replacing := func(mapping snapshot.PortMapping) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			s.Services[1].ServiceConnect = nil
			s.Services[1].Deployments = []snapshot.Deployment{
				{Status: "PRIMARY", TaskDefinition: s.TaskDefinitions[1].ID}, {Status: "ACTIVE", TaskDefinition: "api:0"},
			}

			old := s.TaskDefinitions[1]
			old.ID, old.ContainerDefinitions = "api:0", []snapshot.ContainerDefinition{
				{Name: "api", PortMappings: []snapshot.PortMapping{mapping}},
			}
			s.TaskDefinitions = append(s.TaskDefinitions, old)
		}
	}
	container, host := snapshot.Known(9000), snapshot.Known(9000)

	for name, tt := range map[string]verdict{
		"a proxy of Service Connect": {func(*snapshot.Snapshot) {}, "", ""},
		"no proxy":                   {func(s *snapshot.Snapshot) { s.Services[1].ServiceConnect = nil }, opened, ""},
		"a proxy whose port is not known": {
			func(s *snapshot.Snapshot) {
				s.Services[1].ServiceConnect.Services[0].IngressPort = snapshot.Unknown[int]("later")
			}, "", "ingressPortOverride: later",
		},
		"a host port that a deployment gives up": {
			replacing(snapshot.PortMapping{ContainerPort: container, HostPort: host}), "", "",
		},
		"a container port that a deployment gives up": {
			replacing(snapshot.PortMapping{ContainerPort: container}), opened, "",
		},
		"a host port, which is not known, that a deployment gives up": {
			replacing(snapshot.PortMapping{ContainerPort: container, HostPort: snapshot.Unknown[int]("later")}), "", "later",
		},
		"host port 0 in host mode, which is the container's": {
			func(s *snapshot.Snapshot) {
				s.Services[1].ServiceConnect = nil
				s.TaskDefinitions[1].NetworkMode = snapshot.Known(snapshot.ModeHost)
				s.TaskDefinitions[1].ContainerDefinitions[0].PortMappings = []snapshot.PortMapping{
					{ContainerPort: container, HostPort: snapshot.Known(0)},
				}
			}, "", "",
		},
		"host port 0 in bridge mode, which is none": {
			func(s *snapshot.Snapshot) {
				s.Services[1].ServiceConnect = nil
				s.TaskDefinitions[1].ContainerDefinitions[0].PortMappings = []snapshot.PortMapping{
					{ContainerPort: container, HostPort: snapshot.Known(0)},
				}
			}, opened, "",
		},
		"a definition that was not read": {
			func(s *snapshot.Snapshot) {
				replacing(snapshot.PortMapping{})(s)
				s.TaskDefinitions = s.TaskDefinitions[:2]
			}, "", "task definition api:0 was not read",
		},
		"a target group that was not read": {
			func(s *snapshot.Snapshot) {
				s.Services[1].ServiceConnect = nil
				s.Services[1].LoadBalancers = []snapshot.ServiceLoadBalancer{
					{TargetGroup: "blue", ContainerName: "api", ContainerPort: snapshot.Known(8080)},
				}
			}, "", "target group blue was not read",
		},
		"a target group that checks another port": {
			func(s *snapshot.Snapshot) {
				s.Services[1].ServiceConnect = nil
				s.Services[1].LoadBalancers = []snapshot.ServiceLoadBalancer{
					{TargetGroup: "blue", ContainerName: "api", ContainerPort: snapshot.Known(8080)},
				}
				s.TargetGroups = []snapshot.TargetGroup{{ID: "blue", HealthCheckPort: snapshot.Known("9000")}}
			}, "", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			tt.check(t, "host/undeclared-ports", "silent/service-connect-of-a-neighbour", "cluster prod")
		})
	}
}
