package snapshot_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func in(account, region string) snapshot.Meta { return snapshot.Meta{Account: account, Region: region} }

func TestIndexFindsByID(t *testing.T) {
	t.Parallel()

	s := &snapshot.Snapshot{
		Clusters:           []snapshot.Cluster{{ID: "a", Name: "1"}, {ID: "b", Name: "2"}},
		TaskDefinitions:    []snapshot.TaskDefinition{{ID: "a", Family: "1"}, {ID: "b", Family: "2"}},
		ContainerInstances: []snapshot.ContainerInstance{{ID: "a"}, {ID: "b"}},
		LaunchTemplates:    []snapshot.LaunchTemplate{{ID: "a"}, {ID: "b"}},
		Instances:          []snapshot.Instance{{ID: "a"}, {ID: "b"}},
		Images:             []snapshot.Image{{ID: "a"}, {ID: "b"}},
		NetworkInterfaces:  []snapshot.NetworkInterface{{ID: "a"}, {ID: "b"}},
		SecurityGroups:     []snapshot.SecurityGroup{{ID: "a"}, {ID: "b"}},
		PrefixLists:        []snapshot.PrefixList{{ID: "a"}, {ID: "b"}},
		VPCs:               []snapshot.VPC{{ID: "a"}, {ID: "b"}},
		Subnets:            []snapshot.Subnet{{ID: "a"}, {ID: "b"}},
		LoadBalancers:      []snapshot.LoadBalancer{{ID: "a"}, {ID: "b"}},
		TargetGroups:       []snapshot.TargetGroup{{ID: "a"}, {ID: "b"}},
		InternetGateways:   []snapshot.InternetGateway{{ID: "a"}, {ID: "b"}},
		Peerings:           []snapshot.Peering{{ID: "a"}, {ID: "b"}},
		TransitGateways:    []snapshot.TransitGateway{{ID: "a"}, {ID: "b"}},
		CloudMapServices:   []snapshot.CloudMapService{{ID: "a"}, {ID: "b"}},
	}
	x := snapshot.NewIndex(s)

	if x.Snapshot != s {
		t.Error("the index is of another snapshot")
	}

	found(t, x.Clusters, s.Clusters)
	found(t, x.TaskDefinitions, s.TaskDefinitions)
	found(t, x.ContainerInstances, s.ContainerInstances)
	found(t, x.LaunchTemplates, s.LaunchTemplates)
	found(t, x.Instances, s.Instances)
	found(t, x.Images, s.Images)
	found(t, x.NetworkInterfaces, s.NetworkInterfaces)
	found(t, x.SecurityGroups, s.SecurityGroups)
	found(t, x.PrefixLists, s.PrefixLists)
	found(t, x.VPCs, s.VPCs)
	found(t, x.Subnets, s.Subnets)
	found(t, x.LoadBalancers, s.LoadBalancers)
	found(t, x.TargetGroups, s.TargetGroups)
	found(t, x.InternetGateways, s.InternetGateways)
	found(t, x.Peerings, s.Peerings)
	found(t, x.TransitGateways, s.TransitGateways)
	found(t, x.CloudMapServices, s.CloudMapServices)
}

// A map that nobody fills answers "not read" to every question, in silence.
func TestIndexFillsEveryMap(t *testing.T) {
	t.Parallel()

	index := reflect.ValueOf(*snapshot.NewIndex(&snapshot.Snapshot{}))

	for field, value := range index.Fields() {
		if value.Kind() == reflect.Map && value.IsNil() {
			t.Errorf("NewIndex does not fill %s", field.Name)
		}
	}
}

// found wants the nouns themselves, not copies, and nil for what is not there.
func found[T any](t *testing.T, index map[string]*T, nouns []T) {
	t.Helper()

	if index["a"] != &nouns[0] || index["b"] != &nouns[1] || index["c"] != nil || index[""] != nil {
		t.Errorf("%T: got %v", nouns, index)
	}
}

