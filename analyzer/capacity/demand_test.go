package capacity_test

import (
	"fmt"
	"testing"

	"github.com/ecslint/ecslint/analyzer/capacity"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func TestDemand(t *testing.T) {
	t.Parallel()

	strategy := func(s string) func(*snapshot.Service) {
		return func(v *snapshot.Service) { v.DeploymentStrategy = snapshot.Known(s) }
	}

	openCount := func(s *snapshot.Service) { s.DesiredCount = snapshot.Unknown[int]("var.n") }
	openMinimum := func(s *snapshot.Service) { s.MinimumHealthyPercent = snapshot.Unknown[int]("var.n") }
	openMaximum := func(s *snapshot.Service) { s.MaximumPercent = snapshot.Unknown[int]("var.n") }
	openController := func(s *snapshot.Service) { s.DeploymentController = snapshot.Unknown[string]("var.c") }
	openStrategy := func(s *snapshot.Service) { s.DeploymentStrategy = snapshot.Unknown[string]("var.s") }
	defaults := func(s *snapshot.Service) { s.MinimumHealthyPercent = snapshot.Value[int]{} }

	for name, c := range map[string]struct {
		option option
		want   string
	}{
		"one goes first":            {service("a", 4, rolling(100, 200)), "4 + 1, peak 4"},
		"rounded up to all":         {service("a", 4, rolling(76, 200)), "4 + 1, peak 4"},
		"one may stop":              {service("a", 4, rolling(75, 200)), "4 + 0, peak 4"},
		"rounded down to none":      {service("a", 3, rolling(100, 133)), "3 + 0, peak 0"},
		"one may start":             {service("a", 3, rolling(100, 134)), "3 + 1, peak 1"},
		"stuck, so none goes first": {service("a", 3, rolling(100, 100)), "3 + 0, peak 0"},
		"defaults":                  {service("a", 2, defaults), "2 + 1, peak 2"},
		"none wanted":               {service("a", 0, rolling(100, 200)), "0 + 0, peak 0"},
		"a daemon":                  {service("a", 7, daemon), "0 + 0, peak 0"},
		"CodeDeploy":                {service("a", 3, by("CODE_DEPLOY")), "3 + 3, peak 3"},
		"external":                  {service("a", 3, by("EXTERNAL")), "3 + 3, peak 3"},
		"blue/green":                {service("a", 3, strategy("BLUE_GREEN")), "3 + 3, peak 3"},
		"canary":                    {service("a", 3, strategy("CANARY")), "3 + 3, peak 3"},
		"the number is not known": {
			service("a", 0, openCount),
			"0 or more + 0 or more, peak 0, unclear: desired count: var.n",
		},
		"the minimum is not known": {
			service("a", 3, openMinimum),
			"3 + 0 to 1, peak 0, unclear: minimumHealthyPercent: var.n",
		},
		"the maximum is not known": {
			service("a", 3, openMaximum),
			"3 + 0 to 1, peak 0, unclear: maximumPercent: var.n",
		},
		"the controller is not known": {
			service("a", 3, openController),
			"3 + 0 to 3, peak 3, unclear: deployment controller: var.c",
		},
		"the strategy is not known": {
			service("a", 3, rolling(100, 200), openStrategy),
			"3 + 1 to 3, peak 3, unclear: deployment strategy: var.s",
		},
		"it does not matter, external": {service("a", 3, by("EXTERNAL"), openStrategy), "3 + 3, peak 3"},
	} {
		s := estate(c.option)
		tenant := placement.New(snapshot.NewIndex(s)).Tenants("prod")[0]

		d := capacity.DemandOf(tenant)

		got := fmt.Sprintf("%s + %s, peak %d", d.Tasks, d.First, d.Peak)
		if d.Unclear != "" {
			got += ", unclear: " + d.Unclear
		}

		equal(t, name, got, c.want)
	}
}

// Nothing is asked of the mode: in bridge mode the answer is what it would be after a move.
func TestDemandOfAMove(t *testing.T) {
	t.Parallel()

	fixed := func(s *snapshot.Snapshot) {
		s.TaskDefinitions[0].ContainerDefinitions = []snapshot.ContainerDefinition{{
			Name: "a", PortMappings: []snapshot.PortMapping{
				{ContainerPort: snapshot.Known(80), HostPort: snapshot.Unknown[int]("var.port")},
			},
		}}
	}
	s := estate(instances(1, "c5.large"), in(snapshot.ModeBridge, "a", 3, rolling(100, 200)), fixed)
	tenant := placement.New(snapshot.NewIndex(s)).Tenants("prod")[0]

	if d := capacity.DemandOf(tenant); d.First != (capacity.Bound{Low: 1, High: 1}) || d.Unclear != "" {
		t.Errorf("got %+v", d)
	}
}
