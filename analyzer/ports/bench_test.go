package ports_test

import (
	"fmt"
	"testing"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
)

// BenchmarkBook judges a cluster in which services and instances grow together: its conflicts, and the deployment
// of each service. "one port" is claimed by all on all instances, "apart" by each on one of its own.
func BenchmarkBook(b *testing.B) {
	for name, claim := range map[string]func(f fleet, i int) []option{
		"own ports": func(f fleet, i int) []option { return list(claiming(10_000+i), f.all) },
		"one port":  func(f fleet, _ int) []option { return list(claiming(80), f.all) },
		"halves":    func(f fleet, i int) []option { return list(claiming(80), f.on(i%len(f), (i+1)%len(f))) },
		"apart":     func(f fleet, i int) []option { return list(claiming(80), f.on(i)) },
	} {
		for _, n := range []int{30, 300} {
			f, tenants := newFleet(n), make([]*placement.Tenant, n)
			for i := range tenants {
				tenants[i] = tenant(fmt.Sprint("web-", i), claim(f, i)...)
			}

			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				b.ReportAllocs()

				for b.Loop() {
					book := ports.NewBook(tenants)
					book.Conflicts()

					for _, t := range tenants {
						book.Deploy(t)
					}
				}
			})
		}
	}
}
