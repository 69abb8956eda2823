package needs_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// What a load balancer needs: the port of the traffic and that of the health check, from its groups or its subnets.
func TestLoadBalancer(t *testing.T) {
	t.Parallel()

	ip, instance := "ip", "instance"

	for name, tt := range map[string]struct {
		mode     snapshot.NetworkMode
		mappings []string
		group    snapshot.TargetGroup
		lb       snapshot.LoadBalancer
		want     []string
	}{
		"its group to the container port": {
			awsvpc,
			[]string{"80"},
			snapshot.TargetGroup{Protocol: "HTTP", TargetType: ip, HealthCheckPort: snapshot.Known("traffic-port")},
			alb(),
			[]string{"tcp 80 sg-lb"},
		},
		"the health check has its default port": {
			awsvpc,
			[]string{"80"},
			snapshot.TargetGroup{Protocol: "HTTPS", TargetType: ip},
			alb(),
			[]string{"tcp 80 sg-lb"},
		},
		"the health check has a port of its own": {
			awsvpc,
			[]string{"80"},
			snapshot.TargetGroup{Protocol: "HTTP", TargetType: ip, HealthCheckPort: snapshot.Known("9000")},
			alb(),
			[]string{"tcp 80 sg-lb", "tcp 9000 sg-lb"},
		},
		"the health check names the port of the traffic": {
			awsvpc,
			[]string{"80"},
			snapshot.TargetGroup{Protocol: "HTTP", TargetType: ip, HealthCheckPort: snapshot.Known("80")},
			alb(),
			[]string{"tcp 80 sg-lb"},
		},
		"dynamic host port": {
			bridge,
			[]string{"80"},
			snapshot.TargetGroup{Protocol: "HTTP", TargetType: instance, HealthCheckPort: snapshot.Known("traffic-port")},
			alb(),
			[]string{"tcp 80 sg-lb"},
		},
		"the health check of instances is at a host port": {
			bridge,
			[]string{"80", "9000:9001"},
			snapshot.TargetGroup{Protocol: "HTTP", TargetType: instance, HealthCheckPort: snapshot.Known("9000")},
			alb(),
			[]string{"tcp 80 sg-lb", "tcp 9001 sg-lb"},
		},
		"the health check of instances is at no port of the task": {
			bridge,
			[]string{"80", "9001"},
			snapshot.TargetGroup{Protocol: "HTTP", TargetType: instance, HealthCheckPort: snapshot.Known("9000")},
			alb(),
			[]string{"tcp 80 sg-lb"},
		},
		"the health check of instances does not meet a UDP port": {
			bridge,
			[]string{"80", "9000:9001/udp"},
			snapshot.TargetGroup{Protocol: "HTTP", TargetType: instance, HealthCheckPort: snapshot.Known("9000")},
			alb(),
			[]string{"tcp 80 sg-lb"},
		},
		"host mode": {
			host,
			[]string{"80", "9000"},
			snapshot.TargetGroup{Protocol: "HTTP", TargetType: instance, HealthCheckPort: snapshot.Known("9000")},
			alb(),
			[]string{"tcp 80 sg-lb", "tcp 9000 sg-lb"},
		},
		"one of several groups is enough": {
			awsvpc,
			[]string{"80"},
			snapshot.TargetGroup{Protocol: "HTTP", TargetType: ip},
			snapshot.LoadBalancer{Name: "front", SecurityGroups: []string{"sg-z", "sg-b"}},
			[]string{"tcp 80 sg-b"},
		},
		"without groups, from its subnets": {
			awsvpc,
			[]string{"80"},
			snapshot.TargetGroup{Protocol: "TCP", TargetType: ip},
			nlb("subnet-2", "subnet-1"),
			[]string{"tcp 80 10.0.1.0/24", "tcp 80 10.0.2.0/24"},
		},
		"without groups, from subnets that were not read": {
			awsvpc,
			[]string{"80"},
			snapshot.TargetGroup{Protocol: "TLS", TargetType: ip},
			nlb("subnet-1", "subnet-gone"),
			[]string{"tcp 80 10.0.1.0/24", "unread subnet subnet-gone of load balancer dns"},
		},
		"UDP is checked by TCP": {
			awsvpc,
			[]string{"80/udp"},
			snapshot.TargetGroup{Protocol: "UDP", TargetType: ip},
			snapshot.LoadBalancer{Name: "dns", SecurityGroups: []string{"sg-lb"}},
			[]string{"tcp 80 sg-lb", "udp 80 sg-lb"},
		},
		"UDP with a health check of its own": {
			awsvpc,
			[]string{"80/udp"},
			snapshot.TargetGroup{Protocol: "QUIC", TargetType: ip, HealthCheckPort: snapshot.Known("9000")},
			snapshot.LoadBalancer{Name: "dns", SecurityGroups: []string{"sg-lb"}},
			[]string{"tcp 9000 sg-lb", "udp 80 sg-lb"},
		},
		"both protocols": {
			awsvpc,
			[]string{"80"},
			snapshot.TargetGroup{Protocol: "TCP_UDP", TargetType: ip},
			snapshot.LoadBalancer{Name: "dns", SecurityGroups: []string{"sg-lb"}},
			[]string{"tcp 80 sg-lb", "udp 80 sg-lb"},
		},
		"UDP without groups comes from the clients themselves": {
			awsvpc,
			[]string{"80/udp"},
			snapshot.TargetGroup{Protocol: "UDP", TargetType: ip},
			nlb("subnet-1"),
			[]string{"tcp 80 10.0.1.0/24", "unread the clients of load balancer dns"},
		},
		"both protocols without groups too": {
			awsvpc,
			[]string{"80"},
			snapshot.TargetGroup{Protocol: "TCP_QUIC", TargetType: ip, HealthCheckPort: snapshot.Known("9000")},
			nlb("subnet-1"),
			[]string{"tcp 9000 10.0.1.0/24", "unread the clients of load balancer dns"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			equal(t, declared(balanced(service(tt.mode, tt.mappings...), tt.group, tt.lb)), tt.want)
		})
	}
}

