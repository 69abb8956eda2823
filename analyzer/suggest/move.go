package suggest

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A move is a service that can move to awsvpc.
type move struct {
	tenant *placement.Tenant

	// groups are the IDs of the instance groups that filter it today; own and unexplained the names of its new ones.
	groups      []string
	own         string
	unexplained string

	// endpoints are the interfaces at which it answers today.
	endpoints []hostEndpoint
}

// A hostEndpoint is an interface of an instance that the tenant can land on. Those that are reached alike have the
// same key.
type hostEndpoint struct {
	endpoint reach.Endpoint
	host     placement.Host
	key      string
}

func (m *maker) consider(plan *Plan, t *placement.Tenant, wanted []string) {
	if t.Service == nil {
		return
	}

	plan.seen[t.Name()] = true

	mode := t.Mode.Or("")
	if mode == snapshot.ModeAWSVPC || mode == snapshot.ModeNone ||
		(len(wanted) > 0 && !slices.Contains(wanted, t.Name())) {
		return
	}

	groups, why := m.placement.Groups(t)
	if reason := cmp.Or(inapplicable(t), why); reason != "" {
		plan.NotApplicable = append(plan.NotApplicable, NotApplicable{t.Cluster.Name, t.Name(), reason})

		return
	}

	if len(groups) == 0 {
		plan.NotApplicable = append(plan.NotApplicable, NotApplicable{
			t.Cluster.Name, t.Name(), "no instance takes its tasks today, so nothing says what reaches them",
		})

		return
	}

	mv := &move{
		tenant: t, groups: groups, own: m.names.take(t, "-task"), unexplained: m.names.take(t, "-unexplained"),
	}
	mv.endpoints = m.land(t.Eligible.Instances)
	m.moves = append(m.moves, mv)
}

func inapplicable(t *placement.Tenant) string {
	switch {
	case t.Capacity.Launch == snapshot.LaunchExternal:
		return "not applicable: ECS Anywhere has no awsvpc mode"
	case t.TaskDefinition == nil:
		return "its task definition was not read"
	case t.Mode.IsUnknown():
		return "its network mode is not known: " + t.Mode.Reason()
	default:
		return ""
	}
}

// land lists the interfaces of the instances, those that are reached alike once.
func (m *maker) land(instances []*snapshot.ContainerInstance) []hostEndpoint {
	var all []hostEndpoint

	seen := map[string]bool{}

	for _, instance := range instances {
		for _, e := range m.endpointsOf(instance) {
			if !seen[e.key] {
				seen[e.key] = true
				all = append(all, e)
			}
		}
	}

	return all
}

// endpointsOf looks at an instance once, however many services can land there.
func (m *maker) endpointsOf(instance *snapshot.ContainerInstance) []hostEndpoint {
	all, ok := m.endpoints[instance]
	if ok {
		return all
	}

	host := m.placement.Host(instance)
	for _, eni := range host.Interfaces {
		e := reach.EndpointOf(eni)
		key := fmt.Sprint(e.Key(), host.Ephemeral)
		all = append(all, hostEndpoint{e, host, key})
	}

	m.endpoints[instance] = all

	return all
}

// leaves reports whether the group filters the service today.
func (mv *move) leaves(group string) bool { return slices.Contains(mv.groups, group) }

// today are the host ports at which a port of a task answers today, on whatever instance.
func (mv *move) today(port needs.Port) netset.Services {
	var services netset.Services
	for _, e := range mv.endpoints {
		services = services.Union(hostServices(port, e.host))
	}

	return services
}

// hostServices are the host ports at which a port of a task answers: its fixed one, or any of the ephemeral range.
func hostServices(port needs.Port, host placement.Host) netset.Services {
	from, to := port.Host, port.Host
	if port.Host == 0 {
		from, to = host.Ephemeral.From, host.Ephemeral.To
	}

	return netset.Transport(port.Protocol, uint16(from), uint16(to)) //nolint:gosec // ports
}
