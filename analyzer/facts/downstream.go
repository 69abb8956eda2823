package facts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An identity is what security groups give to those that have them.
type identity struct {
	// namedBy are the groups with an inbound rule that names a group, unknown the rules whose group is not known.
	namedBy map[string][]*snapshot.SecurityGroup
	unknown []*snapshot.SecurityGroup

	// interfaces have a group, endpoints are the VPC endpoints that have it.
	interfaces map[string][]*snapshot.NetworkInterface
	endpoints  map[string][]*snapshot.VPCEndpoint
}

func newIdentity(s *snapshot.Snapshot) *identity {
	x := &identity{
		namedBy:    map[string][]*snapshot.SecurityGroup{},
		interfaces: map[string][]*snapshot.NetworkInterface{},
		endpoints:  map[string][]*snapshot.VPCEndpoint{},
	}

	for i := range s.SecurityGroups {
		x.addGroup(&s.SecurityGroups[i])
	}

	for i := range s.NetworkInterfaces {
		for _, id := range s.NetworkInterfaces[i].SecurityGroups {
			x.interfaces[id] = append(x.interfaces[id], &s.NetworkInterfaces[i])
		}
	}

	for i := range s.VPCEndpoints {
		for _, id := range s.VPCEndpoints[i].SecurityGroups {
			x.endpoints[id] = append(x.endpoints[id], &s.VPCEndpoints[i])
		}
	}

	return x
}

func (x *identity) addGroup(group *snapshot.SecurityGroup) {
	seen := map[string]bool{}

	for i := range group.Rules {
		rule := &group.Rules[i]
		if rule.Egress {
			continue
		}

		if rule.ReferencedGroup.IsUnknown() && !seen[""] {
			seen[""] = true

			x.unknown = append(x.unknown, group)
		}

		if id, ok := rule.ReferencedGroup.Get(); ok && !seen[id] {
			seen[id] = true

			x.namedBy[id] = append(x.namedBy[id], group)
		}
	}
}

// sharedInstanceGroups finds the groups of instances that other groups let in, whichever task it is that comes.
func (s *shard) sharedInstanceGroups(n *neighbourhood) []SharedInstanceGroup {
	var all []SharedInstanceGroup

	for _, id := range n.groups() {
		sharers := n.of(id)
		if len(names(sharers)) < 2 {
			continue
		}

		fact := SharedInstanceGroup{Group: s.groupName(id), Tenants: names(sharers)}

		for _, group := range s.identity.namedBy[id] {
			if d, ok := s.downstream(n, id, group, sharers); ok {
				fact.Downstream = append(fact.Downstream, d)
			}
		}

		if len(fact.Downstream) > 0 {
			fact.Ref, fact.Refs = s.groupRef(id), s.tenantRefs(sharers)
			slices.SortStableFunc(fact.Downstream, func(a, b Downstream) int { return cmp.Compare(a.Group, b.Group) })
			all = append(all, fact)
		}
	}

	return all
}

// groupRef refers to a group, or to its id where it was not read.
func (s *shard) groupRef(id string) Ref {
	if group := s.index.SecurityGroups[id]; group != nil {
		return s.refs.add(groupRef{group})
	}

	return s.refs.add(noteRef{"securityGroup", id, "security group " + id})
}

func (s *shard) groupName(id string) string {
	if group := s.index.SecurityGroups[id]; group != nil {
		return group.Name
	}

	return id
}

// downstream judges a group that names the group of the instances. It is none where only these instances have it,
// where nothing gets through, or where all of them need it.
func (s *shard) downstream(
	n *neighbourhood, id string, group *snapshot.SecurityGroup, sharers []*placement.Tenant,
) (Downstream, bool) {
	fact := Downstream{Group: group.Name}

	others, agents := s.worn(n, group)
	if group.ID == id || !others || agents {
		return fact, false
	}

	rules, admitted, why := admittedTo(group, id)
	open, assumptions := s.openTo(n, id, group, admitted)

	switch {
	case why != "":
		fact.Ref, fact.Undecided = s.refs.add(groupRef{group}), why

		return fact, true
	case open.IsEmpty():
		return fact, false
	}

	s.explain(&fact, group, open, sharers, rules)
	fact.Ports, fact.Assumptions = open.String(), assumptions

	return fact, len(fact.Gained) > 0
}

// admittedTo is what the rules of a group admit that name another one.
func admittedTo(
	group *snapshot.SecurityGroup, id string,
) (rules []*snapshot.SecurityGroupRule, admitted netset.Services, undecided string) {
	for i := range group.Rules {
		rule := &group.Rules[i]
		if rule.Egress || rule.ReferencedGroup.Or("") != id {
			continue
		}

		services, why := reach.ServicesOf(rule)
		if why != "" {
			return nil, admitted, "rule " + rule.ID + ": " + why
		}

		rules = append(rules, rule)
		admitted = admitted.Union(services)
	}

	slices.SortFunc(rules, func(a, b *snapshot.SecurityGroupRule) int { return cmp.Compare(a.ID, b.ID) })

	return rules, admitted, ""
}

