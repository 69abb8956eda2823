// Package reachtest judges one packet at a time, as the documentation of AWS words it, to check package reach against.
//
// It shares no code with reach or netset, and knows no sets: it looks at every rule, entry and route for every
// packet. It is for tests.
package reachtest

import (
	"net/netip"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The protocols by name, and the ports that clients send from: AWS asks a network ACL to admit 1024 to 65535 where
// clients of every kind are expected.
// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
const (
	icmp, tcp, udp, icmpv6 = 1, 6, 17, 58

	firstClient, lastClient = 1024, 65535
)

// A Packet opens a connection, or is all there is of one.
type Packet struct {
	From, To End
	Protocol uint8

	// Port is the destination port of tcp and udp, type<<8|code of icmp and icmpv6, and anything for others.
	Port uint16
}

// An End is an interface with the address it uses, or an address elsewhere.
type End struct {
	// Interface is the ID; empty for an address elsewhere.
	Interface string
	Address   netip.Addr
}

// A Judge knows an account.
type Judge struct {
	s       *snapshot.Snapshot
	without Statement

	interfaces map[string]*snapshot.NetworkInterface
	subnets    map[string]*snapshot.Subnet
	groups     map[string]*snapshot.SecurityGroup
	lists      map[string][]netip.Prefix
	vpcs       map[string][]netip.Prefix
	parsed     map[string]netip.Prefix
	aws        map[string]bool

	// acls are by subnet, with their entries in order; defaults by VPC.
	acls, defaults map[string]*snapshot.NetworkACL
}

// NewJudge returns a judge of the account, which heeds every statement but the given one; none is left out for "". It
// is not safe for concurrent use.
func NewJudge(s *snapshot.Snapshot, without Statement) *Judge {
	j := &Judge{
		s: s, without: without,
		interfaces: map[string]*snapshot.NetworkInterface{},
		subnets:    map[string]*snapshot.Subnet{},
		groups:     map[string]*snapshot.SecurityGroup{},
		lists:      map[string][]netip.Prefix{},
		vpcs:       map[string][]netip.Prefix{},
		parsed:     map[string]netip.Prefix{},
		aws:        map[string]bool{},
		acls:       map[string]*snapshot.NetworkACL{},
		defaults:   map[string]*snapshot.NetworkACL{},
	}

	j.index()

	return j
}

func (j *Judge) index() {
	s := j.s

	for i := range s.NetworkInterfaces {
		j.interfaces[s.NetworkInterfaces[i].ID] = &s.NetworkInterfaces[i]
	}

	for i := range s.Subnets {
		j.subnets[s.Subnets[i].ID] = &s.Subnets[i]
	}

	for i := range s.SecurityGroups {
		j.groups[s.SecurityGroups[i].ID] = &s.SecurityGroups[i]
	}

	for _, list := range s.PrefixLists {
		j.lists[list.ID] = j.prefixes(list.Entries)
		j.aws[list.ID] = list.Owner == "AWS"
	}

	for _, vpc := range s.VPCs {
		j.vpcs[vpc.ID] = append(j.prefixes(vpc.CIDRs), j.prefixes(vpc.IPv6CIDRs)...)
	}

	for i := range s.NetworkACLs {
		j.indexACL(s.NetworkACLs[i])
	}
}

// Without is the same judge without a statement.
func (j *Judge) Without(s Statement) *Judge {
	other := *j
	other.without = s

	return &other
}

// A Verdict is whether a packet arrives and its answer comes back.
type Verdict struct {
	// Passes is set where it does from some port of the client, Always where it does from every one.
	Passes, Always bool

	// Open is set where it depends on what an account does not say.
	Open bool

	// Uneven is set where there and back are different ways, of which AWS says nothing.
	Uneven bool

	// ByPort is set where some network ACL on the way treats the ports of clients differently.
	ByPort bool
}

// Judge judges a packet.
func (j *Judge) Judge(p Packet) Verdict {
	foreign := p.Protocol == icmp && p.To.Address.Is6() || p.Protocol == icmpv6 && p.To.Address.Is4()
	if foreign && j.heeds(ICMPOfItsFamily) {
		return Verdict{}
	}

	w, ok := j.way(p.From, p.To)
	if !ok || !j.leaves(p, w) || !j.enters(p, w) {
		return Verdict{Uneven: w.uneven}
	}

	v := j.judgeACLs(p, w)
	v.Open, v.Uneven = w.open, w.uneven

	return v
}

func (j *Judge) heeds(s Statement) bool { return j.without != s }

// prefixes reads CIDRs; AWS keeps them without the bits of the host.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
func (j *Judge) prefixes(texts []string) []netip.Prefix {
	var all []netip.Prefix

	for _, text := range texts {
		if p := j.prefix(text); p.IsValid() {
			all = append(all, p)
		}
	}

	return all
}

func (j *Judge) prefix(text string) netip.Prefix {
	p, ok := j.parsed[text]
	if !ok {
		p, _ = netip.ParsePrefix(text)
		p = p.Masked()
		j.parsed[text] = p
	}

	return p
}

func within(addr netip.Addr, prefixes []netip.Prefix) bool {
	for _, p := range prefixes {
		if p.Contains(addr) {
			return true
		}
	}

	return false
}

// matches reports whether a filter's CIDR means the address.
func (j *Judge) matches(p netip.Prefix, addr netip.Addr) bool {
	return p.Contains(addr) || !j.heeds(FamiliesApart) && p.IsValid() && p.Bits() == 0
}
