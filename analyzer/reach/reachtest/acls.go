package reachtest

import (
	"net/netip"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// answerType is the type of icmp or icmpv6 that answers the one that asks: echo and timestamp (RFC 792), and echo of
// IPv6 (RFC 4443). Nothing answers the others; those that once were are gone (RFC 6918).
func answerType(protocol, asked uint8) (uint8, bool) {
	answers := map[uint8]uint8{8: 0, 13: 14}
	if protocol == icmpv6 {
		answers = map[uint8]uint8{128: 129}
	}

	answer, ok := answers[asked]

	return answer, ok
}

// judgeACLs asks the network ACLs of both subnets about the packet and its answer.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
func (j *Judge) judgeACLs(p Packet, w way) Verdict {
	if !j.heeds(ACLs) || j.heeds(WithinSubnet) && j.sameSubnet(p, w) {
		return Verdict{Passes: true, Always: true}
	}

	if !j.admits(p.From, true, p.To.Address, p.Protocol, p.Port) ||
		!j.admits(p.To, false, p.From.Address, p.Protocol, p.Port) {
		return Verdict{}
	}

	ports := j.clientPorts(p)
	if len(ports) == 0 || !j.heeds(ACLAnswers) {
		return Verdict{Passes: true, Always: true}
	}

	return j.judgeAnswers(p, ports)
}

func (j *Judge) judgeAnswers(p Packet, ports []uint16) Verdict {
	v := Verdict{Always: true}

	var leaves, enters int

	for _, port := range ports {
		out := j.admits(p.To, true, p.From.Address, p.Protocol, port)
		in := j.admits(p.From, false, p.To.Address, p.Protocol, port)
		v.Passes, v.Always = v.Passes || out && in, v.Always && out && in

		if out {
			leaves++
		}

		if in {
			enters++
		}
	}

	v.ByPort = leaves%len(ports) != 0 || enters%len(ports) != 0

	return v
}

// clientPorts are the ports to which an answer may come: those next to a bound of an entry stand for all others.
// An answer of icmp has one type; of other protocols ports mean nothing.
func (j *Judge) clientPorts(p Packet) []uint16 {
	switch p.Protocol {
	case tcp, udp:
		return append(j.bounds(p.From), j.bounds(p.To)...)
	case icmp, icmpv6:
		if answer, ok := answerType(p.Protocol, uint8(p.Port>>8)); ok {
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
					ports = append(ports, uint16(port))
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

	entries := j.entries(e)

	for i := range entries {
		entry := &entries[i]
		if !j.heeds(ACLOrder) {
			entry = &entries[len(entries)-1-i]
		}

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

	if acl := j.acls[eni.Subnet]; acl != nil {
		return acl
	}

	if !j.heeds(DefaultACL) {
		return nil
	}

	return j.defaults[eni.VPC]
}

// indexACL sorts the entries of a network ACL by their numbers.
func (j *Judge) indexACL(acl snapshot.NetworkACL) {
	acl.Entries = slices.Clone(acl.Entries)
	slices.SortFunc(acl.Entries, func(a, b snapshot.NetworkACLEntry) int { return a.Number - b.Number })

	for _, subnet := range acl.Subnets {
		j.acls[subnet] = &acl
	}

	if acl.Default {
		j.defaults[acl.VPC] = &acl
	}
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
