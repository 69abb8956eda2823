package groups

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// lateralMovement finds what tenants reach of each other through a group of their instances though nothing needs it.
func (s *Shard) lateralMovement(n *neighbourhood) []facts.LateralMovement {
	var all []facts.LateralMovement

	for _, id := range n.groups() {
		sharers := n.of(id)
		if len(ground.Names(sharers)) < 2 {
			continue
		}

		group := s.Index.SecurityGroups[id]
		if group == nil {
			all = append(all, facts.LateralMovement{
				Ref: s.groupRef(id), Group: id, Undecided: "security group " + id + " was not read",
			})

			continue
		}

		l := &lateral{
			Shard: s, n: n, group: group, sharers: sharers,
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
	*Shard

	n       *neighbourhood
	group   *snapshot.SecurityGroup
	sharers []*placement.Tenant
	ways    []way
	homes   map[*placement.Tenant]*fleet
	met     map[[2]*fleet]bool
	fact    facts.LateralMovement

	// by counts the flows that a rule admits.
	by          map[*snapshot.SecurityGroupRule]int
	assumptions []string
	unknown     []string
}

func (l *lateral) judge() facts.LateralMovement {
	l.fact = facts.LateralMovement{Group: l.group.Name}
	l.findWays()

	if len(l.ways) == 0 && l.fact.Undecided == "" {
		return l.fact
	}

	l.fact.Ref = l.refs.Add(ground.Group(l.group))
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
		l.fact.Refs = ground.TenantRefs(l.refs, l.sharers)
		l.cite()
	}

	if len(l.unknown) > 0 && l.fact.Undecided == "" {
		l.fact.Undecided = "nothing says who needs " + listed(ground.Sorted(l.unknown))
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

// serve counts who reaches the ports of a tenant without need, through the group and on one instance. Where nothing is
// known to need the tenant at all, nobody can say what is too much.
func (l *lateral) serve(t *placement.Tenant) {
	ports := needs.Listening(t)
	if len(ports) == 0 {
		return
	}

	inbound, unread := l.Needs.Inbound(t)
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

			if len(unneeded) == 0 {
				continue
			}

			for i, rule := range l.admitting(f, server.home, port) {
				if i == 0 {
					clients = append(clients, unneeded...)
				}

				rules[rule] += len(unneeded)
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

	if len(l.fact.Rows) == ground.MostEvidence {
		l.fact.More++

		return
	}

	text := fmt.Sprintf("%s at %s, from %s", server.Name(), portName(port), listed(ground.Names(clients)))
	l.fact.Rows = append(l.fact.Rows, l.refs.Add(ground.Note("flow", server.Name(), text)))
}

// portName is a container port as people write it.
func portName(p needs.Port) string {
	if p.Container == p.Last {
		return fmt.Sprintf("%s %d", p.Protocol, p.Container)
	}

	return fmt.Sprintf("%s %d-%d", p.Protocol, p.Container, p.Last)
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

	for _, rule := range rules[:min(len(rules), ground.MostEvidence)] {
		l.fact.Rules = append(l.fact.Rules, l.refs.Add(ground.RuleNote(l.group, rule)))
	}

	l.fact.Assumptions = ground.Sorted(l.assumptions)
}
