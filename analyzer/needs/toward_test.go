package needs_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A group that lets a task in to a port is explained by what the task calls there.
func TestToward(t *testing.T) {
	t.Parallel()

	postgres, web, redis := netset.TCP(5432, 5432), netset.TCP(443, 443), netset.TCP(6379, 6379)
	statsd, wide := netset.UDP(8125, 8125), netset.TCP(1, 65535)

	for name, tt := range map[string]struct {
		mention string
		group   string
		open    netset.Services
		want    bool
	}{
		"a name at the port":                  {"db.example.com:5432", "db", postgres, true},
		"a name at another port":              {"db.example.com:3306", "db", postgres, false},
		"nothing":                             {"", "db", postgres, false},
		"a UDP port":                          {"metrics.example.com:8125", "db", statsd, true},
		"the port of the web":                 {"api.example.com:443", "db", web, false},
		"a port of so many":                   {"db.example.com:5432", "db", wide, false},
		"a name without a port":               {"db.example.com", "other", postgres, false},
		"the name of the group":               {"orders.internal", "orders", postgres, true},
		"the name of the group, as some do":   {"orders.internal", "sg-Orders", postgres, true},
		"the name of the group, as others do": {"orders.internal", "orders-sg", postgres, true},
		"the name of the group, many ports":   {"orders.internal", "orders", wide, true},
		"a name that begins like it":          {"orders2.internal", "orders", postgres, false},
		"a database of RDS":                   {"orders.c1.eu-north-1.rds.amazonaws.com", "other", postgres, true},
		"a database, but a cache's port":      {"orders.c1.eu-north-1.rds.amazonaws.com", "other", redis, false},
		"a cache":                             {"s.abc.ng.0001.eun1.cache.amazonaws.com", "other", redis, true},
		"a file system":                       {"fs-1.efs.eu-north-1.amazonaws.com", "other", netset.TCP(2049, 2049), true},
		"a load balancer":                     {"front-1.elb.amazonaws.com:443", "lb", web, true},
		"a load balancer, without a port":     {"front-1.elb.amazonaws.com", "lb", web, true},
		"a load balancer, another port":       {"front-1.elb.amazonaws.com:80", "lb", web, false},
		"a load balancer of another group":    {"front-1.elb.amazonaws.com:5432", "db", postgres, false},
		"Cloud Map":                           {"web.prod.local:80", "own", netset.TCP(80, 80), true},
		"Cloud Map, another port":             {"web.prod.local:80", "own", netset.TCP(81, 81), false},
		"Cloud Map, another group":            {"web.prod.local:80", "db", netset.TCP(80, 80), false},
		"a VPC endpoint":                      {"sqs.eu-north-1.amazonaws.com:443", "endpoint", web, true},
		"a VPC endpoint, by a longer name":    {"1.sqs.eu-north-1.amazonaws.com", "endpoint", web, true},
		"a VPC endpoint of another service":   {"sns.eu-north-1.amazonaws.com:443", "endpoint", web, false},
		"another name at its port":            {"db.example.com:5432", "endpoint", postgres, false},
		"an endpoint of two labels":           {"api.ecr.eu-north-1.amazonaws.com", "endpoint", web, true},
		"an endpoint of somebody else":        {"vpce-svc-1", "endpoint", web, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := registered(service(awsvpc, "80"), 0)
			s.LoadBalancers = []snapshot.LoadBalancer{
				{ID: "lb/front", Name: "front", DNSName: "front-1.elb.amazonaws.com", SecurityGroups: []string{"sg-lb"}},
			}

			for _, service := range []string{
				"com.amazonaws.eu-north-1.sqs", "com.amazonaws.eu-north-1.ecr.api", "vpce-svc-1",
			} {
				s.VPCEndpoints = append(s.VPCEndpoints, snapshot.VPCEndpoint{
					ServiceName: service, SecurityGroups: []string{"sg-endpoint"},
				})
			}

			client(s, "caller", list(tt.mention)...)

			m, all := tenants(s)

			need, found := m.Toward(all[1], &snapshot.SecurityGroup{ID: "sg-" + tt.group, Name: tt.group}, tt.open)
			if found != tt.want || found != (need.Reason != "") {
				t.Errorf("got %v, %t", need, found)
			}
		})
	}
}

// What Service Connect declares explains as well as a name.
func TestTowardByServiceConnect(t *testing.T) {
	t.Parallel()

	s := connect(service(awsvpc, "80"), 15000)
	member(s, "caller", "prod")

	m, all := tenants(s)
	own := &snapshot.SecurityGroup{ID: own, Name: "own"}

	if need, found := m.Toward(all[1], own, netset.TCP(15000, 15000)); !found || need.Trust != "declared" {
		t.Errorf("got %v, %t", need, found)
	}

	if need, found := m.Toward(all[1], own, netset.TCP(80, 80)); found {
		t.Errorf("got %v", need)
	}

	if need, found := m.Toward(all[0], own, netset.TCP(15000, 15000)); found {
		t.Errorf("its own endpoint: %v", need)
	}
}