// worn tells whether anything but the cluster's own instances may have the group, which nobody knows of a group that
// no interface is known to have. agents is set where only VPC endpoints have it that the instances themselves call.
func (s *shard) worn(n *neighbourhood, group *snapshot.SecurityGroup) (others, agents bool) {
	interfaces, endpoints := s.identity.interfaces[group.ID], s.identity.endpoints[group.ID]
	balancer := s.reach.Balancer(group.ID)
	others = len(interfaces)+len(endpoints) == 0 || len(endpoints) > 0 || balancer != nil

	agents = balancer == nil && len(endpoints) > 0 &&
		!slices.ContainsFunc(endpoints, func(e *snapshot.VPCEndpoint) bool { return !calledByInstances(e) })

	for _, eni := range interfaces {
		if !n.own[eni.ID] {
			others = true
			agents = agents && eni.InterfaceType == "vpc_endpoint"
		}
	}

	return others, agents
}

// calledByInstances reports whether the agent, Docker or the system of an instance calls an endpoint for every task
// there: that is a need of the instance.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
func calledByInstances(e *snapshot.VPCEndpoint) bool {
	labels := strings.SplitN(e.ServiceName, ".", 4)

	return len(labels) == 4 && slices.Contains([]string{
		"ecs", "ecs-agent", "ecs-telemetry", "ecr.api", "ecr.dkr", "logs", "ssm", "ssmmessages", "ec2messages",
		"secretsmanager",
	}, labels[3])
}

// explain tells the tenants with a known need from those without.
func (s *shard) explain(
	fact *Downstream, group *snapshot.SecurityGroup, open netset.Services, sharers []*placement.Tenant,
	rules []*snapshot.SecurityGroupRule,
) {
	fact.Ref = s.refs.add(groupRef{group})

	for _, rule := range rules[:min(len(rules), mostEvidence)] {
		text := fmt.Sprintf("rule %s of group %s: %s", rule.ID, group.Name, reach.RuleText(rule))
		fact.Evidence = append(fact.Evidence, s.refs.add(noteRef{"securityGroupRule", rule.ID, text}))
	}

	fact.Evidence = append(fact.Evidence, s.refs.add(s.wearer(group)))
	shown := 0

	for _, t := range sharers {
		need, found := s.needs.Toward(t, group, open)
		if !found {
			fact.Gained = append(fact.Gained, t.Name())

			continue
		}

		fact.Needed = append(fact.Needed, t.Name())

		if shown++; shown <= mostEvidence {
			text := fmt.Sprintf("%s needs it: %s (%s)", t.Name(), need.Reason, need.Trust)
			fact.Evidence = append(fact.Evidence, s.refs.add(noteRef{"need", need.Evidence, text}))
		}
	}

	// Another tenant of the name, with tasks elsewhere, needs it for both.
	fact.Needed = sorted(fact.Needed)
	fact.Gained = slices.DeleteFunc(sorted(fact.Gained), func(name string) bool { return slices.Contains(fact.Needed, name) })
}

// wearer names what has the group.
func (s *shard) wearer(group *snapshot.SecurityGroup) noteRef {
	if lb := s.reach.Balancer(group.ID); lb != nil {
		return noteRef{"loadBalancer", lb.ID, "load balancer " + lb.Name + " has group " + group.Name}
	}

	if all := s.identity.endpoints[group.ID]; len(all) > 0 {
		return noteRef{"vpcEndpoint", all[0].ID, "the VPC endpoint of " + all[0].ServiceName + " has group " + group.Name}
	}

	interfaces := s.identity.interfaces[group.ID]

	for _, t := range s.services {
		if ids, _ := s.placement.Groups(t); t.Mode.Or("") == snapshot.ModeAWSVPC && slices.Contains(ids, group.ID) {
			return noteRef{"service", t.Service.ID, "tasks of service " + t.Name() + " have group " + group.Name}
		}
	}

	if len(interfaces) == 0 {
		return noteRef{"securityGroup", group.ID, "what has group " + group.Name + " was not read"}
	}

	first := slices.MinFunc(interfaces, func(a, b *snapshot.NetworkInterface) int { return cmp.Compare(a.ID, b.ID) })
	text := "network interface " + first.ID + " has group " + group.Name

	if more := len(interfaces) - 1; more > 0 {
		text = fmt.Sprintf("%s (and %d more)", text, more)
	}

	return noteRef{"networkInterface", first.ID, text}
}
