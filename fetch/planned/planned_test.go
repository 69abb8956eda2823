package planned_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/planned"
)

const path = "infra/web.yaml"

// bridge is a stack with a service on instances of its own, in a VPC of its own, as a reader of templates leaves it:
// names and IDs as they are written.
func bridge() *snapshot.Snapshot {
	meta := snapshot.Meta{Stack: path}

	return &snapshot.Snapshot{
		Clusters: []snapshot.Cluster{{Meta: meta, ID: path + "#Cluster", Name: "prod"}},
		CapacityProviders: []snapshot.CapacityProvider{
			{Meta: meta, ID: path + "#Provider", Name: "fleet", AutoScalingGroup: path + "#Group"},
		},
		Services: []snapshot.Service{{
			Meta: meta, ID: path + "#Service", Name: "web", Cluster: "prod", TaskDefinition: "web:7",
			CapacityProviderStrategy: []snapshot.CapacityProviderStrategyItem{{CapacityProvider: path + "#Provider"}},
		}},
		ScheduledTasks: []snapshot.ScheduledTask{{
			Meta: meta, ID: path + "#Nightly", Cluster: path + "#Cluster", TaskDefinition: "web:7",
			CapacityProviderStrategy: []snapshot.CapacityProviderStrategyItem{{CapacityProvider: path + "#Provider"}},
		}},
		TaskDefinitions: []snapshot.TaskDefinition{{Meta: meta, ID: path + "#Task", Family: "web"}},
		ScalableTargets: []snapshot.ScalableTarget{{Meta: meta, Cluster: path + "#Cluster", Service: path + "#Service"}},
		AutoScalingGroups: []snapshot.AutoScalingGroup{{
			Meta: meta, ID: path + "#Group", Name: "hosts", Desired: snapshot.Known(3), LaunchTemplate: path + "#Template",
			Subnets: []string{path + "#A", path + "#B"},
		}},
		LaunchTemplates: []snapshot.LaunchTemplate{{
			Meta: meta, ID: path + "#Template", Name: "hosts", SecurityGroups: []string{path + "#Hosts"},
			Agent: &snapshot.Agent{},
		}},
		VPCs: []snapshot.VPC{{Meta: meta, ID: path + "#VPC", CIDRs: []string{"10.0.0.0/16"}}},
		Subnets: []snapshot.Subnet{
			{Meta: meta, ID: path + "#A", VPC: path + "#VPC", MapPublicIPOnLaunch: snapshot.Known(true)},
			{Meta: meta, ID: path + "#B", VPC: path + "#VPC"},
		},
		TargetGroups: []snapshot.TargetGroup{{Meta: meta, ID: path + "#Targets"}},
		Listeners: []snapshot.Listener{
			{Meta: meta, ID: path + "#HTTP", LoadBalancer: path + "#Balancer", TargetGroups: []string{path + "#Targets"}},
		},
		LoadBalancers: []snapshot.LoadBalancer{{Meta: meta, ID: path + "#Balancer", Subnets: []string{path + "#A"}}},
	}
}

func complete(change func(*snapshot.Snapshot)) *snapshot.Snapshot {
	s := bridge()
	if change != nil {
		change(s)
	}

	planned.Complete(s, path)

	return s
}

