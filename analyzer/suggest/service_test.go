package suggest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/analyzer/suggest"
)

// What a service's own group and its second group hold, by the rules of the instances' group.
func TestIngress(t *testing.T) {
	t.Parallel()

	const tcp80 = "tcp/80 "

	for name, tt := range map[string]struct {
		mode        snapshot.NetworkMode
		mapping     string
		rules       []string
		own, second []string
	}{
		"a fixed port by name is a need": {
			bridge, "8080:80", []string{"tcp 8080 sg-b"}, []string{"tcp/80 b (sg-b)"}, nil,
		},
		"a wide rule explains nothing": {
			bridge, "8080:80", []string{"tcp 0-65535 sg-b"}, nil, []string{"tcp/80 b (sg-b) unexplained"},
		},
		"a rule for another port does not reach the task": {bridge, "8080:80", []string{"tcp 80 sg-b"}, nil, nil},
		"a dynamic port is reached by any part of the range": {
			bridge, "80", []string{"tcp 40000 sg-b"}, nil, []string{"tcp/80 b (sg-b) unexplained"},
		},
		"a dynamic port is not reached below the range": {bridge, "80", []string{"tcp 80 sg-b"}, nil, nil},
		"host mode": {
			host, "80", []string{"tcp 80 sg-b", "tcp 81 10.0.0.0/16"}, []string{"tcp/80 b (sg-b)"}, nil,
		},
		"Windows NAT":    {nat, "8080:80", []string{"tcp 8080 sg-b"}, []string{"tcp/80 b (sg-b)"}, nil},
		"UDP":            {bridge, "53:53/udp", []string{"udp 53 sg-b"}, []string{"udp/53 b (sg-b)"}, nil},
		"UDP is not TCP": {bridge, "53:53/udp", []string{"tcp 53 sg-b"}, nil, nil},
		"a range of ports": {
			bridge, "8000-8010", []string{"tcp 32768-60999 sg-b"}, nil, []string{"tcp/8000-8010 b (sg-b) unexplained"},
		},
		"addresses": {
			bridge, "8080:80", []string{"tcp 8080 10.0.0.0/16"}, nil, []string{tcp80 + "10.0.0.0/16 unexplained"},
		},
		"addresses, as far as a route leads": {
			bridge, "8080:80",
			[]string{"tcp 8080 10.0.0.0/8"},
			nil,
			[]string{tcp80 + "10.0.0.0/16 unexplained", tcp80 + "10.9.0.0/16 unexplained"},
		},
		"0.0.0.0/0, as far as a route leads": {
			bridge, "8080:80",
			[]string{"tcp 8080 0.0.0.0/0"},
			nil,
			[]string{tcp80 + "10.0.0.0/16 unexplained", tcp80 + "10.9.0.0/16 unexplained"},
		},
		"a prefix list": {
			bridge, "8080:80", []string{"tcp 8080 pl-own"}, nil, []string{tcp80 + "pl-own unexplained"},
		},
		"a prefix list, a part of which has a way": {
			bridge, "8080:80", []string{"tcp 8080 pl-mixed"}, nil, []string{tcp80 + "10.0.7.0/24 unexplained"},
		},
		"the same flow by two rules, once": {
			bridge, "8080:80",
			[]string{"tcp 8080-8081 sg-b", "tcp 8079-8080 sg-b"},
			nil,
			[]string{"tcp/80 b (sg-b) unexplained"},
		},
		"the instances' own group, and the new group of who leaves it": {
			bridge, "8080:80", []string{"tcp 8080 sg-hosts"}, []string{"tcp/80 hosts (sg-hosts)", "tcp/80 web-task (new)"}, nil,
		},
		"the instances' own group, widely": {
			bridge, "8080:80",
			[]string{"-1 sg-hosts"},
			nil,
			[]string{"tcp/80 hosts (sg-hosts) unexplained", "tcp/80 web-task (new) unexplained"},
		},
		"a group that was not read": {
			bridge, "8080:80", []string{"tcp 8080 sg-gone"}, []string{"tcp/80 sg-gone"}, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := fleet()
			s.PrefixLists = []snapshot.PrefixList{
				{ID: "pl-own", Entries: []string{"10.0.7.0/24"}},
				{ID: "pl-mixed", Entries: []string{"10.0.7.0/24", "203.0.113.0/24"}},
			}
			group(s, "b")
			group(s, "hosts", tt.rules...)
			service(s, "web", tt.mode, tt.mapping)

			got := first(t, suggest.Make(s, nil))
			equal(t, lines(got.Group.Ingress), tt.own)
			equal(t, unexplained(got), tt.second)
		})
	}
}

