package placement_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func capacity(t *placement.Tenant) string {
	c := t.Capacity
	if c.Unknown != "" {
		return "unknown: " + c.Unknown
	}

	return strings.TrimSpace(fmt.Sprint(c.Launch, " ", strings.Join(c.Providers, " ")))
}

func defaults(items ...snapshot.CapacityProviderStrategyItem) option {
	return func(s *snapshot.Snapshot) { s.Clusters[0].DefaultStrategy = items }
}

func weighted(provider string, base, weight int) snapshot.CapacityProviderStrategyItem {
	return snapshot.CapacityProviderStrategyItem{CapacityProvider: provider, Base: base, Weight: weight}
}

func TestCapacity(t *testing.T) {
	t.Parallel()

	all := func(s *snapshot.Snapshot) {
		provider("a")(s)
		provider("b")(s)
		provider("mi", managed)(s)
	}
	unknown := func(s *snapshot.Service) { s.LaunchType = snapshot.Unknown[snapshot.LaunchType]("known after apply") }

	for name, c := range map[string]struct {
		defaults option
		service  []func(*snapshot.Service)
		want     string
	}{
		"nothing said":              {defaults(), nil, "EC2"},
		"a launch type":             {defaults(), change(launch(snapshot.LaunchFargate)), "FARGATE"},
		"EXTERNAL":                  {defaults(), change(launch(snapshot.LaunchExternal)), "EXTERNAL"},
		"an unknown launch type":    {defaults(item("a")), change(unknown), "unknown: known after apply"},
		"a strategy":                {defaults(), change(through("b", "a")), "EC2 a b"},
		"Fargate's own":             {defaults(), change(through("FARGATE_SPOT", "FARGATE")), "FARGATE FARGATE FARGATE_SPOT"},
		"managed instances":         {defaults(), change(through("mi")), "MANAGED_INSTANCES mi"},
		"a provider not read":       {defaults(), change(through("x")), "EC2 x"},
		"the cluster's strategy":    {defaults(item("FARGATE")), nil, "FARGATE FARGATE"},
		"the service's comes first": {defaults(item("FARGATE")), change(through("a")), "EC2 a"},
		"a launch type overrides":   {defaults(item("FARGATE")), change(launch(snapshot.LaunchEC2)), "EC2"},

		// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
		"no weight among several":   {defaults(), change(strategy(weighted("a", 0, 1), weighted("b", 0, 0))), "EC2 a"},
		"a base without weight":     {defaults(), change(strategy(weighted("a", 2, 0), weighted("b", 0, 1))), "EC2 a b"},
		"one alone needs no weight": {defaults(), change(strategy(weighted("b", 0, 0))), "EC2 b"},
		"the weighted one decides": {
			defaults(),
			change(strategy(weighted("FARGATE", 0, 0), weighted("a", 0, 1))),
			"EC2 a",
		},
		"the cluster's weights":       {defaults(weighted("a", 0, 0), weighted("b", 0, 3)), nil, "EC2 b"},
		"all without, as ECS refuses": {defaults(), change(strategy(weighted("a", 0, 0), weighted("b", 0, 0))), "EC2 a b"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if got := capacity(only(t, all, c.defaults, service(c.service...))); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func change(c ...func(*snapshot.Service)) []func(*snapshot.Service) { return c }

// A provider of the same name in another region is another one.
func TestCapacityIsRegional(t *testing.T) {
	t.Parallel()

	elsewhere := provider("mi", managed, func(p *snapshot.CapacityProvider) { p.Region = "eu-south-1" })
	if got := capacity(only(t, elsewhere, service(through("mi")))); got != "EC2 mi" {
		t.Errorf("got %s, want EC2 mi", got)
	}
}

// With an EXTERNAL controller the service itself says neither definition nor capacity.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateTaskSet.html
func TestTaskSetSpeaksForItsService(t *testing.T) {
	t.Parallel()

	set := snapshot.TaskSet{TaskDefinition: "web:1", LaunchType: snapshot.Known(snapshot.LaunchFargate)}
	bySets := func(s *snapshot.Service) {
		s.TaskDefinition, s.DeploymentController = "", snapshot.Known("EXTERNAL")
		s.TaskSets = []snapshot.TaskSet{set}
	}

	got := only(t, service(bySets))
	if got.TaskDefinition == nil || got.TaskDefinition.ID != "web:1" || capacity(got) != "FARGATE" {
		t.Errorf("got %v on %s", got.TaskDefinition, capacity(got))
	}

	byStrategy := set
	byStrategy.LaunchType = snapshot.Value[snapshot.LaunchType]{}
	byStrategy.CapacityProviderStrategy = []snapshot.CapacityProviderStrategyItem{item("a")}

	if got := capacity(only(t, service(func(s *snapshot.Service) {
		bySets(s)
		s.TaskSets = []snapshot.TaskSet{byStrategy}
	}))); got != "EC2 a" {
		t.Errorf("a set with a strategy: got %s, want EC2 a", got)
	}

	sets := func(s *snapshot.Service) { s.TaskSets = []snapshot.TaskSet{set} }
	codeDeploy := only(t, service(launch(snapshot.LaunchEC2), sets))

	if got := capacity(codeDeploy); got != "EC2" {
		t.Errorf("a service with a definition of its own: got %s, want EC2", got)
	}
}

func TestFargateProviders(t *testing.T) {
	t.Parallel()

	for name, want := range map[string]bool{
		"FARGATE": true, "FARGATE_SPOT": true, "fargate": false, "": false, "hosts": false,
	} {
		if got := placement.Fargate(name); got != want {
			t.Errorf("%q: got %v, want %v", name, got, want)
		}
	}
}
