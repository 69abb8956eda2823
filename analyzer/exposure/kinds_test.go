package exposure_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// One instance stands for all that are reached alike, unless it runs a task, whose host port is its own.
func TestKinds(t *testing.T) {
	t.Parallel()

	eni := func(n int, change func(*snapshot.NetworkInterface)) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) { change(&s.NetworkInterfaces[n]) }
	}

	for name, tt := range map[string]struct {
		change func(*snapshot.Snapshot)
		want   []string
	}{
		"all alike": {func(*snapshot.Snapshot) {}, []string{"eni-0"}},
		"another group": {
			eni(1, func(n *snapshot.NetworkInterface) { n.SecurityGroups = []string{"sg-b"} }), []string{"eni-0", "eni-1"},
		},
		"another subnet": {
			eni(2, func(n *snapshot.NetworkInterface) { n.Subnet = "subnet-2" }), []string{"eni-0", "eni-2"},
		},
		"a public address": {
			eni(2, func(n *snapshot.NetworkInterface) { n.PublicIPs = []string{"203.0.113.1"} }), []string{"eni-0", "eni-2"},
		},
		"another address": {
			eni(2, func(n *snapshot.NetworkInterface) { n.PrivateIPs = []string{"10.0.0.9"} }), []string{"eni-0"},
		},
		"in another order": {func(s *snapshot.Snapshot) { slices.Reverse(s.ContainerInstances) }, []string{"eni-0"}},
		"one runs the task": {
			func(s *snapshot.Snapshot) { s.Tasks = []snapshot.Task{running(1)} }, []string{"eni-0", "eni-1"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := hosts(3)
			tt.change(s)

			if diff := cmp.Diff(tt.want, kinds(t, s)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// An assignPublicIp or a launch type that is not known is no reason to call the next task private, whatever runs: it is
// assumed to have an address.
func TestPublicAddressOfTheNextTask(t *testing.T) {
	t.Parallel()

	fargate, ec2 := snapshot.Known(snapshot.LaunchFargate), snapshot.Known(snapshot.LaunchEC2)
	some := snapshot.Unknown[snapshot.LaunchType]("var.launch")
	later := snapshot.Unknown[string]("known after apply")

	for name, tt := range map[string]struct {
		launch           snapshot.Value[snapshot.LaunchType]
		asks             snapshot.Value[string]
		address, assumed bool
	}{
		"enabled":                        {fargate, snapshot.Known("ENABLED"), true, false},
		"disabled":                       {fargate, snapshot.Known("DISABLED"), false, false},
		"left out":                       {fargate, snapshot.Value[string]{}, false, false},
		"unknown":                        {fargate, later, true, true},
		"on instances":                   {ec2, snapshot.Known("ENABLED"), false, false},
		"unknown on instances":           {ec2, later, false, false},
		"enabled, some launch type":      {some, snapshot.Known("ENABLED"), true, true},
		"disabled, some launch type":     {some, snapshot.Known("DISABLED"), false, false},
		"left out, some launch type":     {some, snapshot.Value[string]{}, false, false},
		"neither of the two being known": {some, later, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := hosts(0)
			s.TaskDefinitions[0].NetworkMode = snapshot.Known(snapshot.ModeAWSVPC)
			s.Services[0].LaunchType = tt.launch
			s.Services[0].NetworkConfiguration = &snapshot.NetworkConfiguration{
				Subnets: snapshot.Known([]string{"subnet-1"}), SecurityGroups: snapshot.Known([]string{"sg-a"}),
				AssignPublicIP: tt.asks,
			}

			points, why := pointsOf(t, s)
			if len(points) != 1 || why != "" {
				t.Fatalf("got %+v, %q", points, why)
			}

			if e := points[0].Place.Endpoint; (e.PublicIPv4 != "") != tt.address || (e.PublicAssumed != "") != tt.assumed {
				t.Errorf("got %+v", e)
			}

			task := running(0)
			task.NetworkInterface = "eni-task"
			s.Tasks = []snapshot.Task{task}
			s.NetworkInterfaces = append(s.NetworkInterfaces, snapshot.NetworkInterface{ID: "eni-task"})

			if points, also := pointsOf(t, s); len(points) != 2 || also != why {
				t.Errorf("while a task runs: got %+v, %q", points, also)
			}
		})
	}
}

func hosts(n int) *snapshot.Snapshot {
	s := &snapshot.Snapshot{
		Clusters: []snapshot.Cluster{{ID: "c", Name: "c"}},
		Services: []snapshot.Service{{
			ID: "s", Cluster: "c", Name: "web", TaskDefinition: "web:1", DesiredCount: snapshot.Known(1),
			LaunchType: snapshot.Known(snapshot.LaunchEC2),
		}},
		TaskDefinitions: []snapshot.TaskDefinition{{
			ID: "web:1", Family: "web", NetworkMode: snapshot.Known(snapshot.ModeBridge),
			ContainerDefinitions: []snapshot.ContainerDefinition{{
				Name: "web", PortMappings: []snapshot.PortMapping{{ContainerPort: snapshot.Known(8080)}},
			}},
		}},
	}

	for i := range n {
		id := fmt.Sprintf("i-%d", i)
		eni := fmt.Sprintf("eni-%d", i)

		s.ContainerInstances = append(s.ContainerInstances,
			snapshot.ContainerInstance{ID: id, Cluster: "c", Instance: id, Status: "ACTIVE"})
		s.Instances = append(s.Instances, snapshot.Instance{ID: id, NetworkInterfaces: []string{eni}})
		s.NetworkInterfaces = append(s.NetworkInterfaces,
			snapshot.NetworkInterface{ID: eni, Subnet: "subnet-1", SecurityGroups: []string{"sg-a"}})
	}

	return s
}

func running(host int) snapshot.Task {
	return snapshot.Task{
		ID: "task", Cluster: "c", Service: "web", TaskDefinition: "web:1", ContainerInstance: fmt.Sprintf("i-%d", host),
	}
}

func kinds(t *testing.T, s *snapshot.Snapshot) []string {
	t.Helper()

	points, why := pointsOf(t, s)
	names := make([]string, 0, len(points))

	for _, p := range points {
		names = append(names, p.ID)
	}

	if why != "" {
		t.Errorf("cannot be told: %s", why)
	}

	return names
}

func pointsOf(t *testing.T, s *snapshot.Snapshot) (points []exposure.Point, why string) {
	t.Helper()

	index := snapshot.NewIndex(s)
	p := placement.New(index)

	return exposure.New(index, p, reach.New(index)).Kinds(p.Tenants("c")[0])
}
