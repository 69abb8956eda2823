package exposure

import (
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// onHosts lists the interfaces of instances that run tasks of the tenant or can take one.
func (m *Model) onHosts(
	t *placement.Tenant, mode snapshot.NetworkMode, instances []*snapshot.ContainerInstance,
) (points []Point, why string) {
	held := m.held(t)

	if len(instances) == 0 {
		return nil, t.Eligible.Undecided
	}

	for _, instance := range instances {
		if placement.External(instance) {
			continue
		}

		host := m.placement.Host(instance)
		answering := hostPorts(t.TaskDefinition, mode, host, held[instance.ID])

		for _, eni := range host.Interfaces {
			p := Point{ID: eni.ID, Host: &host, Instance: instance.ID, Ports: answering}
			p.Place = m.reach.PlaceOf("instance "+instance.Instance+" at "+eni.ID, eni)

			if mode == snapshot.ModeHost {
				p.Possible = everyPort().Subtract(p.Declared())
			}

			points = append(points, p)
		}
	}

	return points, ""
}

// instances are those that can take a task, and those that run one and take no more.
func (m *Model) instances(t *placement.Tenant) []*snapshot.ContainerInstance {
	seen := map[string]bool{}
	all := make([]*snapshot.ContainerInstance, 0, len(t.Eligible.Instances))

	for _, instance := range t.Eligible.Instances {
		seen[instance.ID] = true

		all = append(all, instance)
	}

	for _, task := range m.Tasks(t) {
		if instance := m.index.ContainerInstances[task.ContainerInstance]; instance != nil && !seen[instance.ID] {
			seen[instance.ID] = true

			all = append(all, instance)
		}
	}

	return all
}

// held are the host ports that running tasks hold, by container instance.
func (m *Model) held(t *placement.Tenant) map[string][]snapshot.NetworkBinding {
	held := map[string][]snapshot.NetworkBinding{}
	for _, task := range m.Tasks(t) {
		held[task.ContainerInstance] = append(held[task.ContainerInstance], task.NetworkBindings...)
	}

	return held
}

// hostPorts are what the mappings open on an instance: a host port, in host mode the container's own, or one that ECS
// draws, of which those of running tasks are known.
func hostPorts(
	d *snapshot.TaskDefinition, mode snapshot.NetworkMode, host placement.Host, held []snapshot.NetworkBinding,
) []Port {
	if mode == snapshot.ModeHost {
		return containerPorts(d)
	}

	var all []Port

	for _, claim := range ports.Fixed(d, mode) {
		all = append(all, Port{
			Container: claim.Container, Mapping: claim.Mapping,
			Services: netset.Transport(claim.Protocol, port(claim.Port), port(claim.Port)),
		})
	}

	for _, claim := range ports.Dynamic(d, mode) {
		all = append(all, running(claim, held)...)
		all = append(all, Port{
			Container: claim.Container, Mapping: claim.Mapping, Drawn: true,
			Services: netset.Transport(claim.Protocol, port(host.Ephemeral.From), port(host.Ephemeral.To)),
		})
	}

	return all
}

// running are the bindings of a mapping, by container and container port.
func running(claim ports.Claim, held []snapshot.NetworkBinding) []Port {
	var all []Port

	first, last, ok := claim.Mapping.ContainerPorts()

	for _, b := range held {
		if ok && b.Container == claim.Container.Name && first <= b.ContainerPort && b.ContainerPort <= last &&
			(b.Protocol == "udp") == (claim.Protocol == "udp") {
			all = append(all, Port{
				Container: claim.Container, Mapping: claim.Mapping, Drawn: true, Running: true,
				Services: netset.Transport(claim.Protocol, port(b.HostPort), port(b.HostPort)),
			})
		}
	}

	return all
}

func port(n int) uint16 { return uint16(max(0, min(n, 65535))) }
