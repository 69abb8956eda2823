package exposure

import (
	"fmt"
	"strings"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// onHosts lists the interfaces of the instances that run tasks of the tenant, one by one, and of those that can take
// one: where they are filtered alike, one stands for all.
func (m *Model) onHosts(t *placement.Tenant, mode snapshot.NetworkMode) (points []Point, why string) {
	for _, held := range m.held(t) {
		for _, c := range m.classes([]*snapshot.ContainerInstance{held.instance}) {
			points = append(points, c.point(t, mode, held.bindings))
		}
	}

	for _, c := range m.hosts(t.Eligible.Instances) {
		points = append(points, c.point(t, mode, nil))
	}

	if len(points) == 0 {
		return nil, t.Eligible.Undecided
	}

	return points, ""
}

// A hostClass is interfaces of instances that are filtered alike, on hosts that draw ports from the same range.
type hostClass struct {
	place reach.Place
	host  placement.Host

	// instance and eni are the first of them by id, so that the order of the instances does not matter.
	instance *snapshot.ContainerInstance
	eni      string
	name     string
}

// add joins an interface that is alike.
func (c *hostClass) add(o *hostClass) {
	c.place.Join(o.place)

	if o.name < c.name {
		c.instance, c.eni, c.name = o.instance, o.eni, o.name
		c.place.Endpoint = o.place.Endpoint
	}
}

// hosts are the classes of a list of instances. Tenants that ask for the same share the list, so they share these.
func (m *Model) hosts(instances []*snapshot.ContainerInstance) []*hostClass {
	if len(instances) == 0 {
		return nil
	}

	// Another list may begin with the same instance, but not in the same place of memory.
	type key struct {
		first **snapshot.ContainerInstance
		count int
	}

	list := key{&instances[0], len(instances)}

	known, ok := m.shared.Load(list)
	if !ok {
		known, _ = m.shared.LoadOrStore(list, m.classes(instances))
	}

	return known.([]*hostClass) //nolint:forcetypeassert // the map holds nothing else
}

func (m *Model) classes(instances []*snapshot.ContainerInstance) []*hostClass {
	type key struct {
		groups, subnet string
		v4, v6         bool
		ephemeral      snapshot.PortRange
	}

	var all []*hostClass

	byKey := map[key]*hostClass{}

	for _, instance := range instances {
		if placement.External(instance) {
			continue
		}

		host := m.placement.Host(instance)
		for _, eni := range host.Interfaces {
			name := "instance " + instance.Instance + " at " + eni.ID
			own := &hostClass{m.reach.PlaceOf(name, eni), host, instance, eni.ID, name}
			e := own.place.Endpoint
			k := key{strings.Join(e.Groups, ","), e.Subnet, e.PublicIPv4 != "", e.PublicIPv6 != "", host.Ephemeral}

			if c := byKey[k]; c != nil {
				c.add(own)

				continue
			}

			byKey[k] = own
			all = append(all, own)
		}
	}

	for _, c := range all {
		if n := c.place.Members; n > 1 {
			c.place.Name = fmt.Sprintf("%s (and %d more)", c.name, n-1)
		}
	}

	return all
}

func (c *hostClass) point(t *placement.Tenant, mode snapshot.NetworkMode, held []snapshot.NetworkBinding) Point {
	p := Point{ID: c.eni, Place: c.place, Host: &c.host, Instance: c.instance.ID}
	p.Ports = hostPorts(t.TaskDefinition, mode, c.host, held)

	if mode == snapshot.ModeHost {
		p.Possible = everyPort().Subtract(p.Declared())
	}

	return p
}

// A holding is an instance with the host ports that tasks of a tenant hold there.
type holding struct {
	instance *snapshot.ContainerInstance
	bindings []snapshot.NetworkBinding
}

// held lists the instances that run tasks of the tenant.
func (m *Model) held(t *placement.Tenant) []*holding {
	var all []*holding

	byInstance := map[string]*holding{}

	for _, task := range m.Tasks(t) {
		instance := m.index.ContainerInstances[task.ContainerInstance]
		if instance == nil {
			continue
		}

		h := byInstance[instance.ID]
		if h == nil {
			h = &holding{instance: instance}
			byInstance[instance.ID] = h
			all = append(all, h)
		}

		h.bindings = append(h.bindings, task.NetworkBindings...)
	}

	return all
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
