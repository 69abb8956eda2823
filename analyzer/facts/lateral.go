package facts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A way is what the rules of a group let from one kind of hosts to another.
type way struct {
	from, to *hostKind

	// by are the services by rule, each as far as everything else on the way lets it pass.
	by map[*snapshot.SecurityGroupRule]netset.Services
}

// lateralMovement finds what tenants reach of each other through a group of their instances though nothing needs it.
func (s *shard) lateralMovement(n *neighbourhood) []LateralMovement {
	var all []LateralMovement

	for _, id := range n.groups() {
		sharers := n.of(id)
		if len(names(sharers)) < 2 {
			continue
		}

		group := s.index.SecurityGroups[id]
		if group == nil {
			all = append(all, LateralMovement{
				Ref: s.groupRef(id), Group: id, Undecided: "security group " + id + " was not read",
			})

			continue
		}

		l := &lateral{
			shard: s, n: n, group: group, sharers: sharers,
			met: map[[2]*fleet]bool{}, by: map[*snapshot.SecurityGroupRule]int{},
		}
		if fact := l.judge(); fact.Flows > 0 || fact.Undecided != "" {
			all = append(all, fact)
		}
	}

	return all
}

// A lateral is one group under judgement.
type lateral struct {
	*shard

	n       *neighbourhood
	group   *snapshot.SecurityGroup
	sharers []*placement.Tenant
	ways    []way
	homes   map[*placement.Tenant]*fleet
	met     map[[2]*fleet]bool
	fact    LateralMovement

	// by counts the flows that a rule admits.
	by          map[*snapshot.SecurityGroupRule]int
	assumptions []string
	unknown     []string
}

func (l *lateral) judge() LateralMovement {
	l.fact = LateralMovement{Group: l.group.Name}
	l.findWays()

	if len(l.ways) == 0 && l.fact.Undecided == "" {
		return l.fact
	}

	l.fact.Ref = l.refs.add(groupRef{l.group})
	l.homes = map[*placement.Tenant]*fleet{}

	for _, f := range l.n.fleets {
		for _, t := range f.tenants {
			l.homes[t] = f
		}
	}

	for _, server := range l.sharers {
		l.serve(server)
	}

	if l.fact.Flows > 0 {
		l.fact.Refs = l.tenantRefs(l.sharers)
		l.cite()
	}

	if len(l.unknown) > 0 && l.fact.Undecided == "" {
		l.fact.Undecided = "nothing says who needs " + listed(sorted(l.unknown))
	}

	return l.fact
}

// listed names the first few of many.
func listed(names []string) string {
	text := strings.Join(names[:min(len(names), 5)], ", ")
	if len(names) > 5 {
		text += fmt.Sprintf(" and %d more", len(names)-5)
	}

	return text
}

// findWays asks for each two kinds of hosts with the group what its rules let pass.
func (l *lateral) findWays() {
	for _, to := range sortedKinds(l.n.kinds) {
		if !to.has(l.group.ID) {
			continue
		}

		admissions, _ := l.reach.Ingress(to.place.Endpoint, everyTransport())
		admissions = slices.DeleteFunc(admissions, func(a reach.Admission) bool { return a.Group != l.group })

		for _, a := range admissions {
			if a.Unknown != "" {
				l.fact.Undecided = "rule " + a.Rule.ID + ": " + a.Unknown
			}
		}

		for _, from := range sortedKinds(l.n.kinds) {
			if from.has(l.group.ID) {
				l.addWay(from, to, admissions)
			}
		}
	}
}

func everyTransport() netset.Services { return netset.TCP(0, 65535).Union(netset.UDP(0, 65535)) }

func (l *lateral) addWay(from, to *hostKind, admissions []reach.Admission) {
	w := way{from: from, to: to, by: map[*snapshot.SecurityGroupRule]netset.Services{}}

	var passing netset.Services

	for i, a := range admissions {
		if i == 0 {
			passing = l.reach.Between(from.place, to.place, everyTransport()).MaySome
		}

		if part := comingFrom(a, from).Intersect(passing); !part.IsEmpty() {
			w.by[a.Rule] = w.by[a.Rule].Union(part)
			l.assumptions = append(l.assumptions, a.Assumptions...)
		}
	}

	if len(w.by) > 0 {
		l.ways = append(l.ways, w)
	}
}

// comingFrom is what an admission admits of a kind of hosts: by a group of theirs, or by their addresses.
func comingFrom(a reach.Admission, from *hostKind) netset.Services {
	if id, named := a.Rule.ReferencedGroup.Get(); named {
		if from.has(id) {
			return a.Services
		}

		return netset.Services{}
	}

	var services netset.Services
	for _, part := range a.Packets.Intersect(from.place.Addresses).Pieces() {
		services = services.Union(part)
	}

	return services
}

// A served is a server with what is known of its clients.
type served struct {
	*placement.Tenant

	home  *fleet
	calls map[*placement.Tenant][]needs.Call
	named []needs.Need
}

func (l *lateral) served(t *placement.Tenant) *served {
	server := &served{
		Tenant: t, home: l.homes[t], calls: map[*placement.Tenant][]needs.Call{}, named: l.needs.References(t),
	}

	for _, c := range l.needs.Callers(t) {
		server.calls[c.Client] = append(server.calls[c.Client], c)
	}

	return server
}

