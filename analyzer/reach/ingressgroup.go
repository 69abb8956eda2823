package reach

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// admitGroup admits what the members of a group can send from where they are: in the VPC of the group, and in those
// with which it is associated. Members in different VPCs are of different classes.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html
func (m *Model) admitGroup(e Endpoint, a Admission, id string) []Admission {
	a.Path = []Step{{Kind: "securityGroup", ID: id, Text: "from " + m.GroupText(id)}}

	if m.acl(e.Subnet).why != "" {
		a.Assumptions = append(a.Assumptions, NetworkACLOpen)
	}

	var all []Admission

	for _, vpc := range m.homesOf(a.Rule, id) {
		for class, services := range m.fromMembers(e, a.Rule, vpc, a.Services) {
			part := a
			part.Class, part.Services = class, services
			all = joined(all, part)
		}
	}

	slices.SortFunc(all, func(x, y Admission) int { return cmp.Compare(rank(x.Class), rank(y.Class)) })

	why := m.balancersUnread(a.Group.Meta)
	for i := range all {
		if why != "" && all[i].Class == OtherGroup {
			all[i].Unclassified = "whether " + m.GroupText(id) + " is that of a load balancer was not read: " + why
		}
	}

	return all
}

// homesOf are the VPCs in which members of a group may be. Its own is one of them even where none is there today.
func (m *Model) homesOf(rule *snapshot.SecurityGroupRule, id string) []string {
	home := m.homeOf(rule)

	return append([]string{home}, slices.DeleteFunc(slices.Clone(m.associated[id]), func(vpc string) bool {
		return vpc == home
	})...)
}

// joined adds an admission to those of the same rule, of which one of the same class takes it in.
func joined(all []Admission, a Admission) []Admission {
	for i := range all {
		if all[i].Class == a.Class {
			all[i].Services = all[i].Services.Union(a.Services)

			return all
		}
	}

	return append(all, a)
}

func rank(c Class) int { return slices.Index(Classes(), c) }

// fromMembers keeps what the network ACL lets members of a group send, who may be anywhere in a VPC, by their class.
// Those in another VPC count only where some route to there honours references.
func (m *Model) fromMembers(
	e Endpoint, rule *snapshot.SecurityGroupRule, home string, services netset.Services,
) map[Class]netset.Services {
	own := m.vpcOf(e.Subnet)
	if own == "" || home == "" {
		return map[Class]netset.Services{m.groupClass(e, rule, home, OwnVPC): services}
	}

	possible := map[Class]netset.Services{}

	for _, z := range m.zones(e.Subnet) {
		if z.oneWay || !m.honoured(Inbound, home, own, z.target).may {
			continue
		}

		members := z.addresses.Intersect(m.vpcAddresses(home))
		if part := servicesOfSet(m.throughACL(e.Subnet, members.Restrict(services))); !part.IsEmpty() {
			class := m.groupClass(e, rule, home, z.class)
			possible[class] = possible[class].Union(part)
		}
	}

	return possible
}

// vpcAddresses are those of a VPC; all where they were not read.
func (m *Model) vpcAddresses(id string) netset.Set {
	if own := m.vpcs[id]; !own.IsEmpty() {
		return own
	}

	return m.all
}

// throughACL keeps the packets from far addresses that the network ACL of a subnet lets in, and their answers out, to
// whatever port: this is the reading for risk, and who means harm chooses the port. It does not see what stays in the
// subnet.
// https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
func (m *Model) throughACL(subnet string, packets netset.Set) netset.Set {
	passed := packets.Intersect(m.acl(subnet).risk[Inbound.index()])

	return passed.Union(packets.Intersect(m.subnets[subnet]))
}

// groupClass is what members of a group in a VPC are, as the way from there has it. A group that the endpoint shares
// with a load balancer is its own: who has it may come, be it the load balancer or not. Who comes from another VPC is
// that VPC's, whatever group of the own VPC it has; where the way was not read, the rule tells of a peering connection.
func (m *Model) groupClass(e Endpoint, rule *snapshot.SecurityGroupRule, home string, by Class) Class {
	id, own := rule.ReferencedGroup.Or(""), m.vpcOf(e.Subnet)
	elsewhere := home != "" && own != "" && home != own

	switch {
	case elsewhere && m.balancerIn(id, home):
		return LoadBalancer
	case elsewhere && by == Peer:
		return Peer
	case elsewhere && by != OwnVPC && rule.PeeringStatus == snapshot.PeeringActive:
		return Peer
	case elsewhere && by == OtherVPC:
		return OtherVPC
	case slices.Contains(e.Groups, id):
		return OwnGroup
	case m.balancers[id] != nil:
		return LoadBalancer
	default:
		return OtherGroup
	}
}

// balancerIn reports whether a load balancer of a VPC has a group.
func (m *Model) balancerIn(group, vpc string) bool {
	return slices.ContainsFunc(m.balancers[group], func(lb *snapshot.LoadBalancer) bool { return lb.VPC == vpc })
}

// GroupText names a group, and the load balancer it belongs to.
func (m *Model) GroupText(id string) string {
	text := "security group " + id
	if g := m.index.SecurityGroups[id]; g != nil {
		text = fmt.Sprintf("security group %s (%s)", g.Name, id)
	}

	if lb := m.Balancer(id); lb != nil {
		text += " of load balancer " + lb.Name
	}

	return text
}
