package reachtest

import (
	"net/netip"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The types of icmp and icmpv6 that ask, with the type that answers: echo, timestamp, information, address mask
// (RFC 792 and RFC 950), and echo and node information of IPv6 (RFC 4443 and RFC 4620). Nothing answers the others.
func answerType(protocol, asked uint8) (uint8, bool) {
	answers := map[uint8]uint8{8: 0, 13: 14, 15: 16, 17: 18}
	if protocol == icmpv6 {
		answers = map[uint8]uint8{128: 129, 139: 140}
	}

	answer, ok := answers[asked]

	return answer, ok
}

// passesACLs asks the network ACLs of both subnets about the packet and its answer.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
func (j *Judge) passesACLs(p Packet, w way) (some, all bool) {
	if !j.heeds(ACLs) || j.heeds(SameSubnetBypass) && j.sameSubnet(p, w) {
		return true, true
	}

	if !j.admits(p.From, true, p.To.Address, p.Protocol, p.Port) ||
		!j.admits(p.To, false, p.From.Address, p.Protocol, p.Port) {
		return false, false
	}

	ports := j.clientPorts(p)
	if len(ports) == 0 || !j.heeds(ACLAnswers) {
		return true, true
	}

	all = true

	for _, port := range ports {
		passes := j.admits(p.To, true, p.From.Address, p.Protocol, port) &&
			j.admits(p.From, false, p.To.Address, p.Protocol, port)
		some, all = some || passes, all && passes
	}

	return some, all
}

// clientPorts are the ports to which an answer may come: those next to a bound of an entry stand for all others.
// An answer of icmp has one type; of other protocols ports mean nothing.
func (j *Judge) clientPorts(p Packet) []uint16 {
	switch p.Protocol {
	case tcp, udp:
		return append(j.bounds(p.From), j.bounds(p.To)...)
	case icmp, icmpv6:
		if answer, ok := answerType(p.Protocol, uint8(p.Port>>8)); ok { //nolint:gosec // The type is the upper octet.
			return []uint16{uint16(answer) << 8}
		}

		return nil
	default:
		return []uint16{p.Port}
	}
}

func (j *Judge) bounds(e End) []uint16 {
	ports := []uint16{firstClient, lastClient}

	for i := range j.entries(e) {
		entry := &j.entries(e)[i]
		for _, bound := range []int{entry.FromPort.Or(-1), entry.ToPort.Or(-1)} {
			for _, port := range []int{bound - 1, bound, bound + 1} {
				if firstClient <= port && port <= lastClient {
					ports = append(ports, uint16(port)) //nolint:gosec // It was just bounded.
				}
			}
		}
	}

	return ports
}

// admits asks the network ACL where an interface is. A bare address has none that is known.
func (j *Judge) admits(e End, egress bool, far netip.Addr, protocol uint8, port uint16) bool {
	if e.Interface == "" || j.acl(e) == nil {
		return true
	}

	entries := slices.Clone(j.entries(e))
	slices.SortFunc(entries, func(a, b snapshot.NetworkACLEntry) int {
		if j.heeds(ACLOrder) {
			return a.Number - b.Number
		}

		return b.Number - a.Number
	})

	for i := range entries {
		entry := &entries[i]
		if entry.Egress == egress && j.carries(entry.Protocol, entry.FromPort, entry.ToPort, protocol, port) &&
			(j.matches(j.prefix(entry.CIDRIPv4.Or("")), far) || j.matches(j.prefix(entry.CIDRIPv6.Or("")), far)) {
			return entry.Allow
		}
	}

	return false
}

func (j *Judge) entries(e End) []snapshot.NetworkACLEntry {
	if acl := j.acl(e); acl != nil {
		return acl.Entries
	}

	return nil
}

func (j *Judge) acl(e End) *snapshot.NetworkACL {
	eni := j.interfaces[e.Interface]
	if eni == nil {
		return nil
	}

	var byDefault *snapshot.NetworkACL

	for i := range j.s.NetworkACLs {
		acl := &j.s.NetworkACLs[i]
		if slices.Contains(acl.Subnets, eni.Subnet) {
			return acl
		}

		if acl.Default && acl.VPC == eni.VPC && j.heeds(DefaultACL) {
			byDefault = acl
		}
	}

	return byDefault
}

// sameSubnet reports whether the packet stays in a subnet.
func (j *Judge) sameSubnet(p Packet, w way) bool {
	if w.kind != wayLocal {
		return false
	}

	from, to := j.interfaces[p.From.Interface], j.interfaces[p.To.Interface]

	switch {
	case from != nil && to != nil:
		return from.Subnet == to.Subnet
	case from != nil:
		return j.inSubnet(from.Subnet, p.To.Address)
	default:
		return j.inSubnet(to.Subnet, p.From.Address)
	}
}

func (j *Judge) inSubnet(id string, addr netip.Addr) bool {
	subnet := j.subnets[id]

	return j.prefix(subnet.CIDR).Contains(addr) || within(addr, j.prefixes(subnet.IPv6CIDRs))
}
