package suggest_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/analyzer/suggest"
)

// BenchmarkMake has as many instances as services, so that what is done for each service on each instance shows as a
// hundredfold from one size to the next.
func BenchmarkMake(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		s := estate(n)

		b.Run(fmt.Sprintf("services=%d", n), func(b *testing.B) {
			b.ReportAllocs()

			for b.Loop() {
				suggest.Make(s, nil)
			}
		})
	}
}

// BenchmarkMakeMesh has a group that names itself: each service may be called by every other, so the plan itself has
// as many rules as there are pairs.
func BenchmarkMakeMesh(b *testing.B) {
	for _, n := range []int{10, 100, 300} {
		s := estate(n)
		group(s, "hosts", "-1 sg-hosts")

		b.Run(fmt.Sprintf("services=%d", n), func(b *testing.B) {
			b.ReportAllocs()

			for b.Loop() {
				suggest.Make(s, nil)
			}
		})
	}
}

// BenchmarkTerraform writes one file for all services.
func BenchmarkTerraform(b *testing.B) {
	for _, n := range []int{10, 100} {
		plan := suggest.Make(estate(n), nil)

		b.Run(fmt.Sprintf("services=%d", n), func(b *testing.B) {
			b.ReportAllocs()

			for b.Loop() {
				written(b, plan.Terraform)
			}
		})
	}
}

func estate(n int) *snapshot.Snapshot {
	s := fleet()
	group(s, "lb")
	group(s, "db", "tcp 5432 sg-hosts")
	group(s, "hosts", "tcp 32768-60999 sg-lb", "tcp 0-65535 10.0.0.0/16", "out -1 0.0.0.0/0")

	for i := range n {
		id := strconv.Itoa(i)
		s.ContainerInstances = append(s.ContainerInstances, snapshot.ContainerInstance{
			ID: "many-" + id, Cluster: "prod", Instance: "i-many-" + id, Status: "ACTIVE",
		})
		s.Instances = append(s.Instances, snapshot.Instance{
			ID: "i-many-" + id, NetworkInterfaces: []string{"eni-many-" + id},
		})
		s.NetworkInterfaces = append(s.NetworkInterfaces, snapshot.NetworkInterface{
			ID: "eni-many-" + id, Subnet: "subnet-1", Instance: "i-many-" + id, SecurityGroups: []string{"sg-hosts"},
		})
		balanced(s, service(s, "service-"+id, bridge, "80", "9000"), "sg-lb")
	}

	return s
}
