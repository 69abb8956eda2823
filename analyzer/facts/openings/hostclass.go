package openings

import (
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A hostClass is the hosts of dynamically mapped tasks that are reached alike.
type hostClass struct {
	endpoint reach.Endpoint
	host     placement.Host
	services netset.Services // what ECS draws from, for the protocols in use
	tenants  []*placement.Tenant

	// instances are the IDs of the hosts, each once; the first in order stands for them in evidence.
	instances []string
}

// hostClasses joins the instances on which tasks with dynamic host ports can land. Managed instances are left
// out: they take no bridge mode.
func (s *Shard) hostClasses(c *snapshot.Cluster, tenants []*placement.Tenant) []*hostClass {
	byKey := map[string]*hostClass{}

	var order []*hostClass

	on := DynamicTenants(tenants)

	for _, instance := range s.Index.ContainerInstancesOf[c.ID] {
		here := on[instance]
		if placement.External(instance) || len(here) == 0 {
			continue
		}

		host := s.Placement.Host(instance)
		for _, eni := range host.Interfaces {
			class := &hostClass{
				endpoint: reach.EndpointOf(eni), host: host, tenants: here, services: s.drawable(instance, here),
			}

			key := class.key()
			if byKey[key] == nil {
				byKey[key] = class
				order = append(order, class)
			}

			byKey[key].add(instance.Instance)
		}
	}

	return order
}

// add counts an instance once, however many of its interfaces are alike: those of one instance come in a row.
func (h *hostClass) add(instance string) {
	if n := len(h.instances); n == 0 || h.instances[n-1] != instance {
		h.instances = append(h.instances, instance)
	}
}

// first is the host that evidence names.
func (h *hostClass) first() string { return slices.Min(h.instances) }

func (h *hostClass) key() string {
	names := make([]string, len(h.tenants))
	for i, t := range h.tenants {
		names[i] = t.Name()
	}

	return fmt.Sprint(h.endpoint.Key(), h.host.Ephemeral, h.host.EphemeralKnown, h.services, names)
}

// DynamicTenants lists, for each instance, the tenants with dynamic host ports that can land there.
func DynamicTenants(tenants []*placement.Tenant) map[*snapshot.ContainerInstance][]*placement.Tenant {
	on := map[*snapshot.ContainerInstance][]*placement.Tenant{}

	for _, t := range tenants {
		if !dynamic(t) {
			continue
		}

		for _, instance := range t.Eligible.Instances {
			on[instance] = append(on[instance], t)
		}
	}

	return on
}

// dynamic reports whether the tenant wants tasks whose host ports ECS chooses.
func dynamic(t *placement.Tenant) bool {
	return t.TaskDefinition != nil && ground.Wants(t) && t.Capacity.Launch != snapshot.LaunchFargate &&
		(ports.Draws(t.TaskDefinition, t.Mode.Or(""), "tcp") || ports.Draws(t.TaskDefinition, t.Mode.Or(""), "udp"))
}

// drawable is the ephemeral range of an instance without what its agent reserves, which no task is given.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (hostPort)
func (s *Shard) drawable(instance *snapshot.ContainerInstance, tenants []*placement.Tenant) netset.Services {
	return rangeOf(s.Placement.Host(instance).Ephemeral, tenants).Subtract(s.reservedOn(instance))
}

func (s *Shard) reservedOn(instance *snapshot.ContainerInstance) netset.Services {
	var services netset.Services

	for _, protocol := range []string{"tcp", "udp"} {
		for _, port := range s.Placement.Reserved(instance, protocol) {
			services = services.Union(onePort(protocol, port))
		}
	}

	return services
}

// rangeOf is the range for the protocols that the tenants' dynamic ports have.
func rangeOf(r snapshot.PortRange, tenants []*placement.Tenant) netset.Services {
	var services netset.Services

	for _, protocol := range []string{"tcp", "udp"} {
		draws := func(t *placement.Tenant) bool { return ports.Draws(t.TaskDefinition, t.Mode.Or(""), protocol) }
		if slices.ContainsFunc(tenants, draws) {
			open := netset.Transport(protocol, uint16(r.From), uint16(r.To)) //nolint:gosec // ports
			services = services.Union(open)
		}
	}

	return services
}
