package reach

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An Endpoint is an interface as filters and routes see it. Interfaces that are equal here are reached alike.
type Endpoint struct {
	// Groups are the IDs of its security groups, sorted. Their rules are one set: the union.
	Groups []string
	Subnet string

	// PublicIPv4 and PublicIPv6 are an address each that the internet can send to; empty where there is none.
	PublicIPv4 string
	PublicIPv6 string
}

// EndpointOf reads an interface. Every IPv6 address AWS gives to a VPC is public.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
func EndpointOf(eni *snapshot.NetworkInterface) Endpoint {
	e := Endpoint{Groups: slices.Sorted(slices.Values(eni.SecurityGroups)), Subnet: eni.Subnet}
	if len(eni.PublicIPs) > 0 {
		e.PublicIPv4 = eni.PublicIPs[0]
	}

	if len(eni.IPv6s) > 0 {
		e.PublicIPv6 = eni.IPv6s[0]
	}

	return e
}

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

	// Unknown is why the rule cannot be judged; empty where it can.
	Unknown     string
	Assumptions []string

	// Public marks what comes in through an internet gateway.
	Public bool
}

// The codes of the assumptions an admission may rest on.
const (
	RoutesUnknown        = "ROUTES_UNKNOWN"
	BlockPublicAccessOff = "BLOCK_PUBLIC_ACCESS_OFF"
	NetworkACLOpen       = "NETWORK_ACL_OPEN"
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

	return classify(admissions), unread
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

	if id, ok := rule.ReferencedGroup.Get(); ok {
		a.Class = m.groupClass(e, id)
		a.Path = []Step{{Kind: "securityGroup", ID: id, Text: "from " + m.GroupText(id)}}

		return []Admission{a}
	}

	return m.admitAddresses(e, a)
}

func (m *Model) groupClass(e Endpoint, id string) Class {
	switch {
	case m.balancers[id] != nil:
		return LoadBalancer
	case slices.Contains(e.Groups, id):
		return OwnGroup
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

	if lb := m.balancers[id]; lb != nil {
		text += " of load balancer " + lb.Name
	}

	return text
}

func (m *Model) admitAddresses(e Endpoint, a Admission) []Admission {
	packets, why := m.packets(a.Rule, a.Services)
	if why != "" {
		a.Unknown = why

		return []Admission{a}
	}

	if !m.balancerSubnets.IsEmpty() && packets.Subset(m.balancerSubnets) && !packets.IsEmpty() {
		a.Class, a.Packets = LoadBalancer, packets

		return []Admission{a}
	}

	zones, why := m.zones(e.Subnet)
	if why != "" {
		return m.admitUnrouted(e, a, packets)
	}

	var all []Admission

	for _, z := range zones {
		if part := a; part.enter(e, z, packets) {
			part.Class = m.listClass(a.Rule, z.class)
			all = append(all, part)
		}
	}

	return all
}

// enter narrows the admission to what comes through a zone, and reports whether anything does.
func (a *Admission) enter(e Endpoint, z zone, packets netset.Set) bool {
	a.Packets = packets.Intersect(z.addresses)
	if z.public {
		a.Packets = e.reachableInPublic(a.Packets)
		a.Public = true
		a.Path = append(a.Path, Step{Kind: "internet", Text: "from the internet"})
		a.Assumptions = append(a.Assumptions, BlockPublicAccessOff, NetworkACLOpen)
	}

	a.Path = append(a.Path, z.step)
	a.Services = servicesOfSet(a.Packets)

	return !a.Packets.IsEmpty()
}

// reachableInPublic keeps the families in which the endpoint has a public address.
func (e Endpoint) reachableInPublic(packets netset.Set) netset.Set {
	var families []netip.Prefix
	if e.PublicIPv4 != "" {
		families = append(families, netip.PrefixFrom(netip.IPv4Unspecified(), 0))
	}

	if e.PublicIPv6 != "" {
		families = append(families, netip.PrefixFrom(netip.IPv6Unspecified(), 0))
	}

	return packets.Within(families...)
}

// listClass keeps what AWS lists under a name apart from what an account chose itself.
func (m *Model) listClass(rule *snapshot.SecurityGroupRule, class Class) Class {
	if list := m.index.PrefixLists[rule.PrefixList.Or("")]; list != nil && list.AWSManaged() {
		return AWSPrefixList
	}

	return class
}

// admitUnrouted assumes that an interface whose routes were not read can be reached from the internet where it
// has a public address, and from other networks.
func (m *Model) admitUnrouted(e Endpoint, a Admission, packets netset.Set) []Admission {
	var all []Admission

	assumed := Step{Kind: "route", Text: "routes of subnet " + e.Subnet + " not read"}
	public := zone{Internet, true, m.publicSpace, assumed}
	private := zone{OnPremises, false, netset.Of(netip.PrefixFrom(netip.IPv4Unspecified(), 0), netset.All()).
		Union(netset.Of(netip.PrefixFrom(netip.IPv6Unspecified(), 0), netset.All())).Subtract(m.publicSpace), assumed}

	for _, z := range []zone{public, private} {
		if part := a; part.enter(e, z, packets) {
			part.Class = m.listClass(a.Rule, z.class)
			part.Assumptions = append(slices.Clone(part.Assumptions), RoutesUnknown)
			all = append(all, part)
		}
	}

	return all
}

// packets are the addresses of a rule with what they may send.
func (m *Model) packets(rule *snapshot.SecurityGroupRule, services netset.Services) (set netset.Set, why string) {
	for _, v := range []snapshot.Value[string]{rule.CIDRIPv4, rule.CIDRIPv6, rule.PrefixList, rule.ReferencedGroup} {
		if v.IsUnknown() {
			return netset.Set{}, "peer: " + v.Reason()
		}
	}

	if id, ok := rule.PrefixList.Get(); ok {
		list := m.index.PrefixLists[id]
		if list == nil {
			return netset.Set{}, "prefix list " + id + " was not read"
		}

		return addresses(list.Entries).Restrict(services), ""
	}

	return ofCIDR(rule.CIDRIPv4.Or(rule.CIDRIPv6.Or("")), services), ""
}

func ofCIDR(cidr string, services netset.Services) netset.Set {
	prefix, err := netip.ParsePrefix(cidr)
	if err != nil {
		return netset.Set{}
	}

	return netset.Of(prefix.Masked(), services)
}

func servicesOfSet(set netset.Set) netset.Services {
	var services netset.Services
	for _, s := range set.Pieces() {
		services = services.Union(s)
	}

	return services
}
