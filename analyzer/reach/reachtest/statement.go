package reachtest

// A Statement is something that AWS says of its networks and that a judge heeds. A judge without it is a wrong judge,
// whose other verdicts count how many packets the statement decides.
type Statement string

// The statements, in the words of the tests.
const (
	GroupsUnion       Statement = "the groups of an interface are one set of rules"
	IngressFilters    Statement = "a group admits only what an inbound rule names"
	EgressFilters     Statement = "a group lets out only what an outbound rule names"
	References        Statement = "a rule that names a group means the interfaces of it"
	SelfReference     Statement = "a rule that names its own group means its members"
	PrivateReferences Statement = "a rule that names a group means private ways only"
	PrefixLists       Statement = "a rule that names a prefix list means its entries"
	AllProtocols      Statement = "protocol -1 is every protocol"
	PortRanges        Statement = "a rule for tcp or udp means its ports"
	AbsentPorts       Statement = "ports that are absent or -1 are all ports"
	ICMPTypes         Statement = "the ports of icmp and icmpv6 are type and code"
	OtherProtocols    Statement = "the ports of any other protocol mean nothing"
	FamiliesApart     Statement = "0.0.0.0/0 holds no IPv6 and ::/0 no IPv4"
	ICMPOfItsFamily   Statement = "icmp is IPv4's and icmpv6 IPv6's"

	ACLs         Statement = "a subnet's network ACL filters"
	ACLOrder     Statement = "the lowest number that matches decides"
	ACLAnswers   Statement = "a network ACL is stateless: the answer must pass too"
	DefaultACL   Statement = "a subnet that names no network ACL has the VPC's default"
	WithinSubnet Statement = "a network ACL sees nothing within its subnet"

	LongestPrefix   Statement = "the longest prefix decides the route"
	StaticFirst     Statement = "of two equal routes a prefix list's is the second"
	LocalRoute      Statement = "a table has the local route whether or not it is listed"
	MainTable       Statement = "a subnet that names no table has the main one"
	Blackhole       Statement = "a blackhole drops"
	RouteBack       Statement = "a way back is needed"
	PublicAddress   Statement = "the internet needs a public IPv4 or a global IPv6 address"
	GatewayAttached Statement = "an internet gateway leads somewhere only where it is attached"
	InternetRoute   Statement = "the internet needs a route to an internet gateway"
	NATOneWay       Statement = "nothing comes in through a NAT gateway"
	EgressOnlyWay   Statement = "nothing comes in through an egress-only internet gateway"
	OverlappingVPCs Statement = "an address of two VPCs is the own VPC's"

	BlockPublicAccess Statement = "VPC Block Public Access blocks internet gateways"
	BlockExclusions   Statement = "VPC Block Public Access spares what is excluded"
	BlockIngressOnly  Statement = "block-ingress lets NAT and egress-only gateways send"
	BlockEgressOnly   Statement = "an exclusion for egress admits nothing"

	PeeringStatus     Statement = "only an active peering connection passes packets"
	PeeringCIDRs      Statement = "a peering connection leads to the CIDRs of the other end only"
	PeeringReferences Statement = "a rule may name a group across a peering connection"
	PeeringOfRegion   Statement = "a rule may not name a group of another Region"
	TGWAttached       Statement = "a transit gateway leads to VPCs that are attached to it"
	TGWReferences     Statement = "an inbound rule may name a group across a transit gateway"
	TGWInboundOnly    Statement = "an outbound rule may not name a group across a transit gateway"
	TGWOptIn          Statement = "a transit gateway and both attachments must allow references"
)

// Statements are all of them, in the order above.
func Statements() []Statement {
	return []Statement{
		GroupsUnion, IngressFilters, EgressFilters, References, SelfReference, PrivateReferences, PrefixLists,
		AllProtocols, PortRanges, AbsentPorts, ICMPTypes, OtherProtocols, FamiliesApart, ICMPOfItsFamily,
		ACLs, ACLOrder, ACLAnswers, DefaultACL, WithinSubnet,
		LongestPrefix, StaticFirst, LocalRoute, MainTable, Blackhole, RouteBack, PublicAddress, GatewayAttached,
		InternetRoute, NATOneWay, EgressOnlyWay, OverlappingVPCs,
		BlockPublicAccess, BlockExclusions, BlockIngressOnly, BlockEgressOnly,
		PeeringStatus, PeeringCIDRs, PeeringReferences, PeeringOfRegion,
		TGWAttached, TGWReferences, TGWInboundOnly, TGWOptIn,
	}
}