// What a load balancer needs is explained, and what only looks like it is not.
func TestBalancedIngress(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		groups      []string
		hosts       []string
		own, second []string
	}{
		"by group": {
			[]string{"sg-lb"}, []string{"tcp 32768-60999 sg-lb"}, []string{"tcp/80 lb (sg-lb)"}, nil,
		},
		"needed, though it is not admitted today": {[]string{"sg-lb"}, nil, []string{"tcp/80 lb (sg-lb)"}, nil},
		"by another of its groups": {
			[]string{"sg-lb", "sg-lb2"}, []string{"tcp 32768-60999 sg-lb2"}, []string{"tcp/80 lb (sg-lb)"}, nil,
		},
		"by another of its groups, which tasks have too": {
			[]string{"sg-lb", "sg-tasks"},
			[]string{"tcp 32768-60999 sg-tasks"},
			[]string{"tcp/80 lb (sg-lb)"},
			[]string{"tcp/80 tasks (sg-tasks) unexplained"},
		},
		"by the group that the instances share with it": {
			[]string{"sg-a-lb", "sg-hosts"},
			[]string{"tcp 32768-60999 sg-hosts"},
			[]string{"tcp/80 sg-a-lb"},
			[]string{"tcp/80 hosts (sg-hosts) unexplained", "tcp/80 web-task (new) unexplained"},
		},
		"by its subnets": {
			nil, []string{"tcp 32768-60999 10.0.1.0/24"}, []string{"tcp/80 10.0.1.0/24"}, nil,
		},
		"by a part of its subnets": {
			nil, []string{"tcp 32768-60999 10.0.1.0/28"}, []string{"tcp/80 10.0.1.0/24"}, nil,
		},
		"by more than its subnets": {
			nil,
			[]string{"tcp 32768-60999 10.0.0.0/16"},
			[]string{"tcp/80 10.0.1.0/24"},
			[]string{"tcp/80 10.0.0.0/16 unexplained"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := fleet()
			group(s, "lb")
			group(s, "lb2")
			group(s, "tasks")
			group(s, "hosts", tt.hosts...)
			balanced(s, service(s, "web", bridge, "80"), tt.groups...)
			s.NetworkInterfaces = append(s.NetworkInterfaces,
				snapshot.NetworkInterface{ID: "eni-task", SecurityGroups: []string{"sg-tasks"}},
				snapshot.NetworkInterface{ID: "eni-lb", SecurityGroups: []string{"sg-lb", "sg-lb2"}})
			s.Tasks = []snapshot.Task{{ID: "task-1", NetworkInterface: "eni-task", Service: "other"}}

			got := first(t, suggest.Make(s, nil))
			equal(t, lines(got.Group.Ingress), tt.own)
			equal(t, unexplained(got), tt.second)
		})
	}
}

// Instances of one group may differ in their routes, their addresses and their ports: each counts.
func TestEveryInstanceCounts(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		rule            string
		edit            func(*snapshot.Snapshot)
		second, removed []string
	}{
		"routes": {"tcp 32768-60999 10.8.0.0/16", func(s *snapshot.Snapshot) {
			s.RouteTables = append(s.RouteTables, snapshot.RouteTable{
				ID: "rtb-2", Subnets: []string{"subnet-2"}, Routes: []snapshot.Route{{Destination: "10.8.0.0/16", Target: "pcx-2"}},
			})
		}, []string{"tcp/80 10.8.0.0/16 unexplained"}, nil},
		"public IPv4 address": {"tcp 32768-60999 203.0.113.0/24", func(s *snapshot.Snapshot) {
			published(s)
			s.NetworkInterfaces[0].PublicIPs, s.NetworkInterfaces[1].Subnet = nil, "subnet-1"
		}, nil, []string{"tcp/80 203.0.113.0/24"}},
		"public IPv6 address": {"tcp 32768-60999 2001:db8:9::/48", func(s *snapshot.Snapshot) {
			published(s)
			s.NetworkInterfaces[0].IPv6s, s.NetworkInterfaces[1].Subnet = nil, "subnet-1"
		}, nil, []string{"tcp/80 2001:db8:9::/48"}},
		"ephemeral range": {"tcp 10050 sg-b", func(s *snapshot.Snapshot) {
			s.NetworkInterfaces[1].Subnet = "subnet-1"
			s.Instances[1].LaunchTemplate = "lt-1:1"
			s.LaunchTemplates = []snapshot.LaunchTemplate{{ID: "lt-1:1", Agent: &snapshot.Agent{
				DynamicPortRange: snapshot.Known(snapshot.PortRange{From: 10000, To: 10100}),
			}}}
		}, []string{"tcp/80 sg-b unexplained"}, nil},
		"groups": {"tcp 22 sg-b", func(s *snapshot.Snapshot) {
			group(s, "more", "tcp 40000 sg-b")
			s.NetworkInterfaces[1].SecurityGroups, s.NetworkInterfaces[1].Subnet = []string{"sg-more"}, "subnet-1"
		}, []string{"tcp/80 sg-b unexplained"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := fleet()
			group(s, "hosts", tt.rule)
			service(s, "web", bridge, "80")
			tt.edit(s)

			got := first(t, suggest.Make(s, nil))
			equal(t, unexplained(got), tt.second)
			equal(t, lines(got.Removed), tt.removed)
		})
	}
}

