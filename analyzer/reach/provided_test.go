package reach_test

import (
	"net/netip"
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Groups and network ACLs do not filter what goes to the resolver and the like, and filter everything beside it.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
func TestWhatAVPCProvidesIsNotFiltered(t *testing.T) {
	t.Parallel()

	s := account(group("sg-a"))
	s.NetworkACLs = []snapshot.NetworkACL{{ID: "acl-1", VPC: vpc, Default: true}}
	m := model(s)

	for to, want := range map[string]reach.Verdict{
		"10.0.0.2": reach.Allowed, "10.0.0.3": reach.Blocked, "10.2.0.2": reach.Blocked,
		"169.254.169.253": reach.Allowed, "169.254.169.254": reach.Allowed, "169.254.169.249": reach.Blocked,
		"169.254.169.250": reach.Allowed, "169.254.169.251": reach.Allowed, "169.254.169.252": reach.Blocked,
		"10.0.1.1": reach.Allowed, "10.0.0.1": reach.Blocked, "10.0.1.2": reach.Blocked, "169.254.169.123": reach.Allowed,
		"169.254.170.2": reach.Allowed, "fd00:ec2::254": reach.Allowed, "fd00:ec2::1": reach.Blocked,
	} {
		eni := snapshot.NetworkInterface{
			ID: "eni-1", VPC: vpc, Subnet: private, PrivateIPs: []string{"10.0.1.9"}, IPv6s: []string{"2001:db8:1:1::9"},
			SecurityGroups: []string{"sg-a"},
		}
		addr := netip.MustParseAddr(to)
		target := reach.Outside(to, netset.Of(netip.PrefixFrom(addr, addr.BitLen()), netset.All()))
		flow := m.Between(m.PlaceOf("task", &eni), target, netset.UDP(53, 53))

		if got := flow.Verdict(netset.UDP(53, 53)); got != want {
			t.Errorf("%s: got %s, want %s", to, got, want)
		}

		if paths := m.Paths(flow); (len(paths) > 0) != (want == reach.Allowed) {
			t.Errorf("%s: paths %v", to, paths)
		}
	}
}
