package capacity_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/ecslint/ecslint/analyzer/capacity"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// BenchmarkModel answers both questions of a cluster in which services, instances and subnets grow together. "anywhere"
// is services that use all instances, "apart" with one task on each, "neighbours" on two instances each.
func BenchmarkModel(b *testing.B) {
	for name, constraint := range map[string]func(i, n int) func(*snapshot.Service){
		"anywhere": func(int, int) func(*snapshot.Service) { return func(*snapshot.Service) {} },
		"apart":    func(int, int) func(*snapshot.Service) { return distinct },
		"neighbours": func(i, n int) func(*snapshot.Service) {
			return on(strconv.Itoa(i), strconv.Itoa((i+1)%n))
		},
	} {
		for _, n := range []int{30, 300} {
			s := estate(instances(n, "c5.large"))
			for i := range n {
				subnets(fmt.Sprint("subnet-", i), "10.0.0.0/24", 2)(s)
				service(fmt.Sprint("web-", i), 2, rolling(100, 200), constraint(i, n), within(fmt.Sprint("subnet-", i)))(s)
			}

			index := snapshot.NewIndex(s)
			model := placement.New(index)

			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				b.ReportAllocs()

				for b.Loop() {
					m := capacity.New(index, model)
					m.Pools(&s.Clusters[0], true)
					m.Areas()
				}
			})
		}
	}
}
