package suggest

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Make works out the plan of a snapshot. services keeps those whose name matches one of the given names; none
// means all.
func Make(s *snapshot.Snapshot, services []string) *Plan {
	index := snapshot.NewIndex(s)
	m := &maker{index: index, placement: placement.New(index), reach: reach.New(index), names: map[string]string{}}
	m.needs = needs.New(index, m.placement, m.reach)

	plan := &Plan{Schema: Schema, Downstream: []Downstream{}, Services: []Service{}, seen: map[string]bool{}}

	for i := range s.Clusters {
		for _, tenant := range m.placement.Tenants(s.Clusters[i].ID) {
			m.consider(plan, tenant, services)
		}
	}

	for _, mv := range m.moves {
		plan.Services = append(plan.Services, m.service(mv))
	}

	plan.Downstream = append(plan.Downstream, m.downstream()...)

	return plan
}

// maker holds what is known while a plan is made.
type maker struct {
	index     *snapshot.Index
	placement *placement.Model
	reach     *reach.Model
	needs     *needs.Model

	moves []*move

	// names are the group names taken so far, by who took them.
	names map[string]string
}

// A move is a service that can move to awsvpc.
type move struct {
	tenant *placement.Tenant

	// groups are the IDs of the instance groups that filter it today; own and unexplained the names of its new ones.
	groups      []string
	own         string
	unexplained string
}

func (m *maker) consider(plan *Plan, t *placement.Tenant, wanted []string) {
	if t.Service != nil {
		plan.seen[t.Name()] = true
	}

	if t.Service == nil || (len(wanted) > 0 && !slices.Contains(wanted, t.Name())) {
		return
	}

	mode := t.Mode.Or("")
	if mode == snapshot.ModeAWSVPC || mode == snapshot.ModeNone {
		return
	}

	groups, why := m.placement.Groups(t)
	if reason := cmp.Or(inapplicable(t), why); reason != "" {
		plan.NotApplicable = append(plan.NotApplicable, NotApplicable{t.Cluster.Name, t.Name(), reason})

		return
	}

	if len(groups) == 0 {
		plan.NotApplicable = append(plan.NotApplicable, NotApplicable{
			t.Cluster.Name, t.Name(), "no instance takes its tasks today, so nothing says what reaches them",
		})

		return
	}

	mv := &move{tenant: t, groups: groups}
	mv.own = m.name(t, "-task")
	mv.unexplained = m.name(t, "-unexplained")
	m.moves = append(m.moves, mv)
}

func inapplicable(t *placement.Tenant) string {
	switch {
	case t.Capacity.Launch == snapshot.LaunchExternal:
		return "not applicable: ECS Anywhere has no awsvpc mode"
	case t.TaskDefinition == nil:
		return "its task definition was not read"
	case t.Mode.IsUnknown():
		return "its network mode is not known: " + t.Mode.Reason()
	default:
		return ""
	}
}

// name finds a name that no group of the account has and no other service takes.
func (m *maker) name(t *placement.Tenant, suffix string) string {
	for _, name := range []string{t.Name() + suffix, t.Cluster.Name + "-" + t.Name() + suffix} {
		if owner, taken := m.names[name]; !m.exists(name) && (!taken || owner == t.Service.ID) {
			m.names[name] = t.Service.ID

			return name
		}
	}

	return t.Cluster.Name + "-" + t.Name() + suffix + "-new"
}

func (m *maker) exists(name string) bool {
	return slices.ContainsFunc(m.index.Snapshot.SecurityGroups,
		func(g snapshot.SecurityGroup) bool { return g.Name == name })
}

func (m *maker) service(mv *move) Service {
	t := mv.tenant
	s := Service{
		Cluster: t.Cluster.Name, Service: t.Name(), TaskDefinition: t.TaskDefinition.Name(),
		NetworkMode: string(t.Mode.Or("")),
		Group: Group{
			Name: mv.own, Description: "Tasks of service " + t.Name() + " in cluster " + t.Cluster.Name, VPC: m.vpc(mv),
			Ingress: []Rule{}, Egress: m.egress(mv),
		},
		Notes: m.notes(mv),
	}

	declared, unread := m.needs.Declared(t)
	for _, n := range declared {
		s.Group.Ingress = append(s.Group.Ingress, m.declaredRules(n)...)
	}

	for _, what := range unread {
		s.Notes = append(s.Notes, what+" was not read and may declare more")
	}

	m.inherit(mv, declared, &s)

	return s
}

func (m *maker) vpc(mv *move) string {
	for _, id := range mv.groups {
		if g := m.index.SecurityGroups[id]; g != nil {
			return g.VPC
		}
	}

	return ""
}

// declaredRules turns a need into a rule; a reference to an instance group that others leave brings their new
// groups along.
func (m *maker) declaredRules(n needs.Need) []Rule {
	rule := Rule{Protocol: n.Protocol, FromPort: &n.From, ToPort: &n.To, CIDR: n.CIDR, Reason: n.Reason}
	if n.Group == "" {
		return []Rule{rule}
	}

	return m.withMoves(rule, n.Group)
}

// withMoves is the rule for an existing group, and one for each new group of a service that leaves it.
func (m *maker) withMoves(rule Rule, group string) []Rule {
	rule.PeerGroup, rule.PeerGroupName = group, m.groupName(group)
	rules := []Rule{rule}

	for _, other := range m.moves {
		if slices.Contains(other.groups, group) {
			moved := rule
			moved.PeerGroup, moved.PeerGroupName, moved.SuggestedGroup = "", "", other.own
			moved.Reason = "as " + m.reach.GroupText(group) + ", which " + other.tenant.Name() + " leaves"
			rules = append(rules, moved)
		}
	}

	return rules
}

func (m *maker) groupName(id string) string {
	if g := m.index.SecurityGroups[id]; g != nil {
		return g.Name
	}

	return ""
}
