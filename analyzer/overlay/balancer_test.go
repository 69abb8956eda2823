package overlay_test

import (
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/overlay"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// balanced is an account with a load balancer that leads to the target group of web, and one more.
func balanced() *snapshot.Snapshot {
	s := stacked()
	s.LoadBalancers = []snapshot.LoadBalancer{
		{
			Meta: meta(), ID: "lb/prod/1", Name: "prod", Type: "application", Scheme: "internal",
			SecurityGroups: []string{"sg-2"}, Subnets: []string{"subnet-1"},
		},
		{Meta: meta(), ID: "lb/other/1", Name: "other", Type: "network"},
	}
	s.Listeners = []snapshot.Listener{{
		Meta: meta(), ID: "listener/1", LoadBalancer: "lb/prod/1", Port: 443, Protocol: "HTTPS",
		TargetGroups: []string{"tg/api/1", "tg/web/1"},
	}}
	s.TargetGroups = []snapshot.TargetGroup{
		{
			Meta: meta(), ID: "tg/web/1", Name: "web", TargetType: "ip", Protocol: "TCP", Port: 80,
			PreserveClientIP: snapshot.Known(true), HealthCheckPort: snapshot.Known("traffic-port"),
			LoadBalancers: []string{"lb/prod/1"},
			Targets:       []snapshot.Target{{ID: "10.0.0.1"}},
		},
		{Meta: meta(), ID: "tg/api/1", Name: "api", LoadBalancers: []string{"lb/prod/1"}},
	}
	s.Services[0].LoadBalancers = []snapshot.ServiceLoadBalancer{
		{TargetGroup: "tg/web/1", AlternateTargetGroup: "tg/api/1", ContainerName: "web", ContainerPort: snapshot.Known(80)},
	}
	s.NetworkInterfaces = []snapshot.NetworkInterface{
		{Meta: meta(), ID: "eni-1", LoadBalancer: "prod", SecurityGroups: []string{"sg-2"}},
		{Meta: meta(), ID: "eni-2", LoadBalancer: "other", SecurityGroups: []string{"sg-2"}},
	}

	return s
}

func laid(t *testing.T, change *snapshot.Snapshot, options overlay.Options) *snapshot.Snapshot {
	t.Helper()

	before := balanced()

	after, _, err := overlay.Over(before, change, options)
	if err != nil {
		t.Fatal(err)
	}

	if d := diff(balanced(), before); d != "" {
		t.Errorf("the account is changed:\n%s", d)
	}

	return after
}

// What files say of a target group is laid over it; what they leave open stays, and so do its targets while they can.
func TestTargetGroups(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		written snapshot.TargetGroup
		want    func(*snapshot.TargetGroup)
	}{
		"nothing said":  {snapshot.TargetGroup{}, func(*snapshot.TargetGroup) {}},
		"the same port": {snapshot.TargetGroup{Port: 80, TargetType: "ip"}, func(*snapshot.TargetGroup) {}},
		"a health check": {
			snapshot.TargetGroup{HealthCheckPort: snapshot.Known("9000"), HealthCheckProtocol: "HTTP"},
			func(g *snapshot.TargetGroup) {
				g.HealthCheckPort, g.HealthCheckProtocol = snapshot.Known("9000"), "HTTP"
			},
		},
		"clients hidden": {
			snapshot.TargetGroup{PreserveClientIP: snapshot.Known(false)},
			func(g *snapshot.TargetGroup) { g.PreserveClientIP = snapshot.Known(false) },
		},
		"another protocol": {
			snapshot.TargetGroup{Protocol: "TLS"},
			func(g *snapshot.TargetGroup) { g.Protocol, g.PreserveClientIP = "TLS", snapshot.Value[bool]{} },
		},
		"another type": {
			snapshot.TargetGroup{TargetType: "instance"},
			func(g *snapshot.TargetGroup) {
				g.TargetType, g.PreserveClientIP, g.Targets = "instance", snapshot.Value[bool]{}, nil
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			c.written.Meta, c.written.ID, c.written.Name = in(), "web.yaml#Web", "web"
			change := snapshot.New()
			change.TargetGroups = []snapshot.TargetGroup{c.written}
			after := laid(t, change, overlay.Options{})

			want := balanced().TargetGroups
			c.want(&want[0])

			if d := diff(want, after.TargetGroups); d != "" {
				t.Error(d)
			}
		})
	}
}

