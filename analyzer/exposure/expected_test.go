package exposure_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// web is a service of one container with a port; change adds to it, and to what is around.
func web(change func(*snapshot.Snapshot, *snapshot.Service, *snapshot.ContainerDefinition)) *snapshot.Snapshot {
	s := snapshot.New()
	s.Clusters = []snapshot.Cluster{{ID: "prod", Name: "prod"}}
	s.TaskDefinitions = []snapshot.TaskDefinition{
		definition("web:1", snapshot.PortMapping{ContainerPort: snapshot.Known(8080)}),
		definition("web:0", snapshot.PortMapping{ContainerPort: snapshot.Known(9000), Protocol: snapshot.Known("udp")}),
	}
	s.Services = []snapshot.Service{{ID: "web", Cluster: "prod", Name: "web", TaskDefinition: "web:1"}}
	change(s, &s.Services[0], &s.TaskDefinitions[0].ContainerDefinitions[0])

	return s
}

func definition(id string, mapping snapshot.PortMapping) snapshot.TaskDefinition {
	return snapshot.TaskDefinition{
		ID: id, Family: "web", NetworkMode: snapshot.Known(snapshot.ModeAWSVPC),
		ContainerDefinitions: []snapshot.ContainerDefinition{
			{Name: "web", PortMappings: []snapshot.PortMapping{mapping}},
		},
	}
}

func TestExpected(t *testing.T) {
	t.Parallel()

	balanced := func(s *snapshot.Snapshot, service *snapshot.Service, check string) {
		service.LoadBalancers = []snapshot.ServiceLoadBalancer{{TargetGroup: "blue", AlternateTargetGroup: "green"}}
		s.TargetGroups = []snapshot.TargetGroup{
			{ID: "blue", HealthCheckPort: snapshot.Known("traffic-port")}, {ID: "green", HealthCheckPort: snapshot.Known(check)},
		}
	}

	for name, tt := range map[string]struct {
		change    func(*snapshot.Snapshot, *snapshot.Service, *snapshot.ContainerDefinition)
		want, why string
	}{
		"a mapping": {
			func(*snapshot.Snapshot, *snapshot.Service, *snapshot.ContainerDefinition) {},
			"tcp 8080", "",
		},
		"a range": {
			func(_ *snapshot.Snapshot, _ *snapshot.Service, c *snapshot.ContainerDefinition) {
				c.PortMappings[0] = snapshot.PortMapping{ContainerPortRange: snapshot.Known("8000-8010")}
			},
			"tcp 8000-8010", "",
		},
		"a definition that a deployment replaces": {
			func(_ *snapshot.Snapshot, s *snapshot.Service, _ *snapshot.ContainerDefinition) {
				s.Deployments = []snapshot.Deployment{{Status: "PRIMARY", TaskDefinition: "web:1"}, {TaskDefinition: "web:0"}}
			},
			"tcp 8080; udp 9000", "",
		},
		"a definition that a task still runs": {
			func(a *snapshot.Snapshot, _ *snapshot.Service, _ *snapshot.ContainerDefinition) {
				a.Tasks = []snapshot.Task{{ID: "1", Cluster: "prod", Service: "web", TaskDefinition: "web:0"}}
			},
			"tcp 8080; udp 9000", "",
		},
		"that of a task set": {
			func(_ *snapshot.Snapshot, s *snapshot.Service, _ *snapshot.ContainerDefinition) {
				s.TaskSets = []snapshot.TaskSet{{ID: "1", TaskDefinition: "web:0"}}
			},
			"tcp 8080; udp 9000", "",
		},
		"a proxy of Service Connect": {
			func(_ *snapshot.Snapshot, s *snapshot.Service, _ *snapshot.ContainerDefinition) {
				s.ServiceConnect = &snapshot.ServiceConnect{Services: []snapshot.ServiceConnectService{
					{PortName: "a", IngressPort: snapshot.Known(15000)}, {PortName: "b"},
				}}
			},
			"tcp 8080, 15000", "",
		},
		"a record of Cloud Map": {
			func(_ *snapshot.Snapshot, s *snapshot.Service, _ *snapshot.ContainerDefinition) {
				s.ServiceRegistries = []snapshot.ServiceRegistry{{Port: snapshot.Known(7000)}, {}}
			},
			"tcp 7000, 8080", "",
		},
		"a health check of its own": {
			func(a *snapshot.Snapshot, s *snapshot.Service, _ *snapshot.ContainerDefinition) {
				balanced(a, s, "9090")
			},
			"tcp 8080, 9090", "",
		},
		"a health check of the traffic": {
			func(a *snapshot.Snapshot, s *snapshot.Service, _ *snapshot.ContainerDefinition) {
				balanced(a, s, "traffic-port")
			},
			"tcp 8080", "",
		},
		"a port that does not exist": {
			func(_ *snapshot.Snapshot, s *snapshot.Service, _ *snapshot.ContainerDefinition) {
				s.ServiceRegistries = []snapshot.ServiceRegistry{{Port: snapshot.Known(70000)}}
			},
			"tcp 8080", "",
		},
		"a target group that was not read": {
			func(a *snapshot.Snapshot, s *snapshot.Service, _ *snapshot.ContainerDefinition) {
				balanced(a, s, "9090")
				a.TargetGroups = a.TargetGroups[1:]
			},
			"tcp 8080", "target group blue was not read",
		},
		"a definition that was not read": {
			func(_ *snapshot.Snapshot, s *snapshot.Service, _ *snapshot.ContainerDefinition) {
				s.TaskDefinition = "web:9"
			},
			"none", "task definition web:9 was not read",
		},
		"a port that is not known": {
			func(_ *snapshot.Snapshot, _ *snapshot.Service, c *snapshot.ContainerDefinition) {
				c.PortMappings[0].ContainerPort = snapshot.Unknown[int]("later")
			},
			"none", "container port: later",
		},
		"a range that is not known": {
			func(_ *snapshot.Snapshot, _ *snapshot.Service, c *snapshot.ContainerDefinition) {
				c.PortMappings[0] = snapshot.PortMapping{ContainerPortRange: snapshot.Unknown[string]("later")}
			},
			"none", "container port range: later",
		},
		"a proxy whose port is not known": {
			func(_ *snapshot.Snapshot, s *snapshot.Service, _ *snapshot.ContainerDefinition) {
				s.ServiceConnect = &snapshot.ServiceConnect{Services: []snapshot.ServiceConnectService{
					{IngressPort: snapshot.Unknown[int]("later")},
				}}
			},
			"tcp 8080", "ingressPortOverride: later",
		},
		"a record whose port is not known": {
			func(_ *snapshot.Snapshot, s *snapshot.Service, _ *snapshot.ContainerDefinition) {
				s.ServiceRegistries = []snapshot.ServiceRegistry{{Port: snapshot.Unknown[int]("later")}}
			},
			"tcp 8080", "port of the service registry: later",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			index := snapshot.NewIndex(web(tt.change))
			p := placement.New(index)
			m := exposure.New(index, p, reach.New(index))

			services, why := m.Expected(p.Tenants("prod")[0])

			got := services.String()
			if services.IsEmpty() {
				got = "none"
			}

			if got != tt.want || why != tt.why {
				t.Errorf("got %s (%s); want %s (%s)", got, why, tt.want, tt.why)
			}
		})
	}
}
