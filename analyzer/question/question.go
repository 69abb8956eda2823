// Package question answers who reaches what: from and to any kind of endpoint, with the path of what is allowed and
// everything that stops what is not.
package question

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Question asks whether one endpoint reaches another.
type Question struct {
	// From and To are endpoints as [Model.Ask] reads them.
	From, To string

	// Port is such as 8080/tcp, 32768-60999/tcp, 53/udp, icmp or all. Empty asks for what the target declares: the
	// ports of a service, a task or a load balancer, and everything of any other endpoint.
	Port string

	// Direct leaves paths through load balancers out.
	Direct bool
}

// A Model answers questions about one snapshot. It is safe for concurrent use.
type Model struct {
	index     *snapshot.Index
	placement *placement.Model
	reach     *reach.Model
	exposure  *exposure.Model

	// interfaces are those of an address, and of a security group.
	addresses map[string]*snapshot.NetworkInterface
	groups    map[string][]*snapshot.NetworkInterface

	gaps  map[gapKey]string
	leads map[lead]bool
}

// New prepares the model. Its cost is linear in the interfaces, beside that of the models it uses.
func New(s *snapshot.Snapshot) *Model {
	index := snapshot.NewIndex(s)
	m := &Model{
		index: index, placement: placement.New(index), reach: reach.New(index),
		addresses: map[string]*snapshot.NetworkInterface{}, groups: map[string][]*snapshot.NetworkInterface{},
		gaps: gapsOf(s), leads: leadsOf(s),
	}
	m.exposure = exposure.New(index, m.placement, m.reach)

	for i := range s.NetworkInterfaces {
		eni := &s.NetworkInterfaces[i]
		for _, list := range [][]string{eni.PrivateIPs, eni.PublicIPs, eni.IPv6s} {
			for _, address := range list {
				m.addresses[address] = eni
			}
		}

		for _, group := range eni.SecurityGroups {
			m.groups[group] = append(m.groups[group], eni)
		}
	}

	return m
}

// An Answer is the answer to a question.
type Answer struct {
	From    string        `json:"from"`
	To      string        `json:"to"`
	Port    string        `json:"port"`
	Verdict reach.Verdict `json:"verdict"`

	// Allowed lists what passes, or may, by the pair of places and the way.
	Allowed []Passage `json:"allowed"`

	// Paths are the ways of what passes, in the order of Allowed and by address family; Blockers everything that
	// stops the rest.
	Paths    [][]reach.Step `json:"paths"`
	Blockers []reach.Step   `json:"blockers"`

	// Assumptions are why the verdict may be another one, and what was taken for granted.
	Assumptions []string `json:"assumptions"`

	// More counts the pairs of places that are left out of the lists above.
	More int `json:"more,omitempty"`

	// passes is set where some of it passes for certain, stops where some of it certainly does not.
	passes, stops bool
}

// A Passage is what passes between two places.
type Passage struct {
	From     string        `json:"from"`
	To       string        `json:"to"`
	Services string        `json:"services"`
	Verdict  reach.Verdict `json:"verdict"`

	// Via is the load balancer that it passes through; empty for the direct way.
	Via string `json:"via,omitempty"`

	paths [][]reach.Step
}

// mostPairs is how many pairs of places an answer shows.
const mostPairs = 12

// Ask answers a question. The error says which endpoint or port cannot be read, or is not in the snapshot, and
// what there is instead.
func (m *Model) Ask(q Question) (*Answer, error) {
	port, err := parsePort(q.Port)
	if err != nil {
		return nil, err
	}

	from, err := m.endpoint(q.From)
	if err != nil {
		return nil, err
	}

	to, err := m.endpoint(q.To)
	if err != nil {
		return nil, err
	}

	if !from.inside() && !to.inside() {
		return nil, errNeitherInside(q)
	}

	return m.answer(q, from, to, port), nil
}

func (m *Model) answer(q Question, from, to *endpoint, port netset.Services) *Answer {
	a := &Answer{
		From: q.From, To: q.To, Port: q.Port, Allowed: []Passage{}, Paths: [][]reach.Step{}, Blockers: []reach.Step{},
		Assumptions: []string{},
	}
	tally := tally{answer: a, pairs: map[reach.Verdict]int{}, supposed: from.supposed || to.supposed}

	for _, why := range slices.Concat(from.unknown, to.unknown) {
		tally.doubt(why)

		tally.unsure = true
	}

	for i := range from.sites {
		for j := range to.sites {
			tally.add(m.pair(&from.sites[i], &to.sites[j], port, q.Direct))
		}
	}

	tally.show()

	a.Verdict, a.passes, a.stops = tally.verdict(), tally.passes, tally.stops

	return a
}
