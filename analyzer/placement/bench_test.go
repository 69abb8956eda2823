package placement_test

import (
	"fmt"
	"testing"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// BenchmarkNew grows services and instances together. Before eligibility was worked out once for all who ask for
// the same, and an expression read once, "constrained/300" took 1.03 s and 498 MB; "each another" is the worst case.
func BenchmarkNew(b *testing.B) {
	for name, expression := range map[string]func(i int) string{
		"free":         nil,
		"constrained":  func(int) string { return "attribute:ecs.instance-type =~ m5.* and attribute:stack in [web, api]" },
		"each another": func(i int) string { return fmt.Sprintf("attribute:stack in [web, api-%d]", i) },
	} {
		for _, n := range []int{30, 300} {
			index := snapshot.NewIndex(large(n, expression))

			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				b.ReportAllocs()

				for b.Loop() {
					placement.New(index)
				}
			})
		}
	}
}

func large(n int, expression func(i int) string) *snapshot.Snapshot {
	s := estate(instances(n, having("ecs.ami-id", "ami-1"), having("ecs.availability-zone", "eu-north-1a"),
		having("ecs.instance-type", "m5.large"), having("ecs.os-type", "linux"), having("ecs.cpu-architecture", "x86_64"),
		having("stack", "web")))

	for i := range n {
		if expression == nil {
			service(launch(snapshot.LaunchEC2))(s)
		} else {
			service(launch(snapshot.LaunchEC2), memberOf(expression(i)))(s)
		}
	}

	return s
}

// BenchmarkShare compares tenants that share only their last instance, and that share none.
func BenchmarkShare(b *testing.B) {
	for _, n := range []int{100, 1_000} {
		all := tenants(
			instances(n, having("half", "left")), instance(having("half", "both")), instances(n, having("half", "right")),
			service(launch(snapshot.LaunchEC2), memberOf("attribute:half in [left, both]")),
			service(launch(snapshot.LaunchEC2), memberOf("attribute:half in [right, both]")),
			service(launch(snapshot.LaunchEC2), memberOf("attribute:half == right")))

		for name, other := range map[string]*placement.Tenant{"last": all[1], "none": all[2]} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				b.ReportAllocs()

				for b.Loop() {
					placement.Share(all[0], other)
				}
			})
		}
	}
}
