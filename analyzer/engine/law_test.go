package engine_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/engine"
	"github.com/ecslint/ecslint/analyzer/facts/build"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/policies"
)

// Findings never depend on how many roots are evaluated together: a shard is always whole scopes.
func TestBatchLaw(t *testing.T) {
	t.Parallel()

	engines := map[int]*engine.Engine{}

	for _, batch := range []int{1, 7, 64, 1 << 20} {
		e, err := engine.New(t.Context(), policies.FS, engine.Options{Batch: batch})
		if err != nil {
			t.Fatal(err)
		}

		engines[batch] = e
	}

	rapid.Check(t, func(t *rapid.T) {
		s := account(t)

		whole := told(t, engines[1<<20], s)
		for _, batch := range []int{1, 7, 64} {
			if diff := gocmp.Diff(whole, told(t, engines[batch], s)); diff != "" {
				t.Fatalf("batches of %d tell another story: %s", batch, diff)
			}
		}
	})
}

func told(t *rapid.T, e *engine.Engine, s *snapshot.Snapshot) *finding.Report {
	result, err := e.Evaluate(t.Context(), build.New(s))
	if err != nil {
		t.Fatal(err)
	}

	report := &finding.Report{Rules: result.Runs, Findings: result.Findings, Undecided: result.Undecided}
	report.Finish()

	return report
}

// account draws a small account: clusters with services of every mode on a few instances.
func account(t *rapid.T) *snapshot.Snapshot {
	s := snapshot.New()
	s.SecurityGroups = []snapshot.SecurityGroup{
		{ID: "sg-hosts", Name: "hosts", Rules: []snapshot.SecurityGroupRule{
			{ID: "sgr-1", Protocol: snapshot.Known("-1"), CIDRIPv4: snapshot.Known("0.0.0.0/0")},
			{ID: "sgr-2", Protocol: snapshot.Known("-1"), ReferencedGroup: snapshot.Known("sg-hosts")},
		}},
		{ID: "sg-namesake", Name: "hosts", Rules: []snapshot.SecurityGroupRule{
			{ID: "sgr-3", Protocol: snapshot.Known("tcp"), CIDRIPv4: snapshot.Known("198.51.100.0/24")},
		}},
		{ID: "sg-tasks", Name: "tasks", Rules: []snapshot.SecurityGroupRule{
			{ID: "sgr-4", Protocol: snapshot.Known("-1"), ReferencedGroup: snapshot.Known("sg-tasks")},
			{ID: "sgr-5", Protocol: snapshot.Known("tcp"), CIDRIPv4: snapshot.Known("10.0.0.0/16")},
			{ID: "sgr-6", Protocol: snapshot.Known("tcp"), CIDRIPv4: snapshot.Known("10.0.0.0/24")},
			{ID: "sgr-7", Protocol: snapshot.Known("tcp"), ReferencedGroup: snapshot.Known("sg-gone"), PeeringStatus: "deleted"},
		}},
	}
	s.RouteTables = []snapshot.RouteTable{
		{ID: "rtb-1", Subnets: []string{"subnet-1"}, Routes: []snapshot.Route{{Destination: "10.0.0.0/16", Target: "local"}}},
		{ID: "rtb-2", Subnets: []string{"subnet-2"}, Routes: []snapshot.Route{{Destination: "0.0.0.0/0", Target: "igw-1"}}},
	}

	for c := range rapid.IntRange(1, 3).Draw(t, "clusters") {
		cluster := fmt.Sprintf("cluster-%d", c)
		s.Clusters = append(s.Clusters, snapshot.Cluster{ID: cluster, Name: cluster})
		instances(t, s, cluster)
		services(t, s, cluster)
	}

	return s
}

func instances(t *rapid.T, s *snapshot.Snapshot, cluster string) {
	for i := range rapid.IntRange(0, 3).Draw(t, "instances") {
		id := fmt.Sprintf("i-%s-%d", cluster, i)
		s.ContainerInstances = append(s.ContainerInstances, snapshot.ContainerInstance{
			ID: id, Cluster: cluster, Instance: id, Status: "ACTIVE", ReservedPorts: []int{22, 51678},
		})
		s.Instances = append(s.Instances, snapshot.Instance{ID: id, NetworkInterfaces: []string{"eni-" + id}})
		s.NetworkInterfaces = append(s.NetworkInterfaces, snapshot.NetworkInterface{
			ID: "eni-" + id, PublicIPs: []string{"203.0.113.1"},
			Subnet:         rapid.SampledFrom([]string{"subnet-1", "subnet-2", "subnet-unread"}).Draw(t, "subnet"),
			SecurityGroups: []string{rapid.SampledFrom([]string{"sg-hosts", "sg-namesake", "sg-unread"}).Draw(t, "group")},
		})
	}
}

