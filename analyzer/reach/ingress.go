package reach

import (
	"cmp"
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

// throughACL keeps the packets from far addresses that the network ACL of a subnet lets in, and their answers out.
// It does not see what stays in the subnet.
// https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
func (m *Model) throughACL(subnet string, packets netset.Set) netset.Set {
	passed := packets.Intersect(m.acl(subnet).may[Inbound.index()])

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
		if part, asked := a, m.inspected(e, z, packets); !asked.IsEmpty() {
			part.Packets, part.Services, part.Unknown = asked, servicesOfSet(asked), m.inspector(z)
			all = append(all, part)
		}

		if z.public && m.diverted(m.vpcOf(e.Subnet), m.subnets[e.Subnet]) {
			continue
		}

		if part := a; part.enter(e, z, m.blockadeOf(e.Subnet), packets) {
			part.Class = m.listClass(a.Rule, z.class)
			all = append(all, part)
		}
	}

	return all
}

// inspector says what stands between the internet and an endpoint.
func (m *Model) inspector(z zone) string {
	if z.public {
		return "the internet gateway's route table leads to an appliance, and what that lets pass was not read"
	}

	return z.step.Text + ": what the appliance there lets pass was not read"
}

// inspected are the packets of the internet that may come to a public address of the endpoint by an appliance: where
// the answers take one, the internet gateway may have a route there for the packets too, and it has where its table
// says so.
// https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
func (m *Model) inspected(e Endpoint, z zone, packets netset.Set) netset.Set {
	diverted := z.public && m.diverted(m.vpcOf(e.Subnet), m.subnets[e.Subnet])
	if !z.appliance() && !diverted || m.blockadeOf(e.Subnet).blocks[Inbound.index()] {
		return netset.Set{}
	}

	return e.reachableInPublic(packets.Intersect(z.addresses).Intersect(m.publicSpace))
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
