package capacity_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/capacity"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

type option = func(*snapshot.Snapshot)

// estate is a cluster, prod, without anything in it, changed by options.
func estate(options ...option) *snapshot.Snapshot {
	s := snapshot.New()
	s.Clusters = []snapshot.Cluster{{ID: "prod", Name: "prod"}}

	for _, o := range options {
		o(s)
	}

	return s
}

// instances adds instances with one interface each; their numbers go on where those before have ended.
func instances(n int, instanceType string, options ...func(*snapshot.ContainerInstance)) option {
	return func(s *snapshot.Snapshot) {
		for range n {
			id := strconv.Itoa(len(s.ContainerInstances))
			c := snapshot.ContainerInstance{
				ID: "ci-" + id, Cluster: "prod", Instance: "i-" + id, Status: "ACTIVE",
				Attributes: []snapshot.Attribute{{Name: "n", Value: id}},
			}

			for _, o := range options {
				o(&c)
			}

			s.ContainerInstances = append(s.ContainerInstances, c)
			s.Instances = append(s.Instances, snapshot.Instance{
				ID: "i-" + id, InstanceType: instanceType, NetworkInterfaces: []string{"eni-" + id},
				AutoScalingGroup: "hosts", Meta: c.Meta,
			})
			s.NetworkInterfaces = append(s.NetworkInterfaces, snapshot.NetworkInterface{
				ID: "eni-" + id, Instance: "i-" + id, InterfaceType: "interface",
			})
		}
	}
}

func trunk(c *snapshot.ContainerInstance) { with("ecs.awsvpc-trunk-id", "eni-trunk")(c) }

func with(name, value string) func(*snapshot.ContainerInstance) {
	return func(c *snapshot.ContainerInstance) {
		c.Attributes = append(c.Attributes, snapshot.Attribute{Name: name, Value: value})
	}
}

// declared makes an instance one that a file declares.
func declared(c *snapshot.ContainerInstance) { c.Stack = "infra" }

func provided(c *snapshot.ContainerInstance) { c.CapacityProvider = "fleet" }

// service adds a service of awsvpc tasks on EC2 that may stop a task before it starts one.
func service(name string, desired int, options ...func(*snapshot.Service)) option {
	return in(snapshot.ModeAWSVPC, name, desired, options...)
}

func in(mode snapshot.NetworkMode, name string, desired int, options ...func(*snapshot.Service)) option {
	return func(s *snapshot.Snapshot) {
		s.TaskDefinitions = append(s.TaskDefinitions, snapshot.TaskDefinition{
			ID: name + ":1", Family: name, Revision: 1, NetworkMode: snapshot.Known(mode),
		})
		v := snapshot.Service{
			ID: name, Cluster: "prod", Name: name, TaskDefinition: name + ":1", DesiredCount: snapshot.Known(desired),
			LaunchType: snapshot.Known(snapshot.LaunchEC2), MinimumHealthyPercent: snapshot.Known(0),
		}

		for _, o := range options {
			o(&v)
		}

		s.Services = append(s.Services, v)
	}
}

func rolling(minimum, maximum int) func(*snapshot.Service) {
	return func(s *snapshot.Service) {
		s.MinimumHealthyPercent, s.MaximumPercent = snapshot.Known(minimum), snapshot.Known(maximum)
	}
}

func daemon(s *snapshot.Service) { s.SchedulingStrategy = snapshot.Known("DAEMON") }

func launched(t snapshot.LaunchType) func(*snapshot.Service) {
	return func(s *snapshot.Service) { s.LaunchType = snapshot.Known(t) }
}

// on keeps the service to the instances with these numbers.
func on(numbers ...string) func(*snapshot.Service) {
	return constrained("memberOf", "attribute:n in ["+strings.Join(numbers, ",")+"]")
}

func distinct(s *snapshot.Service) { constrained("distinctInstance", "")(s) }

func constrained(kind, expression string) func(*snapshot.Service) {
	return func(s *snapshot.Service) {
		s.PlacementConstraints = append(s.PlacementConstraints,
			snapshot.PlacementConstraint{Type: kind, Expression: expression})
	}
}

func by(controller string) func(*snapshot.Service) {
	return func(s *snapshot.Service) { s.DeploymentController = snapshot.Known(controller) }
}

// fleet lets the service use a capacity provider, of which there is one.
func fleet(s *snapshot.Service) {
	s.LaunchType = snapshot.Value[snapshot.LaunchType]{}
	s.CapacityProviderStrategy = []snapshot.CapacityProviderStrategyItem{{CapacityProvider: "fleet"}}
}

// growing adds the provider, whose group may have so many instances.
func growing(most int, instanceType string) option {
	return func(s *snapshot.Snapshot) {
		s.CapacityProviders = append(s.CapacityProviders, snapshot.CapacityProvider{
			ID: "fleet", Name: "fleet", AutoScalingGroup: "hosts", ManagedScaling: snapshot.Known(true),
		})
		s.AutoScalingGroups = append(s.AutoScalingGroups, snapshot.AutoScalingGroup{
			ID: "hosts", Name: "hosts", MaxSize: snapshot.Known(most), LaunchTemplate: "lt",
		})
		s.LaunchTemplates = append(s.LaunchTemplates, snapshot.LaunchTemplate{ID: "lt", InstanceType: instanceType})
	}
}

func setting(value, principal, stack string) option {
	return func(s *snapshot.Snapshot) {
		s.AccountSettings = append(s.AccountSettings, snapshot.AccountSetting{
			Meta: snapshot.Meta{Stack: stack},
			Name: snapshot.SettingTrunking, Value: snapshot.Known(value), Principal: principal,
		})
	}
}

// running adds tasks with an interface each on an instance, of a service or of none.
func running(n int, service, instance string) option {
	return func(s *snapshot.Snapshot) {
		for range n {
			id := strconv.Itoa(len(s.Tasks))
			s.Tasks = append(s.Tasks, snapshot.Task{
				ID: "t-" + id, Cluster: "prod", Service: service, ContainerInstance: "ci-" + instance,
				NetworkInterface: "eni-t-" + id, LaunchType: snapshot.Known(snapshot.LaunchEC2),
			})
		}
	}
}

func model(s *snapshot.Snapshot) *capacity.Model {
	index := snapshot.NewIndex(s)

	return capacity.New(index, placement.New(index))
}

func pools(s *snapshot.Snapshot, all bool) []capacity.Pool {
	return model(s).Pools(&s.Clusters[0], all)
}

// told is a pool in words.
func told(p *capacity.Pool) string {
	names := make([]string, 0, len(p.Tenants))
	for _, t := range p.Tenants {
		names = append(names, t.Name())
	}

	verdict := string(p.Verdict())
	if p.Now.Undecided != "" {
		verdict += ": " + p.Now.Undecided
	}

	return fmt.Sprintf("%s want %s+%s of %s/%s, %d/%d missing, %s", strings.Join(names, "+"),
		p.Demand.Tasks, p.Demand.First, p.Now.Slots, p.Trunked.Slots, p.Now.Missing, p.Trunked.Missing, verdict)
}

func list[T any](all ...T) []T { return all }

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()

	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
