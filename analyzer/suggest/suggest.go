package suggest

import (
	"fmt"

	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Make works out the plan of a snapshot. services keeps those whose name matches one of the given names; none
// means all.
func Make(s *snapshot.Snapshot, services []string) *Plan {
	index := snapshot.NewIndex(s)
	m := &maker{
		index: index, placement: placement.New(index), reach: reach.New(index), names: namesOf(s), worn: worn(index),
		endpoints: map[*snapshot.ContainerInstance][]hostEndpoint{},
	}
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

	moves     []*move
	names     groupNames
	endpoints map[*snapshot.ContainerInstance][]hostEndpoint

	// worn are the groups of instances and tasks, whoever else has them.
	worn map[string]bool
}

func worn(index *snapshot.Index) map[string]bool {
	groups := map[string]bool{}

	for i := range index.Snapshot.NetworkInterfaces {
		eni := &index.Snapshot.NetworkInterfaces[i]
		if eni.Instance == "" && index.TaskOf[eni.ID] == nil {
			continue
		}

		for _, id := range eni.SecurityGroups {
			groups[id] = true
		}
	}

	return groups
}

func (m *maker) service(mv *move) Service {
	t := mv.tenant
	s := Service{
		Cluster: t.Cluster.Name, Service: t.Name(), TaskDefinition: t.TaskDefinition.Name(),
		NetworkMode: string(t.Mode.Or("")),
		Group: Group{
			Name: mv.own, Description: "Tasks of service " + t.Name() + " in cluster " + t.Cluster.Name, VPC: m.vpc(mv),
			Ingress: []Rule{},
		},
		Notes: m.notes(mv),
	}

	needed, unread := m.needs.Inbound(t)
	ingress := flows{}

	for _, n := range needed {
		s.Group.Ingress = ingress.add(s.Group.Ingress, m.neededRules(n)...)
	}

	for _, what := range unread {
		s.note("not known, and may declare more: " + what)
	}

	m.egress(mv, &s)
	m.inherit(mv, needed, &s)
	s.checkQuota()

	return s
}

// quota is how many rules of one direction a group can have unless the account was given more.
// https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
const quota = 60

func (s *Service) checkQuota() {
	for _, g := range s.groups() {
		if n := max(len(g.Ingress), len(g.Egress)); n > quota {
			s.note(fmt.Sprintf("group %s has %d rules; EC2 takes %d unless the quota was raised", g.Name, n, quota))
		}
	}
}

// vpc is that of the groups, or of the interfaces where no group was read.
func (m *maker) vpc(mv *move) string {
	for _, id := range mv.groups {
		if g := m.index.SecurityGroups[id]; g != nil {
			return g.VPC
		}
	}

	for _, e := range mv.endpoints {
		if subnet := m.index.Subnets[e.endpoint.Subnet]; subnet != nil {
			return subnet.VPC
		}
	}

	return ""
}

// neededRules turns a need into a rule; a reference to an instance group that others leave brings their new
// groups along. The reason tells what is inferred from what is declared.
func (m *maker) neededRules(n needs.Need) []Rule {
	rule := Rule{Protocol: n.Protocol, FromPort: &n.From, ToPort: &n.To, CIDR: n.CIDR, Reason: n.Reason}

	rules := []Rule{rule}
	if n.Group != "" {
		rules = m.withMoves(rule, n.Group)
	}

	for i := range rules {
		if n.Trust != needs.Declared {
			rules[i].Reason = string(n.Trust) + ": " + rules[i].Reason
		}
	}

	return rules
}

// withMoves is the rule for an existing group, and one for each new group of a service that leaves it.
func (m *maker) withMoves(rule Rule, group string) []Rule {
	rule.PeerGroup, rule.PeerGroupName = group, m.groupName(group)
	rules := []Rule{rule}

	for _, other := range m.moves {
		if other.leaves(group) {
			moved := rule
			moved.PeerGroup, moved.PeerGroupName, moved.SuggestedGroup = "", "", other.own
			moved.Reason = m.asBefore(group, other)
			rules = append(rules, moved)
		}
	}

	return rules
}

func (m *maker) asBefore(group string, other *move) string {
	return "as " + m.reach.GroupText(group) + ", which " + other.tenant.Name() + " leaves"
}

func (m *maker) groupName(id string) string {
	if g := m.index.SecurityGroups[id]; g != nil {
		return g.Name
	}

	return ""
}
