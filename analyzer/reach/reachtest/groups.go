package reachtest

import (
	"slices"
	"strconv"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// leaves reports whether the groups of the source let the packet out, and enters whether those of the target admit it.
// Answers pass: groups are stateful. An interface has groups; a bare address has none.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
func (j *Judge) leaves(p Packet, w way) bool {
	return !j.heeds(EgressFilters) || p.From.Interface == "" || j.allows(p, p.From, p.To, true, w)
}

func (j *Judge) enters(p Packet, w way) bool {
	return !j.heeds(IngressFilters) || p.To.Interface == "" || j.allows(p, p.To, p.From, false, w)
}

func (j *Judge) allows(p Packet, own, far End, egress bool, w way) bool {
	groups := j.interfaces[own.Interface].SecurityGroups
	if !j.heeds(GroupsUnion) {
		groups = groups[:1]
	}

	for _, id := range groups {
		g := j.groups[id]
		if g == nil {
			continue
		}

		for i := range g.Rules {
			r := &g.Rules[i]
			if r.Egress == egress && j.carries(r.Protocol, r.FromPort, r.ToPort, p.Protocol, p.Port) &&
				j.names(g, r, far, w) {
				return true
			}
		}
	}

	return false
}

// names reports whether a rule means the far end.
func (j *Judge) names(g *snapshot.SecurityGroup, r *snapshot.SecurityGroupRule, far End, w way) bool {
	if group, ok := r.ReferencedGroup.Get(); ok {
		return j.refers(g.ID, group, far, r.Egress, w)
	}

	if list, ok := r.PrefixList.Get(); ok {
		return j.heeds(PrefixLists) && within(far.Address, j.lists[list])
	}

	return j.matches(j.prefix(r.CIDRIPv4.Or("")), far.Address) || j.matches(j.prefix(r.CIDRIPv6.Or("")), far.Address)
}

// refers reports whether the far end is an interface of the group on a way on which groups may be named: in the VPC,
// across a peering connection within a Region, and, for inbound rules, across a transit gateway that allows it.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-referencing
// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security
func (j *Judge) refers(own, group string, far End, egress bool, w way) bool {
	if far.Interface == "" || !slices.Contains(j.interfaces[far.Interface].SecurityGroups, group) ||
		!j.heeds(References) || !j.heeds(SelfReference) && own == group {
		return false
	}

	return j.namesGroups(egress, w)
}

// namesGroups reports whether rules may name groups on a way.
func (j *Judge) namesGroups(egress bool, w way) bool {
	switch w.kind {
	case wayLocal:
		return true
	case wayPeering:
		return j.heeds(PeeringReferences) && (w.sameRegion || !j.heeds(PeeringOfRegion))
	case wayTransit:
		return j.heeds(TGWReferences) && (!egress || !j.heeds(TGWInboundOnly)) &&
			(w.references || !j.heeds(TGWOptIn))
	default:
		return !j.heeds(PrivateReferences)
	}
}

// carries compares protocol and ports, which groups and network ACLs write alike.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
func (j *Judge) carries(
	text snapshot.Value[string], fromPort, toPort snapshot.Value[int], protocol uint8, port uint16,
) bool {
	if text.Or("-1") == "-1" {
		return j.heeds(AllProtocols) || protocol == tcp || protocol == udp || protocol == icmp
	}

	if number(text.Or("")) != protocol {
		return false
	}

	from, to := fromPort.Or(-1), toPort.Or(-1)

	switch protocol {
	case tcp, udp:
		return j.inRange(from, to, int(port))
	case icmp, icmpv6:
		return !j.heeds(ICMPTypes) || (from == -1 || from == int(port>>8)) && (to == -1 || to == int(port&0xff))
	default:
		return j.heeds(OtherProtocols) || from <= int(port) && int(port) <= to
	}
}

func (j *Judge) inRange(from, to, port int) bool {
	if from == -1 || to == -1 {
		return j.heeds(AbsentPorts)
	}

	return !j.heeds(PortRanges) || from <= port && port <= to
}

func number(text string) uint8 {
	switch text {
	case "tcp":
		return tcp
	case "udp":
		return udp
	case "icmp":
		return icmp
	case "icmpv6":
		return icmpv6
	default:
		n, _ := strconv.ParseUint(text, 10, 8)

		return uint8(n)
	}
}
