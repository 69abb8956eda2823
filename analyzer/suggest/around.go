package suggest

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// egress copies what the instance groups let out today: nothing says yet what of it is needed.
func (m *maker) egress(mv *move) []Rule {
	var rules []Rule

	for _, id := range mv.groups {
		group := m.index.SecurityGroups[id]
		if group == nil {
			continue
		}

		for i := range group.Rules {
			if r := &group.Rules[i]; r.Egress {
				for _, copied := range m.copied(r, "as group "+group.Name+" lets out today") {
					copied.Flag = FlagUnchanged
					rules = addRule(rules, copied)
				}
			}
		}
	}

	return rules
}

// copied is a rule as it stands; a reference to a group that services leave brings their new groups along.
func (m *maker) copied(r *snapshot.SecurityGroupRule, reason string) []Rule {
	rule := Rule{
		Protocol: r.Protocol.Or("-1"), CIDR: cmp.Or(r.CIDRIPv4.Or(""), r.CIDRIPv6.Or("")),
		PrefixList: r.PrefixList.Or(""), Reason: reason,
	}

	if from, ok := r.FromPort.Get(); ok && rule.Protocol != "-1" {
		to := r.ToPort.Or(from)
		rule.FromPort, rule.ToPort = &from, &to
	}

	if group, ok := r.ReferencedGroup.Get(); ok {
		return m.withMoves(rule, group)
	}

	return []Rule{rule}
}

// downstream lists the rules of other groups that name an instance group which services leave.
func (m *maker) downstream() []Downstream {
	var all []Downstream

	for i := range m.index.Snapshot.SecurityGroups {
		group := &m.index.Snapshot.SecurityGroups[i]
		for j := range group.Rules {
			if d, ok := m.follow(group, &group.Rules[j]); ok {
				all = append(all, d)
			}
		}
	}

	slices.SortFunc(all, func(a, b Downstream) int {
		return cmp.Or(cmp.Compare(a.GroupName, b.GroupName), cmp.Compare(a.Rule, b.Rule))
	})

	return all
}

// follow adds the new groups beside an instance group that a rule names. An instance group's reference to itself
// needs none: it becomes rules of the new groups.
func (m *maker) follow(group *snapshot.SecurityGroup, rule *snapshot.SecurityGroupRule) (Downstream, bool) {
	named, ok := rule.ReferencedGroup.Get()
	if !ok || named == group.ID {
		return Downstream{}, false
	}

	d := Downstream{Group: group.ID, GroupName: group.Name, Rule: rule.ID, Egress: rule.Egress, Add: []Rule{}}

	for _, mv := range m.moves {
		if slices.Contains(mv.groups, named) {
			d.Add = append(d.Add, beside(rule, mv)...)
		}
	}

	return d, len(d.Add) > 0
}

// beside is the rule for a new group. What comes in from the tasks keeps its ports; what goes out to them meets
// the container's ports, since host ports are gone.
func beside(rule *snapshot.SecurityGroupRule, mv *move) []Rule {
	base := Rule{
		Protocol: rule.Protocol.Or("-1"), SuggestedGroup: mv.own,
		Reason: fmt.Sprintf("rule %s names the group of the instances that %s leaves", rule.ID, mv.tenant.Name()),
	}

	if !rule.Egress || base.Protocol == "-1" {
		if from, ok := rule.FromPort.Get(); ok && base.Protocol != "-1" {
			to := rule.ToPort.Or(from)
			base.FromPort, base.ToPort = &from, &to
		}

		return []Rule{base}
	}

	var rules []Rule

	for _, port := range needs.Listening(mv.tenant) {
		r := base
		r.Protocol, r.FromPort, r.ToPort = port.Protocol, &port.Container, &port.Container
		rules = addRule(rules, r)
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

	if mv.tenant.Mode.Or("") == snapshot.ModeBridge {
		notes = append(notes, "tasks on one instance reach each other over its bridge today, which no group sees; "+
			"that ends, and only what the groups admit stays")
	}

	if mv.tenant.Mode.Or("") == snapshot.ModeHost {
		notes = append(notes, "what the task does over the instance's loopback address or network ends with host mode")
	}

	return notes
}