func web() *snapshot.Snapshot {
	group := snapshot.TargetGroup{Protocol: "HTTP", TargetType: "ip"}

	return balanced(service(awsvpc, "80"), group, alb())
}

// What was not read is said, since it may declare more.
func TestUnread(t *testing.T) {
	t.Parallel()

	later := snapshot.Unknown[int]("known after apply")
	entry := func(s *snapshot.Snapshot) *snapshot.ServiceLoadBalancer { return &s.Services[0].LoadBalancers[0] }
	first := func(s *snapshot.Snapshot) *snapshot.PortMapping {
		return &s.TaskDefinitions[0].ContainerDefinitions[0].PortMappings[0]
	}

	for name, tt := range map[string]struct {
		edit func(*snapshot.Snapshot)
		want []string
	}{
		"nothing":      {func(*snapshot.Snapshot) {}, []string{"tcp 80 sg-lb"}},
		"target group": {func(s *snapshot.Snapshot) { s.TargetGroups = nil }, []string{"unread target group web"}},
		"target group, twice": {func(s *snapshot.Snapshot) {
			s.TargetGroups = nil
			s.Services[0].LoadBalancers = append(s.Services[0].LoadBalancers, s.Services[0].LoadBalancers...)
		}, []string{"unread target group web"}},
		"load balancer": {func(s *snapshot.Snapshot) { s.LoadBalancers = nil }, []string{"unread load balancer front"}},
		"security group": {
			func(s *snapshot.Snapshot) { s.SecurityGroups = nil },
			[]string{"tcp 80 sg-lb", "unread security group sg-own"},
		},
		"task definition": {func(s *snapshot.Snapshot) { s.TaskDefinitions = nil }, []string{"unread task definition web:1"}},
		"container port": {
			func(s *snapshot.Snapshot) { entry(s).ContainerPort = later }, []string{"unread target group web"},
		},
		"Classic Load Balancer": {
			func(s *snapshot.Snapshot) { entry(s).TargetGroup = "" },
			[]string{"unread Classic Load Balancer of container app"},
		},
		"port mapping": {
			func(s *snapshot.Snapshot) { first(s).ContainerPort = later },
			[]string{"tcp 80 sg-lb", "unread a port of container app"},
		},
		"protocol": {
			func(s *snapshot.Snapshot) { first(s).Protocol = snapshot.Unknown[string]("known after apply") },
			[]string{"tcp 80 sg-lb", "unread a port of container app"},
		},
		"port range": {
			func(s *snapshot.Snapshot) {
				*first(s) = snapshot.PortMapping{ContainerPortRange: snapshot.Known("10-x")}
			},
			[]string{"tcp 80 sg-lb", "unread a port of container app"},
		},
		"host port, in awsvpc mode": {func(s *snapshot.Snapshot) { first(s).HostPort = later }, []string{"tcp 80 sg-lb"}},
		"network configuration": {
			func(s *snapshot.Snapshot) { s.Services[0].NetworkConfiguration = nil },
			[]string{"tcp 80 sg-lb", "unread the service has no network configuration"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := web()
			tt.edit(s)
			equal(t, declared(s), tt.want)
		})
	}
}