// A load balancer goes by its name, or without one by where it leads; its groups are the account's where the files do
// not know them.
func TestLoadBalancers(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		written snapshot.LoadBalancer
		leads   string

		groups string // of the one in the account, and of its interface
		added  int
		noted  bool
	}{
		"other groups":    {snapshot.LoadBalancer{Name: "prod", SecurityGroups: []string{"sg-1"}}, "", "sg-1", 0, false},
		"no groups":       {snapshot.LoadBalancer{Name: "prod"}, "", "sg-2", 0, false},
		"a default group": {snapshot.LoadBalancer{Name: "prod", SecurityGroups: []string{"sg-4"}}, "", "sg-2", 0, false},
		"groups that nobody knows": {
			snapshot.LoadBalancer{Name: "prod", SecurityGroups: []string{"sg-1", "web.yaml#Param"}}, "", "sg-2", 0, false,
		},
		"another name": {snapshot.LoadBalancer{Name: "new", SecurityGroups: []string{"sg-1"}}, "web", "sg-2", 1, false},
		"no name": {
			snapshot.LoadBalancer{Name: "LB", Type: "application", SecurityGroups: []string{"sg-1"}}, "web", "sg-1", 0, false,
		},
		"no name, of another type": {
			snapshot.LoadBalancer{Name: "LB", Type: "network", SecurityGroups: []string{"sg-1"}}, "web", "sg-2", 1, true,
		},
		"no name, and leads nowhere": {snapshot.LoadBalancer{Name: "LB"}, "", "sg-2", 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			change := snapshot.New()
			change.SecurityGroups = []snapshot.SecurityGroup{{Meta: in(), ID: "web.yaml#G", Name: "alb"}} // it is deployed
			c.written.Meta, c.written.ID = in(), "web.yaml#LB"
			change.LoadBalancers = []snapshot.LoadBalancer{c.written}

			if c.leads != "" {
				change.TargetGroups = []snapshot.TargetGroup{{Meta: in(), ID: "web.yaml#T", Name: c.leads}}
				change.Listeners = []snapshot.Listener{
					{Meta: in(), ID: "web.yaml#L", LoadBalancer: "web.yaml#LB", Port: 443, TargetGroups: []string{"web.yaml#T"}},
				}
			}

			after := laid(t, change, overlay.Options{})

			for _, groups := range [][]string{after.LoadBalancers[0].SecurityGroups, after.NetworkInterfaces[0].SecurityGroups} {
				if !slices.Equal(groups, []string{c.groups}) {
					t.Errorf("groups %v; want %s", groups, c.groups)
				}
			}

			if added := len(after.LoadBalancers) - 2; added != c.added || c.noted != (len(after.Gaps) > 0) {
				t.Errorf("%d added; gaps %v", added, after.Gaps)
			}

			if got := after.NetworkInterfaces[1].SecurityGroups; !slices.Equal(got, []string{"sg-2"}) {
				t.Errorf("groups of another load balancer: %v", got)
			}
		})
	}
}