// A need explains its own port and protocol, and no other.
func TestNeedsExplainTheirPort(t *testing.T) {
	t.Parallel()

	s := fleet()
	group(s, "lb")
	group(s, "hosts", "-1 sg-lb")
	balanced(s, service(s, "web", bridge, "80", "9000", "80/udp"), "sg-lb")

	got := first(t, suggest.Make(s, nil))
	equal(t, lines(got.Group.Ingress), []string{"tcp/80 lb (sg-lb)"})
	equal(t, unexplained(got), []string{"tcp/9000 lb (sg-lb) unexplained", "udp/80 lb (sg-lb) unexplained"})
}

// The subnets of a load balancer that does not serve the service explain nothing.
func TestForeignLoadBalancerExplainsNothing(t *testing.T) {
	t.Parallel()

	s := fleet()
	group(s, "hosts", "tcp 32768-60999 10.0.1.0/24")
	service(s, "web", bridge, "80")
	balanced(s, service(s, "other", awsvpc, "80"))
	equal(t, unexplained(first(t, suggest.Make(s, nil))), []string{"tcp/80 10.0.1.0/24 unexplained"})
}

// What comes from the internet is listed, and never carried over.
func TestInternetIsNeverCarriedOver(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		rule            string
		second, removed []string
	}{
		"0.0.0.0/0": {
			"tcp 8080 0.0.0.0/0",
			[]string{"tcp/80 10.0.0.0/16 unexplained", "tcp/80 10.9.0.0/16 unexplained"},
			[]string{"tcp/80 0.0.0.0/0"},
		},
		"::/0": {
			"tcp 8080 ::/0", []string{"tcp/80 2001:db8:1::/56 unexplained"}, []string{"tcp/80 ::/0"},
		},
		"one public address": {"tcp 8080 203.0.113.7/32", nil, []string{"tcp/80 203.0.113.7/32"}},
		"a prefix list of both": {
			"tcp 8080 pl-1", []string{"tcp/80 10.0.7.0/24 unexplained"}, []string{"tcp/80 pl-1"},
		},
		"the own VPC":  {"tcp 8080 10.0.0.0/16", []string{"tcp/80 10.0.0.0/16 unexplained"}, nil},
		"another port": {"tcp 8081 0.0.0.0/0", nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := fleet()
			published(s)
			s.PrefixLists = []snapshot.PrefixList{{ID: "pl-1", Entries: []string{"10.0.7.0/24", "203.0.113.0/24"}}}
			group(s, "hosts", tt.rule)
			service(s, "web", bridge, "8080:80")

			got := first(t, suggest.Make(s, nil))
			equal(t, lines(got.Group.Ingress), nil)
			equal(t, unexplained(got), tt.second)
			equal(t, lines(got.Removed), tt.removed)

			for _, r := range got.Removed {
				if (r.PrefixList == "") == (r.CIDR == "") || strings.HasPrefix(r.CIDR, "pl-") {
					t.Errorf("got %+v", r)
				}
			}
		})
	}
}

// A default route to a transit gateway, or routes that were not read, do not carry the internet over either.
func TestWideSourcesBehindPrivateRoutes(t *testing.T) {
	t.Parallel()

	s := fleet()
	routes(s, "10.0.0.0/16 local", "0.0.0.0/0 tgw-1")
	group(s, "hosts", "tcp 8080 0.0.0.0/0", "tcp 8081 52.0.0.0/24")
	service(s, "web", bridge, "8080:80", "8081:81")

	got := first(t, suggest.Make(s, nil))
	equal(t, lines(got.Removed), []string{"tcp/80 0.0.0.0/0"})

	for _, want := range []string{
		"tcp/80 192.168.0.0/16 unexplained", "tcp/80 172.16.0.0/12 unexplained",
		"tcp/81 52.0.0.0/24 unexplained", "tcp/80 10.0.0.0/16 unexplained",
	} {
		if !slices.Contains(unexplained(got), want) {
			t.Errorf("%s is lost: %v", want, unexplained(got))
		}
	}

	for _, r := range got.Unexplained.Ingress {
		if r.CIDR == "0.0.0.0/0" || r.CIDR == "128.0.0.0/2" {
			t.Errorf("the internet is carried over: %s", r.CIDR)
		}
	}
}

