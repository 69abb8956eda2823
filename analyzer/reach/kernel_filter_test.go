package reach_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// What nftables is told of an account. It is written from the snapshot as the documentation of AWS words it, one rule
// for one rule, and shares no code with reach: the kernel is to be another judge.

// A side is how one direction of packets looks to nftables: seen from an interface the far end is where they come
// from, or where they go.
type side struct {
	egress bool
	chain  string
	hook   string
	far    string
}

func sides() []side {
	return []side{{false, "ingress", "input", "saddr"}, {true, "egress", "output", "daddr"}}
}

// groupTable is the firewall of an interface: stateful, and shut but for what some rule of some group allows.
// Neighbours are found whatever the groups say.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
func groupTable(s *snapshot.Snapshot, e *snapshot.NetworkInterface) string {
	var b strings.Builder

	b.WriteString("table inet groups {\n")

	for _, side := range sides() {
		fmt.Fprintf(&b, "chain %s {\ntype filter hook %s priority 0; policy drop;\n", side.chain, side.hook)
		b.WriteString("ct state established accept\n")
		b.WriteString("icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept\n")

		for i := range s.SecurityGroups {
			for _, r := range s.SecurityGroups[i].Rules {
				if r.Egress == side.egress && slices.Contains(e.SecurityGroups, s.SecurityGroups[i].ID) {
					b.WriteString(lines(far(side, networksOf(s, e, &r)), portsIn(r.Protocol, r.FromPort, r.ToPort), "accept"))
				}
			}
		}

		b.WriteString("}\n")
	}

	return b.String() + "}\n"
}

// networksOf are the addresses that a rule names: a group stands for the private addresses of the interfaces that
// have it, in the VPC and in those peered with it in the same region.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-referencing
// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
func networksOf(s *snapshot.Snapshot, e *snapshot.NetworkInterface, r *snapshot.SecurityGroupRule) []string {
	networks := []string{r.CIDRIPv4.Or(""), r.CIDRIPv6.Or("")}

	for _, list := range s.PrefixLists {
		if list.ID == r.PrefixList.Or("") {
			networks = append(networks, list.Entries...)
		}
	}

	for _, member := range s.NetworkInterfaces {
		if slices.Contains(member.SecurityGroups, r.ReferencedGroup.Or("")) && (member.VPC == e.VPC || sameRegion(s)) {
			networks = slices.Concat(networks, member.PrivateIPs, member.IPv6s)
		}
	}

	return slices.DeleteFunc(networks, func(n string) bool { return n == "" })
}

// sameRegion reports whether the two VPCs are peered in one region.
func sameRegion(s *snapshot.Snapshot) bool {
	return peeringUp(s) && s.Peerings[0].Requester.Region == s.Peerings[0].Accepter.Region
}

// peeringUp reports whether the VPCs are peered and the connection carries something.
// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle
func peeringUp(s *snapshot.Snapshot) bool {
	return len(s.Peerings) > 0 && s.Peerings[0].Status == "active"
}

// aclTable is the network ACLs of a VPC, which its router holds: stateless, at the border of each subnet.
// https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
func aclTable(s *snapshot.Snapshot, vpc string) string {
	var jumps, chains strings.Builder

	// What leaves a subnet meets its own ACL first.
	for _, side := range slices.Backward(sides()) {
		for i, subnet := range s.Subnets {
			acl := aclOf(s, &subnet)
			if subnet.VPC != vpc || acl == nil {
				continue
			}

			word := map[bool]string{true: "iifname", false: "oifname"}[side.egress]
			fmt.Fprintf(&jumps, "%s %s jump %s%d\n", word, bridge(i), side.chain, i)
			fmt.Fprintf(&chains, "chain %s%d {\n%sdrop\n}\n", side.chain, i, aclLines(acl, side))
		}
	}

	return "table inet acls {\n" + chains.String() +
		"chain forward {\ntype filter hook forward priority 0; policy accept;\n" + jumps.String() + "}\n}\n"
}

// aclOf is the ACL of a subnet, or else the default one of its VPC. Without either everything passes, as with the
// one that AWS makes.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
func aclOf(s *snapshot.Snapshot, subnet *snapshot.Subnet) *snapshot.NetworkACL {
	for i := range s.NetworkACLs {
		if slices.Contains(s.NetworkACLs[i].Subnets, subnet.ID) {
			return &s.NetworkACLs[i]
		}
	}

	for i := range s.NetworkACLs {
		if s.NetworkACLs[i].Default && s.NetworkACLs[i].VPC == subnet.VPC {
			return &s.NetworkACLs[i]
		}
	}

	return nil
}

// aclLines are the entries by rising number; the first that matches decides.
func aclLines(acl *snapshot.NetworkACL, side side) string {
	entries := slices.Clone(acl.Entries)
	slices.SortFunc(entries, func(a, b snapshot.NetworkACLEntry) int { return a.Number - b.Number })

	var b strings.Builder

	for _, e := range entries {
		if e.Egress == side.egress {
			verdict := map[bool]string{true: "return", false: "drop"}[e.Allow]
			b.WriteString(lines(far(side, []string{e.CIDRIPv4.Or(e.CIDRIPv6.Or(""))}),
				portsIn(e.Protocol, e.FromPort, e.ToPort), verdict))
		}
	}

	return b.String()
}

// far matches addresses at the far end.
func far(s side, networks []string) []string {
	matches := make([]string, len(networks))

	for i, network := range networks {
		family := "ip"
		if strings.Contains(network, ":") {
			family = "ip6"
		}

		matches[i] = fmt.Sprintf("%s %s %s", family, s.far, network)
	}

	return matches
}

// portsIn matches a protocol and its destination ports; -1 is all protocols, and a protocol without ports all of them.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
func portsIn(protocol snapshot.Value[string], from, to snapshot.Value[int]) string {
	name := map[string]string{"-1": "", "tcp": "tcp", "6": "tcp", "udp": "udp", "17": "udp"}[protocol.Or("?")]

	switch first, ok := from.Get(); {
	case name == "":
		return ""
	case !ok:
		return "meta l4proto " + name
	default:
		return fmt.Sprintf("%s dport %d-%d", name, first, to.Or(0))
	}
}

func lines(addresses []string, ports, verdict string) string {
	var b strings.Builder
	for _, address := range addresses {
		fmt.Fprintln(&b, address, ports, verdict)
	}

	return b.String()
}
