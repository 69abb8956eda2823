package snapshot

// A SecurityGroup is a security group with its rules.
type SecurityGroup struct {
	Meta
	ID   string `json:"id"`
	Name string `json:"name"`
	VPC  string `json:"vpc,omitempty"`

	Rules []SecurityGroupRule `json:"rules,omitempty"`

	// PartialIngress and PartialEgress are set where a deployment of the source leaves alone the rules that the group
	// has besides in that direction, so that those of an account stay.
	PartialIngress bool `json:"partialIngress,omitempty"`
	PartialEgress  bool `json:"partialEgress,omitempty"`
}

// Partial reports whether a deployment leaves alone what else the group has in a direction.
func (g *SecurityGroup) Partial(egress bool) bool {
	if egress {
		return g.PartialEgress
	}

	return g.PartialIngress
}

// Default reports whether the group is its VPC's default group, which EC2 alone may call so.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
func (g *SecurityGroup) Default() bool { return g.Name == "default" }

// A SecurityGroupRule admits traffic; there is no rule that denies. Exactly one of the peers is set.
type SecurityGroupRule struct {
	Origin Origin `json:"origin,omitzero"`

	// ID is the sgr-… id where the source has it; otherwise the reader makes one of the group and the rule's place.
	ID     string `json:"id"`
	Egress bool   `json:"egress,omitempty"`

	// Others is set where this is no rule but stands for all that the group may have besides, of which nothing is known.
	Others bool `json:"others,omitempty"`

	// Protocol is tcp, udp, icmp, icmpv6, a number, or -1 for all.
	Protocol Value[string] `json:"protocol,omitzero"`

	// FromPort and ToPort are ports for tcp and udp and type and code for ICMP; absent or -1 means all.
	FromPort Value[int] `json:"fromPort,omitzero"`
	ToPort   Value[int] `json:"toPort,omitzero"`

	CIDRIPv4        Value[string] `json:"cidrIpv4,omitzero"`
	CIDRIPv6        Value[string] `json:"cidrIpv6,omitzero"`
	ReferencedGroup Value[string] `json:"referencedGroup,omitzero"`
	PrefixList      Value[string] `json:"prefixList,omitzero"`

	// ReferencedVPC and ReferencedAccount are those of the referenced group, as far as the source says. PeeringStatus
	// is that of the peering connection to another VPC; empty where there is none.
	// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReferencedSecurityGroup.html
	ReferencedVPC     string `json:"referencedVpc,omitempty"`
	ReferencedAccount string `json:"referencedAccount,omitempty"`
	PeeringStatus     string `json:"peeringStatus,omitempty"`
}

// States of a peering connection. Active is the one in which traffic passes; the others are ends from which it never
// comes back: two VPCs that meet again do so over another connection.
// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle
const (
	PeeringActive   = "active"
	PeeringDeleted  = "deleted"
	PeeringExpired  = "expired"
	PeeringRejected = "rejected"
	PeeringFailed   = "failed"
)

// Stale reports whether the rule names a group behind a peering connection that is gone: it admits nobody.
// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html#vpc-peering-stale-groups
func (r *SecurityGroupRule) Stale() bool {
	switch r.PeeringStatus {
	case PeeringDeleted, PeeringExpired, PeeringRejected, PeeringFailed:
		return !r.ReferencedGroup.IsZero()
	default:
		return false
	}
}

// A PrefixList is a managed prefix list with its entries.
type PrefixList struct {
	Meta
	ID      string   `json:"id"`
	Name    string   `json:"name,omitempty"`
	Owner   string   `json:"owner,omitempty"`
	Entries []string `json:"entries,omitempty"`

	// MaxEntries is what the list counts toward the rules of a group.
	MaxEntries int `json:"maxEntries,omitzero"`
}

// AWSManaged reports whether AWS owns the list.
func (p *PrefixList) AWSManaged() bool { return p.Owner == "AWS" }

// A VPC is a virtual private cloud.
type VPC struct {
	Meta
	ID        string   `json:"id"`
	CIDRs     []string `json:"cidrs,omitempty"`
	IPv6CIDRs []string `json:"ipv6Cidrs,omitempty"`

	// InternetGatewayBlockMode is what VPC Block Public Access does to the VPC, exclusions counted: off,
	// block-bidirectional or block-ingress; empty where the source does not say.
	// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_BlockPublicAccessStates.html
	InternetGatewayBlockMode string `json:"internetGatewayBlockMode,omitempty"`
}