// Names of capacity providers and auto-scaling groups are unique in an account and region only.
func TestIndexFindsByNameWhereItIsUsed(t *testing.T) {
	t.Parallel()

	north, south := in("1", "eu-north-1"), in("1", "eu-south-1")
	s := &snapshot.Snapshot{
		CapacityProviders: []snapshot.CapacityProvider{{Meta: north, Name: "spot"}, {Meta: south, Name: "spot"}},
		AutoScalingGroups: []snapshot.AutoScalingGroup{{Meta: north, Name: "hosts"}, {Meta: south, Name: "hosts"}},
	}
	x := snapshot.NewIndex(s)

	if x.CapacityProvider(north, "spot") != &s.CapacityProviders[0] ||
		x.CapacityProvider(south, "spot") != &s.CapacityProviders[1] ||
		x.CapacityProvider(in("2", "eu-north-1"), "spot") != nil || x.CapacityProvider(north, "hosts") != nil {
		t.Error("a capacity provider is found elsewhere")
	}

	if x.AutoScalingGroup(north, "hosts") != &s.AutoScalingGroups[0] ||
		x.AutoScalingGroup(south, "hosts") != &s.AutoScalingGroups[1] ||
		x.AutoScalingGroup(in("2", "eu-north-1"), "hosts") != nil || x.AutoScalingGroup(north, "spot") != nil {
		t.Error("an auto-scaling group is found elsewhere")
	}
}

func TestIndexGroupsByCluster(t *testing.T) {
	t.Parallel()

	s := &snapshot.Snapshot{
		Services:           []snapshot.Service{{Cluster: "a", Name: "z"}, {Cluster: "b"}, {Cluster: "a", Name: "y"}},
		Tasks:              []snapshot.Task{{Cluster: "b"}, {Cluster: "a", ID: "z"}, {Cluster: "a", ID: "y"}},
		ContainerInstances: []snapshot.ContainerInstance{{Cluster: "a", ID: "z"}, {Cluster: "b"}, {Cluster: "a", ID: "y"}},
	}
	x := snapshot.NewIndex(s)

	if got := x.ServicesOf["a"]; !slices.Equal(got, []*snapshot.Service{&s.Services[0], &s.Services[2]}) {
		t.Errorf("services of a: %v", got)
	}

	if got := x.TasksOf["a"]; !slices.Equal(got, []*snapshot.Task{&s.Tasks[1], &s.Tasks[2]}) {
		t.Errorf("tasks of a: %v", got)
	}

	instances := []*snapshot.ContainerInstance{&s.ContainerInstances[0], &s.ContainerInstances[2]}
	if got := x.ContainerInstancesOf["a"]; !slices.Equal(got, instances) {
		t.Errorf("container instances of a: %v", got)
	}

	if len(x.ServicesOf["b"]) != 1 || len(x.TasksOf["c"]) != 0 {
		t.Errorf("services of b: %v, tasks of c: %v", x.ServicesOf["b"], x.TasksOf["c"])
	}
}

// A task in bridge or host mode has no interface of its own, and so none is its.
func TestIndexTaskOf(t *testing.T) {
	t.Parallel()

	s := &snapshot.Snapshot{Tasks: []snapshot.Task{{ID: "awsvpc", NetworkInterface: "eni-1"}, {ID: "bridge"}}}
	x := snapshot.NewIndex(s)

	if x.TaskOf["eni-1"] != &s.Tasks[0] || x.TaskOf["eni-2"] != nil || x.TaskOf[""] != nil {
		t.Errorf("got %v", x.TaskOf)
	}
}

func estate(n int) *snapshot.Snapshot {
	s := snapshot.New()

	for i := range n {
		id := fmt.Sprintf("arn:aws:ecs:eu-north-1:111122223333:service/prod/web%d", i)
		s.Services = append(s.Services, snapshot.Service{
			Meta: snapshot.Meta{Account: "111122223333", Region: "eu-north-1", Origin: snapshot.Origin{ARN: id}},
			ID:   id, Cluster: "prod", DesiredCount: snapshot.Known(i), LaunchType: snapshot.Known(snapshot.LaunchEC2),
		})
		s.NetworkInterfaces = append(s.NetworkInterfaces, snapshot.NetworkInterface{ID: fmt.Sprintf("eni-%d", i)})
	}

	return s
}

func BenchmarkDecode(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		data := encoded(b, estate(n))

		b.Run(fmt.Sprintf("%d services", n), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))

			for b.Loop() {
				if _, err := snapshot.Decode(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkNewIndex(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		s := estate(n)

		b.Run(fmt.Sprintf("%d services", n), func(b *testing.B) {
			b.ReportAllocs()

			for b.Loop() {
				snapshot.NewIndex(s)
			}
		})
	}
}
