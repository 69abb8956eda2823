package placement_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func task(change ...func(*snapshot.Task)) option {
	return func(s *snapshot.Snapshot) {
		v := snapshot.Task{
			Meta: meta(), ID: fmt.Sprintf("task/%d", len(s.Tasks)), Cluster: prod, TaskDefinition: "web:1",
			LaunchType: snapshot.Known(snapshot.LaunchEC2),
		}

		for _, f := range change {
			f(&v)
		}

		s.Tasks = append(s.Tasks, v)
	}
}

func running(id string) func(*snapshot.Task) {
	return func(t *snapshot.Task) { t.TaskDefinition = id }
}

func by(provider string) func(*snapshot.Task) {
	return func(t *snapshot.Task) {
		t.CapacityProvider, t.LaunchType = provider, snapshot.Value[snapshot.LaunchType]{}
	}
}

func known(ids ...string) option {
	return func(s *snapshot.Snapshot) {
		for _, id := range ids {
			s.TaskDefinitions = append(s.TaskDefinitions, snapshot.TaskDefinition{ID: id, Family: snapshot.Family(id)})
		}
	}
}

// describe is name, definition, number of tasks and capacity.
func describe(t *placement.Tenant) string {
	definition := "?"
	if t.TaskDefinition != nil {
		definition = t.TaskDefinition.ID
	}

	n := "?"
	if d, ok := t.Desired.Get(); ok {
		n = strconv.Itoa(d)
	}

	return fmt.Sprintf("%s %s %s×%s", t.Name(), definition, n, capacity(t))
}

func TestTenants(t *testing.T) {
	t.Parallel()

	fargate := func(t *snapshot.Task) { t.LaunchType = snapshot.Known(snapshot.LaunchFargate) }
	unknown := func(t *snapshot.Task) { t.LaunchType = snapshot.Unknown[snapshot.LaunchType]("not in this answer") }
	silent := func(t *snapshot.Task) { t.LaunchType = snapshot.Value[snapshot.LaunchType]{} }

	for name, c := range map[string]struct {
		options []option
		want    []string
	}{
		"none": {nil, nil},
		"services in the order of the snapshot": {
			[]option{known("api:3"), service(), service(func(s *snapshot.Service) { s.Name, s.TaskDefinition = "a", "api:3" })},
			[]string{"web-1 web:1 1×EC2", "a api:3 1×EC2"},
		},
		"tasks of a service are the service's": {
			[]option{service(), task(func(t *snapshot.Task) { t.Service = "web-1" })}, []string{"web-1 web:1 1×EC2"},
		},
		"tasks of one definition": {[]option{task(), task(), task()}, []string{"web web:1 3×EC2"}},
		"by definition": {
			[]option{known("web:2", "api:9"), task(running("web:2")), task(), task(running("api:9")), task()},
			[]string{"api api:9 1×EC2", "web web:1 2×EC2", "web web:2 1×EC2"},
		},
		"by capacity": {
			[]option{task(by("b")), task(), task(fargate), task(by("a")), task(by("b")), task(by("FARGATE_SPOT"))},
			[]string{
				"web web:1 1×FARGATE FARGATE_SPOT", "web web:1 1×EC2 a", "web web:1 2×EC2 b", "web web:1 1×EC2",
				"web web:1 1×FARGATE",
			},
		},
		"launch type not said":  {[]option{task(silent)}, []string{"web web:1 1×EC2"}},
		"launch type not known": {[]option{task(unknown)}, []string{"web web:1 1×unknown: not in this answer"}},
		"definition not read":   {[]option{task(running("gone:1"))}, []string{" ? 1×EC2"}},
		"of another cluster": {
			[]option{
				task(func(t *snapshot.Task) { t.Cluster = "test" }), service(func(s *snapshot.Service) { s.Cluster = "test" }),
			}, nil,
		},
	} {
		// Several times, since a map would forget the order.
		for range 8 {
			got := make([]string, 0, len(c.want))
			for _, tenant := range tenants(c.options...) {
				got = append(got, describe(tenant))
			}

			if !slices.Equal(got, c.want) {
				t.Errorf("%s: got %q, want %q", name, got, c.want)
			}
		}
	}
}

func TestTenantsOfEachCluster(t *testing.T) {
	t.Parallel()

	other := func(s *snapshot.Snapshot) {
		s.Clusters = append(s.Clusters, snapshot.Cluster{Meta: meta(), ID: "test", Name: "test"})
	}
	elsewhere := service(func(s *snapshot.Service) { s.Cluster = "test" })
	away := func(c *snapshot.ContainerInstance) { c.Cluster = "test" }
	m := modelOf(other, service(), elsewhere, instance(), instance(away))

	for cluster, want := range map[string]string{prod: "web-1 on 1", "test": "web-2 on 2"} {
		all := m.Tenants(cluster)
		if len(all) != 1 {
			t.Fatalf("%s: got %d tenants, want 1", cluster, len(all))
		}

		if got := all[0].Name() + " on " + eligible(all[0]); got != want || all[0].Cluster.ID != cluster {
			t.Errorf("%s: got %s, want %s", cluster, got, want)
		}
	}

	if got := m.Tenants("nowhere"); len(got) != 0 {
		t.Errorf("a cluster that is not there has tenants: %v", got)
	}
}

