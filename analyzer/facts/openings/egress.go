package openings

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// egress judges what the tasks of a service may connect to; awsvpc only, since the groups of an instance are not the
// tasks'. It is everywhere where their groups let every TCP port of
// the internet out, and some route may lead there.
func (s *Shard) egress(t *placement.Tenant, in *admitted) facts.Egress {
	internet := s.Reach.InternetPlace("the internet")
	asked := netset.TCP(1, 65535)

	if t.Mode.Or("") != snapshot.ModeAWSVPC {
		return facts.Egress{}
	}

	undecided := in.why

	for _, p := range in.points {
		out := s.Reach.Leaves(p.Place, internet, asked)
		flow := s.Reach.Between(p.Place, internet, asked)

		switch {
		case !asked.Subset(flow.MayWide):
		case asked.Subset(out.MustAll):
			return s.everywhere(t, p, flow)
		case undecided == "":
			undecided = first(s.Reach.Doubts(flow))
		}
	}

	return facts.Egress{Undecided: undecided}
}

// everywhere names the rule that lets most out, with the way a packet takes.
func (s *Shard) everywhere(t *placement.Tenant, p *exposure.Point, flow reach.Flow) facts.Egress {
	fact := facts.Egress{Everywhere: true}

	if group, rule := s.widestEgress(p.Place.Endpoint.Groups); rule != nil {
		fact.Group, fact.Cause = group.Name, rule.ID
		fact.Evidence = append(fact.Evidence, s.refs.Add(ground.RuleNote(group, rule)))
	}

	for _, path := range s.Reach.Paths(flow) {
		for _, step := range path {
			if step.Kind == "route" {
				fact.Evidence = append(fact.Evidence, s.refs.Add(ground.Note(step.Kind, step.ID, step.Text)))
			}
		}
	}

	fact.Evidence = append(fact.Evidence, s.refs.Add(ground.Tenant(t)))

	return fact
}

// widestEgress is the rule of some groups that lets most packets out to addresses.
func (s *Shard) widestEgress(groups []string) (widest *snapshot.SecurityGroup, rule *snapshot.SecurityGroupRule) {
	most := -1

	for _, id := range slices.Sorted(slices.Values(groups)) {
		group := s.Index.SecurityGroups[id]
		if group == nil {
			continue
		}

		for i := range group.Rules {
			packets, why := s.Reach.Packets(&group.Rules[i])
			if !group.Rules[i].Egress || why != "" {
				continue
			}

			if n := weight(packets); n > most {
				widest, rule, most = group, &group.Rules[i], n
			}
		}
	}

	return widest, rule
}

// weight orders rules: a rule for the whole of a family comes before the others, then count the ports.
func weight(packets netset.Set) int {
	n := 0

	for _, services := range packets.Pieces() {
		n = max(n, ground.Count(services))
	}

	if packets.HoldsIPv4(0) || packets.HoldsIPv6(0) {
		n += 1 << 17
	}

	return n
}
