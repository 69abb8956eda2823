package planned_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/planned"
	"github.com/ecslint/ecslint/fetch/userdata"
)

const optimised = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"

// single is a stack with an instance instead of an auto scaling group, as a reader of templates leaves it.
func single(change func(*snapshot.Snapshot)) *snapshot.Snapshot {
	s := bridge()
	meta := snapshot.Meta{Stack: path}
	s.CapacityProviders, s.AutoScalingGroups, s.Services[0].CapacityProviderStrategy = nil, nil, nil
	s.LaunchTemplates[0].Cluster = "prod"
	s.Instances = []snapshot.Instance{{
		Meta: meta, ID: path + "#Host", LaunchTemplate: path + "#Template", NetworkInterfaces: []string{"eni-1"},
	}}
	s.NetworkInterfaces = []snapshot.NetworkInterface{{
		Meta: meta, ID: "eni-1", Subnet: path + "#A", Instance: path + "#Host", InterfaceType: "interface",
	}}
	s.TargetGroups[0].Targets = []snapshot.Target{{ID: path + "#Host"}, {ID: "10.0.0.1"}}

	change(s)
	planned.Complete(s, path)

	return s
}

// told says of each cluster how many instances it has, and whether it may have more.
func told(s *snapshot.Snapshot) string {
	words := make([]string, 0, len(s.Clusters))

	for i := range s.Clusters {
		c, n, more := &s.Clusters[i], 0, ""

		for j := range s.ContainerInstances {
			if s.ContainerInstances[j].Cluster == c.ID {
				n++
			}
		}

		if slices.ContainsFunc(s.Gaps, func(g snapshot.Gap) bool {
			return g.Resource == c.ID && slices.Contains(g.Nouns, snapshot.NounContainerInstance)
		}) {
			more = " or more"
		}

		words = append(words, fmt.Sprintf("%s %d%s", c.Name, n, more))
	}

	return strings.Join(words, ", ")
}

