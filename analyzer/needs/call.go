package needs

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Call is a flow that the tasks of one tenant need to those of another.
type Call struct {
	Client, Server *placement.Tenant

	// Protocol, From and To are as those of a [Need], and so is Drawn.
	Protocol string
	From, To int
	Drawn    bool

	Reason   string
	Trust    Trust
	Evidence string
}

// Calls lists the flows that a tenant needs to other tenants: to every endpoint of its Service Connect namespace, and
// to what its task definition mentions.
func (m *Model) Calls(t *placement.Tenant) []Call {
	var calls []Call

	for _, c := range m.connections(t) {
		calls = append(calls, c.call(t))
	}

	inferred, _ := m.heard(t)

	return append(calls, inferred...)
}

// Callers lists the calls to a tenant, whoever makes them: by every other member of its Service Connect namespace, and
// by those that mention its names.
func (m *Model) Callers(t *placement.Tenant) []Call {
	if t.Service == nil {
		return nil
	}

	calls := slices.Clone(m.mentioned[t.Service])

	if t.Service.ServiceConnect == nil {
		return calls
	}

	all, _ := offers(t)
	for i := range all {
		for _, client := range m.namespaces[namespaceOf(t)].all {
			if client != t {
				calls = append(calls, all[i].call(client))
			}
		}
	}

	return calls
}

// inbound is a call as the server needs it: from each group that the client's tasks may have.
func (m *Model) inbound(c Call) []Need {
	groups := m.callers[c.Client].groups
	all := make([]Need, 0, len(groups))

	for _, group := range groups {
		all = append(all, Need{
			Group: group, Protocol: c.Protocol, From: c.From, To: c.To, Drawn: c.Drawn,
			Reason: c.Reason, Trust: c.Trust, Evidence: c.Evidence,
		})
	}

	return all
}

// A caller is how a rule can name the tasks of a tenant.
type caller struct {
	// groups hold one of those of a task's own interface, or one of those of each kind of instance.
	groups []string

	// why is set where they are not known.
	why string
}

// A fleet is a list of instances that tenants who ask for the same have in common.
type fleet struct {
	first **snapshot.ContainerInstance
	count int
}

// caller finds the groups of a tenant; fleets keeps those of instances, which many tenants share.
func (m *Model) caller(t *placement.Tenant, fleets map[fleet][]string) caller {
	groups, why := m.placement.Groups(t)
	for _, id := range groups {
		if m.wearers[id] == nil {
			m.wearers[id] = map[*placement.Tenant]bool{}
		}

		m.wearers[id][t] = true
	}

	switch {
	case why != "":
		return caller{why: why}
	case len(groups) == 0:
		return caller{} // no group sees ECS Anywhere, and no instance has none
	case t.Mode.Or("") == snapshot.ModeAWSVPC:
		return caller{groups: groups[:1]}
	}

	key := fleet{&t.Eligible.Instances[0], len(t.Eligible.Instances)}
	if _, ok := fleets[key]; !ok {
		fleets[key] = m.oneEach(t.Eligible.Instances)
	}

	return caller{groups: fleets[key]}
}

// oneEach takes a group of each instance. What leaves it has the groups of its primary interface.
func (m *Model) oneEach(instances []*snapshot.ContainerInstance) []string {
	var groups []string

	seen := map[string]bool{}

	for _, instance := range instances {
		interfaces := m.placement.Host(instance).Interfaces
		if len(interfaces) == 0 || len(interfaces[0].SecurityGroups) == 0 {
			continue
		}

		if id := slices.Min(interfaces[0].SecurityGroups); !seen[id] {
			seen[id] = true

			groups = append(groups, id)
		}
	}

	slices.Sort(groups)

	return groups
}
