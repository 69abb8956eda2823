package reach

// A Class says where traffic comes from, as routes and addressing have it, never as the text of a CIDR does.
type Class string

// The source classes.
const (
	// Internet is where the admitted public addresses hold at least a /8 (IPv6: a /20); less is NarrowPublic.
	Internet     Class = "internet"
	NarrowPublic Class = "narrow-public"

	// Peer, OtherVPC and OnPremises are behind a peering connection, and behind a transit gateway, virtual
	// private gateway or the like.
	Peer       Class = "peer"
	OtherVPC   Class = "other-vpc"
	OnPremises Class = "on-premises"

	// AWSPrefixList is what AWS lists under a name: many tenants' traffic may come from there.
	AWSPrefixList Class = "aws-prefix-list"
	OwnVPC        Class = "own-vpc"
	OwnGroup      Class = "own-group"
	OtherGroup    Class = "other-group"
	LoadBalancer  Class = "load-balancer"
)

// Classes lists the classes, from the one that says most about who may come.
func Classes() []Class {
	return []Class{
		Internet, Peer, OtherVPC, OnPremises, AWSPrefixList, NarrowPublic, OwnVPC, OwnGroup, OtherGroup, LoadBalancer,
	}
}

// The least that counts as the internet: a /8 of IPv4, a /20 of IPv6.
const (
	internetIPv4 = 8
	internetIPv6 = 20
)