// A single instance is of the cluster that its user data names; of none where that names none; and where that cannot be
// read it may be of any.
func TestSingles(t *testing.T) {
	t.Parallel()

	template := func(change func(*snapshot.LaunchTemplate)) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) { change(&s.LaunchTemplates[0]) }
	}
	named := func(cluster string) func(*snapshot.Snapshot) {
		return template(func(t *snapshot.LaunchTemplate) { t.Cluster = cluster })
	}
	unread := func(image string) func(*snapshot.Snapshot) {
		return template(func(t *snapshot.LaunchTemplate) {
			t.Cluster, t.Agent, t.Image = "", userdata.Unknown("a script"), image
		})
	}

	for name, c := range map[string]struct {
		change func(*snapshot.Snapshot)
		want   string
	}{
		"by name":      {named("prod"), "prod 1"},
		"by reference": {named(path + "#Cluster"), "prod 1"},
		"another's":    {named("dev"), "prod 0 or more"},
		"none":         {named(""), "prod 0 or more"},
		"none, beside one that does": {func(s *snapshot.Snapshot) {
			bastion := s.Instances[0]
			bastion.ID, bastion.LaunchTemplate = path+"#Bastion", path+"#Other"
			s.Instances = append(s.Instances, bastion)
			s.LaunchTemplates = append(s.LaunchTemplates, snapshot.LaunchTemplate{
				ID: path + "#Other", Agent: &snapshot.Agent{},
			})
		}, "prod 1"},
		"unread, beside one that does": {func(s *snapshot.Snapshot) {
			bastion := s.Instances[0]
			bastion.ID, bastion.LaunchTemplate = path+"#Bastion", path+"#Other"
			s.Instances = append(s.Instances, bastion)
			s.LaunchTemplates = append(s.LaunchTemplates, snapshot.LaunchTemplate{
				ID: path + "#Other", Agent: userdata.Unknown("a script"),
			})
		}, "prod 1 or more"},
		"by a variable of a script":   {named("$CLUSTER"), "prod 0 or more"},
		"unread":                      {unread("ami-1"), "prod 0 or more"},
		"unread, of an image for ECS": {unread(optimised), "prod 1"},
		"unread, in a stack of Fargate alone": {func(s *snapshot.Snapshot) {
			unread("ami-1")(s)
			s.Services[0].LaunchType = snapshot.Known(snapshot.LaunchFargate)
		}, "prod 0"},
		"unread, of an image for ECS, one of two": {func(s *snapshot.Snapshot) {
			unread(optimised)(s)
			s.Clusters = append(s.Clusters, snapshot.Cluster{
				Meta: snapshot.Meta{Stack: path}, ID: path + "#Other", Name: "other",
			})
		}, "prod 0 or more, other 0"},
		"without a template": {func(s *snapshot.Snapshot) { s.LaunchTemplates = nil }, "prod 0 or more"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if got := told(single(c.change)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// ECS knows the machine as one of EC2, wherever it is named, and its keys are those of the cluster.
func TestSingleInstanceNames(t *testing.T) {
	t.Parallel()

	s := single(func(*snapshot.Snapshot) {})
	c, want := s.ContainerInstances[0], "i-"+path+"#Host"

	got := []string{s.Instances[0].ID, s.NetworkInterfaces[0].Instance, s.TargetGroups[0].Targets[0].ID, c.Instance}
	if diff := cmp.Diff([]string{want, want, want, want}, got); diff != "" {
		t.Error(diff)
	}

	if c.Key() != "container-instances/prod/" || s.TargetGroups[0].Targets[1].ID != "10.0.0.1" || !c.Implied {
		t.Errorf("got %+v, %+v", c, s.TargetGroups[0].Targets)
	}
}

// What an instance says itself is kept as a template, of which nothing else has the groups.
func TestSinglesOwnTemplate(t *testing.T) {
	t.Parallel()

	s := single(func(s *snapshot.Snapshot) {
		s.LaunchTemplates[0].ID, s.Instances[0].LaunchTemplate = path+"#Host", path+"#Host"
	})

	if len(s.LaunchTemplates) != 1 || s.LaunchTemplates[0].SecurityGroups != nil ||
		!slices.Equal(s.NetworkInterfaces[0].SecurityGroups, []string{path + "#Hosts"}) {
		t.Errorf("got %+v, %+v", s.LaunchTemplates, s.NetworkInterfaces)
	}

	if s := single(func(*snapshot.Snapshot) {}); s.LaunchTemplates[0].SecurityGroups == nil {
		t.Error("a template that others may start from has lost its groups")
	}
}

// The interface of an instance has what it says itself, else what its template says, else what its subnet does.
func TestSinglesInterface(t *testing.T) {
	t.Parallel()

	eni := func(change func(*snapshot.NetworkInterface)) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) { change(&s.NetworkInterfaces[0]) }
	}

	for name, c := range map[string]struct {
		change func(*snapshot.Snapshot)
		public snapshot.Value[bool]
		groups []string
	}{
		"of the subnet": {func(*snapshot.Snapshot) {}, snapshot.Known(true), []string{path + "#Hosts"}},
		"of a private subnet": {
			eni(func(n *snapshot.NetworkInterface) { n.Subnet = path + "#B" }),
			snapshot.Known(false),
			[]string{path + "#Hosts"},
		},
		"of the template": {
			func(s *snapshot.Snapshot) { s.LaunchTemplates[0].AssociatePublicIP = snapshot.Known(false) },
			snapshot.Known(false),
			[]string{path + "#Hosts"},
		},
		"its own": {eni(func(n *snapshot.NetworkInterface) {
			n.PublicIP, n.SecurityGroups = snapshot.Known(false), []string{"sg-1"}
		}), snapshot.Known(false), []string{"sg-1"}},
		"of the VPC": {
			func(s *snapshot.Snapshot) { s.LaunchTemplates[0].SecurityGroups = nil },
			snapshot.Known(true),
			[]string{path + "#VPC.DefaultSecurityGroup"},
		},
		"of a subnet elsewhere": {
			eni(func(n *snapshot.NetworkInterface) { n.Subnet = "subnet-1" }),
			snapshot.Unknown[bool]("whether subnet subnet-1 gives public addresses is not in the stack"),
			[]string{path + "#Hosts"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := single(c.change).NetworkInterfaces[0]
			if got.PublicIP != c.public || !slices.Equal(got.SecurityGroups, c.groups) {
				t.Errorf("got %v, %v; want %v, %v", got.PublicIP, got.SecurityGroups, c.public, c.groups)
			}
		})
	}
}

// Every interface of a template is one of its instances, with groups of its own; only the first gets a public address.
func TestSecondaryInterfaces(t *testing.T) {
	t.Parallel()

	two := func(s *snapshot.Snapshot) {
		s.LaunchTemplates[0].Interfaces = []snapshot.LaunchInterface{
			{SecurityGroups: []string{"sg-1"}}, {SecurityGroups: []string{"sg-2"}, Subnet: path + "#B"},
		}
	}

	for name, s := range map[string]*snapshot.Snapshot{
		"an instance": single(two),
		"a group": complete(func(s *snapshot.Snapshot) {
			two(s)

			s.AutoScalingGroups[0].Desired = snapshot.Known(1)
		}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if len(s.NetworkInterfaces) != 2 || len(s.Instances[0].NetworkInterfaces) != 2 {
				t.Fatalf("got %+v", s.NetworkInterfaces)
			}

			first, second := s.NetworkInterfaces[0], s.NetworkInterfaces[1]
			if !slices.Equal(first.SecurityGroups, []string{"sg-1"}) || !first.PublicIP.Or(false) ||
				!slices.Equal(second.SecurityGroups, []string{"sg-2"}) || second.PublicIP != snapshot.Known(false) ||
				second.Subnet != path+"#B" || second.Instance != s.Instances[0].ID || second.VPC != path+"#VPC" {
				t.Errorf("got %+v, %+v", first, second)
			}
		})
	}
}

