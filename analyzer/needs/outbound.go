package needs

import (
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A mention is a host and port that containers of a task mention; container is the first of them.
type mention struct {
	snapshot.Mention

	container string
}

func (m mention) String() string {
	if m.Port == 0 {
		return m.Host
	}

	return fmt.Sprintf("%s:%d", m.Host, m.Port)
}

// mentions lists what the containers of a tenant mention, each once.
func mentions(t *placement.Tenant) []mention {
	if t.TaskDefinition == nil {
		return nil
	}

	var all []mention

	seen := map[snapshot.Mention]bool{}

	for i := range t.TaskDefinition.ContainerDefinitions {
		container := &t.TaskDefinition.ContainerDefinitions[i]
		for _, what := range container.Mentions {
			if !seen[what] {
				seen[what] = true

				all = append(all, mention{what, container.Name})
			}
		}
	}

	return all
}

// heard makes calls to other tenants of what a tenant mentions; rest is what stands for none of them.
func (m *Model) heard(t *placement.Tenant) (calls []Call, rest []mention) {
	for _, what := range mentions(t) {
		before := len(calls)

		for _, n := range m.resolve(t, what.Host) {
			if n.server == nil {
				continue
			}

			for _, port := range n.meant(n.server, what.Port) {
				calls = append(calls, Call{
					Client: t, Server: n.server, Protocol: port.Protocol, From: port.Container, To: port.Last,
					Drawn:  n.connection != nil && n.connection.drawn,
					Reason: fmt.Sprintf("container %s of %s mentions %s, %s", what.container, t.Name(), what, n.what),
					Trust:  Inferred, Evidence: t.TaskDefinition.ID,
				})
			}
		}

		if len(calls) == before {
			rest = append(rest, what)
		}
	}

	return calls, rest
}

// Outbound lists what the tasks of a tenant need to call, in the order of [Compare], each once: the endpoints of its
// Service Connect namespace, and the host names that it mentions. What a name stands for is told by Group, which is
// empty for a name that is none of a load balancer, of Cloud Map or of Service Connect, such as that of a database.
func (m *Model) Outbound(t *placement.Tenant) []Need {
	var all []Need

	for _, c := range m.Calls(t) {
		for _, group := range m.callers[c.Server].groups {
			all = append(all, Need{
				Outbound: true, Group: group, Protocol: c.Protocol, From: c.From, To: c.To, Drawn: c.Drawn,
				Reason: c.Reason, Trust: c.Trust, Evidence: c.Evidence,
			})
		}
	}

	_, rest := m.heard(t)
	for _, what := range rest {
		all = append(all, m.toHost(t, what)...)
	}

	return canonical(all)
}

// toHost keeps a mention as a need to its host, by TCP, which is what a name in a configuration is nearly always
// called by.
func (m *Model) toHost(t *placement.Tenant, what mention) []Need {
	need := Need{
		Outbound: true, Host: what.Host, Protocol: "tcp", From: what.Port, To: what.Port, Trust: Inferred,
		Reason:   fmt.Sprintf("container %s of %s mentions %s", what.container, t.Name(), what),
		Evidence: t.TaskDefinition.ID,
	}

	for _, n := range m.resolve(t, what.Host) {
		if n.balancer != nil {
			need.Reason += ", " + n.what
			if len(n.balancer.SecurityGroups) > 0 {
				need.Group = slices.Min(n.balancer.SecurityGroups)
			}

			break
		}
	}

	return []Need{need}
}
