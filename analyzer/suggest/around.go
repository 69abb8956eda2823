package suggest

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// egress copies what the instance groups let out today: nothing says yet what of it is needed.
func (m *maker) egress(mv *move, s *Service) {
	egress := flows{}

	for _, id := range mv.groups {
		group := m.index.SecurityGroups[id]
		if group == nil {
			s.note("security group " + id + " was not read; what it lets out is not carried over")

			continue
		}

		for i := range group.Rules {
			if r := &group.Rules[i]; r.Egress {
				s.Group.Egress = egress.add(s.Group.Egress, m.copies(r, group, s)...)
			}
		}
	}
}

// copies are a rule as it stands. A reference to a group that services leave brings their new groups along.
func (m *maker) copies(r *snapshot.SecurityGroupRule, group *snapshot.SecurityGroup, s *Service) []Rule {
	rule, why := restate(r)
	if why != "" {
		s.note("egress rule " + r.ID + " cannot be judged (" + why + ") and is not carried over")

		return nil
	}

	rule.PeerGroupName = m.groupName(rule.PeerGroup)
	rule.Reason, rule.Flag = "as group "+group.Name+" lets out today", FlagUnchanged
	copies := []Rule{rule}

	for _, other := range m.moves {
		if other.leaves(rule.PeerGroup) {
			copies = append(copies, beside(r, rule, other, m.asBefore(rule.PeerGroup, other))...)
		}
	}

	return copies
}

// downstream lists the rules that name an instance group which services leave. A group's reference to itself is one
// of them: services move one by one, and those still on the instances must hear those that moved.
func (m *maker) downstream() []Downstream {
	var all []Downstream

	for i := range m.index.Snapshot.SecurityGroups {
		group := &m.index.Snapshot.SecurityGroups[i]
		for j := range group.Rules {
			if d := m.follow(group, &group.Rules[j]); len(d.Add) > 0 || d.Undecided != "" {
				all = append(all, d)
			}
		}
	}

	slices.SortFunc(all, func(a, b Downstream) int {
		return cmp.Or(cmp.Compare(a.GroupName, b.GroupName), cmp.Compare(a.Group, b.Group), cmp.Compare(a.Rule, b.Rule))
	})

	return all
}

// follow adds the new groups beside an instance group that a rule names.
func (m *maker) follow(group *snapshot.SecurityGroup, r *snapshot.SecurityGroupRule) Downstream {
	d := Downstream{Group: group.ID, GroupName: group.Name, Rule: r.ID, Egress: r.Egress, Add: []Rule{}}
	if r.ReferencedGroup.IsZero() {
		return d
	}

	rule, why := restate(r)

	for _, mv := range m.moves {
		switch {
		case why != "" && (r.ReferencedGroup.IsUnknown() || mv.leaves(r.ReferencedGroup.Or(""))):
			d.Undecided = why
		case mv.leaves(rule.PeerGroup):
			reason := fmt.Sprintf("rule %s names the group of the instances that %s leaves", r.ID, mv.tenant.Name())
			d.Add = append(d.Add, beside(r, rule, mv, reason)...)
		}
	}

	return d
}

// beside is the rule for a new group. What comes in from the tasks keeps its ports; what goes out to them meets
// the container's ports, since host ports are gone, and only those that it meets today.
func beside(r *snapshot.SecurityGroupRule, rule Rule, mv *move, reason string) []Rule {
	rule.PeerGroup, rule.PeerGroupName, rule.SuggestedGroup, rule.Reason = "", "", mv.own, reason

	if !r.Egress || rule.Protocol == "-1" {
		return []Rule{rule}
	}

	var rules []Rule

	seen := flows{}
	admitted, _ := reach.ServicesOf(r)

	for _, port := range needs.Listening(mv.tenant) {
		if !admitted.Intersect(mv.today(port)).IsEmpty() {
			rule.Protocol, rule.FromPort, rule.ToPort = port.Protocol, &port.Container, &port.Last
			rules = seen.add(rules, rule)
		}
	}

	return rules
}

// notes say what else the move changes.
func (m *maker) notes(mv *move) []string {
	var notes []string

	for _, lb := range mv.tenant.Service.LoadBalancers {
		if g := m.index.TargetGroups[lb.TargetGroup]; g != nil && g.TargetType == "instance" {
			notes = append(notes, "target group "+g.Name+" is of type instance; awsvpc needs one of type ip")
		}
	}

	if mv.tenant.Mode.Or("") == snapshot.ModeHost {
		return append(notes, "what the task does over the instance's loopback address or network ends with host mode",
			"ports that the task listens on without declaring them are not known; what reaches them is not carried over")
	}

	return append(notes, "tasks on one instance reach each other over its bridge today, which no group sees; "+
		"that ends, and only what the groups admit stays")
}