func TestUnknownHostPort(t *testing.T) {
	t.Parallel()

	s := service(bridge, "80")
	s.TaskDefinitions[0].ContainerDefinitions[0].PortMappings[0].HostPort = snapshot.Unknown[int]("known after apply")
	equal(t, declared(s), []string{"unread a port of container app"})
}

// Blue/green deployments have a second target group, external ones a task set each.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html
func TestEveryTargetGroup(t *testing.T) {
	t.Parallel()

	second := func(s *snapshot.Snapshot) {
		s.TargetGroups = append(s.TargetGroups, snapshot.TargetGroup{
			ID: "tg/green", Name: "green", TargetType: "ip", Protocol: "HTTP", LoadBalancers: []string{"lb/inner"},
		})
		s.LoadBalancers = append(s.LoadBalancers, snapshot.LoadBalancer{
			ID: "lb/inner", Name: "inner", SecurityGroups: []string{"sg-inner"},
		})
	}

	for name, edit := range map[string]func(*snapshot.Service){
		"alternate": func(s *snapshot.Service) { s.LoadBalancers[0].AlternateTargetGroup = "tg/green" },
		"task set": func(s *snapshot.Service) {
			entry := s.LoadBalancers[0]
			entry.TargetGroup = "tg/green"
			s.TaskSets = []snapshot.TaskSet{{LoadBalancers: []snapshot.ServiceLoadBalancer{entry}}}
		},
		"second entry": func(s *snapshot.Service) {
			entry := s.LoadBalancers[0]
			entry.TargetGroup = "tg/green"
			s.LoadBalancers = append(s.LoadBalancers, entry)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := web()
			second(s)
			edit(&s.Services[0])
			equal(t, declared(s), []string{"tcp 80 sg-inner", "tcp 80 sg-lb"})
		})
	}
}

// A target group that no load balancer forwards to needs nothing.
func TestTargetGroupWithoutLoadBalancer(t *testing.T) {
	t.Parallel()

	s := web()
	s.TargetGroups[0].LoadBalancers = nil
	equal(t, declared(s), nil)
}

// The reason and the evidence are words and an id that a person can look up.
func TestReasons(t *testing.T) {
	t.Parallel()

	s := rules(service(awsvpc, "80"), "tcp 80 sg-b")
	checked := snapshot.TargetGroup{Protocol: "HTTP", TargetType: "ip", HealthCheckPort: snapshot.Known("81")}
	m, tenant := model(balanced(s, checked, alb()))
	all, _ := m.Declared(tenant)

	s.Listeners = []snapshot.Listener{
		{LoadBalancer: s.LoadBalancers[0].ID, Port: 443, TargetGroups: []string{"tg/other", "tg/web"}},
		{LoadBalancer: s.LoadBalancers[0].ID, Port: 80, TargetGroups: []string{"tg/other"}},
		{LoadBalancer: "another", Port: 81, TargetGroups: []string{"tg/web"}},
	}

	m, tenant = model(s)
	listened, _ := m.Declared(tenant)

	got := make([]string, 0, len(all)+1)
	for _, n := range append(all, listened[1]) {
		got = append(got, n.Evidence+": "+n.Reason)
	}

	equal(t, got, []string{
		"sgr-0: rule sgr-0 of group own names security group sg-b",
		"tg/web: load balancer front sends the traffic of target group web",
		"tg/web: load balancer front checks the health of target group web",
		"tg/web: load balancer front (listener 443) sends the traffic of target group web",
	})
}
