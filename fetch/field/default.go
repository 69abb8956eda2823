package field

import "github.com/ecslint/ecslint/analyzer/snapshot"

// The CIDRs that are everything, and the protocol that is every one.
const (
	anyIPv4     = "0.0.0.0/0"
	anyIPv6     = "::/0"
	allProtocol = "-1"
)

// DefaultGroup is the security group that AWS makes with a VPC: everything may come from the group itself and go
// anywhere, over IPv6 too where the VPC has it.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
func DefaultGroup(meta snapshot.Meta, id, vpc string, ipv6 bool) snapshot.SecurityGroup {
	itself := snapshot.SecurityGroupRule{
		Origin: meta.Origin, ID: id + "/ingress/default/0",
		Protocol: snapshot.Known(allProtocol), ReferencedGroup: snapshot.Known(id),
	}

	return snapshot.SecurityGroup{
		Meta: meta, ID: id, Name: "default", VPC: vpc,
		Rules: append([]snapshot.SecurityGroupRule{itself}, DefaultEgress(meta.Origin, id, ipv6)...),
	}
}

// DefaultEgress are the egress rules that a new group has.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
func DefaultEgress(at snapshot.Origin, group string, ipv6 bool) []snapshot.SecurityGroupRule {
	four := snapshot.SecurityGroupRule{
		Origin: at, ID: group + "/egress/default/0", Egress: true, Protocol: snapshot.Known(allProtocol),
		CIDRIPv4: snapshot.Known(anyIPv4),
	}

	if !ipv6 {
		return []snapshot.SecurityGroupRule{four}
	}

	six := four
	six.ID, six.CIDRIPv4, six.CIDRIPv6 = group+"/egress/default/1", snapshot.Value[string]{}, snapshot.Known(anyIPv6)

	return []snapshot.SecurityGroupRule{four, six}
}

// DefaultACL is the network ACL that AWS makes with a VPC: it lets everything pass that no entry of its own denies.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
func DefaultACL(meta snapshot.Meta, id, vpc string) snapshot.NetworkACL {
	const first = 100

	acl := snapshot.NetworkACL{Meta: meta, ID: id, VPC: vpc, Default: true}

	for _, egress := range []bool{false, true} {
		for _, n := range []int{first, lastEntry + 1} {
			e := snapshot.NetworkACLEntry{
				Origin: meta.Origin, Egress: egress, Allow: n == first, Protocol: snapshot.Known(allProtocol),
			}
			four, six := e, e
			four.Number, four.CIDRIPv4 = n, snapshot.Known(anyIPv4)
			six.Number, six.CIDRIPv6 = n+1, snapshot.Known(anyIPv6)
			acl.Entries = append(acl.Entries, four, six)
		}
	}

	return acl
}

// MainRouteTable is the route table that AWS makes with a VPC, which leads nowhere else.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html#main-route-table
func MainRouteTable(meta snapshot.Meta, id, vpc string) snapshot.RouteTable {
	return snapshot.RouteTable{Meta: meta, ID: id, VPC: vpc, Main: true}
}