// A listener goes by its load balancer and port. It leads where the files say, and where others let it.
func TestListeners(t *testing.T) {
	t.Parallel()

	written := func(id, balancer string, port int, groups ...string) *snapshot.Snapshot {
		s := snapshot.New()
		s.Listeners = []snapshot.Listener{{Meta: in(), ID: id, LoadBalancer: balancer, Port: port, TargetGroups: groups}}
		s.TargetGroups = []snapshot.TargetGroup{{Meta: in(), ID: "web.yaml#New", Name: "new"}}

		return s
	}

	for name, c := range map[string]struct {
		before, now *snapshot.Snapshot

		want  []string // where the listeners lead
		web   int      // load balancers that lead to the group of web
		fresh int      // and to the new one
		noted bool
	}{
		"the same": {
			nil, written("web.yaml#L", "lb/prod/1", 443, "tg/web/1"), []string{"tg/api/1", "tg/web/1"}, 1, 0, false,
		},
		"one more": {
			nil, written("web.yaml#L", "lb/prod/1", 443, "web.yaml#New"),
			[]string{"tg/api/1", "tg/web/1", "web.yaml#New"},
			1, 1, false,
		},
		"by its ID": {
			nil, written("listener/1", "", 0, "web.yaml#New"), []string{"tg/api/1", "tg/web/1", "web.yaml#New"}, 1, 1, false,
		},
		"another instead": {
			written("web.yaml#L", "lb/prod/1", 443, "tg/web/1"), written("web.yaml#L", "lb/prod/1", 443, "web.yaml#New"),
			[]string{"tg/api/1", "web.yaml#New"},
			0, 1, false,
		},
		"another port": {
			nil, written("web.yaml#L", "lb/other/1", 443, "tg/web/1"), []string{"tg/api/1", "tg/web/1", "tg/web/1"}, 2, 0, false,
		},
		"nobody knows of what": {
			nil, written("web.yaml#L", "web.yaml#Param", 443, "web.yaml#New"), []string{"tg/api/1", "tg/web/1"}, 1, 0, true,
		},
		"nobody knows which port": {
			nil, written("web.yaml#L", "lb/prod/1", 0, "web.yaml#New"), []string{"tg/api/1", "tg/web/1"}, 1, 0, true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			after := laid(t, c.now, overlay.Options{Before: c.before})

			var leads []string
			for _, l := range after.Listeners {
				leads = append(leads, l.TargetGroups...)
			}

			web, fresh := after.TargetGroups[0].LoadBalancers, after.TargetGroups[2].LoadBalancers
			if !slices.Equal(leads, c.want) || len(web) != c.web || len(fresh) != c.fresh || c.noted != (len(after.Gaps) > 0) {
				t.Errorf("leads to %v; web %v, new %v, gaps %v", leads, web, fresh, after.Gaps)
			}
		})
	}
}

// A target group without a name is the one that its service has for the container.
func TestUnnamedTargetGroups(t *testing.T) {
	t.Parallel()

	entry := snapshot.ServiceLoadBalancer{
		TargetGroup: "web.yaml#T", ContainerName: "web", ContainerPort: snapshot.Known(80),
	}

	for name, c := range map[string]struct {
		change func(*snapshot.ServiceLoadBalancer)
		want   string
	}{
		"its container": {func(*snapshot.ServiceLoadBalancer) {}, "tg/web/1"},
		"its second": {func(b *snapshot.ServiceLoadBalancer) {
			b.TargetGroup, b.AlternateTargetGroup = "", "web.yaml#T"
		}, "tg/api/1"},
		"an unknown port": {func(b *snapshot.ServiceLoadBalancer) {
			b.ContainerPort = snapshot.Unknown[int]("")
		}, "tg/web/1"},
		"another port":      {func(b *snapshot.ServiceLoadBalancer) { b.ContainerPort = snapshot.Known(81) }, ""},
		"another container": {func(b *snapshot.ServiceLoadBalancer) { b.ContainerName = "proxy" }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			b := entry
			c.change(&b)

			change := snapshot.New()
			change.TargetGroups = []snapshot.TargetGroup{{
				Meta: in(), ID: "web.yaml#T", Name: "T", HealthCheckPort: snapshot.Known("9000"),
			}}
			change.Services = []snapshot.Service{{
				Meta: in(), ID: "web.yaml#S", Name: "web", Cluster: "cluster/prod", TaskDefinition: "web:7",
				LoadBalancers: []snapshot.ServiceLoadBalancer{b},
			}}

			for _, g := range laid(t, change, overlay.Options{}).TargetGroups[:2] {
				if checked := g.HealthCheckPort.Or("") == "9000"; checked != (g.ID == c.want) {
					t.Errorf("%s is checked on %s", g.ID, g.HealthCheckPort.Or(""))
				}
			}
		})
	}
}
