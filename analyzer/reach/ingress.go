package reach

import (
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An Admission is what one group rule lets in to an endpoint from one source class.
type Admission struct {
	Group *snapshot.SecurityGroup
	Rule  *snapshot.SecurityGroupRule
	Class Class

	// Packets are the source addresses with what they may send; empty for a group, whose members are symbolic.
	Packets  netset.Set
	Services netset.Services

	// Path is the way from the source to the endpoint, in the order a packet takes it.
	Path []Step

	// Unknown is why the rule cannot be judged; empty where it can. Unclassified is why only its class cannot be
	// told: the traffic is admitted, by whomever it comes.
	Unknown      string
	Unclassified string
	Assumptions  []string

	// Public marks what comes in through an internet gateway.
	Public bool
}

// The codes of the assumptions an admission may rest on.
const (
	RoutesUnknown        = "ROUTES_UNKNOWN"
	BlockPublicAccessOff = "BLOCK_PUBLIC_ACCESS_OFF"
	NetworkACLOpen       = "NETWORK_ACL_OPEN"
	PublicAddressGiven   = "PUBLIC_ADDRESS_GIVEN"
)

// Ingress lists what the endpoint's groups admit of the given services, by rule and source class. Groups that
// were not read are returned apart.
func (m *Model) Ingress(e Endpoint, wanted netset.Services) (admissions []Admission, unread []string) {
	for _, id := range e.Groups {
		group := m.index.SecurityGroups[id]
		if group == nil {
			unread = append(unread, id)

			continue
		}

		for i := range group.Rules {
			if rule := &group.Rules[i]; !rule.Egress {
				admissions = append(admissions, m.admit(e, group, rule, wanted)...)
			}
		}
	}

	return m.classify(admissions), unread
}

func (m *Model) admit(
	e Endpoint, group *snapshot.SecurityGroup, rule *snapshot.SecurityGroupRule, wanted netset.Services,
) []Admission {
	a := Admission{Group: group, Rule: rule}

	services, why := ServicesOf(rule)
	if why != "" {
		a.Unknown = why

		return []Admission{a}
	}

	a.Services = services.Intersect(wanted)
	if a.Services.IsEmpty() {
		return nil
	}

	if rule.Stale() {
		return nil
	}

	if id, ok := rule.ReferencedGroup.Get(); ok {
		return m.admitGroup(e, a, id)
	}

	return m.admitAddresses(e, a)
}

// admitGroup admits what the members of a group can send from where they are.
func (m *Model) admitGroup(e Endpoint, a Admission, id string) []Admission {
	home, from := m.homeOf(a.Rule), netset.Services{}
	for _, vpc := range append([]string{home}, m.associated[id]...) {
		from = from.Union(m.fromMembers(e, vpc, a.Services))
	}

	if a.Services = from; from.IsEmpty() {
		return nil
	}

	a.Class = m.groupClass(e, a.Rule, home)
	a.Path = []Step{{Kind: "securityGroup", ID: id, Text: "from " + m.GroupText(id)}}

	if m.acl(e.Subnet).why != "" {
		a.Assumptions = append(a.Assumptions, NetworkACLOpen)
	}

	if why := m.balancersUnread(a.Group.Meta); why != "" && a.Class == OtherGroup {
		a.Unclassified = "whether " + m.GroupText(id) + " is that of a load balancer was not read: " + why
	}

	return []Admission{a}
}

// fromMembers keeps what the network ACL lets members of a group send, who may be anywhere in the VPC of the group.
// A group of another VPC counts only where some route to there honours references.
func (m *Model) fromMembers(e Endpoint, home string, services netset.Services) netset.Services {
	own := m.vpcOf(e.Subnet)
	if own == "" || home == "" {
		return services
	}

	var possible netset.Services

	for _, z := range m.zones(e.Subnet) {
		if !z.oneWay && m.honoured(Inbound, home, own, z.target).may {
			members := z.addresses.Intersect(m.vpcAddresses(home))
			possible = possible.Union(servicesOfSet(m.throughACL(e.Subnet, members.Restrict(services))))
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

// throughACL keeps the packets from far addresses that the network ACL of a subnet lets in, and their answers out.
// It does not see what stays in the subnet.
// https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
func (m *Model) throughACL(subnet string, packets netset.Set) netset.Set {
	passed := packets.Intersect(m.acl(subnet).may[Inbound.index()])

	return passed.Union(packets.Intersect(m.subnets[subnet]))
}

// groupClass takes a group that the endpoint shares with a load balancer for its own: who has it may come, be it
// the load balancer or not.
// Who is in another VPC over an active connection comes as a peer.
func (m *Model) groupClass(e Endpoint, rule *snapshot.SecurityGroupRule, home string) Class {
	id, own := rule.ReferencedGroup.Or(""), m.vpcOf(e.Subnet)

	switch {
	case slices.Contains(e.Groups, id):
		return OwnGroup
	case m.balancers[id] != nil:
		return LoadBalancer
	case rule.PeeringStatus == snapshot.PeeringActive && home != "" && own != "" && home != own:
		return Peer
	default:
		return OtherGroup
	}
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

func (m *Model) admitAddresses(e Endpoint, a Admission) []Admission {
	packets, why := m.Packets(a.Rule)
	if why != "" {
		a.Unknown = why

		return []Admission{a}
	}

	packets = m.throughACL(e.Subnet, packets.Restrict(a.Services))

	if m.acl(e.Subnet).why != "" {
		a.Assumptions = append(a.Assumptions, NetworkACLOpen)
	}

	if m.fromBalancer(e, packets) {
		a.Class, a.Packets, a.Services = LoadBalancer, packets, servicesOfSet(packets)

		return []Admission{a}
	}

	var all []Admission

	for _, z := range m.zones(e.Subnet) {
		if part := a; part.enter(e, z, m.blockadeOf(e.Subnet), packets) {
			part.Class = m.listClass(a.Rule, z.class)
			all = append(all, part)
		}
	}

	return all
}

// fromBalancer reports whether the packets come from subnets of load balancers without groups, in the endpoint's
// VPC: another VPC may have the same addresses.
func (m *Model) fromBalancer(e Endpoint, packets netset.Set) bool {
	subnet := m.index.Subnets[e.Subnet]

	return subnet != nil && !packets.IsEmpty() && packets.Subset(m.balancerSubnets[subnet.VPC])
}

// enter narrows the admission to what comes through a zone, and reports whether anything does.
func (a *Admission) enter(e Endpoint, z zone, block blockade, packets netset.Set) bool {
	if z.oneWay || (z.public && block.blocks[Inbound.index()]) {
		return false
	}

	a.Packets = packets.Intersect(z.addresses)
	a.Assumptions = slices.Clip(a.Assumptions)

	if z.public {
		a.Packets = e.reachableInPublic(a.Packets)
		a.Public = true
		a.Path = append(a.Path, Step{Kind: "internet", Text: "from the internet"})

		if block.assumed {
			a.Assumptions = append(a.Assumptions, BlockPublicAccessOff)
		}

		if v4, _ := a.Packets.Addresses(); e.PublicAssumed && len(v4) > 0 {
			a.Assumptions = append(a.Assumptions, PublicAddressGiven)
		}
	}

	if z.assumed {
		a.Assumptions = append(a.Assumptions, RoutesUnknown)
	}

	a.Path = append(a.Path, z.step)
	a.Services = servicesOfSet(a.Packets)

	return !a.Packets.IsEmpty()
}

// listClass keeps what AWS lists under a name apart from what an account chose itself.
func (m *Model) listClass(rule *snapshot.SecurityGroupRule, class Class) Class {
	if list := m.index.PrefixLists[rule.PrefixList.Or("")]; list != nil && list.AWSManaged() {
		return AWSPrefixList
	}

	return class
}