// unneeded lists the tenants of a fleet that have no need of a port: they do not call it, and no rule names a group of
// their instances for that very port.
func (s *served) unneeded(f *fleet, port needs.Port) []*placement.Tenant {
	within := func(protocol string, from, to int) bool {
		return protocol == port.Protocol && from <= port.Last && port.Container <= to
	}

	for _, n := range s.named {
		if within(n.Protocol, n.From, n.To) && slices.ContainsFunc(f.kinds, func(k *hostKind) bool { return k.has(n.Group) }) {
			return nil
		}
	}

	var all []*placement.Tenant

	for _, client := range f.tenants {
		calls := func(c needs.Call) bool { return within(c.Protocol, c.From, c.To) }
		if client.Name() != s.Name() && !slices.ContainsFunc(s.calls[client], calls) {
			all = append(all, client)
		}
	}

	return all
}

// serve counts who reaches the ports of a tenant without need, through the group and on one instance. Where nothing is
// known to need the tenant at all, nobody can say what is too much.
func (l *lateral) serve(t *placement.Tenant) {
	ports := needs.Listening(t)
	if len(ports) == 0 {
		return
	}

	inbound, unread := l.needs.Inbound(t)
	known := len(inbound) > 0 && len(unread) == 0
	server := l.served(t)

	for _, port := range ports {
		var clients []*placement.Tenant

		rules := map[*snapshot.SecurityGroupRule]int{}

		for _, f := range l.n.fleets {
			unneeded := server.unneeded(f, port)
			if known && l.meet(f, server.home) {
				l.fact.SameHost += len(unneeded)
			}

			if admitting := l.admitting(f, server.home, port); len(admitting) > 0 {
				clients = append(clients, unneeded...)

				for _, rule := range admitting {
					rules[rule] += len(unneeded)
				}
			}
		}

		switch {
		case len(clients) == 0:
		case !known:
			l.unknown = append(l.unknown, t.Name())
		default:
			l.count(t, port, clients, rules)
		}
	}
}

// count adds a row to the matrix.
func (l *lateral) count(
	server *placement.Tenant, port needs.Port, clients []*placement.Tenant, rules map[*snapshot.SecurityGroupRule]int,
) {
	l.fact.Flows += len(clients)

	for rule, flows := range rules {
		l.by[rule] += flows
	}

	if !slices.Contains(l.fact.Servers, server.Name()) {
		l.fact.Servers = append(l.fact.Servers, server.Name())
	}

	if len(l.fact.Rows) == mostEvidence {
		l.fact.More++

		return
	}

	text := fmt.Sprintf("%s at %s, from %s", server.Name(), portName(port), listed(names(clients)))
	l.fact.Rows = append(l.fact.Rows, l.refs.add(noteRef{"flow", server.Name(), text}))
}

// portName is a container port as people write it.
func portName(p needs.Port) string {
	if p.Container == p.Last {
		return fmt.Sprintf("%s %d", p.Protocol, p.Container)
	}

	return fmt.Sprintf("%s %d-%d", p.Protocol, p.Container, p.Last)
}

// meet reports whether tasks of two fleets can be on one instance.
func (l *lateral) meet(a, b *fleet) bool {
	key := [2]*fleet{a, b}

	met, ok := l.met[key]
	if !ok {
		met, _ = placement.Share(a.tenants[0], b.tenants[0])
		l.met[key] = met
	}

	return met
}

// admitting lists the rules that let one fleet's tasks in to a port on the instances of another, other than on the
// same instance.
func (l *lateral) admitting(from, to *fleet, port needs.Port) []*snapshot.SecurityGroupRule {
	var rules []*snapshot.SecurityGroupRule

	if len(from.instances) == 1 && len(to.instances) == 1 && from.instances[0] == to.instances[0] {
		return nil
	}

	for _, w := range l.ways {
		if !slices.Contains(from.kinds, w.from) || !slices.Contains(to.kinds, w.to) {
			continue
		}

		for rule, services := range w.by {
			if answers(port, w.to.host, services) && !slices.Contains(rules, rule) {
				rules = append(rules, rule)
			}
		}

		if port.Host == 0 && !w.to.host.EphemeralKnown {
			l.assumptions = append(l.assumptions, EphemeralRangeDefault)
		}
	}

	return rules
}

// answers reports whether a port of a task is among the services of its host: the very port where it is fixed, and
// else enough of the ephemeral range, as [EphemeralRange] has it, to meet the one that ECS draws.
func answers(port needs.Port, host placement.Host, services netset.Services) bool {
	if port.Host != 0 {
		at := uint16(port.Host) //nolint:gosec // a port

		return !services.Intersect(netset.Transport(port.Protocol, at, at)).IsEmpty()
	}

	from, to := host.Ephemeral.From, host.Ephemeral.To
	drawn := netset.Transport(port.Protocol, uint16(from), uint16(to)) //nolint:gosec // ports
	met := open(services.Intersect(drawn))

	return met > 100 || 2*met >= to-from+1
}

// cite names the rules, the one that admits the most flows first.
func (l *lateral) cite() {
	rules := make([]*snapshot.SecurityGroupRule, 0, len(l.by))
	for rule := range l.by {
		rules = append(rules, rule)
	}

	slices.SortFunc(rules, func(a, b *snapshot.SecurityGroupRule) int {
		return cmp.Or(cmp.Compare(l.by[b], l.by[a]), cmp.Compare(a.ID, b.ID))
	})

	l.fact.Cause = rules[0].ID

	for _, rule := range rules[:min(len(rules), mostEvidence)] {
		text := fmt.Sprintf("rule %s of group %s: %s", rule.ID, l.group.Name, reach.RuleText(rule))
		l.fact.Rules = append(l.fact.Rules, l.refs.add(noteRef{"securityGroupRule", rule.ID, text}))
	}

	l.fact.Assumptions = sorted(l.assumptions)
}
