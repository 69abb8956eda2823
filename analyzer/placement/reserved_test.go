package placement_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An agent that keeps a host port for itself takes no task that claims it.
func TestReservedPorts(t *testing.T) {
	t.Parallel()

	const bridge, host = snapshot.ModeBridge, snapshot.ModeHost

	ec2 := service(launch(snapshot.LaunchEC2))
	three := func(s *snapshot.Snapshot) {
		instance(keeping(22, 9090))(s)
		instance(keeping(22), keepingUDP(9090))(s)
		instance(keeping(22, 80))(s)
		ec2(s)
	}

	for name, c := range map[string]struct {
		options         []option
		want, reserving string
	}{
		"on one":                 {[]option{three, claiming(bridge, mapped(9090, 80))}, "2 3", "1"},
		"on another":             {[]option{three, claiming(bridge, mapped(80, 9090))}, "1 2", "3"},
		"on all":                 {[]option{three, claiming(bridge, mapped(22, 22))}, "none", "1 2 3"},
		"on none":                {[]option{three, claiming(bridge, mapped(8080, 80))}, "1 2 3", ""},
		"for the other protocol": {[]option{three, claiming(bridge, udp(mapped(9090, 80)))}, "1 3", "2"},
		"one of two ports": {
			[]option{three, claiming(bridge, mapped(80, 80), mapped(9090, 81))},
			"2", "1 3",
		},
		"of another container": {
			[]option{three, claiming(bridge, mapped(80, 80)), claiming(bridge, mapped(9090, 81))}, "2", "1 3",
		},
		"chosen by ECS": {[]option{three, claiming(bridge, mapped(0, 9090))}, "1 2 3", ""},
		"Windows NAT": {
			[]option{three, claiming(snapshot.ModeDefault, mapped(9090, 80))},
			"2 3", "1",
		},
		"host mode, the container's": {[]option{three, claiming(host, mapped(0, 9090))}, "2 3", "1"},
		"awsvpc has ports of its own": {
			[]option{three, claiming(snapshot.ModeAWSVPC, mapped(0, 9090))},
			"1 2 3", "",
		},
		"a port that does not exist": {[]option{three, claiming(bridge, mapped(-1, 9090))}, "1 2 3", ""},
		"the definition was not read": {
			[]option{three, func(s *snapshot.Snapshot) { s.TaskDefinitions = nil }},
			"1 2 3", "",
		},
		"agents' default, not read": {
			[]option{instance(), ec2, claiming(bridge, mapped(2375, 80))},
			"none", "1",
		},
		"no port of the agents' list": {[]option{instance(), ec2, claiming(bridge, mapped(3389, 80))}, "1", ""},
		"Windows agents' default": {
			[]option{instance(having("ecs.os-type", "windows")), ec2, claiming(bridge, mapped(3389, 80))},
			"none", "1",
		},
		"a list without the default": {
			[]option{instance(keeping(23)), ec2, claiming(bridge, mapped(22, 80))},
			"1", "",
		},
		"agents keep none for udp": {
			[]option{instance(), ec2, claiming(bridge, udp(mapped(22, 80)))},
			"1", "",
		},
		"another cluster's agents": {
			[]option{
				instance(keeping(80), func(c *snapshot.ContainerInstance) { c.Cluster = "test" }),
				instance(keeping(22)), ec2, claiming(bridge, mapped(80, 80)),
			},
			"2", "",
		},
		"only those that match": {
			[]option{
				instance(keeping(80)), instance(keeping(80), having("stack", "x")),
				service(launch(snapshot.LaunchEC2), memberOf("attribute:stack == x")),
				claiming(bridge, mapped(80, 80)),
			},
			"none", "2",
		},
		"no constraint to decide there": {
			[]option{
				instance(keeping(22)), instance(keeping(80), having("stack", "ab")),
				service(launch(snapshot.LaunchEC2), memberOf("attribute:stack =~ a")),
				claiming(bridge, mapped(80, 80)),
			},
			"none", "2",
		},
		"managed instances": {
			[]option{
				provider("mi", managed), instance(of("mi"), keeping(80)), instance(of("mi"), keeping(22)),
				service(through("mi")), claiming(bridge, mapped(80, 80)),
			},
			"2 …", "1",
		},

		// What is to come is like what is there.
		"growth, on none": {
			[]option{
				scaled("a", 5), instances(2, of("a"), keeping(22)), service(through("a")), claiming(bridge, mapped(80, 80)),
			},
			"1 2 +3 a", "",
		},
		"growth, on all": {
			[]option{
				scaled("a", 5), instances(2, of("a"), keeping(80)), service(through("a")), claiming(bridge, mapped(80, 80)),
			},
			"none", "1 2",
		},
		"growth, on some": {
			[]option{
				scaled("a", 5), instance(of("a"), keeping(80)), instance(of("a"), keeping(22)), service(through("a")),
				claiming(bridge, mapped(80, 80)),
			},
			"undecided: whether the instances that managed scaling of capacity provider a adds take the task", "1",
		},
		"growth, on those that match": {
			[]option{
				scaled("a", 5), instance(of("a"), keeping(80), having("stack", "x")), instance(of("a"), keeping(22)),
				service(through("a"), memberOf("attribute:stack == x")), claiming(bridge, mapped(80, 80)),
			},
			"undecided: whether the instances that managed scaling of capacity provider a adds take the task", "1",
		},
		"growth of another provider": {
			[]option{
				scaled("a", 3), scaled("b", 3), instance(of("a"), keeping(80)), instance(of("b"), keeping(22)),
				service(through("a", "b")), claiming(bridge, mapped(80, 80)),
			},
			"2 +2 b", "1",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			tenant := only(t, c.options...)
			if got := eligible(tenant); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}

			if got := reserving(tenant); got != c.reserving {
				t.Errorf("%s keep the port, want %s", got, c.reserving)
			}
		})
	}
}

// A daemon runs on each of its instances, which those that keep its port are not.
func TestReservedPortsOfADaemon(t *testing.T) {
	t.Parallel()

	tenant := only(t, instance(keeping(22, 9100)), instances(2, keeping(22)),
		service(launch(snapshot.LaunchEC2), daemon), claiming(snapshot.ModeBridge, mapped(9100, 9100)))
	if got := tenant.Desired.Or(-1); got != 2 {
		t.Errorf("got %d, want 2", got)
	}
}

func TestReserves(t *testing.T) {
	t.Parallel()

	index := snapshot.NewIndex(estate(instance(keeping(22, 80), keepingUDP(53)), instance(),
		instance(having("ecs.os-type", "windows"))))
	m := placement.New(index)

	for name, c := range map[string]struct {
		instance, port int
		protocol       string
		yes, known     bool
	}{
		"registered":            {0, 80, "tcp", true, true},
		"not registered":        {0, 2375, "tcp", false, true},
		"registered for udp":    {0, 53, "udp", true, true},
		"for tcp only":          {0, 80, "udp", false, true},
		"by default":            {1, 2375, "tcp", true, false},
		"not by default":        {1, 80, "tcp", false, false},
		"none for udp":          {1, 22, "udp", false, true},
		"by default on Windows": {2, 445, "tcp", true, false},
		"not on Windows":        {2, 22, "tcp", false, false},
	} {
		yes, known := m.Reserves(&index.Snapshot.ContainerInstances[c.instance], c.port, c.protocol)
		if yes != c.yes || known != c.known {
			t.Errorf("%s: got %v, known %v, want %v, known %v", name, yes, known, c.yes, c.known)
		}
	}
}
