package reach_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// estate is an account of n interfaces, n/10 services and n/20 groups in 20 VPCs of 6 subnets: each group has 12
// ingress rules and, in three of ten, restricted egress; each service has one or two groups.
func estate(n int) *snapshot.Snapshot {
	random := rand.New(rand.NewPCG(1, uint64(n)))
	s := snapshot.New()

	for v := range 20 {
		id := fmt.Sprintf("vpc-%d", v)
		s.VPCs = append(s.VPCs, snapshot.VPC{ID: id, CIDRs: []string{fmt.Sprintf("10.%d.0.0/16", v)}})
		s.RouteTables = append(s.RouteTables, snapshot.RouteTable{
			ID: "rtb-" + id, VPC: id, Main: true, Routes: []snapshot.Route{{Destination: "0.0.0.0/0", Target: "igw-" + id}},
		})
		s.NetworkACLs = append(s.NetworkACLs, snapshot.NetworkACL{
			ID: "acl-" + id, VPC: id, Default: true, Entries: []snapshot.NetworkACLEntry{
				entry(90, false, false, "tcp", "203.0.113.0/24"), entry(100, false, true, "-1", "0.0.0.0/0"),
				entry(100, true, true, "-1", "0.0.0.0/0"),
			},
		})

		for i := range 6 {
			s.Subnets = append(s.Subnets, snapshot.Subnet{
				ID: fmt.Sprintf("subnet-%d-%d", v, i), VPC: id, CIDR: fmt.Sprintf("10.%d.%d.0/19", v, 32*i),
			})
		}
	}

	groups := n / 20
	for g := range groups {
		s.SecurityGroups = append(s.SecurityGroups, estateGroup(random, g, groups))
	}

	for i := range n {
		service := i / 10
		g := service % groups
		v := g % 20
		e := snapshot.NetworkInterface{
			ID: fmt.Sprintf("eni-%d", i), VPC: fmt.Sprintf("vpc-%d", v), Subnet: fmt.Sprintf("subnet-%d-%d", v, i%6),
			PrivateIPs:     []string{fmt.Sprintf("10.%d.%d.%d", v, 32*(i%6)+i/250%32, i%250+4)},
			SecurityGroups: []string{fmt.Sprintf("sg-%d", g)},
		}

		if service%3 == 0 {
			e.SecurityGroups = append(e.SecurityGroups, fmt.Sprintf("sg-%d", (g+20)%groups))
		}

		if service%10 == 0 {
			e.PublicIPs = []string{"198.51.100.1"}
		}

		s.NetworkInterfaces = append(s.NetworkInterfaces, e)
	}

	return s
}

func entry(number int, egress, allow bool, protocol, cidr string) snapshot.NetworkACLEntry {
	return snapshot.NetworkACLEntry{
		Number: number, Egress: egress, Allow: allow,
		Protocol: snapshot.Known(protocol), CIDRIPv4: snapshot.Known(cidr),
	}
}

func estateGroup(random *rand.Rand, g, groups int) snapshot.SecurityGroup {
	v := g % 20
	rules := make([]string, 0, 13)

	for range 12 {
		port := 1024 + random.IntN(4000)

		switch random.IntN(10) {
		case 0:
			rules = append(rules, fmt.Sprintf("tcp %d 0.0.0.0/0", port))
		case 1, 2, 3:
			rules = append(rules, fmt.Sprintf("tcp %d-%d 10.%d.0.0/16", port, port+10, v))
		case 4, 5:
			rules = append(rules, fmt.Sprintf("tcp %d 10.%d.%d.0/24", port, v, random.IntN(190)))
		default:
			rules = append(rules, fmt.Sprintf("tcp %d sg-%d", port, (v+20*random.IntN(max(1, groups/20)))%groups))
		}
	}

	if random.IntN(10) < 3 {
		rules = append(rules, "out tcp 443 0.0.0.0/0", fmt.Sprintf("out tcp 1024-6000 10.%d.0.0/16", v))
	} else {
		rules = append(rules, "out -1 0.0.0.0/0")
	}

	s := group(fmt.Sprintf("sg-%d", g), rules...)
	s.VPC = fmt.Sprintf("vpc-%d", v)

	return s
}

// classes are the interfaces that are filtered alike, each once.
func classesOf(s *snapshot.Snapshot) []reach.Endpoint {
	var all []reach.Endpoint

	seen := map[string]bool{}

	for i := range s.NetworkInterfaces {
		e := reach.EndpointOf(&s.NetworkInterfaces[i])
		if key := e.Key(); !seen[key] {
			seen[key] = true

			all = append(all, e)
		}
	}

	return all
}

// The exponent of the cost from 1,000 to 100,000 interfaces is printed: 1 is linear.
func BenchmarkEstate(b *testing.B) {
	compile, profiles := map[int]time.Duration{}, map[int]time.Duration{}

	for _, n := range []int{1000, 10_000, 100_000} {
		s := estate(n)
		index := snapshot.NewIndex(s)

		b.Run(fmt.Sprintf("compile/%d", n), func(b *testing.B) {
			b.ReportAllocs()

			for b.Loop() {
				reach.New(index)
			}

			compile[n] = b.Elapsed() / time.Duration(b.N)
		})

		ends := classesOf(s)

		b.Run(fmt.Sprintf("profiles/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			b.ReportMetric(float64(len(ends)), "classes")

			for b.Loop() {
				m := reach.New(index)
				for _, e := range ends {
					m.Ingress(e, netset.All())
				}
			}

			profiles[n] = b.Elapsed() / time.Duration(b.N)
		})

		b.Run(fmt.Sprintf("question/%d", n), func(b *testing.B) {
			b.ReportAllocs()

			m := reach.New(index)
			random := rand.New(rand.NewPCG(2, 2))

			for b.Loop() {
				from := m.PlaceOf("a", &s.NetworkInterfaces[random.IntN(n)])
				to := m.PlaceOf("b", &s.NetworkInterfaces[random.IntN(n)])
				m.Between(from, to, netset.TCP(1024, 2000))
			}
		})
	}

	b.Logf("exponent: compile %.2f, profiles %.2f", exponent(compile), exponent(profiles))
}

func exponent(cost map[int]time.Duration) float64 {
	return math.Log(float64(cost[100_000])/float64(cost[1000])) / math.Log(100)
}
