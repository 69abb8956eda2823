package reach_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An interface has at most 1,000 rules: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html. The
// worst are public sources that all differ, for ports that all differ.
func BenchmarkIngress(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		g := group("sg-a")
		for i := range n {
			g.Rules = append(g.Rules, rule(strconv.Itoa(i), fmt.Sprintf("tcp %d-%d 52.%d.%d.0/24", i, 2*i, i/250, i%250)))
		}

		m := model(account(g))

		b.Run(fmt.Sprintf("rules=%d", n), func(b *testing.B) {
			b.ReportAllocs()

			for b.Loop() {
				m.Ingress(open("sg-a"), netset.All())
			}
		})
	}
}

// A route table has at most 1,000 routes.
func BenchmarkNew(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		routes := make([]string, 0, n)
		for i := range n {
			routes = append(routes, fmt.Sprintf("172.%d.%d.0/24 tgw-1", 16+i/250, i%250))
		}

		s := account()
		s.RouteTables = []snapshot.RouteTable{table("rtb-1", "", routes...)}
		index := snapshot.NewIndex(s)

		b.Run(fmt.Sprintf("routes=%d", n), func(b *testing.B) {
			b.ReportAllocs()

			for b.Loop() {
				reach.New(index)
			}
		})
	}
}
