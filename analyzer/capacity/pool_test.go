package capacity_test

import (
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func TestPools(t *testing.T) {
	t.Parallel()

	attached := func(interfaceType string) option { // one more interface of the last instance
		return func(s *snapshot.Snapshot) {
			last := &s.Instances[len(s.Instances)-1]
			last.NetworkInterfaces = append(last.NetworkInterfaces, "eni-more")
			s.NetworkInterfaces = append(s.NetworkInterfaces, snapshot.NetworkInterface{
				ID: "eni-more", Instance: last.ID, InterfaceType: interfaceType,
			})
		}
	}
	taskGap := func(s *snapshot.Snapshot) {
		s.Gaps = append(s.Gaps, snapshot.Gap{
			What: "ecs:DescribeTasks", Why: "AccessDenied", Nouns: []snapshot.Noun{snapshot.NounTask},
		})
	}
	windows := func(c *snapshot.ContainerInstance) { with("ecs.os-type", "windows")(c) }
	oneOf := func(types ...string) option {
		return func(s *snapshot.Snapshot) {
			for i := range s.Instances {
				s.Instances[i].InstanceType, s.Instances[i].InstanceTypes = "", types
			}
		}
	}
	draining := func(c *snapshot.ContainerInstance) { c.Status = "DRAINING" }
	unconstrained := constrained("memberOf", "task:group == x")
	noMode := func(s *snapshot.Snapshot) {
		s.TaskDefinitions[len(s.TaskDefinitions)-1].NetworkMode = snapshot.Unknown[snapshot.NetworkMode]("a bare list")
	}

	for name, c := range map[string]struct {
		options []option
		want    []string
	}{
		"just enough": {
			list(instances(2, "c5.large"), service("a", 4)),
			list("a want 4+0 of 4/20, 0/0 missing, fits"),
		},
		"one too many": {
			list(instances(2, "c5.large"), service("a", 5)),
			list("a want 5+0 of 4/20, 1/0 missing, fits with trunking"),
		},
		"one must go first": {
			list(instances(2, "c5.large"), service("a", 4, rolling(100, 200))),
			list("a want 4+1 of 4/20, 1/0 missing, fits with trunking"),
		},
		"never enough": {
			list(instances(2, "c5.large"), service("a", 21)),
			list("a want 21+0 of 4/20, 17/1 missing, does not fit"),
		},
		"enough for the smallest of several types": {
			list(instances(2, ""), oneOf("c5.large", "c5.xlarge"), service("a", 4)),
			list("a want 4+0 of 4 to 6/20 to 40, 0/0 missing, fits"),
		},
		"enough for the largest of several types only": {
			list(instances(2, ""), oneOf("c5.large", "c5.xlarge"), service("a", 6)),
			list("a want 6+0 of 4 to 6/20 to 40, 0/0 missing, undecided: an instance has one of several types: " +
				"c5.large, c5.xlarge"),
		},
		"too many for the largest of several types": {
			list(instances(2, ""), oneOf("c5.large", "c5.xlarge"), service("a", 40)),
			list("a want 40+0 of 4 to 6/20 to 40, 34/0 missing, does not fit"),
		},
		"several types alike": {
			list(instances(2, ""), oneOf("c5.large", "c5a.large"), service("a", 4)),
			list("a want 4+0 of 4/20, 0/0 missing, fits"),
		},
		"with trunks": {
			list(instances(2, "c5.large", trunk), service("a", 20)),
			list("a want 20+0 of 20/20, 0/0 missing, fits"),
		},
		"with one trunk": {
			list(instances(1, "c5.large", trunk), instances(1, "c5.large"), service("a", 13)),
			list("a want 13+0 of 12/20, 1/0 missing, fits with trunking"),
		},
		"no trunk for its type": {
			list(instances(2, "t3.large"), service("a", 5)),
			list("a want 5+0 of 4/4, 1/1 missing, does not fit"),
		},
		"no trunks on Windows": {
			list(instances(2, "c5.large", windows), service("a", 5)),
			list("a want 5+0 of 4/4, 1/1 missing, does not fit"),
		},
		"a trunk that may not be": {
			list(instances(2, "m7i.large"), service("a", 5)),
			list("a want 5+0 of 4/4 to 20, 1/0 missing, does not fit"),
		},
		"a trunk that is": {
			list(instances(2, "m7i.large", trunk), service("a", 5)),
			list("a want 5+0 of 20/20, 0/0 missing, fits"),
		},
		"a trunk of which nothing is known": {
			list(instances(1, "m7i-flex.large", trunk), service("a", 5)),
			list("a want 5+0 of 2 or more/2 or more, 0/0 missing, " +
				"undecided: AWS does not say how many tasks m7i-flex.large takes with a trunk"),
		},
		"declared, the setting unknown": {
			list(instances(2, "c5.large", declared), service("a", 5)),
			list("a want 5+0 of 4 to 20/20, 0/0 missing, " +
				"undecided: whether new instances get a trunk (awsvpcTrunking) is not known"),
		},
		"declared, but it does not matter": {
			list(instances(2, "c5.large", declared), service("a", 4)),
			list("a want 4+0 of 4 to 20/20, 0/0 missing, fits"),
		},
		"declared, too many anyway": {
			list(instances(2, "c5.large", declared), service("a", 21)),
			list("a want 21+0 of 4 to 20/20, 1/1 missing, does not fit"),
		},
		"declared, the setting on": {
			list(instances(2, "c5.large", declared), service("a", 5), setting("enabled", "", "infra")),
			list("a want 5+0 of 20/20, 0/0 missing, fits"),
		},
		"declared, the setting off": {
			list(instances(2, "c5.large", declared), service("a", 5), setting("disabled", "", "infra")),
			list("a want 5+0 of 4/20, 1/0 missing, fits with trunking"),
		},
		"declared, the setting of another stack": {
			list(instances(2, "c5.large", declared), service("a", 5), setting("enabled", "", "other")),
			list("a want 5+0 of 4 to 20/20, 0/0 missing, " +
				"undecided: whether new instances get a trunk (awsvpcTrunking) is not known"),
		},
		"declared, a role sets it otherwise": {
			list(instances(2, "c5.large", declared), service("a", 5), setting("enabled", "", "infra"),
				setting("disabled", "arn:aws:iam::111122223333:role/hosts", "infra")),
			list("a want 5+0 of 4 to 20/20, 0/0 missing, " +
				"undecided: whether new instances get a trunk (awsvpcTrunking) is not known"),
		},
		"the setting says nothing of what runs": {
			list(instances(2, "c5.large"), service("a", 5), setting("enabled", "", "")),
			list("a want 5+0 of 4/20, 1/0 missing, fits with trunking"),
		},

		"shared": {
			list(instances(2, "c5.large"), service("a", 3, rolling(100, 200)), service("b", 2, rolling(100, 200))),
			list("a+b want 5+1 of 4/20, 2/0 missing, fits with trunking"),
		},
		"one deployment at a time": {
			list(instances(2, "c5.large"), service("a", 2, rolling(100, 200)), service("b", 1, rolling(100, 200))),
			list("a+b want 3+1 of 4/20, 0/0 missing, fits"),
		},
		"a second set": {
			list(instances(2, "c5.large"), service("a", 2, by("CODE_DEPLOY")), service("b", 1)),
			list("a+b want 3+2 of 4/20, 1/0 missing, fits with trunking"),
		},
		"not shared": {
			list(instances(2, "c5.large"), service("a", 3, on("0")), service("b", 1, on("1"))),
			list("a want 3+0 of 2/10, 1/0 missing, fits with trunking", "b want 1+0 of 2/10, 0/0 missing, fits"),
		},
		"room elsewhere is no use": {
			list(instances(2, "c5.large"), service("a", 3, on("0")), service("b", 1)),
			list("a+b want 4+0 of 4/20, 1/0 missing, fits with trunking"),
		},
		"others move aside": {
			list(instances(2, "c5.large"), service("b", 2), service("a", 2, on("0"))),
			list("b+a want 4+0 of 4/20, 0/0 missing, fits"),
		},
		"a daemon on each": {
			list(instances(2, "c5.large"), service("agent", 0, daemon), service("a", 2)),
			list("agent+a want 4+0 of 4/20, 0/0 missing, fits"),
		},
		"a daemon too": {
			list(instances(2, "c5.large"), service("agent", 0, daemon), service("a", 3)),
			list("agent+a want 5+0 of 4/20, 1/0 missing, fits with trunking"),
		},
		"a daemon comes to instances that are added": {
			list(instances(1, "c5.large", provided), growing(3, ""), service("agent", 0, daemon), service("a", 4, fleet)),
			list("agent+a want 7+0 of 6/30, 1/0 missing, fits with trunking"),
		},
		"a daemon comes to them, and there is room": {
			list(instances(1, "c5.large", provided), growing(3, ""), service("agent", 0, daemon), service("a", 3, fleet)),
			list("agent+a want 6+0 of 6/30, 0/0 missing, fits"),
		},
		"a daemon is kept off them": {
			list(instances(1, "c5.large"), instances(1, "c5.large", provided), growing(3, ""),
				service("agent", 0, daemon, on("0")), service("a", 6, fleet)),
			list("agent want 1+0 of 2/10, 0/0 missing, fits", "a want 6+0 of 6/30, 0/0 missing, fits"),
		},
		"a daemon is on some of those that are there": {
			list(instances(2, "c5.large", provided), growing(3, ""),
				service("agent", 0, daemon, on("0")), service("a", 5, fleet)),
			list("agent+a want 6 to 7+0 of 6/30, 0/0 missing, undecided: whether agent comes to the instances that " +
				"managed scaling of capacity provider fleet adds"),
		},
		"what may be added need not hold daemons": {
			list(instances(1, "t3.micro", provided), growing(3, ""),
				service("agent", 0, daemon), service("logs", 0, daemon), service("a", 1, fleet)),
			list("agent+logs+a want 7+0 of 3/3, 2/2 missing, does not fit"),
		},
		"two daemons, one place": {
			list(instances(3, "t3.micro"), service("agent", 0, daemon), service("logs", 0, daemon)),
			list("agent+logs want 6+0 of 3/3, 3/3 missing, does not fit"),
		},
		"each on an instance of its own": {
			list(instances(2, "c5.large"), service("a", 2, distinct), service("b", 2)),
			list("a+b want 4+0 of 4/20, 0/0 missing, fits"),
		},
		"apart, beside one that is full": {
			list(instances(2, "t3.micro"), service("a", 1, on("0")), service("b", 2, distinct)),
			list("a+b want 3+0 of 2/2, 1/1 missing, does not fit"),
		},
		"too many to be apart is another matter": {
			list(instances(2, "c5.large"), service("a", 9, distinct, rolling(100, 200))),
			list("a want 2+0 of 4/20, 0/0 missing, fits"),
		},

		"tasks of no service stay": {
			list(instances(1, "c5.large"), service("a", 2), running(1, "", "0")),
			list("a want 2+0 of 1/9, 1/0 missing, fits with trunking"),
		},
		"tasks of a service that was not read too": {
			list(instances(1, "c5.large"), service("a", 2), running(1, "gone", "0")),
			list("a want 2+0 of 1/9, 1/0 missing, fits with trunking"),
		},
		"a service's own are those it wants": {
			list(instances(1, "c5.large"), service("a", 2), running(2, "a", "0")),
			list("a want 2+0 of 2/10, 0/0 missing, fits"),
		},
		"an interface of somebody else": {
			list(instances(1, "c5.large"), attached("interface"), service("a", 2)),
			list("a want 2+0 of 1/10, 1/0 missing, fits with trunking"),
		},
		"or of a task that was not read": {
			list(instances(1, "c5.large"), attached("interface"), service("a", 2), taskGap),
			list("a want 2+0 of 2/10, 0/0 missing, fits"),
		},
		"a trunk is no interface of somebody else": {
			list(instances(1, "c5.large", trunk), attached("trunk"), service("a", 10)),
			list("a want 10+0 of 10/10, 0/0 missing, fits"),
		},

		"after scaling out": {
			list(instances(1, "c5.large", provided), growing(3, "m5.xlarge"), service("a", 6, fleet)),
			list("a want 6+0 of 6/30, 0/0 missing, fits"), // like those that are there
		},
		"not beyond MaxSize": {
			list(instances(1, "c5.large", provided), growing(3, "m5.xlarge"), service("a", 7, fleet)),
			list("a want 7+0 of 6/30, 1/0 missing, fits with trunking"),
		},
		"scaling from nothing": {
			list(growing(2, "m5.xlarge"), service("a", 6, fleet)),
			list("a want 6+0 of 6 to 40/40, 0/0 missing, fits"),
		},
		"scaling from nothing, trunks or not": {
			list(growing(2, "m5.xlarge"), service("a", 7, fleet)),
			list("a want 7+0 of 6 to 40/40, 0/0 missing, " +
				"undecided: whether new instances get a trunk (awsvpcTrunking) is not known"),
		},
		"scaling from nothing, no trunks": {
			list(growing(2, "m5.xlarge"), service("a", 7, fleet), setting("disabled", "", "")),
			list("a want 7+0 of 6/40, 1/0 missing, fits with trunking"),
		},
		"a mixed fleet": {
			list(instances(1, "c5.large", provided), instances(1, "m5.xlarge", provided), growing(3, ""),
				service("a", 8, fleet)),
			list("a want 8+0 of 7 to 8/40 to 50, 0/0 missing, " +
				"undecided: the instances of capacity provider fleet are not alike"),
		},
		"a mixed fleet is enough": {
			list(instances(1, "c5.large", provided), instances(1, "m5.xlarge", provided), growing(3, ""),
				service("a", 7, fleet)),
			list("a want 7+0 of 7 to 8/40 to 50, 0/0 missing, fits"),
		},
		"what a launch type asks for does not scale": {
			list(instances(1, "c5.large", provided), growing(3, "c5.large"), service("a", 3)),
			list("a want 3+0 of 2/10, 1/0 missing, fits with trunking"),
		},

		"an unknown type": {
			list(instances(1, "x99.large"), service("a", 3)),
			list("a want 3+0 of 0 or more/0 or more, 0/0 missing, " +
				"undecided: how many network interfaces x99.large has is not known"),
		},
		"an unknown type beside enough": {
			list(instances(1, "x99.large"), instances(1, "c5.large"), service("a", 2)),
			list("a want 2+0 of 2 or more/10 or more, 0/0 missing, fits"),
		},
		"no type": {
			list(instances(1, ""), service("a", 1)),
			list("a want 1+0 of 0 or more/0 or more, 0/0 missing, undecided: the instance type was not read"),
		},
		"the type by attribute": {
			list(instances(1, "", with("ecs.instance-type", "c5.large")), service("a", 3)),
			list("a want 3+0 of 2/10, 1/0 missing, fits with trunking"),
		},
		"an unknown number": {
			list(instances(1, "c5.large"), service("a", 1, func(s *snapshot.Service) {
				s.DesiredCount = snapshot.Unknown[int]("var.n")
			})),
			list("a want 0 or more+0 or more of 2/10, 0/0 missing, undecided: desired count: var.n"),
		},
		"an unknown number beside too many": {
			list(instances(1, "c5.large"), service("b", 3), service("a", 1, func(s *snapshot.Service) {
				s.DesiredCount = snapshot.Unknown[int]("var.n")
			})),
			list("b+a want 3 or more+0 or more of 2/10, 1/0 missing, does not fit"),
		},
		"who knows where": {
			list(instances(1, "c5.large"), service("a", 1, unconstrained)),
			list(" want 0+0 of 0 or more/0 or more, 0/0 missing, " +
				"undecided: placement constraint task:group == x is beyond what ecslint judges"),
		},
		"who knows whether here": {
			list(instances(1, "c5.large"), service("b", 1), service("a", 1, unconstrained)),
			list("b want 1+0 of 2/10, 0/0 missing, " +
				"undecided: placement constraint task:group == x is beyond what ecslint judges"),
		},
		"no room even without": {
			list(instances(1, "c5.large"), service("b", 11), service("a", 1, unconstrained)),
			list("b want 11+0 of 2/10, 9/1 missing, does not fit"),
		},
		"the mode is not known": {
			list(instances(1, "c5.large"), service("a", 1), noMode),
			list(" want 0+0 of 0 or more/0 or more, 0/0 missing, undecided: network mode: a bare list"),
		},

		"no instance at all":    {list(service("a", 1)), nil},
		"no instance is active": {list(instances(1, "c5.large", draining), service("a", 1)), nil},
		"none wanted":           {list(instances(1, "c5.large"), service("a", 0)), nil},
		"Fargate":               {list(instances(1, "c5.large"), service("a", 9, launched("FARGATE"))), nil},
		"managed instances":     {list(instances(1, "c5.large"), service("a", 9, launched("MANAGED_INSTANCES"))), nil},
		"ECS Anywhere":          {list(instances(1, "c5.large"), service("a", 9, launched("EXTERNAL"))), nil},
		"bridge":                {list(instances(1, "c5.large"), in("bridge", "a", 9)), nil},
		"host":                  {list(instances(1, "c5.large"), in("host", "a", 9)), nil},
		"none":                  {list(instances(1, "c5.large"), in("none", "a", 9)), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			all := pools(estate(c.options...), false)
			got := make([]string, 0, len(all))

			for _, p := range all {
				got = append(got, told(&p))
			}

			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// What a move to awsvpc would ask for.
func TestPoolsOfAMove(t *testing.T) {
	t.Parallel()

	s := estate(instances(1, "c5.large"), in("bridge", "a", 2), in("host", "b", 1), service("c", 1), in("none", "d", 9))

	for all, want := range map[bool]string{
		false: "c want 1+0 of 2/10, 0/0 missing, fits",
		true:  "a+b+c want 4+0 of 2/10, 2/0 missing, fits with trunking",
	} {
		got := pools(s, all)
		if len(got) != 1 || told(&got[0]) != want {
			t.Errorf("got %v, want %q", got, want)
		}
	}
}

// An interface is in the zone of its instance.
func TestZones(t *testing.T) {
	t.Parallel()

	a, b := with("ecs.availability-zone", "a"), with("ecs.availability-zone", "b")
	in := func(subnets ...string) func(*snapshot.Service) {
		return func(s *snapshot.Service) {
			s.NetworkConfiguration = &snapshot.NetworkConfiguration{Subnets: snapshot.Known(subnets)}
		}
	}
	zones := func(s *snapshot.Snapshot) {
		s.Subnets = []snapshot.Subnet{
			{ID: "a", AvailabilityZone: "a"}, {ID: "b", AvailabilityZone: "b"}, {ID: "somewhere"},
		}
	}

	for want, option := range map[string]option{
		"x want 3+0 of 2/10, 1/0 missing, fits with trunking": service("x", 3, in("a")),
		"x want 3+0 of 6/30, 0/0 missing, fits":               service("x", 3, in("a", "somewhere")),
		"y want 3+0 of 6/30, 0/0 missing, fits":               service("y", 3, in("a", "b")),
		"z want 3+0 of 4/20, 0/0 missing, fits":               service("z", 3, in("b")),
	} {
		s := estate(instances(1, "c5.large", a), instances(2, "c5.large", b), zones, option)
		if got := pools(s, false); told(&got[0]) != want {
			t.Errorf("got %q, want %q", told(&got[0]), want)
		}
	}

	if got := pools(estate(instances(1, "c5.large", a), zones, service("x", 3, in("b"))), false); got != nil {
		t.Errorf("no instance is in its zone: got %v", got)
	}
}

func TestTextOfAPool(t *testing.T) {
	t.Parallel()

	for want, s := range map[string]*snapshot.Snapshot{
		"3 tasks and 1 more that a deployment must start first; 3 instances (2 c5.large, 1 t3.small with a trunk) " +
			"take 6 tasks, with trunks 22": estate(instances(2, "c5.large"), instances(1, "t3.small", trunk),
			service("a", 3, rolling(100, 200))),
		"1 task; 1 instance (1 t3.micro) takes 1 task": estate(instances(1, "t3.micro"), service("a", 1)),
		"1 task; 2 instances (2 c5.large, 1 of them after scaling out) take 4 tasks, with trunks 20": estate(
			instances(1, "c5.large", provided), growing(2, ""), service("a", 1, fleet)),
		"7 tasks (2 of daemons on instances to come); " +
			"3 instances (3 c5.large, 2 of them after scaling out) take 6 tasks, with trunks 30": estate(
			instances(1, "c5.large", provided), growing(3, ""), service("agent", 0, daemon), service("a", 4, fleet)),
		"3 tasks; 2 instances (2 c5.large) take 3 tasks, with trunks 19": estate(
			instances(2, "c5.large"), running(1, "", "1"), service("a", 3)),
		"1 task; 1 instance (1 of unknown type) takes 0 or more tasks": estate(instances(1, ""), service("a", 1)),
		"it is not known which instances take the tasks: network mode: the task definition was not read": estate(
			service("a", 1), func(s *snapshot.Snapshot) { s.TaskDefinitions = nil }),
	} {
		if got := pools(s, false); got[0].Text() != want {
			t.Errorf("got  %q\nwant %q", got[0].Text(), want)
		}
	}
}