// Egress stays as it is today, flagged.
func TestEgress(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		rules, want []string
	}{
		"all traffic": {[]string{"out -1 0.0.0.0/0", "out -1 ::/0"}, []string{"all traffic 0.0.0.0/0", "all traffic ::/0"}},
		"ports": {
			[]string{"out tcp 443 pl-1", "out udp 53 10.0.0.2/32"}, []string{"tcp/443 pl-1", "udp/53 10.0.0.2/32"},
		},
		"numbers are names": {
			[]string{"out 6 443 sg-b", "out 17 53 sg-b", "out 1 8/-1 sg-b", "out 58 128/0 sg-b"},
			[]string{"tcp/443 b (sg-b)", "udp/53 b (sg-b)", "icmp type 8 b (sg-b)", "icmpv6 type 128 code 0 b (sg-b)"},
		},
		"all ports": {
			[]string{"out tcp sg-b", "out udp -1/-1 sg-b", "out icmp -1/-1 sg-b"},
			[]string{"tcp/0-65535 b (sg-b)", "udp/0-65535 b (sg-b)", "icmp b (sg-b)"},
		},
		"other protocols have no ports": {[]string{"out 47 443 sg-b"}, []string{"47 b (sg-b)"}},
		"to the instances: host ports for who stays, container ports for who leaves": {
			[]string{"out tcp 8080-8081 sg-hosts"},
			[]string{"tcp/8080-8081 hosts (sg-hosts)", "tcp/80 web-task (new)"},
		},
		"to the instances: a port that no service answers at": {
			[]string{"out tcp 22 sg-hosts"}, []string{"tcp/22 hosts (sg-hosts)"},
		},
		"to the instances: everything": {
			[]string{"out -1 sg-hosts"}, []string{"all traffic hosts (sg-hosts)", "all traffic web-task (new)"},
		},
		"the same twice": {[]string{"out -1 0.0.0.0/0", "out -1 0.0.0.0/0"}, []string{"all traffic 0.0.0.0/0"}},
		"none":           {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := fleet()
			group(s, "b")
			group(s, "hosts", tt.rules...)
			service(s, "web", bridge, "8080:80")

			var want []string
			for _, line := range tt.want {
				want = append(want, line+" unchanged")
			}

			equal(t, lines(first(t, suggest.Make(s, nil)).Group.Egress), want)
		})
	}
}

// Service Connect declares needs, mentions let infer them; the reason of a rule says which it is.
func TestNeedsOfClients(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		mention     string
		member      bool
		own, second []string
		reason      string
	}{
		"who mentions the name": {
			"web.prod.local", false,
			[]string{"tcp/80 caller (sg-caller)"},
			nil,
			"inferred: container app of caller mentions web.prod.local, Cloud Map service web.prod.local",
		},
		"a member of the namespace": {
			"", true, []string{"tcp/80 caller (sg-caller)"}, nil, "Service Connect lets caller call web at port http",
		},
		"somebody else": {
			"api.prod.local", false, nil, []string{"tcp/80 caller (sg-caller) unexplained"}, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := fleet()
			group(s, "caller")
			group(s, "hosts", "tcp 0-65535 sg-caller")
			service(s, "web", bridge, "80")
			service(s, "caller", awsvpc)
			call(s, tt.mention, tt.member)

			got := first(t, suggest.Make(s, []string{"web"}))
			equal(t, lines(got.Group.Ingress), tt.own)
			equal(t, unexplained(got), tt.second)

			if tt.reason != "" && got.Group.Ingress[0].Reason != tt.reason {
				t.Errorf("got reason %q", got.Group.Ingress[0].Reason)
			}
		})
	}
}

// call makes the first service one of Cloud Map and Service Connect, and the second one its client.
func call(s *snapshot.Snapshot, mention string, member bool) {
	server, client := &s.Services[0], &s.Services[1]
	s.CloudMapServices = []snapshot.CloudMapService{{ID: "srv-web", Name: "web", Namespace: "prod.local"}}
	server.ServiceRegistries = []snapshot.ServiceRegistry{{CloudMapService: "srv-web"}}
	server.ServiceConnect = &snapshot.ServiceConnect{
		Namespace: "prod", Services: []snapshot.ServiceConnectService{{PortName: "http"}},
	}
	s.TaskDefinitions[0].ContainerDefinitions[0].PortMappings[0].Name = "http"

	client.NetworkConfiguration = &snapshot.NetworkConfiguration{
		Subnets: snapshot.Known([]string{"subnet-1"}), SecurityGroups: snapshot.Known([]string{"sg-caller"}),
	}
	if mention != "" {
		s.TaskDefinitions[1].ContainerDefinitions[0].Mentions = []snapshot.Mention{{Host: mention}}
	}

	if member {
		client.ServiceConnect = &snapshot.ServiceConnect{Namespace: "prod"}
	}
}