// Names and IDs find each other, whichever way they are written.
func TestNames(t *testing.T) {
	t.Parallel()

	s := complete(nil)

	got := []string{
		s.CapacityProviders[0].AutoScalingGroup, s.Services[0].CapacityProviderStrategy[0].CapacityProvider,
		s.Services[0].Cluster, s.Services[0].TaskDefinition, s.ScalableTargets[0].Cluster, s.ScalableTargets[0].Service,
		s.TargetGroups[0].LoadBalancers[0], s.LoadBalancers[0].VPC,
		s.ScheduledTasks[0].Cluster, s.ScheduledTasks[0].TaskDefinition,
		s.ScheduledTasks[0].CapacityProviderStrategy[0].CapacityProvider,
	}

	want := []string{
		"hosts", "fleet", path + "#Cluster/prod", path + "#Task", "prod", "web", path + "#Balancer", path + "#VPC",
		path + "#Cluster/prod", path + "#Task", "fleet",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What is said of a service names its cluster, however the stack calls that.
func TestClusterKeys(t *testing.T) {
	t.Parallel()

	const arn = "arn:aws:ecs:eu-north-1:111122223333:cluster/prod"

	for name, c := range map[string]struct{ id, called, written, key string }{
		"by name":       {path + "#Cluster", "prod", "prod", "service/prod/web"},
		"by reference":  {path + "#Cluster", "prod", path + "#Cluster", "service/prod/web"},
		"by ARN":        {path + "#Cluster", "prod", arn, "service/prod/web"},
		"known by ARN":  {arn, "prod", arn, "service/prod/web"},
		"known by name": {"prod", "prod", "prod", "service/prod/web"},
		"another":       {path + "#Cluster", "prod", "dev", "service/dev/web"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := complete(func(s *snapshot.Snapshot) {
				s.Clusters[0].ID, s.Clusters[0].Name = c.id, c.called
				s.Services[0].Cluster, s.ScalableTargets[0].Cluster = c.written, c.id
			})

			if got := s.Services[0].Key(); got != c.key {
				t.Errorf("the service is %s, want %s", got, c.key)
			}

			if got := s.ScalableTargets[0].Cluster; got != "prod" {
				t.Errorf("the target is of cluster %s, want prod", got)
			}
		})
	}
}

// The instances of a group are in its subnets by turns, with the groups of its template.
func TestInstances(t *testing.T) {
	t.Parallel()

	s := complete(nil)
	if len(s.ContainerInstances) != 3 || len(s.Instances) != 3 || len(s.NetworkInterfaces) != 3 {
		t.Fatalf("%d container instances, %d instances, %d interfaces; want 3 of each",
			len(s.ContainerInstances), len(s.Instances), len(s.NetworkInterfaces))
	}

	for i, want := range []struct {
		subnet string
		public bool
	}{{"A", true}, {"B", false}, {"A", true}} {
		eni, c := s.NetworkInterfaces[i], s.ContainerInstances[i]

		if eni.Subnet != path+"#"+want.subnet || eni.PublicIP != snapshot.Known(want.public) || eni.VPC != path+"#VPC" ||
			!slices.Equal(eni.SecurityGroups, []string{path + "#Hosts"}) || eni.Stack != path {
			t.Errorf("interface %d is %+v; want it in subnet %s, public %v", i, eni, want.subnet, want.public)
		}

		if c.Cluster != path+"#Cluster/prod" || c.CapacityProvider != "fleet" || c.Instance != eni.Instance {
			t.Errorf("container instance %d is %+v", i, c)
		}
	}
}

// A group feeds the cluster that its user data names, or the only one there is where that cannot be read.
func TestFeeds(t *testing.T) {
	t.Parallel()

	named := func(cluster string) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			s.CapacityProviders, s.Services[0].CapacityProviderStrategy = nil, nil
			s.LaunchTemplates[0].Cluster = cluster
		}
	}
	unread := func(s *snapshot.Snapshot) {
		named("")(s)

		s.LaunchTemplates[0].Agent.DynamicPortRange = snapshot.Unknown[snapshot.PortRange]("it is built elsewhere")
	}

	for name, c := range map[string]struct {
		change func(*snapshot.Snapshot)
		want   int
	}{
		"by name":    {named("prod"), 3},
		"by ID":      {named(path + "#Cluster"), 3},
		"another":    {named("dev"), 0},
		"no cluster": {named(""), 0},
		"unread":     {unread, 3},
		"unread, one of two": {func(s *snapshot.Snapshot) {
			unread(s)
			s.Clusters = append(s.Clusters, snapshot.Cluster{ID: path + "#Other", Name: "other"})
		}, 0},
		"a group of the same name": {func(s *snapshot.Snapshot) {
			other := s.AutoScalingGroups[0]
			other.ID, other.Desired = path+"#Other", snapshot.Known(7)
			s.AutoScalingGroups = append(s.AutoScalingGroups, other)
			s.LaunchTemplates[0].Agent = nil
		}, 3},
		"two groups of the name that the provider has": {func(s *snapshot.Snapshot) {
			other := s.AutoScalingGroups[0]
			other.ID = path + "#Other"
			s.AutoScalingGroups = append(s.AutoScalingGroups, other)
			s.CapacityProviders[0].AutoScalingGroup = "hosts"
		}, 0},
		"one group of the name that the provider has": {func(s *snapshot.Snapshot) {
			s.CapacityProviders[0].AutoScalingGroup = "hosts"
		}, 3},
		"too many": {func(s *snapshot.Snapshot) { s.AutoScalingGroups[0].Desired = snapshot.Known(1 << 30) }, 1000},
		"none yet": {func(s *snapshot.Snapshot) { s.AutoScalingGroups[0].Desired = snapshot.Known(0) }, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := complete(c.change)
			if got := len(s.ContainerInstances); got != c.want {
				t.Errorf("%d instances, want %d", got, c.want)
			}

			gap := slices.ContainsFunc(s.Gaps, func(g snapshot.Gap) bool {
				return slices.Contains(g.Nouns, snapshot.NounContainerInstance)
			})
			if gap != (c.want == 0) {
				t.Errorf("a gap for the instances: %v, with %d of them", gap, c.want)
			}
		})
	}
}

