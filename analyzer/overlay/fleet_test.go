package overlay_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/overlay"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// hosted is an account with a group of instances, and one of another group.
func hosted(instances int) *snapshot.Snapshot {
	s := networked()
	s.CapacityProviders = []snapshot.CapacityProvider{{Meta: meta(), ID: "cp/ec2", Name: "ec2", AutoScalingGroup: "hosts"}}
	s.AutoScalingGroups = []snapshot.AutoScalingGroup{
		{
			Meta: meta(), ID: "asg/hosts", Name: "hosts", MaxSize: snapshot.Known(3), Subnets: []string{"subnet-1"},
			LaunchTemplate: "lt-1:1",
		},
	}
	s.LaunchTemplates = []snapshot.LaunchTemplate{{
		Meta: meta(), ID: "lt-1:1", Name: "hosts", InstanceType: "m6i.large", Image: "ami-1",
		SecurityGroups: []string{"sg-1"}, Agent: &snapshot.Agent{BlockIMDS: snapshot.Known(true)},
	}}

	for n := range instances {
		i, eni := fmt.Sprintf("i-%d", n), fmt.Sprintf("eni-%d", n)
		s.Instances = append(s.Instances, snapshot.Instance{
			Meta: meta(), ID: i, AutoScalingGroup: "hosts", LaunchTemplate: "lt-1:1", InstanceType: "m6i.large",
			NetworkInterfaces: []string{eni},
		})
		s.NetworkInterfaces = append(s.NetworkInterfaces, snapshot.NetworkInterface{
			Meta: meta(), ID: eni, VPC: "vpc-1", Subnet: "subnet-1", SecurityGroups: []string{"sg-1"}, Instance: i,
		})
		s.ContainerInstances = append(s.ContainerInstances, snapshot.ContainerInstance{
			Meta: meta(), ID: "ci-" + i, Instance: i, Cluster: "cluster/prod",
			Attributes: []snapshot.Attribute{{Name: "ecs.instance-type", Value: "m6i.large"}},
		})
	}

	return s
}