func services(t *rapid.T, s *snapshot.Snapshot, cluster string) {
	modes := []snapshot.NetworkMode{snapshot.ModeBridge, snapshot.ModeHost, snapshot.ModeAWSVPC, snapshot.ModeNone}

	for i := range rapid.IntRange(0, 12).Draw(t, "services") {
		name := fmt.Sprintf("%s-service-%d", cluster, i)
		port := snapshot.Known(rapid.SampledFrom([]int{0, 22, 80, 41144}).Draw(t, "port"))
		s.TaskDefinitions = append(s.TaskDefinitions, snapshot.TaskDefinition{
			ID: name, Family: name, NetworkMode: snapshot.Known(rapid.SampledFrom(modes).Draw(t, "mode")),
			ContainerDefinitions: []snapshot.ContainerDefinition{{
				Name: "app", Privileged: snapshot.Known(rapid.Bool().Draw(t, "privileged")),
				PortMappings: []snapshot.PortMapping{{ContainerPort: snapshot.Known(8080), HostPort: port}},
			}},
		})
		s.Services = append(s.Services, snapshot.Service{
			ID: name, Cluster: cluster, Name: name, TaskDefinition: name,
			LaunchType:   snapshot.Known(snapshot.LaunchEC2),
			DesiredCount: snapshot.Known(rapid.IntRange(0, 4).Draw(t, "desired")),
			NetworkConfiguration: &snapshot.NetworkConfiguration{
				SecurityGroups: snapshot.Known([]string{"sg-hosts"}),
			},
		})

		if s.TaskDefinitions[len(s.TaskDefinitions)-1].NetworkMode.Or("") == snapshot.ModeAWSVPC {
			running(t, s, cluster, name)
		}
	}
}

// running draws the tasks of an awsvpc service, and one that no service started. Their groups may be the hosts' too.
func running(t *rapid.T, s *snapshot.Snapshot, cluster, service string) {
	for i := range rapid.IntRange(0, 2).Draw(t, "tasks") {
		id := fmt.Sprintf("%s-task-%d", service, i)
		groups := rapid.SampledFrom([][]string{{"sg-tasks"}, {"sg-hosts"}, {"sg-tasks", "sg-namesake"}}).Draw(t, "groups")
		s.Tasks = append(s.Tasks, snapshot.Task{
			ID: id, Cluster: cluster, TaskDefinition: service, NetworkInterface: "eni-" + id,
			Service: rapid.SampledFrom([]string{service, ""}).Draw(t, "service"),
		})
		s.NetworkInterfaces = append(s.NetworkInterfaces, snapshot.NetworkInterface{
			ID: "eni-" + id, Subnet: rapid.SampledFrom([]string{"subnet-1", "subnet-2"}).Draw(t, "subnet"),
			SecurityGroups: groups, PrivateIPs: []string{fmt.Sprintf("10.0.0.%d", len(s.Tasks))},
		})
	}
}

// The order in which a source lists things changes nothing that is said.
func TestOrderLaw(t *testing.T) {
	t.Parallel()

	e, err := engine.New(t.Context(), policies.FS, engine.Options{})
	if err != nil {
		t.Fatal(err)
	}

	rapid.Check(t, func(t *rapid.T) {
		s := account(t)
		before := unordered(told(t, e, s))

		s.Services = rapid.Permutation(s.Services).Draw(t, "services")
		s.ContainerInstances = rapid.Permutation(s.ContainerInstances).Draw(t, "instances")
		s.TaskDefinitions = rapid.Permutation(s.TaskDefinitions).Draw(t, "task definitions")
		s.Tasks = rapid.Permutation(s.Tasks).Draw(t, "tasks")
		s.NetworkInterfaces = rapid.Permutation(s.NetworkInterfaces).Draw(t, "interfaces")
		s.SecurityGroups = rapid.Permutation(s.SecurityGroups).Draw(t, "groups")

		if diff := gocmp.Diff(before, unordered(told(t, e, s))); diff != "" {
			t.Fatal(diff)
		}
	})
}

// unordered brings the lists within findings into one order: they follow that of the source.
func unordered(report *finding.Report) *finding.Report {
	for i := range report.Findings {
		f := &report.Findings[i]
		slices.SortFunc(f.Evidence, func(a, b finding.Evidence) int { return strings.Compare(a.Text, b.Text) })
		slices.SortFunc(f.Affected, func(a, b finding.Affected) int {
			return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b))
		})
	}

	return report
}