// An instance without groups has the default group of its VPC, whatever the reader calls that.
func TestDefaultGroup(t *testing.T) {
	t.Parallel()

	adopted := snapshot.SecurityGroup{ID: path + "#aws_default_security_group.d", Name: "default", VPC: path + "#VPC"}
	group := func(change func(*snapshot.SecurityGroup)) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			g := adopted
			change(&g)

			s.SecurityGroups = []snapshot.SecurityGroup{g}
		}
	}

	for name, c := range map[string]struct {
		change func(*snapshot.Snapshot)
		want   string
	}{
		"adopted":         {group(func(*snapshot.SecurityGroup) {}), adopted.ID},
		"not a default":   {group(func(g *snapshot.SecurityGroup) { g.Name = "web" }), path + "#VPC.DefaultSecurityGroup"},
		"of another VPC":  {group(func(g *snapshot.SecurityGroup) { g.VPC = "vpc-1" }), path + "#VPC.DefaultSecurityGroup"},
		"made":            {func(*snapshot.Snapshot) {}, path + "#VPC.DefaultSecurityGroup"},
		"a VPC of others": {func(s *snapshot.Snapshot) { s.Subnets[0].VPC = "vpc-1" }, "vpc-1.DefaultSecurityGroup"},
		"an unknown VPC":  {func(s *snapshot.Snapshot) { s.Subnets = nil }, path + "#unknown (hosts).DefaultSecurityGroup"},
		"both are unknown": {func(s *snapshot.Snapshot) {
			s.Subnets = nil
			group(func(g *snapshot.SecurityGroup) { g.VPC = "" })(s)
		}, path + "#unknown (hosts).DefaultSecurityGroup"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := complete(func(s *snapshot.Snapshot) {
				s.LaunchTemplates[0].SecurityGroups = nil
				c.change(s)
			})

			if got := s.NetworkInterfaces[0].SecurityGroups; !slices.Equal(got, []string{c.want}) {
				t.Errorf("the interface has %v, want %s", got, c.want)
			}
		})
	}
}

// A launch template that no group starts from is one of ECS only if its user data says so.
func TestDropTemplates(t *testing.T) {
	t.Parallel()

	s := complete(func(s *snapshot.Snapshot) {
		s.LaunchTemplates = append(s.LaunchTemplates,
			snapshot.LaunchTemplate{ID: path + "#Monitoring"}, snapshot.LaunchTemplate{ID: path + "#Extra", Cluster: "prod"})
	})

	got := make([]string, 0, len(s.LaunchTemplates))
	for i := range s.LaunchTemplates {
		got = append(got, s.LaunchTemplates[i].ID)
	}

	if diff := cmp.Diff([]string{path + "#Template", path + "#Extra"}, got); diff != "" {
		t.Error(diff)
	}
}