// What the agent registered of ECS_AWSVPC_BLOCK_IMDS follows the user data that the next instance has. Where nobody can
// read that, it stays.
func TestFleetsRegisterTheBlock(t *testing.T) {
	t.Parallel()

	const blocks = "ecs.capability.task-eni-block-instance-metadata"

	for name, c := range map[string]struct {
		was  bool
		told snapshot.Value[bool]
		want bool
	}{
		"taken away":     {true, snapshot.Known(false), false},
		"left out":       {true, snapshot.Value[bool]{}, false},
		"added":          {false, snapshot.Known(true), true},
		"kept":           {true, snapshot.Known(true), true},
		"not known":      {true, snapshot.Unknown[bool]("a parameter"), true},
		"never there":    {false, snapshot.Value[bool]{}, false},
		"never, unknown": {false, snapshot.Unknown[bool]("a parameter"), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			account := hosted(1)
			account.LaunchTemplates[0].Agent = &snapshot.Agent{BlockIMDS: snapshot.Known(c.was)}

			if c.was {
				host := &account.ContainerInstances[0]
				host.Attributes = append(host.Attributes, snapshot.Attribute{Name: blocks})
			}

			change := snapshot.New()
			change.LaunchTemplates = []snapshot.LaunchTemplate{{
				Meta: in(), ID: "web.yaml#T", InstanceType: "c6i.large", Agent: &snapshot.Agent{BlockIMDS: c.told},
			}}
			change.AutoScalingGroups = []snapshot.AutoScalingGroup{{
				Meta: in(), ID: "web.yaml#Hosts", Name: "hosts", LaunchTemplate: "web.yaml#T",
			}}

			after, _, err := overlay.Over(account, change, overlay.Options{})
			if err != nil {
				t.Fatal(err)
			}

			is := func(a snapshot.Attribute) bool { return a.Name == blocks }
			if got := slices.ContainsFunc(after.ContainerInstances[0].Attributes, is); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// Of the instances of a group the first stays as it is, and the others are as the new template starts them.
func TestFleets(t *testing.T) {
	t.Parallel()

	const (
		asIs = "m6i.large sg-1 subnet-1 true"
		none = asIs + "\n" + asIs
	)

	for name, c := range map[string]struct {
		instances int
		group     string
		provider  string
		subnets   []string
		template  snapshot.LaunchTemplate

		want  string
		noted bool
	}{
		"the same":         {2, "hosts", "", nil, snapshot.LaunchTemplate{InstanceType: "m6i.large"}, none, false},
		"nothing is known": {2, "hosts", "", nil, snapshot.LaunchTemplate{Image: "/aws/service/ecs"}, none, false},
		"groups of elsewhere": {
			2, "hosts", "", nil, snapshot.LaunchTemplate{SecurityGroups: []string{"web.yaml#Param"}}, none, false,
		},
		"another type": {
			2, "hosts", "", nil,
			snapshot.LaunchTemplate{InstanceType: "c6i.large"},
			asIs + "\nc6i.large sg-1 subnet-1 true", true,
		},
		"other groups": {
			2, "hosts", "", nil,
			snapshot.LaunchTemplate{SecurityGroups: []string{"sg-2"}},
			asIs + "\nm6i.large sg-2 subnet-1 true", true,
		},
		"of one instance": {
			1, "hosts", "", nil, snapshot.LaunchTemplate{SecurityGroups: []string{"sg-2"}}, "m6i.large sg-2 subnet-1 true", true,
		},
		"other user data": {
			2, "hosts", "", nil,
			snapshot.LaunchTemplate{Agent: &snapshot.Agent{BlockIMDS: snapshot.Known(false)}},
			asIs + "\nm6i.large sg-1 subnet-1 false", true,
		},
		"other subnets": {
			2, "hosts", "", []string{"subnet-2"}, snapshot.LaunchTemplate{}, asIs + "\nm6i.large sg-1 subnet-2 true", true,
		},
		"subnets that nobody knows": {2, "hosts", "", []string{"web.yaml#P"}, snapshot.LaunchTemplate{}, none, false},
		"by its provider": {
			2, "web.yaml#Group", "ec2", nil,
			snapshot.LaunchTemplate{SecurityGroups: []string{"sg-2"}},
			asIs + "\nm6i.large sg-2 subnet-1 true", true,
		},
		"another one": {
			2, "more", "", nil, snapshot.LaunchTemplate{SecurityGroups: []string{"sg-2"}}, none, true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			change := snapshot.New()
			c.template.ID = "web.yaml#Template"
			change.LaunchTemplates = []snapshot.LaunchTemplate{c.template}
			change.AutoScalingGroups = []snapshot.AutoScalingGroup{{
				Meta: in(), ID: "web.yaml#Hosts", Name: c.group, MaxSize: snapshot.Known(9), Subnets: c.subnets,
				LaunchTemplate: c.template.ID,
			}}

			if c.provider != "" {
				change.CapacityProviders = []snapshot.CapacityProvider{
					{Meta: in(), ID: "web.yaml#P", Name: c.provider, AutoScalingGroup: c.group},
				}
			}

			account := hosted(c.instances)

			after, _, err := overlay.Over(account, change, overlay.Options{})
			if err != nil {
				t.Fatal(err)
			}

			if d := diff(hosted(c.instances), account); d != "" {
				t.Errorf("the account is changed:\n%s", d)
			}

			if got := fleet(after); got != c.want || c.noted != (len(after.Gaps) > 0) {
				t.Errorf("gaps %v, and\n%s\nwant\n%s", after.Gaps, got, c.want)
			}

			if size := after.AutoScalingGroups[0].MaxSize.Or(0); (size == 9) == (c.group == "more") {
				t.Errorf("%d at most", size)
			}
		})
	}
}

// fleet is what each instance is: its type, its group, its subnet, and whether it blocks the metadata service.
func fleet(s *snapshot.Snapshot) string {
	index := snapshot.NewIndex(s)
	lines := make([]string, 0, len(s.Instances))

	for _, i := range s.Instances {
		eni := index.NetworkInterfaces[i.NetworkInterfaces[0]]
		blocks := index.LaunchTemplates[i.LaunchTemplate].Agent.BlockIMDS.Or(false)
		lines = append(lines, fmt.Sprint(i.InstanceType, " ", eni.SecurityGroups[0], " ", eni.Subnet, " ", blocks))
	}

	return strings.Join(lines, "\n")
}

// With ReplaceAll the first instance is replaced as the others are, with the ports that its agent keeps.
func TestReplaceAll(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		instances int
		all       bool

		want  string
		mixed bool
	}{
		"the first stays": {2, false, "m6i.large [22]\nc6i.large [22 9100]", true},
		"all":             {2, true, "c6i.large [22 9100]\nc6i.large [22 9100]", true},
		"one alone":       {1, false, "c6i.large [22 9100]", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			account, change := hosted(c.instances), snapshot.New()
			for i := range account.ContainerInstances {
				account.ContainerInstances[i].ReservedPorts = []int{22}
			}

			change.LaunchTemplates = []snapshot.LaunchTemplate{{
				Meta: in(), ID: "web.yaml#Template", InstanceType: "c6i.large", Agent: &snapshot.Agent{ReservedPorts: []int{9100}},
			}}
			change.AutoScalingGroups = []snapshot.AutoScalingGroup{
				{Meta: in(), ID: "web.yaml#Hosts", Name: "hosts", LaunchTemplate: "web.yaml#Template"},
			}

			after, replaced, err := overlay.Over(account, change, overlay.Options{ReplaceAll: c.all})
			if err != nil {
				t.Fatal(err)
			}

			lines := make([]string, 0, len(after.Instances))
			for i := range after.Instances {
				lines = append(lines, fmt.Sprint(after.Instances[i].InstanceType, " ", after.ContainerInstances[i].ReservedPorts))
			}

			if got := strings.Join(lines, "\n"); got != c.want || len(replaced) != 1 || replaced[0].Mixed != c.mixed {
				t.Errorf("%+v, and\n%s\nwant\n%s", replaced, got, c.want)
			}
		})
	}
}