// A cluster of which the stack has no more than its name, in user data, has the instances that join it. One that the
// stack makes may have a name that only a deployment gives.
func TestClustersOfUserData(t *testing.T) {
	t.Parallel()

	alone := func(s *snapshot.Snapshot) {
		s.Clusters, s.Services, s.CapacityProviders, s.TargetGroups[0].Targets = nil, nil, nil, nil
	}
	grouped := func(s *snapshot.Snapshot) {
		alone(s)

		s.Instances = nil
		s.AutoScalingGroups = []snapshot.AutoScalingGroup{{
			Meta: snapshot.Meta{Stack: path}, ID: path + "#Group", LaunchTemplate: path + "#Template",
		}}
	}

	for name, c := range map[string]struct {
		change func(*snapshot.Snapshot)
		want   string
	}{
		"an instance":   {alone, "prod 1"},
		"a group":       {grouped, "prod 1"},
		"one of a name": {func(s *snapshot.Snapshot) { alone(s); s.LaunchTemplates[0].Cluster = "$NAME" }, ""},
		"none":          {func(s *snapshot.Snapshot) { alone(s); s.LaunchTemplates[0].Cluster = "" }, ""},
		"no template":   {func(s *snapshot.Snapshot) { alone(s); s.LaunchTemplates = nil }, ""},
		"beside one that the stack makes": {func(s *snapshot.Snapshot) {
			alone(s)

			s.Clusters = []snapshot.Cluster{{Meta: snapshot.Meta{Stack: path}, ID: path + "#Other", Name: "Other"}}
		}, "Other 0"},
		"beside a service of it": {func(s *snapshot.Snapshot) { s.Clusters, s.Services[0].Cluster = nil, "prod" }, "prod 1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if got := told(single(c.change)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
