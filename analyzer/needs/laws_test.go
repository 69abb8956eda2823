package needs_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func drawService(t *rapid.T) *snapshot.Snapshot {
	mode := rapid.SampledFrom([]snapshot.NetworkMode{awsvpc, bridge, host, nat}).Draw(t, "mode")
	mappings := []string{"80", "81/udp", "8000-8010", "0:82"}

	if mode == bridge {
		mappings = append(mappings, "8080:80", "53:53/udp")
	}

	s := service(mode, rapid.SliceOfNDistinct(rapid.SampledFrom(mappings), 1, 4, rapid.ID[string]).Draw(t, "mappings")...)
	rules(s, rapid.SliceOfN(rapid.SampledFrom([]string{
		"tcp 80 sg-b", "tcp 8080 sg-b", "-1 sg-c", "udp 53 sg-b", "tcp 0-65535 sg-c", "tcp 80 sg-lb", "tcp 80 10.0.0.0/8",
		"out tcp 80 sg-b", "tcp 8005 sg-b",
	}), 0, 6).Draw(t, "rules")...)

	if rapid.Bool().Draw(t, "balanced") {
		balanced(s, snapshot.TargetGroup{
			Protocol:        rapid.SampledFrom([]string{"HTTP", "UDP", "TCP_UDP"}).Draw(t, "protocol"),
			TargetType:      rapid.SampledFrom([]string{"ip", "instance"}).Draw(t, "type"),
			HealthCheckPort: snapshot.Known(rapid.SampledFrom([]string{"", "traffic-port", "8080", "9000"}).Draw(t, "check")),
		}, rapid.SampledFrom([]snapshot.LoadBalancer{alb(), nlb("subnet-1", "subnet-2")}).Draw(t, "balancer"))
	}

	return s
}

// Needs are sorted, each once, of one peer each, and give reason and evidence.
func TestDeclaredIsCanonical(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		m, tenant := model(drawService(t))
		all, unread := m.Declared(tenant)

		for i, n := range all {
			if i > 0 && needs.Compare(all[i-1], n) >= 0 || (n.Group == "") == (n.CIDR == "") ||
				n.From < 1 || n.To < n.From || n.Reason == "" || n.Evidence == "" {
				t.Fatalf("%v in %v", n, all)
			}
		}

		if !slices.IsSorted(unread) {
			t.Fatalf("unread %v", unread)
		}
	})
}

// The order in which rules are read makes no difference to what is needed.
func TestOrderOfRulesDoesNotMatter(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		s := drawService(t)
		before := declared(s)
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))

		list := s.SecurityGroups[0].Rules
		random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })

		if after := declared(s); !slices.Equal(before, after) {
			t.Fatalf("got %v, want %v", after, before)
		}
	})
}

// A rule less never makes more needed.
func TestRemovingARuleNeverAddsANeed(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		s := drawService(t)
		more := declared(s)

		g := &s.SecurityGroups[0]
		g.Rules = g.Rules[:max(0, len(g.Rules)-1)]

		for _, line := range declared(s) {
			if !slices.Contains(more, line) {
				t.Fatalf("%s is new, before %v", line, more)
			}
		}
	})
}

// drawEstate adds callers to a service: members of its namespace, and those that mention its name.
func drawEstate(t *rapid.T) *snapshot.Snapshot {
	s := registered(connect(drawService(t), rapid.SampledFrom([]int{0, 15000}).Draw(t, "override"), "web:8080"), 0)

	for i := range rapid.IntRange(0, 4).Draw(t, "clients") {
		c := client(s, "c"+strconv.Itoa(i), rapid.SliceOfN(rapid.SampledFrom([]string{
			"web.prod.local:80", "web.prod.local", "web:8080", "web:80", "db.example.com:5432", "front.elb:443",
		}), 0, 3).Draw(t, "mentions")...)
		c.NetworkConfiguration.SecurityGroups = snapshot.Known([]string{
			rapid.SampledFrom([]string{"sg-b", "sg-c", "sg-d", own}).Draw(t, "group"),
		})

		if rapid.Bool().Draw(t, "member") {
			c.ServiceConnect = &snapshot.ServiceConnect{Namespace: rapid.SampledFrom([]string{"prod", "test"}).Draw(t, "in")}
		}
	}

	return s
}

