package exposure

import (
	"fmt"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// own lists the interfaces of awsvpc tasks: those that run, and those to come to each subnet of the service.
func (m *Model) own(t *placement.Tenant) (points []Point, why string) {
	for _, task := range m.Tasks(t) {
		if eni := m.index.NetworkInterfaces[task.NetworkInterface]; eni != nil {
			name := fmt.Sprintf("task %s of %s at %s", snapshot.Name(task.ID), t.Name(), eni.ID)
			points = append(points, m.point(t, m.reach.PlaceOf(name, eni), Point{ID: eni.ID, Task: task}))
		}
	}

	if t.Service == nil && len(points) > 0 {
		return points, "" // nobody starts the next one
	}

	future, why := m.future(t)

	return append(points, future...), why
}

// future lists the interfaces that the next tasks of a service get.
func (m *Model) future(t *placement.Tenant) (points []Point, why string) {
	config := placement.NetworkConfiguration(t.Service)
	if config == nil {
		return nil, "the service has no network configuration"
	}

	groups, why := m.placement.Groups(t)
	if why != "" {
		return nil, why
	}

	if config.Subnets.IsUnknown() {
		return nil, "subnets: " + config.Subnets.Reason()
	}

	address, assumed := publicAddress(t, config)

	for _, subnet := range config.Subnets.Or(nil) {
		e := reach.Endpoint{Groups: groups, Subnet: subnet, PublicIPv4: address, PublicAssumed: assumed}
		name := fmt.Sprintf("the next task of %s in subnet %s", t.Name(), subnet)
		points = append(points, m.point(t, m.reach.FuturePlace(name, e), Point{}))
	}

	return points, ""
}

// publicAddress says what address the next tasks get, and the code of what that assumes where nobody knows whether both
// are given that it takes: Fargate and assignPublicIp. On instances assignPublicIp has no effect.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
func publicAddress(t *placement.Tenant, config *snapshot.NetworkConfiguration) (address, assumed string) {
	asks, launch := config.AssignPublicIP, t.Capacity

	switch {
	case launch.Unknown == "" && launch.Launch != snapshot.LaunchFargate:
		return "", ""
	case asks.IsUnknown():
		return "(assumed)", reach.PublicAddressGiven
	case asks.Or("DISABLED") != "ENABLED":
		return "", ""
	case launch.Unknown != "":
		return "by assignPublicIp", reach.PublicAddressGiven
	default:
		return "by assignPublicIp", ""
	}
}

// point adds the container ports of all containers, which share one network, and everything else they might open.
func (m *Model) point(t *placement.Tenant, place reach.Place, p Point) Point {
	p.Place = place
	p.Ports = containerPorts(t.TaskDefinition)
	p.Possible = everyPort().Subtract(p.Declared())

	return p
}

func everyPort() netset.Services { return netset.TCP(1, 65535).Union(netset.UDP(1, 65535)) }

// containerPorts are those of the mappings, of which a port that is not known is left out.
func containerPorts(d *snapshot.TaskDefinition) []Port {
	var ports []Port

	for i := range d.ContainerDefinitions {
		container := &d.ContainerDefinitions[i]
		for j := range container.PortMappings {
			mapping := &container.PortMappings[j]
			if services := containerServices(mapping); !services.IsEmpty() {
				ports = append(ports, Port{Container: container, Mapping: mapping, Services: services})
			}
		}
	}

	return ports
}

func containerServices(mapping *snapshot.PortMapping) netset.Services {
	first, last, ok := mapping.ContainerPorts()
	if !ok || first < 1 || last > 65535 {
		return netset.Services{}
	}

	return netset.Transport(mapping.Proto(), uint16(first), uint16(last)) //nolint:gosec // ports
}
