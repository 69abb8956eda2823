package placement_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// schedule starts a task of web:1 on EC2.
func schedule(change ...func(*snapshot.ScheduledTask)) option {
	return func(s *snapshot.Snapshot) {
		v := snapshot.ScheduledTask{
			Meta: meta(), ID: fmt.Sprint("schedule/", len(s.ScheduledTasks)), Cluster: prod, TaskDefinition: "web:1",
			LaunchType: snapshot.Known(snapshot.LaunchEC2),
		}

		for _, f := range change {
			f(&v)
		}

		s.ScheduledTasks = append(s.ScheduledTasks, v)
	}
}

func TestScheduled(t *testing.T) {
	t.Parallel()

	type change = func(*snapshot.ScheduledTask)

	count := func(n snapshot.Value[int]) change { return func(t *snapshot.ScheduledTask) { t.TaskCount = n } }
	of := func(definition string) change {
		return func(t *snapshot.ScheduledTask) { t.TaskDefinition = definition }
	}
	off := func(is snapshot.Value[bool]) change { return func(t *snapshot.ScheduledTask) { t.Disabled = is } }
	silent := func(t *snapshot.ScheduledTask) { t.LaunchType = snapshot.Value[snapshot.LaunchType]{} }
	on := func(provider string) change {
		return func(t *snapshot.ScheduledTask) {
			silent(t)
			t.CapacityProviderStrategy = []snapshot.CapacityProviderStrategyItem{item(provider)}
		}
	}
	usual := func(s *snapshot.Snapshot) {
		s.Clusters[0].DefaultStrategy = []snapshot.CapacityProviderStrategyItem{item("a")}
	}

	for name, c := range map[string]struct {
		options []option
		want    []string
	}{
		"none":           {nil, nil},
		"one task":       {[]option{schedule()}, []string{"web web:1 1×EC2"}},
		"several":        {[]option{schedule(count(snapshot.Known(3)))}, []string{"web web:1 3×EC2"}},
		"unknown number": {[]option{schedule(count(snapshot.Unknown[int]("var.n")))}, []string{"web web:1 ?×EC2"}},
		"by a strategy":  {[]option{schedule(on("b"))}, []string{"web web:1 1×EC2 b"}},
		"by the cluster's strategy": {
			[]option{usual, schedule(silent)}, []string{"web web:1 1×EC2 a"},
		},
		"on Fargate": {[]option{schedule(on("FARGATE"))}, []string{"web web:1 1×FARGATE FARGATE"}},

		"switched off":        {[]option{schedule(off(snapshot.Known(true)))}, nil},
		"switched on":         {[]option{schedule(off(snapshot.Known(false)))}, []string{"web web:1 1×EC2"}},
		"it is open":          {[]option{schedule(off(snapshot.Unknown[bool]("var.on")))}, []string{"web web:1 1×EC2"}},
		"definition not read": {[]option{schedule(of("gone:1"))}, nil},
		"of another cluster":  {[]option{schedule(func(t *snapshot.ScheduledTask) { t.Cluster = "test" })}, nil},
		"a service":           {[]option{service()}, nil},

		"one job at two times": {
			[]option{schedule(), schedule(count(snapshot.Known(2))), schedule()}, []string{"web web:1 2×EC2"},
		},
		"at an unknown number of them": {
			[]option{schedule(), schedule(count(snapshot.Unknown[int]("var.n")))}, []string{"web web:1 ?×EC2"},
		},
		"two jobs": {
			[]option{known("api:2"), schedule(), schedule(of("api:2"))}, []string{"web web:1 1×EC2", "api api:2 1×EC2"},
		},
		"one job in two places": {[]option{schedule(), schedule(on("b"))}, []string{"web web:1 1×EC2", "web web:1 1×EC2 b"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if got := described(modelOf(c.options...).Scheduled(prod)); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Constraints of the schedule count besides those of the definition.
func TestScheduledConstraints(t *testing.T) {
	t.Parallel()

	apart := func(t *snapshot.ScheduledTask) {
		t.PlacementConstraints = []snapshot.PlacementConstraint{
			{Type: "memberOf", Expression: "attribute:stack == x"}, {Type: "distinctInstance"},
		}
	}
	two := []option{instance(having("stack", "x")), instance(having("stack", "y"))}

	free := modelOf(append(two, schedule())...).Scheduled(prod)[0]
	bound := modelOf(append(two, schedule(apart))...).Scheduled(prod)[0]

	if len(free.Eligible.Instances) != 2 || free.DistinctInstance() {
		t.Errorf("without constraints: %d instances", len(free.Eligible.Instances))
	}

	if len(bound.Eligible.Instances) != 1 || !bound.DistinctInstance() {
		t.Errorf("with constraints: %d instances", len(bound.Eligible.Instances))
	}
}

// Tasks that a schedule starts do not last, whatever else does.
func TestLasting(t *testing.T) {
	t.Parallel()

	api := func(t *snapshot.Task) { t.TaskDefinition = "api:2" }
	all := []option{known("api:2"), service(), task(), task(api)}

	for name, c := range map[string]struct {
		options []option
		want    []string
	}{
		"nothing is scheduled": {nil, []string{"web-1 web:1 1×EC2", "api api:2 1×EC2", "web web:1 1×EC2"}},
		"a schedule":           {[]option{schedule()}, []string{"web-1 web:1 1×EC2", "api api:2 1×EC2"}},
		"one that is switched off": {
			[]option{schedule(func(t *snapshot.ScheduledTask) { t.Disabled = snapshot.Known(true) })},
			[]string{"web-1 web:1 1×EC2", "api api:2 1×EC2", "web web:1 1×EC2"},
		},
	} {
		m := modelOf(append(slices.Clip(all), c.options...)...)
		if got := described(m.Lasting(prod)); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}

		if got := len(m.Tenants(prod)); got != 3 {
			t.Errorf("%s: %d tenants are left", name, got)
		}
	}
}

func described(tenants []*placement.Tenant) []string {
	all := make([]string, 0, len(tenants))
	for _, t := range tenants {
		all = append(all, describe(t))
	}

	return all
}