func TestDesired(t *testing.T) {
	t.Parallel()

	absent := func(s *snapshot.Service) { s.DesiredCount = snapshot.Value[int]{} }
	three := func(s *snapshot.Service) { s.DesiredCount = snapshot.Known(3) }
	none := func(s *snapshot.Service) { s.DesiredCount = snapshot.Known(0) }
	open := func(s *snapshot.Service) { s.DesiredCount = snapshot.Unknown[int]("var.count") }
	kind := func(s *snapshot.Service) { s.SchedulingStrategy = snapshot.Unknown[string]("var.kind") }
	ec2 := launch(snapshot.LaunchEC2)

	for name, c := range map[string]struct {
		options []option
		want    snapshot.Value[int]
		daemon  bool
	}{
		"said":     {[]option{service(ec2, three)}, snapshot.Known(3), false},
		"zero":     {[]option{service(ec2, none)}, snapshot.Known(0), false},
		"left out": {[]option{service(ec2, absent)}, snapshot.Known(1), false},
		"unknown":  {[]option{service(ec2, open)}, snapshot.Unknown[int]("var.count"), false},
		"unknown whether daemon": {
			[]option{service(ec2, three, kind)},
			snapshot.Unknown[int]("scheduling strategy: var.kind"),
			false,
		},
		"REPLICA": {[]option{instances(5), service(ec2, three, func(s *snapshot.Service) {
			s.SchedulingStrategy = snapshot.Known("REPLICA")
		})}, snapshot.Known(3), false},

		"one for each instance": {
			[]option{instances(2), instance(external), service(ec2, daemon)},
			snapshot.Known(2),
			true,
		},
		"whatever the service says": {[]option{instances(2), service(ec2, daemon, three)}, snapshot.Known(2), true},
		"where it may run": {
			[]option{instance(), instance(having("stack", "x")), service(ec2, daemon, memberOf("attribute:stack == x"))},
			snapshot.Known(1),
			true,
		},
		"not those to come": {
			[]option{scaled("a", 7), instance(of("a")), service(through("a"), daemon)},
			snapshot.Known(1),
			true,
		},
		"on managed instances": {
			[]option{provider("mi", managed), instances(3, of("mi")), service(through("mi"), daemon)},
			snapshot.Known(3),
			true,
		},
		"no instance": {[]option{service(ec2, daemon)}, snapshot.Known(0), true},
		"instances not decided": {
			[]option{instance(), service(ec2, daemon, none, memberOf("beyond"))},
			snapshot.Unknown[int]("placement constraint beyond is beyond what ecslint judges"),
			true,
		},
		"instances not read": {
			[]option{gap(func(*snapshot.Gap) {}), service(ec2, daemon)},
			snapshot.Unknown[int]("ecs:ListContainerInstances: AccessDenied"),
			true,
		},
		"managed instances not read": {
			[]option{gap(func(*snapshot.Gap) {}), provider("mi", managed), service(through("mi"), daemon)},
			snapshot.Unknown[int]("ecs:ListContainerInstances: AccessDenied"),
			true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			tenant := only(t, c.options...)
			if tenant.Desired != c.want || tenant.Daemon != c.daemon {
				t.Errorf("got %+v, daemon %v; want %+v, %v", tenant.Desired, tenant.Daemon, c.want, c.daemon)
			}
		})
	}
}

func TestMode(t *testing.T) {
	t.Parallel()

	known := snapshot.Known[snapshot.NetworkMode]
	windows := snapshot.Known("WINDOWS_SERVER_2022_CORE")

	for name, c := range map[string]struct {
		definition *snapshot.TaskDefinition
		want       snapshot.Value[snapshot.NetworkMode]
	}{
		"said":              {&snapshot.TaskDefinition{NetworkMode: known("host")}, known("host")},
		"absent on Linux":   {&snapshot.TaskDefinition{OperatingSystemFamily: snapshot.Known("LINUX")}, known("bridge")},
		"absent":            {&snapshot.TaskDefinition{}, known("bridge")},
		"absent on Windows": {&snapshot.TaskDefinition{OperatingSystemFamily: windows}, known("default")},
		"said on Windows": {
			&snapshot.TaskDefinition{OperatingSystemFamily: windows, NetworkMode: known("awsvpc")},
			known("awsvpc"),
		},
		"unknown": {
			&snapshot.TaskDefinition{NetworkMode: snapshot.Unknown[snapshot.NetworkMode]("a bare list")},
			snapshot.Unknown[snapshot.NetworkMode]("a bare list"),
		},
		"definition not read": {nil, snapshot.Unknown[snapshot.NetworkMode]("the task definition was not read")},
		"of an unknown system": {
			&snapshot.TaskDefinition{OperatingSystemFamily: snapshot.Unknown[string]("var")},
			known("bridge"),
		},
	} {
		if got := placement.Mode(c.definition); got != c.want {
			t.Errorf("%s: got %+v, want %+v", name, got, c.want)
		}
	}

	if got := only(t, mode("none"), service()).Mode; got != known("none") {
		t.Errorf("the tenant's mode is %+v, want none", got)
	}
}
