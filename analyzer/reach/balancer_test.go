package reach_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func balancer(name string, subnets []string, groups ...string) snapshot.LoadBalancer {
	return snapshot.LoadBalancer{ID: "lb/" + name, Name: name, Subnets: subnets, SecurityGroups: groups}
}

// A load balancer's traffic comes from its groups; that of one without groups from the addresses of its subnets.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
func TestLoadBalancers(t *testing.T) {
	t.Parallel()

	both := []string{public, private}

	for name, tt := range map[string]struct {
		lb   snapshot.LoadBalancer
		rule string
		at   []string
		want []string
	}{
		"its group": {
			balancer("web", both, "sg-lb"), "tcp 80 sg-lb", []string{"sg-a"}, []string{"load-balancer tcp 80"},
		},
		"another group": {
			balancer("web", both, "sg-lb"), "tcp 80 sg-b", []string{"sg-a"}, []string{"other-group tcp 80"},
		},
		"a group that the endpoint has too is its own": {
			balancer("web", both, "sg-a"), "tcp 80 sg-a", []string{"sg-a"}, []string{"own-group tcp 80"},
		},
		"with groups, its subnets are just addresses": {
			balancer("web", both, "sg-lb"), "tcp 80 10.0.0.0/24", []string{"sg-a"}, []string{"own-vpc tcp 80"},
		},
		"without groups, a subnet of it": {
			balancer("dns", both), "tcp 80 10.0.0.0/24", []string{"sg-a"}, []string{"load-balancer tcp 80"},
		},
		"without groups, a subnet of it, IPv6": {
			balancer("dns", both), "tcp 80 2001:db8:1::/64", []string{"sg-a"}, []string{"load-balancer tcp 80"},
		},
		"without groups, one address of it": {
			balancer("dns", both), "tcp 80 10.0.0.7/32", []string{"sg-a"}, []string{"load-balancer tcp 80"},
		},
		"without groups, both subnets as one": {
			balancer("dns", both), "tcp 80 10.0.0.0/23", []string{"sg-a"}, []string{"load-balancer tcp 80"},
		},
		"without groups, more than its subnets": {
			balancer("dns", both), "tcp 80 10.0.0.0/22", []string{"sg-a"}, []string{"own-vpc tcp 80"},
		},
		"without groups, another subnet": {
			balancer("dns", []string{public}), "tcp 80 10.0.1.0/24", []string{"sg-a"}, []string{"own-vpc tcp 80"},
		},
		"without groups, in another VPC": {
			balancer("dns", []string{"subnet-2"}), "tcp 80 10.2.0.0/24", []string{"sg-a"}, []string{"peer tcp 80"},
		},
		"without groups, in subnets that were not read": {
			balancer("dns", []string{"subnet-gone"}), "tcp 80 10.0.0.0/24", []string{"sg-a"}, []string{"own-vpc tcp 80"},
		},
		"a rule that admits nothing there": {
			balancer("dns", both), "icmpv6 10.0.0.0/24", []string{"sg-a"}, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := account(group("sg-a", tt.rule), group("sg-b"), group("sg-lb"))
			s.RouteTables[1] = table("rtb-main", "", "10.0.0.0/16 local", "10.2.0.0/16 pcx-1", "2001:db8:1::/56 local")
			s.LoadBalancers = []snapshot.LoadBalancer{tt.lb}
			equal(t, ingress(s, hidden(tt.at...), netset.All()), tt.want)
		})
	}
}

func TestBalancer(t *testing.T) {
	t.Parallel()

	s := account(group("sg-lb"))
	s.LoadBalancers = []snapshot.LoadBalancer{
		balancer("one", nil, "sg-lb", "sg-both"), balancer("two", nil, "sg-both", "sg-two"),
	}
	m := model(s)

	if m.Balancer("sg-a") != nil || m.Balancer("sg-lb").Name != "one" || m.Balancer("sg-both").Name != "one" {
		t.Error("the balancer of a group is the first that has it")
	}

	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"sg-lb", "sg-both", true},
		{"sg-both", "sg-two", true},
		{"sg-two", "sg-both", true},
		{"sg-lb", "sg-lb", true},
		{"sg-lb", "sg-two", false},
		{"sg-lb", "sg-a", false},
		{"sg-a", "sg-lb", false},
		{"sg-a", "sg-a", false},
		{"", "", false},
	} {
		if got := m.SameBalancer(tt.a, tt.b); got != tt.want {
			t.Errorf("SameBalancer(%s, %s) = %t", tt.a, tt.b, got)
		}
	}

	for id, want := range map[string]string{
		"sg-lb":   "security group lb (sg-lb) of load balancer one",
		"sg-gone": "security group sg-gone",
		"sg-two":  "security group sg-two of load balancer two",
	} {
		if got := m.GroupText(id); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// Whether targets see the clients is said by protocol, target type and the attribute, which has a third answer.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
func TestKeepsClients(t *testing.T) {
	t.Parallel()

	on, off := snapshot.Known(true), snapshot.Known(false)
	unread := snapshot.Unknown[bool]("denied")
	absent := snapshot.Value[bool]{}

	for name, tt := range map[string]struct {
		balancer, target, protocol string
		attribute                  snapshot.Value[bool]
		keeps, unknown, byDefault  bool
	}{
		"addresses":                         {"network", "ip", "TCP", absent, false, false, false},
		"addresses, switched on":            {"network", "ip", "TLS", on, true, false, false},
		"addresses, not read":               {"network", "ip", "TCP", unread, false, true, false},
		"addresses, UDP":                    {"network", "ip", "UDP", absent, true, false, true},
		"addresses, UDP, not read":          {"network", "ip", "TCP_UDP", unread, true, false, true},
		"addresses, QUIC, switched off":     {"network", "ip", "QUIC", off, true, false, true},
		"instances":                         {"network", "instance", "TCP", absent, true, false, true},
		"instances, switched off":           {"network", "instance", "TLS", off, false, false, true},
		"instances, not read":               {"network", "instance", "TLS", unread, false, true, true},
		"a load balancer":                   {"network", "alb", "TCP", absent, true, false, true},
		"a load balancer has no choice":     {"network", "alb", "TCP", off, true, false, true},
		"a load balancer, not read":         {"network", "alb", "TCP", unread, true, false, true},
		"behind an Application one":         {"application", "instance", "HTTP", absent, false, false, false},
		"behind an Application one, unread": {"application", "ip", "HTTP", unread, false, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			lb := &snapshot.LoadBalancer{Type: tt.balancer}
			tg := &snapshot.TargetGroup{TargetType: tt.target, Protocol: tt.protocol, PreserveClientIP: tt.attribute}

			got := reach.KeepsClients(lb, tg)
			if got.IsUnknown() != tt.unknown || got.Or(false) != tt.keeps || reach.KeepsByDefault(lb, tg) != tt.byDefault {
				t.Errorf("got %v, by default %t", got, reach.KeepsByDefault(lb, tg))
			}
		})
	}
}