// What a VPC has by itself is known for the VPCs of the stack, and a gap for all others.
func TestNetwork(t *testing.T) {
	t.Parallel()

	network := func(s *snapshot.Snapshot) bool {
		return slices.ContainsFunc(s.Gaps, func(g snapshot.Gap) bool {
			return slices.Contains(g.Nouns, snapshot.NounRouteTable)
		})
	}

	own := complete(nil)
	if len(own.RouteTables) != 1 || len(own.NetworkACLs) != 1 || len(own.SecurityGroups) != 1 || network(own) {
		t.Errorf("own VPC: %d tables, %d ACLs, %d groups, gap %v",
			len(own.RouteTables), len(own.NetworkACLs), len(own.SecurityGroups), network(own))
	}

	foreign := complete(func(s *snapshot.Snapshot) { s.VPCs, s.Subnets = nil, nil })
	if len(foreign.RouteTables) != 0 || len(foreign.NetworkACLs) != 0 || !network(foreign) {
		t.Errorf("foreign VPC: %d tables, %d ACLs, gap %v",
			len(foreign.RouteTables), len(foreign.NetworkACLs), network(foreign))
	}

	for i := range foreign.NetworkInterfaces {
		if !foreign.NetworkInterfaces[i].PublicIP.IsUnknown() {
			t.Errorf("in a subnet of others, an interface has public address %v", foreign.NetworkInterfaces[i].PublicIP)
		}
	}
}

// A cluster of which there is only the name is made once, and nothing else is known of it.
func TestNamedCluster(t *testing.T) {
	t.Parallel()

	s := complete(func(s *snapshot.Snapshot) {
		s.Clusters, s.CapacityProviders = nil, nil
		s.Services = append(s.Services, s.Services[0], s.Services[0])
		s.Services[2].Cluster = ""
	})

	names := make([]string, 0, len(s.Clusters))
	for i := range s.Clusters {
		names = append(names, s.Clusters[i].Name)
	}

	if diff := cmp.Diff([]string{"prod", "default"}, names); diff != "" {
		t.Error(diff)
	}
}

// What is complete stays as it is.
func TestCompleteTwice(t *testing.T) {
	t.Parallel()

	once, twice := complete(nil), complete(nil)
	twice.ContainerInstances, twice.Instances, twice.NetworkInterfaces, twice.Gaps = nil, nil, nil, nil
	planned.Complete(twice, path)

	if diff := cmp.Diff(once, twice, cmp.AllowUnexported(snapshot.Value[bool]{}, snapshot.Value[int]{},
		snapshot.Value[string]{}, snapshot.Value[snapshot.LaunchType]{}, snapshot.Value[snapshot.PortRange]{},
		snapshot.Value[snapshot.NetworkMode]{}, snapshot.Value[[]string]{})); diff != "" {
		t.Error(diff)
	}
}

// A service whose subnets are not known is in one of which nothing is known, apart from those of others.
func TestUnknownSubnets(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		written, want snapshot.Value[[]string]
	}{
		"not known": {snapshot.Unknown[[]string]("depends on var.x"), snapshot.Known([]string{path + "#unknown (web)"})},
		"known":     {snapshot.Known([]string{path + "#A"}), snapshot.Known([]string{path + "#A"})},
		"none":      {snapshot.Value[[]string]{}, snapshot.Value[[]string]{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := complete(func(s *snapshot.Snapshot) {
				s.Services[0].NetworkConfiguration = &snapshot.NetworkConfiguration{Subnets: c.written}
				s.Services[0].TaskSets = []snapshot.TaskSet{
					{NetworkConfiguration: &snapshot.NetworkConfiguration{Subnets: c.written}}, {},
				}
			})

			got := []snapshot.Value[[]string]{
				s.Services[0].NetworkConfiguration.Subnets, s.Services[0].TaskSets[0].NetworkConfiguration.Subnets,
			}
			if diff := cmp.Diff([]snapshot.Value[[]string]{c.want, c.want}, got,
				cmp.AllowUnexported(snapshot.Value[[]string]{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}
