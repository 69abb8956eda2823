package placement

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A hostPort is a host port of one protocol.
type hostPort struct {
	port     int
	protocol string
}

// Reserves reports whether the agent of an instance keeps a host port for itself, as it registered it. An agent
// always keeps some for tcp, so where it registered none they were not read: then its default list holds, and
// known is false.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html (registeredResources)
func (m *Model) Reserves(c *snapshot.ContainerInstance, port int, protocol string) (yes, known bool) {
	list, known := m.reserved(c, protocol)

	return slices.Contains(list, port), known
}

// Reserved are the host ports that [Model.Reserves] tells.
func (m *Model) Reserved(c *snapshot.ContainerInstance, protocol string) []int {
	list, _ := m.reserved(c, protocol)

	return list
}

func (m *Model) reserved(c *snapshot.ContainerInstance, protocol string) (list []int, known bool) {
	switch {
	case protocol == "udp":
		return c.ReservedPortsUDP, true
	case len(c.ReservedPorts) == 0:
		return DefaultReserved(m.machines[c].Windows), false
	default:
		return c.ReservedPorts, true
	}
}

// addReserved notes the ports of an instance for its cluster.
func (m *Model) addReserved(c *snapshot.ContainerInstance) {
	if m.kept[c.Cluster] == nil {
		m.kept[c.Cluster] = map[hostPort]bool{}
	}

	for _, protocol := range []string{"tcp", "udp"} {
		list, _ := m.reserved(c, protocol)
		for _, port := range list {
			m.kept[c.Cluster][hostPort{port, protocol}] = true
		}
	}
}

// contended lists those of the host ports that each of the tenant's tasks claims that some agent of its cluster
// keeps for itself. Nearly always there is none, so that tenants with different ports ask for the same.
func (m *Model) contended(t *Tenant) []hostPort {
	kept := m.kept[t.Cluster.ID]
	if t.TaskDefinition == nil || len(kept) == 0 {
		return nil
	}

	var all []hostPort

	for i := range t.TaskDefinition.ContainerDefinitions {
		mappings := t.TaskDefinition.ContainerDefinitions[i].PortMappings
		for j := range mappings {
			port, fixed := mappings[j].FixedHostPort(t.Mode.Or(""))
			if p := (hostPort{port, mappings[j].Proto()}); fixed && kept[p] {
				all = append(all, p)
			}
		}
	}

	slices.SortFunc(all, func(a, b hostPort) int {
		return cmp.Or(cmp.Compare(a.port, b.port), cmp.Compare(a.protocol, b.protocol))
	})

	return slices.Compact(all)
}

// parted splits instances into those whose agents leave the tenant's tasks the host ports that they claim, and
// those that keep one for themselves. ECS places no task there.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (hostPort)
func (m *Model) parted(
	t *Tenant, instances []*snapshot.ContainerInstance,
) (taking, reserving []*snapshot.ContainerInstance) {
	contended := m.contended(t)
	if len(contended) == 0 {
		return instances, nil
	}

	for _, instance := range instances {
		keeps := func(p hostPort) bool {
			yes, _ := m.Reserves(instance, p.port, p.protocol)

			return yes
		}

		if slices.ContainsFunc(contended, keeps) {
			reserving = append(reserving, instance)
		} else {
			taking = append(taking, instance)
		}
	}

	return taking, reserving
}
