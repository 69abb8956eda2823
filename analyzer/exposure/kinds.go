package exposure

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Kinds lists points as [Model.Points] does, but one instance stands for those that are reached alike and run no task
// of the tenant: the first by its ID. Many services on many instances make a product of points, and few kinds.
func (m *Model) Kinds(t *placement.Tenant) (points []Point, why string) { return m.points(t, m.alike) }

// alike are the instances that run a task of the tenant, and one of each other kind.
func (m *Model) alike(t *placement.Tenant) []*snapshot.ContainerInstance {
	running := map[*snapshot.ContainerInstance]bool{}

	for _, task := range m.Tasks(t) {
		if instance := m.index.ContainerInstances[task.ContainerInstance]; instance != nil {
			running[instance] = true
		}
	}

	others := map[int]*snapshot.ContainerInstance{}

	for _, instance := range t.Eligible.Instances {
		known := others[m.kinds[instance]]
		if !running[instance] && (known == nil || instance.ID < known.ID) {
			others[m.kinds[instance]] = instance
		}
	}

	all := make([]*snapshot.ContainerInstance, 0, len(running)+len(others))
	for instance := range running {
		all = append(all, instance)
	}

	for _, instance := range others {
		all = append(all, instance)
	}

	slices.SortFunc(all, func(a, b *snapshot.ContainerInstance) int { return cmp.Compare(a.ID, b.ID) })

	return all
}

// kinds numbers the instances by what tells how their interfaces are reached.
func kinds(index *snapshot.Index, p *placement.Model) map[*snapshot.ContainerInstance]int {
	all := map[*snapshot.ContainerInstance]int{}
	numbers := map[string]int{}

	for i := range index.Snapshot.ContainerInstances {
		instance := &index.Snapshot.ContainerInstances[i]
		key := kind(p.Host(instance), placement.External(instance))

		if _, known := numbers[key]; !known {
			numbers[key] = len(numbers)
		}

		all[instance] = numbers[key]
	}

	return all
}

func kind(host placement.Host, external bool) string {
	var b strings.Builder

	fmt.Fprint(&b, external, host.Ephemeral, host.EphemeralKnown)

	for _, eni := range host.Interfaces {
		fmt.Fprint(&b, "|", eni.VPC, reach.EndpointOf(eni).Key(), len(eni.IPv6s) > 0)
	}

	return b.String()
}
