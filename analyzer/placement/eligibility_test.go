package placement_test

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func TestEligibleInstances(t *testing.T) {
	t.Parallel()

	ec2 := service(launch(snapshot.LaunchEC2))
	mixed := func(s *snapshot.Snapshot) {
		instance()(s)         // 1: EC2, of no provider
		instance(of("a"))(s)  // 2: EC2, of a
		instance(external)(s) // 3: ECS Anywhere
		instance(of("mi"))(s) // 4: managed instance
		instance(of("b"))(s)  // 5: EC2, of b
		provider("a")(s)
		provider("b")(s)
		provider("mi", managed)(s)
	}
	systems := func(s *snapshot.Snapshot) {
		instance()(s)                                                                                      // 1: tells nothing
		instance(having("ecs.os-type", "linux"))(s)                                                        // 2
		instance(having("ecs.os-type", "windows"))(s)                                                      // 3
		instance(having("ecs.os-type", "windows"), having("ecs.os-family", "WINDOWS_SERVER_2022_CORE"))(s) // 4
		instance(having("ecs.os-type", "linux"), having("ecs.os-family", "linux"))(s)                      // 5
		instance(having("ecs.os-type", "WINDOWS_SERVER_2004_CORE"))(s)                                     // 6: agent 1.51
		ec2(s)
	}
	architectures := func(s *snapshot.Snapshot) {
		instance(having("ecs.cpu-architecture", "x86_64"))(s)
		instance(having("ecs.cpu-architecture", "arm64"))(s)
		instance()(s)
		ec2(s)
	}

	for name, c := range map[string]struct {
		options []option
		want    string
	}{
		"none there": {[]option{ec2}, "none"},
		"of another cluster": {
			[]option{ec2, instance(func(c *snapshot.ContainerInstance) { c.Cluster = arnECS + "cluster/test" })},
			"none",
		},
		"only ACTIVE ones": {[]option{
			ec2, instance(status("DRAINING")), instance(), instance(status("REGISTERING")), instance(status("")),
		}, "2"},

		"not without a connected agent": {[]option{
			ec2, instance(connected(snapshot.Known(false))), instance(connected(snapshot.Known(true))),
			instance(connected(snapshot.Unknown[bool]("denied"))), instance(),
		}, "2 3 4"},

		"EC2 takes any EC2 instance":        {[]option{mixed, ec2}, "1 2 5"},
		"EXTERNAL takes what is not EC2":    {[]option{mixed, service(launch(snapshot.LaunchExternal))}, "3"},
		"FARGATE has none":                  {[]option{mixed, service(launch(snapshot.LaunchFargate))}, "none"},
		"a strategy takes those of its own": {[]option{mixed, service(through("a"))}, "2"},
		"two providers":                     {[]option{mixed, service(through("b", "a"))}, "2 5"},
		"the idle provider's are not taken": {
			[]option{mixed, service(strategy(weighted("a", 0, 1), weighted("b", 0, 0)))},
			"2",
		},
		"managed instances are without end": {[]option{mixed, service(through("mi"))}, "4 …"},
		"an instance without id is external": {
			[]option{instance(func(c *snapshot.ContainerInstance) { c.Instance = "" }), ec2},
			"none",
		},
		"a launch type never grows": {[]option{scaled("a", 9), instance(of("a")), ec2}, "1"},

		// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ECS_Windows.html
		"no system named":   {[]option{systems}, "1 2 3 4 5 6"},
		"Linux":             {[]option{systems, system("LINUX")}, "1 2 5"},
		"Windows 2022 Core": {[]option{systems, system("WINDOWS_SERVER_2022_CORE")}, "1 3 4 6"},
		"Windows 2019 Full": {[]option{systems, system("WINDOWS_SERVER_2019_FULL")}, "1 3 6"},
		"an unknown system": {[]option{systems, definition(func(d *snapshot.TaskDefinition) {
			d.OperatingSystemFamily = snapshot.Unknown[string]("known after apply")
		})}, "1 2 3 4 5 6"},
		"a definition not read": {[]option{systems, func(s *snapshot.Snapshot) { s.TaskDefinitions = nil }}, "1 2 3 4 5 6"},

		"no architecture named": {[]option{architectures}, "1 2 3"},
		"X86_64":                {[]option{architectures, cpu("X86_64")}, "1 3"},
		"ARM64":                 {[]option{architectures, cpu("ARM64")}, "2 3"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if got := eligible(only(t, c.options...)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func cpu(architecture string) option {
	return definition(func(d *snapshot.TaskDefinition) { d.CPUArchitecture = snapshot.Known(architecture) })
}

// Growth counts up to MaxSize, and only where managed scaling is known to be on.
func TestGrowth(t *testing.T) {
	t.Parallel()

	const unlike = "undecided: whether the instances that managed scaling of capacity provider a adds take the task"

	x86 := having("ecs.cpu-architecture", "x86_64")

	for name, c := range map[string]struct {
		options []option
		want    string
	}{
		"up to MaxSize": {[]option{scaled("a", 5), instances(2, of("a")), service(through("a"))}, "1 2 +3 a"},
		"from none":     {[]option{scaled("a", 5), service(through("a"))}, "+5 a"},
		"no more":       {[]option{scaled("a", 2), instances(2, of("a")), service(through("a"))}, "1 2"},
		"never less":    {[]option{scaled("a", 1), instances(2, of("a")), service(through("a"))}, "1 2"},
		"DRAINING ones count too": {
			[]option{scaled("a", 3), instance(of("a")), instance(of("a"), status("DRAINING")), service(through("a"))},
			"1 +1 a",
		},
		"those of others do not": {
			[]option{scaled("a", 3), instance(of("b")), instance(), instance(of("a")), service(through("a"))},
			"3 +2 a",
		},
		"two groups": {
			[]option{scaled("a", 1), scaled("b", 2), instance(of("b")), service(through("b", "a"))},
			"1 +1 a +1 b",
		},
		"the idle one does not grow": {
			[]option{scaled("a", 1), scaled("b", 2), service(strategy(weighted("a", 0, 1), weighted("b", 0, 0)))},
			"+1 a",
		},
		"a size that is not known": {
			[]option{scaled("a", 9), instance(of("a")), service(through("a")), func(s *snapshot.Snapshot) {
				s.AutoScalingGroups[0].MaxSize = snapshot.Unknown[int]("var.most")
			}},
			"undecided: MaxSize of auto scaling group hosts-a: var.most",
		},
		"managed scaling off": {
			[]option{scaled("a", 5), switched(snapshot.Known(false)), instance(of("a")), service(through("a"))},
			"1",
		},
		"managed scaling absent": {
			[]option{scaled("a", 5), switched(snapshot.Value[bool]{}), instance(of("a")), service(through("a"))},
			"1",
		},
		"off needs no group": {[]option{provider("a", off), instance(of("a")), service(through("a"))}, "1"},
		"managed scaling unknown": {
			[]option{scaled("a", 5), switched(snapshot.Unknown[bool]("known after apply")), service(through("a"))},
			"undecided: managed scaling of capacity provider a: known after apply",
		},
		"the provider was not read": {
			[]option{instance(of("a")), service(through("a"))},
			"undecided: capacity provider a was not read",
		},
		"the second was not read": {
			[]option{scaled("a", 5), service(through("a", "b"))},
			"undecided: capacity provider b was not read",
		},
		"the group was not read": {
			[]option{provider("a", on), instance(of("a")), service(through("a"))},
			"undecided: auto scaling group hosts-a was not read",
		},
		"a group of another region": {
			[]option{
				scaled("a", 5),
				func(s *snapshot.Snapshot) { s.AutoScalingGroups[0].Region = "eu-south-1" },
				service(through("a")),
			},
			"undecided: auto scaling group hosts-a was not read",
		},

		// What an instance will be like that is not there yet.
		"all alike match": {
			[]option{
				scaled("a", 3),
				instances(2, of("a"), having("stack", "x")),
				service(through("a"), memberOf("attribute:stack == x")),
			},
			"1 2 +1 a",
		},
		"some match": {
			[]option{
				scaled("a", 3),
				instance(of("a"), having("stack", "x")),
				instance(of("a")),
				service(through("a"), memberOf("attribute:stack == x")),
			},
			unlike,
		},
		"none matches": {
			[]option{scaled("a", 3), instance(of("a")), service(through("a"), memberOf("attribute:stack == x"))},
			unlike,
		},
		"none is there to tell": {
			[]option{scaled("a", 3), service(through("a"), memberOf("attribute:stack == x"))},
			unlike,
		},
		"those of another cannot tell": {
			[]option{
				scaled("a", 3),
				provider("b", off),
				instance(of("b"), having("stack", "x")),
				service(through("a", "b"), memberOf("attribute:stack == x")),
			},
			unlike,
		},
		"a DRAINING one does not tell": {
			[]option{
				scaled("a", 3),
				instance(of("a"), status("DRAINING"), having("stack", "x")),
				service(through("a"), memberOf("attribute:stack == x")),
			},
			unlike,
		},
		"no room, nothing to tell": {
			[]option{scaled("a", 1), instance(of("a")), service(through("a"), memberOf("attribute:stack == x"))},
			"none",
		},
		"of another architecture": {
			[]option{scaled("a", 3), instance(of("a"), x86), cpu("ARM64"), service(through("a"))},
			unlike,
		},
		"of the right architecture": {
			[]option{scaled("a", 3), instance(of("a"), x86), cpu("X86_64"), service(through("a"))},
			"1 +2 a",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			tenant := only(t, c.options...)
			if got := eligible(tenant); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func on(p *snapshot.CapacityProvider)  { p.ManagedScaling = snapshot.Known(true) }
func off(p *snapshot.CapacityProvider) { p.ManagedScaling = snapshot.Known(false) }

func switched(v snapshot.Value[bool]) option {
	return func(s *snapshot.Snapshot) { s.CapacityProviders[0].ManagedScaling = v }
}

func TestCount(t *testing.T) {
	t.Parallel()

	grown := only(t, scaled("a", 5), scaled("b", 3), instances(2, of("a")), instances(3, of("b")),
		service(through("a", "b")))
	if got := grown.Eligible.Count(); got != 8 {
		t.Errorf("got %d, want 5 there and 3 to come", got)
	}
}

// A gap in the container instances leaves their number open, in the clusters that it is about.
func TestGapsLeaveEligibilityOpen(t *testing.T) {
	t.Parallel()

	const blind = "undecided: ecs:ListContainerInstances: AccessDenied"

	for name, c := range map[string]struct {
		gap  func(*snapshot.Gap)
		want string
	}{
		"of the region":            {func(*snapshot.Gap) {}, blind},
		"of another region":        {func(g *snapshot.Gap) { g.Region = "eu-south-1" }, "1"},
		"of another account":       {func(g *snapshot.Gap) { g.Account = "444455556666" }, "1"},
		"of other nouns":           {func(g *snapshot.Gap) { g.Nouns = []snapshot.Noun{snapshot.NounInstance} }, "1"},
		"among other nouns":        {func(g *snapshot.Gap) { g.Nouns = append(g.Nouns, snapshot.NounTask) }, blind},
		"of no noun":               {func(g *snapshot.Gap) { g.Nouns = nil }, "1"},
		"of the cluster":           {func(g *snapshot.Gap) { g.Resource = prod }, blind},
		"of another cluster":       {func(g *snapshot.Gap) { g.Resource = arnECS + "cluster/test" }, "1"},
		"of an instance of it":     {func(g *snapshot.Gap) { g.Resource = arnECS + "container-instance/prod/c1" }, blind},
		"of another's instance":    {func(g *snapshot.Gap) { g.Resource = arnECS + "container-instance/test/c1" }, "1"},
		"of an instance somewhere": {func(g *snapshot.Gap) { g.Resource = arnECS + "container-instance/c1" }, blind},
		"never in this source":     {func(g *snapshot.Gap) { g.Failed = false }, blind},
		"of one no longer known": {
			func(g *snapshot.Gap) { g.Why = "MISSING" },
			"undecided: ecs:ListContainerInstances: MISSING",
		},
		"of one that is gone": {func(g *snapshot.Gap) {
			g.Resource, g.Why, g.Failed = arnECS+"container-instance/prod/c1", "MISSING", false
		}, "1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if got := eligible(only(t, instance(), gap(c.gap), service(launch(snapshot.LaunchEC2)))); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestWhatAGapDoesNotTouch(t *testing.T) {
	t.Parallel()

	unread := gap(func(*snapshot.Gap) {})

	if got := eligible(only(t, unread, service(launch(snapshot.LaunchFargate)))); got != "none" {
		t.Errorf("Fargate: got %s, want none", got)
	}

	if got := eligible(only(t, unread, provider("mi", managed), service(through("mi")))); got != "…" {
		t.Errorf("managed instances: got %s, want one more always", got)
	}

	unknown := func(s *snapshot.Service) { s.LaunchType = snapshot.Unknown[snapshot.LaunchType]("var.launch") }
	if got := eligible(only(t, instance(), service(unknown))); got != "undecided: launch type: var.launch" {
		t.Errorf("an unknown launch type: got %s", got)
	}
}

// Eligibility is worked out once for all who ask for the same. These ask for something else in one thing.
func TestWhoAsksForSomethingElse(t *testing.T) {
	t.Parallel()

	base := []option{
		instance(having("stack", "x"), having("ecs.os-type", "linux"), having("ecs.cpu-architecture", "x86_64"), keeping(80)),
		instance(of("a"), having("stack", "y"), having("ecs.os-type", "windows"), having("ecs.cpu-architecture", "arm64")),
		instance(external), scaled("a", 3), scaled("b", 3), known("other:1"),
	}
	ec2, other := launch(snapshot.LaunchEC2), func(s *snapshot.Service) { s.TaskDefinition = "other:1" }
	unknown := func(why string) func(*snapshot.Service) {
		return func(s *snapshot.Service) { s.LaunchType = snapshot.Unknown[snapshot.LaunchType](why) }
	}
	second := func(change func(*snapshot.TaskDefinition)) option {
		return func(s *snapshot.Snapshot) { change(&s.TaskDefinitions[1]) }
	}

	for name, c := range map[string]struct{ a, b option }{
		"launch type":          {service(ec2), service(launch(snapshot.LaunchExternal))},
		"Fargate":              {service(ec2), service(launch(snapshot.LaunchFargate))},
		"reason of an unknown": {service(unknown("var.a")), service(unknown("var.b"))},
		"capacity provider":    {service(through("a")), service(through("b"))},
		"capacity providers":   {service(through("a")), service(through("a", "b"))},
		"none":                 {service(ec2), service(through("a"))},
		"constraint": {
			service(ec2, memberOf("attribute:stack == x")),
			service(ec2, memberOf("attribute:stack == y")),
		},
		"system": {service(ec2), both(service(ec2, other), second(func(d *snapshot.TaskDefinition) {
			d.OperatingSystemFamily = snapshot.Known("LINUX")
		}))},
		"architecture": {service(ec2), both(service(ec2, other), second(func(d *snapshot.TaskDefinition) {
			d.CPUArchitecture = snapshot.Known("ARM64")
		}))},
		"host port": {service(ec2), both(service(ec2, other), second(func(d *snapshot.TaskDefinition) {
			d.ContainerDefinitions = []snapshot.ContainerDefinition{{PortMappings: []snapshot.PortMapping{mapped(80, 80)}}}
		}))},
		"constraint of the definition": {service(ec2), both(service(ec2, other), second(func(d *snapshot.TaskDefinition) {
			d.PlacementConstraints = []snapshot.PlacementConstraint{{Type: "memberOf", Expression: "attribute:stack == x"}}
		}))},
	} {
		together := tenants(append(slices.Clip(base), c.a, c.b)...)
		for i, alone := range []option{c.a, c.b} {
			want := eligible(only(t, append(slices.Clip(base), alone)...))
			if got := eligible(together[i]); got != want {
				t.Errorf("%s: %s beside the other, %s alone", name, got, want)
			}
		}

		if eligible(together[0]) == eligible(together[1]) {
			t.Errorf("%s: it makes no difference here: %s", name, eligible(together[0]))
		}
	}
}

func both(a, b option) option {
	return func(s *snapshot.Snapshot) {
		a(s)
		b(s)
	}
}

// What takes the tasks of a service hangs on nothing but the service, whoever else was asked before.
func TestEligibilityIsOfTheTenantAlone(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		hosts := rapid.SliceOfN(rapid.Custom(genInstance), 0, 6).Draw(t, "instances")
		base := append([]option{scaled("a", 4), provider("b", off), provider("mi", managed)}, hosts...)

		services := rapid.SliceOfN(genService(t), 1, 5).Draw(t, "services")

		together := tenants(append(base, services...)...)
		for i, s := range services {
			alone := tenants(append(slices.Clip(base), s)...)[0]
			if got, want := eligible(together[i]), eligible(alone); got != want {
				t.Errorf("service %d: %s beside others, %s alone", i, got, want)
			}
		}
	})
}

func genInstance(t *rapid.T) option {
	pick := func(label string, words ...string) string { return rapid.SampledFrom(words).Draw(t, label) }

	return instance(of(pick("provider", "", "a", "b", "mi")), status(pick("status", "ACTIVE", "DRAINING")),
		having("stack", pick("stack", "x", "y")), having("ecs.os-type", pick("os", "linux", "windows")),
		keeping(rapid.SampledFrom([][]int{nil, {22}, {22, 80}, {80}}).Draw(t, "reserved")...),
		having("ecs.cpu-architecture", pick("cpu", "x86_64", "arm64")))
}

// genService draws services that differ from one another in few things, each with a definition of its own.
func genService(t *rapid.T) *rapid.Generator[option] {
	two := func(label string, words ...string) *rapid.Generator[string] {
		return rapid.SampledFrom(rapid.SliceOfN(rapid.SampledFrom(words), 2, 2).Draw(t, label))
	}
	capacity := two("capacities", "EC2", "EXTERNAL", "FARGATE", "a", "b", "mi", "nowhere", "unknown")
	constraint := two("constraints", "", "attribute:stack == x", "attribute:stack != x", "attribute:team != x", "beyond")
	family := two("families", "", "LINUX", "WINDOWS_SERVER_2022_CORE")
	architecture := two("architectures", "", "X86_64", "ARM64")
	ports := rapid.SampledFrom([]int{0, 22, 80, 8080})

	return rapid.Custom(func(t *rapid.T) option {
		on, asking := capacityOf(capacity.Draw(t, "capacity")), constraint.Draw(t, "constraint")
		d := snapshot.TaskDefinition{
			ContainerDefinitions: []snapshot.ContainerDefinition{
				{PortMappings: []snapshot.PortMapping{mapped(ports.Draw(t, "port"), 8080)}},
			},
			OperatingSystemFamily: said(family.Draw(t, "family")), CPUArchitecture: said(architecture.Draw(t, "architecture")),
		}

		return func(s *snapshot.Snapshot) {
			own := d
			own.ID = strconv.Itoa(len(s.Services))
			s.TaskDefinitions = append(s.TaskDefinitions, own)

			service(on, func(v *snapshot.Service) {
				v.TaskDefinition = own.ID
				if asking != "" {
					memberOf(asking)(v)
				}
			})(s)
		}
	})
}

func said(text string) snapshot.Value[string] {
	if text == "" {
		return snapshot.Value[string]{}
	}

	return snapshot.Known(text)
}

func capacityOf(name string) func(*snapshot.Service) {
	switch name {
	case "EC2", "EXTERNAL", "FARGATE":
		return launch(snapshot.LaunchType(name))
	case "unknown":
		return func(s *snapshot.Service) { s.LaunchType = snapshot.Unknown[snapshot.LaunchType]("var") }
	default:
		return through(name)
	}
}

func TestExternal(t *testing.T) {
	t.Parallel()

	for id, want := range map[string]bool{"i-0a1": false, "mi-0a1": true, "": true} {
		if got := placement.External(&snapshot.ContainerInstance{Instance: id}); got != want {
			t.Errorf("%q: got %v, want %v", id, got, want)
		}
	}
}