// A Subnet is a subnet of a VPC.
type Subnet struct {
	Meta
	ID               string   `json:"id"`
	VPC              string   `json:"vpc,omitempty"`
	AvailabilityZone string   `json:"availabilityZone,omitempty"`
	CIDR             string   `json:"cidr,omitempty"`
	IPv6CIDRs        []string `json:"ipv6Cidrs,omitempty"`

	// AvailableIPs is how many IPv4 addresses nothing uses; 0 in a subnet that has none, which is one of IPv6 only.
	// Absent in files, which do not know what runs. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html
	AvailableIPs Value[int] `json:"availableIps,omitzero"`

	// MapPublicIPOnLaunch is whether EC2 gives instances there a public IPv4 address that say nothing of it; false by
	// default. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html
	MapPublicIPOnLaunch Value[bool] `json:"mapPublicIpOnLaunch,omitzero"`

	// InternetGatewayBlockMode is what VPC Block Public Access does to the subnet, exclusions counted: off,
	// block-bidirectional or block-ingress; empty where the source does not say.
	// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_BlockPublicAccessStates.html
	InternetGatewayBlockMode string `json:"internetGatewayBlockMode,omitempty"`
}

// A RouteTable is a route table; the main one serves the subnets that name no other.
type RouteTable struct {
	Meta
	ID      string   `json:"id"`
	VPC     string   `json:"vpc,omitempty"`
	Main    bool     `json:"main,omitempty"`
	Subnets []string `json:"subnets,omitempty"`

	// Gateways are the internet and virtual private gateways whose packets into the VPC the table leads.
	Gateways []string `json:"gateways,omitempty"`
	Routes   []Route  `json:"routes,omitempty"`
}

// A Route leads the traffic for a destination to a target.
type Route struct {
	// Destination is a CIDR of either family, or the ID of a prefix list.
	Destination string `json:"destination"`

	// Target is the id of a gateway (igw-, nat-, eigw-, vgw-, tgw-, pcx-, vpce-, eni-, …) or "local".
	Target string `json:"target"`

	// Blackhole marks a route whose target is gone; its traffic is dropped.
	Blackhole bool `json:"blackhole,omitempty"`
}

// A NetworkACL is a network ACL. A subnet has exactly one; one that names no other has the VPC's default.
type NetworkACL struct {
	Meta
	ID      string            `json:"id"`
	VPC     string            `json:"vpc,omitempty"`
	Default bool              `json:"default,omitempty"`
	Subnets []string          `json:"subnets,omitempty"`
	Entries []NetworkACLEntry `json:"entries,omitempty"`
}

// A NetworkACLEntry is one entry. The lowest number that matches decides; what no entry matches is denied.
// https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
type NetworkACLEntry struct {
	Origin Origin `json:"origin,omitzero"`

	// Number orders the entries; 32767 is the last one, which denies.
	Number int  `json:"number"`
	Egress bool `json:"egress,omitempty"`
	Allow  bool `json:"allow,omitempty"`

	// Unsure is why it is not known whether the entry is one for this direction; empty where it is. An entry of which the
	// direction is not known is there once for each.
	Unsure string `json:"unsure,omitempty"`

	// Protocol is a number, or -1 for all.
	Protocol Value[string] `json:"protocol,omitzero"`

	// FromPort and ToPort are ports for tcp and udp and type and code for ICMP; absent or -1 means all.
	FromPort Value[int] `json:"fromPort,omitzero"`
	ToPort   Value[int] `json:"toPort,omitzero"`

	// Exactly one of the two is set.
	CIDRIPv4 Value[string] `json:"cidrIpv4,omitzero"`
	CIDRIPv6 Value[string] `json:"cidrIpv6,omitzero"`
}

// Key identifies the group by its name.
func (g *SecurityGroup) Key() string { return "security-group/" + g.Name }

// Key identifies the list by its name.
func (p *PrefixList) Key() string { return "prefix-list/" + p.Name }

// Key identifies the VPC by its first CIDR.
func (v *VPC) Key() string { return "vpc/" + first(v.CIDRs) }

// Key identifies the subnet by its CIDR.
func (s *Subnet) Key() string { return "subnet/" + s.CIDR }

// Key identifies the table by its VPC's name in the source.
func (r *RouteTable) Key() string { return "route-table/" + r.VPC }

func first(s []string) string {
	if len(s) == 0 {
		return ""
	}

	return s[0]
}

// Key identifies the ACL by its VPC, and whether it is the default one.
func (n *NetworkACL) Key() string {
	if n.Default {
		return "network-acl/" + n.VPC + "/default"
	}

	return "network-acl/" + n.VPC + "/" + first(n.Subnets)
}