// Whatever is inferred comes on top of what is declared, which it neither hides nor repeats.
func TestInferredOnTopOfDeclared(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		m, all := tenants(drawEstate(t))
		declared, _ := m.Declared(all[0])
		inbound, _ := m.Inbound(all[0])

		sure := slices.DeleteFunc(slices.Clone(inbound), func(n needs.Need) bool { return n.Trust != needs.Declared })
		if !slices.Equal(sure, declared) {
			t.Fatalf("declared %v, inbound %v", declared, inbound)
		}

		for i, n := range inbound {
			if i > 0 && needs.Compare(inbound[i-1], n) >= 0 || n.Outbound || n.Host != "" || n.Reason == "" {
				t.Fatalf("%v in %v", n, inbound)
			}
		}
	})
}

// What one service needs of another, the other needs of it: the two ends of a call agree.
func TestBothEndsAgree(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		m, all := tenants(drawEstate(t))
		inbound, _ := m.Inbound(all[0])

		for _, caller := range all[1:] {
			for _, call := range m.Calls(caller) {
				if call.Server == all[0] && !slices.ContainsFunc(inbound, func(n needs.Need) bool {
					return n.Protocol == call.Protocol && n.From == call.From && n.To == call.To
				}) {
					t.Fatalf("%v is not in %v", call, inbound)
				}

				if !slices.Contains(m.Callers(call.Server), call) {
					t.Fatalf("%s does not know of %v", call.Server.Name(), call)
				}
			}

			for _, n := range m.Outbound(caller) {
				if !n.Outbound || n.Peer() == "" || n.Reason == "" || n.Evidence == "" {
					t.Fatalf("%v", n)
				}
			}
		}
	})
}

// The order in which services were read makes no difference to what is needed.
func TestOrderOfServicesDoesNotMatter(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		s := drawEstate(t)
		before := inbound(s)

		slices.Reverse(s.Services[1:])

		if after := inbound(s); !slices.Equal(before, after) {
			t.Fatalf("got %v, want %v", after, before)
		}
	})
}

// One client more never takes a need away, whoever else has it.
func TestOneClientMoreNeverTakesANeed(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		s := drawEstate(t)
		m, all := tenants(s)
		more, _ := m.Inbound(all[0])

		s.Services = s.Services[:max(1, len(s.Services)-1)]
		m, all = tenants(s)
		fewer, _ := m.Inbound(all[0])

		for _, n := range fewer {
			if !slices.ContainsFunc(more, n.Same) {
				t.Fatalf("%v is gone: %v", n, more)
			}
		}
	})
}

// BenchmarkDeclared asks each of n services on n instances, whose group has as many rules as EC2 takes.
func BenchmarkDeclared(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		s := service(bridge, "8080:80")
		for i := range 60 {
			rules(s, fmt.Sprintf("tcp %d sg-b", 8000+i))
		}

		for i := range n {
			id := strconv.Itoa(i)
			s.Services = append(s.Services, snapshot.Service{
				ID: "web-" + id, Cluster: "prod", Name: "web-" + id, TaskDefinition: "web:1",
			})
			s.ContainerInstances = append(s.ContainerInstances, snapshot.ContainerInstance{
				ID: "ci-" + id, Cluster: "prod", Instance: "i-1", Status: "ACTIVE",
			})
		}

		m, _ := model(s)
		tenants := placement.New(snapshot.NewIndex(s)).Tenants("prod")

		b.Run(fmt.Sprintf("services=%d", n), func(b *testing.B) {
			b.ReportAllocs()

			for b.Loop() {
				for _, t := range tenants {
					m.Declared(t)
				}
			}
		})
	}
}

// BenchmarkNamespace makes the model of n services of one namespace, and asks each for its needs.
func BenchmarkNamespace(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		s := connect(service(awsvpc, "80"), 0)
		for i := range n {
			member(s, "c"+strconv.Itoa(i), "prod").ServiceConnect = s.Services[0].ServiceConnect
		}

		b.Run(fmt.Sprintf("services=%d", n), func(b *testing.B) {
			b.ReportAllocs()

			for b.Loop() {
				m, all := tenants(s)
				for _, t := range all {
					m.Inbound(t)
				}
			}
		})
	}
}
