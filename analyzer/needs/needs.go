// Package needs says which flows a service needs, each with its source and how far it can be trusted.
//
// This is the declared part: what load balancers, target groups and group references state. What nobody
// declares is not known to be unneeded.
package needs

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Need is an inbound flow to a task, as a group rule can say it. From and To are container ports.
type Need struct {
	// Exactly one of Group and CIDR is set.
	Group string
	CIDR  string

	Protocol string
	From     int
	To       int

	// Reason says why the flow is needed, in words for a rule's description.
	Reason string

	// Evidence is the id of what declares it: a target group, a group rule.
	Evidence string
}

// Peer is the other end of the need.
func (n Need) Peer() string { return n.Group + n.CIDR }

// Same reports whether two needs are equal as a group rule can say them: peer, protocol and ports.
func (n Need) Same(o Need) bool { return Compare(n, o) == 0 }

// Compare orders needs by peer, protocol and ports, and by nothing else.
func Compare(a, b Need) int {
	return cmp.Or(
		cmp.Compare(a.Group, b.Group), cmp.Compare(a.CIDR, b.CIDR), cmp.Compare(a.Protocol, b.Protocol),
		cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To),
	)
}

// A Model answers questions about the needs of one snapshot. It is safe for concurrent use.
type Model struct {
	index     *snapshot.Index
	placement *placement.Model
	reach     *reach.Model

	// listenersOf are the listeners by target group.
	listenersOf map[string][]*snapshot.Listener
}

// New prepares the model. Its cost is linear in listeners.
func New(index *snapshot.Index, p *placement.Model, r *reach.Model) *Model {
	m := &Model{index: index, placement: p, reach: r, listenersOf: map[string][]*snapshot.Listener{}}

	for i := range index.Snapshot.Listeners {
		l := &index.Snapshot.Listeners[i]
		for _, group := range l.TargetGroups {
			m.listenersOf[group] = append(m.listenersOf[group], l)
		}
	}

	return m
}

// Declared lists what a tenant declares to need, in the order of [Compare], each once. unread names what could
// not be read and may declare more, sorted.
func (m *Model) Declared(t *placement.Tenant) (declared []Need, unread []string) {
	switch {
	case t.Service == nil:
		return nil, nil
	case t.TaskDefinition == nil:
		return nil, []string{"task definition " + snapshot.Name(t.Service.TaskDefinition)}
	}

	unread = unknownPorts(t)

	for _, entry := range balancers(t.Service) {
		n, missing := m.balanced(t, entry)
		declared, unread = append(declared, n...), append(unread, missing...)
	}

	n, missing := m.referenced(t)
	declared, unread = append(declared, n...), append(unread, missing...)

	slices.SortStableFunc(declared, Compare)
	slices.Sort(unread)

	return slices.CompactFunc(declared, Need.Same), slices.Compact(unread)
}

// services are the packets of a flow but for their source.
func services(protocol string, from, to int) netset.Services {
	return netset.Transport(protocol, uint16(from), uint16(to)) //nolint:gosec // ports
}
