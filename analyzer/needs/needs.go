// Package needs says which flows a service needs, each with its source and how far it can be trusted.
//
// Load balancers, target groups, group references and Service Connect declare needs. Host names that a task's
// environment or command mentions let infer others. What nobody declares or mentions is not known to be unneeded.
package needs

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Trust says how far a need can be trusted.
type Trust string

// The kinds of trust. AWS acts on what is declared; what is inferred is a name in a task definition, which a task may
// never use.
const (
	Declared Trust = "declared"
	Inferred Trust = "inferred"
)

// A Need is a flow that a task needs, as a group rule can say it: inbound, unless Outbound is set.
type Need struct {
	Outbound bool

	// Exactly one of Group and CIDR is the peer of an inbound need. That of an outbound one is Host, the name that is
	// called, with the Group of what it stands for where that is known, or Group alone for Service Connect.
	Group string
	CIDR  string
	Host  string

	// From and To are the ports at which the callee's tasks are met in awsvpc mode: container ports, or that of the
	// Service Connect proxy. Both are 0 for a host name without a port.
	Protocol string
	From     int
	To       int

	// Drawn marks the port of a Service Connect proxy that in bridge mode is one of the ephemeral range.
	Drawn bool

	// Reason says why the flow is needed, in words for a rule's description.
	Reason string
	Trust  Trust

	// Evidence is the id of what says so: a target group, a group rule, a service, a task definition.
	Evidence string
}

// Peer is the other end of the need.
func (n Need) Peer() string {
	if n.Host != "" {
		return n.Host
	}

	return n.Group + n.CIDR
}

// Same reports whether two needs are equal as a group rule can say them: peer, protocol and ports.
func (n Need) Same(o Need) bool { return Compare(n, o) == 0 }

// Compare orders needs by direction, peer, protocol and ports, and by nothing else.
func Compare(a, b Need) int {
	return cmp.Or(
		compareBools(a.Outbound, b.Outbound),
		cmp.Compare(a.Group, b.Group), cmp.Compare(a.CIDR, b.CIDR), cmp.Compare(a.Host, b.Host),
		cmp.Compare(a.Protocol, b.Protocol), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To),
	)
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}

// A Model answers questions about the needs of one snapshot. It is safe for concurrent use.
type Model struct {
	index     *snapshot.Index
	placement *placement.Model
	reach     *reach.Model

	// listenersOf are the listeners by target group.
	listenersOf map[string][]*snapshot.Listener

	// callers are the groups by which a rule can name the tasks of a tenant.
	callers map[*placement.Tenant]caller

	// wearers are the tenants whose tasks a group filters.
	wearers map[string]map[*placement.Tenant]bool

	// namespaces are those of Service Connect.
	namespaces map[namespaceKey]*namespace

	// names is what host names stand for, balancerNames those of load balancers.
	names         map[nameKey][]meaning
	balancerNames map[string]*snapshot.LoadBalancer

	// endpointServices are the host names of the services behind VPC endpoints, by security group.
	endpointServices map[string][]string

	// mentioned are the calls that mentions infer, by the service that is called.
	mentioned map[*snapshot.Service][]Call
}

// New prepares the model. Its cost is linear in listeners, tenants, mentions and the members of namespaces.
func New(index *snapshot.Index, p *placement.Model, r *reach.Model) *Model {
	m := &Model{
		index: index, placement: p, reach: r,
		listenersOf: map[string][]*snapshot.Listener{}, callers: map[*placement.Tenant]caller{},
		wearers:    map[string]map[*placement.Tenant]bool{},
		namespaces: map[namespaceKey]*namespace{}, names: map[nameKey][]meaning{},
		balancerNames: map[string]*snapshot.LoadBalancer{}, mentioned: map[*snapshot.Service][]Call{},
		endpointServices: map[string][]string{},
	}

	for i := range index.Snapshot.Listeners {
		l := &index.Snapshot.Listeners[i]
		for _, group := range l.TargetGroups {
			m.listenersOf[group] = append(m.listenersOf[group], l)
		}
	}

	m.addEndpoints(index.Snapshot)
	m.learn()

	return m
}

// Declared lists what a tenant declares to need inbound, in the order of [Compare], each once. unread names what
// could not be read and may declare more, sorted.
func (m *Model) Declared(t *placement.Tenant) (declared []Need, unread []string) {
	switch {
	case t.Service == nil:
		return nil, nil
	case t.TaskDefinition == nil:
		return nil, []string{"task definition " + snapshot.Name(t.Service.TaskDefinition)}
	}

	unread = unknownPorts(t)

	for _, entry := range exposure.LoadBalancers(t.Service) {
		n, missing := m.balanced(t, entry)
		declared, unread = append(declared, n...), append(unread, missing...)
	}

	for _, find := range []func(*placement.Tenant) ([]Need, []string){m.connected, m.referenced} {
		n, missing := find(t)
		declared, unread = append(declared, n...), append(unread, missing...)
	}

	slices.Sort(unread)

	return canonical(declared), slices.Compact(unread)
}

// Inbound lists what is declared, and what can be inferred beside it, in the order of [Compare], each once. unread is
// as in [Model.Declared], with the names that clients may mention.
func (m *Model) Inbound(t *placement.Tenant) (inbound []Need, unread []string) {
	inbound, unread = m.Declared(t)
	if t.Service == nil {
		return inbound, unread
	}

	for _, call := range m.mentioned[t.Service] {
		inbound = append(inbound, m.inbound(call)...)
	}

	for _, registry := range t.Service.ServiceRegistries {
		if m.index.CloudMapServices[registry.CloudMapService] == nil {
			unread = append(unread, "Cloud Map service "+snapshot.Name(registry.CloudMapService))
		}
	}

	slices.Sort(unread)

	return canonical(inbound), slices.Compact(unread)
}

// canonical sorts needs and keeps the first of those that are the same.
func canonical(all []Need) []Need {
	slices.SortStableFunc(all, Compare)

	return slices.CompactFunc(all, Need.Same)
}

// services are the packets of a flow but for their source.
func services(protocol string, from, to int) netset.Services {
	return netset.Transport(protocol, uint16(from), uint16(to)) //nolint:gosec // ports
}
