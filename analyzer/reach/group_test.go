package reach_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// What a security group admits, each line a statement of the VPC and EC2 documentation.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
func TestSecurityGroups(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		groups []snapshot.SecurityGroup
		at     []string
		want   []string
	}{
		"a group without rules admits nothing": {
			[]snapshot.SecurityGroup{group("sg-a")},
			[]string{"sg-a"},
			nil,
		},
		"the rules of all groups are one set": {
			[]snapshot.SecurityGroup{group("sg-a", "tcp 80 10.0.0.0/16"), group("sg-b", "tcp 443 10.0.0.0/16")},
			[]string{"sg-a", "sg-b"},
			[]string{"own-vpc tcp 80, 443"},
		},
		"a group that the interface has not does not count": {
			[]snapshot.SecurityGroup{group("sg-a", "tcp 80 10.0.0.0/16"), group("sg-b", "tcp 443 10.0.0.0/16")},
			[]string{"sg-a"},
			[]string{"own-vpc tcp 80"},
		},
		"egress admits nothing in": {
			[]snapshot.SecurityGroup{group("sg-a", "out -1 0.0.0.0/0", "out tcp 80 sg-a")},
			[]string{"sg-a"},
			nil,
		},
		"answers need no egress": {
			[]snapshot.SecurityGroup{group("sg-a", "tcp 80 10.0.0.0/16")},
			[]string{"sg-a"},
			[]string{"own-vpc tcp 80"},
		},
		"a self-reference admits the members": {
			[]snapshot.SecurityGroup{group("sg-a", "tcp 80 sg-a")},
			[]string{"sg-a"},
			[]string{"own-group tcp 80"},
		},
		"a reference to another group of the interface is its own group too": {
			[]snapshot.SecurityGroup{group("sg-a", "tcp 80 sg-b"), group("sg-b")},
			[]string{"sg-a", "sg-b"},
			[]string{"own-group tcp 80"},
		},
		"a reference imports no rules": {
			[]snapshot.SecurityGroup{group("sg-a", "tcp 80 sg-b"), group("sg-b", "tcp 443 0.0.0.0/0")},
			[]string{"sg-a"},
			[]string{"other-group tcp 80"},
		},
		"a reference to a group that was not read": {
			[]snapshot.SecurityGroup{group("sg-a", "tcp 80 sg-foreign")},
			[]string{"sg-a"},
			[]string{"other-group tcp 80"},
		},
		"-1 is every protocol and port, whatever ports the rule gives": {
			[]snapshot.SecurityGroup{group("sg-a", "-1 443 sg-b")},
			[]string{"sg-a"},
			[]string{"other-group all"},
		},
		"another protocol number is all of that protocol": {
			[]snapshot.SecurityGroup{group("sg-a", "47 443 10.0.0.0/16", "50 10.0.0.0/16")},
			[]string{"sg-a"},
			[]string{"own-vpc protocol 47; protocol 50"},
		},
		"names and numbers are the same protocols": {
			[]snapshot.SecurityGroup{group("sg-a", "6 80 sg-b", "17 53 sg-b", "1 8/0 sg-b", "58 128/0 sg-b")},
			[]string{"sg-a"},
			[]string{"other-group icmp 8/0; tcp 80; udp 53; icmpv6 128/0"},
		},
		"ICMP has type and code in the place of ports": {
			[]snapshot.SecurityGroup{group("sg-a", "icmp 8/-1 10.0.0.0/16", "icmp 3/4 10.0.0.0/16")},
			[]string{"sg-a"},
			[]string{"own-vpc icmp 3/4, 8"},
		},
		"an ICMP type of -1 is all types": {
			[]snapshot.SecurityGroup{group("sg-a", "icmp -1/-1 10.0.0.0/16")},
			[]string{"sg-a"},
			[]string{"own-vpc icmp"},
		},
		"ICMPv6 without type is all types": {
			[]snapshot.SecurityGroup{group("sg-a", "icmpv6 2001:db8:1::/56")},
			[]string{"sg-a"},
			[]string{"own-vpc icmpv6"},
		},
		"ICMPv6 from IPv4 addresses does not exist": {
			[]snapshot.SecurityGroup{group("sg-a", "icmpv6 10.0.0.0/16", "58 10.0.0.0/16")},
			[]string{"sg-a"},
			nil,
		},
		"ICMP from IPv6 addresses does not exist": {
			[]snapshot.SecurityGroup{group("sg-a", "icmp -1/-1 2001:db8:1::/56", "1 2001:db8:1::/56")},
			[]string{"sg-a"},
			nil,
		},
		"absent ports are all of them": {
			[]snapshot.SecurityGroup{group("sg-a", "tcp 10.0.0.0/16")},
			[]string{"sg-a"},
			[]string{"own-vpc tcp"},
		},
		"ports of -1 are all of them": {
			[]snapshot.SecurityGroup{group("sg-a", "udp -1/-1 10.0.0.0/16")},
			[]string{"sg-a"},
			[]string{"own-vpc udp"},
		},
		"port 0 exists": {
			[]snapshot.SecurityGroup{group("sg-a", "tcp 0 10.0.0.0/16")},
			[]string{"sg-a"},
			[]string{"own-vpc tcp 0"},
		},
		"a CIDR with host bits is its network": {
			[]snapshot.SecurityGroup{group("sg-a", "tcp 80 10.0.77.18/16")},
			[]string{"sg-a"},
			[]string{"own-vpc tcp 80"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			equal(t, ingress(account(tt.groups...), hidden(tt.at...), netset.All()), tt.want)
		})
	}
}

// A CIDR is canonical to EC2: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
func TestCanonicalCIDR(t *testing.T) {
	t.Parallel()

	s := routed([]string{"100.64.0.0/10 tgw-1"}, group("sg-a", "tcp 80 100.68.0.18/18"))
	admissions, _ := model(s).Ingress(hidden("sg-a"), netset.All())

	if got := packets(admissions)[reach.OnPremises].String(); got != "100.68.0.0/18 tcp 80" {
		t.Errorf("got %s", got)
	}
}

func TestFamiliesAreIndependent(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		rules, addrs []string
		want         bool
	}{
		"0.0.0.0/0 admits IPv4":    {[]string{"tcp 80 0.0.0.0/0"}, []string{"192.0.2.1", "10.0.9.9"}, true},
		"0.0.0.0/0 admits no IPv6": {[]string{"tcp 80 0.0.0.0/0"}, []string{"2001:db8:9::1", "2001:db8:1::1"}, false},
		"::/0 admits IPv6":         {[]string{"tcp 80 ::/0"}, []string{"2001:db8:9::1", "2001:db8:1::1"}, true},
		"::/0 admits no IPv4":      {[]string{"tcp 80 ::/0"}, []string{"192.0.2.1", "10.0.9.9"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			admissions, _ := model(account(group("sg-a", tt.rules...))).Ingress(open("sg-a"), netset.All())

			var all netset.Set
			for _, set := range packets(admissions) {
				all = all.Union(set)
			}

			for _, addr := range tt.addrs {
				if got := all.Contains(aa(addr), netset.ProtocolTCP, 80); got != tt.want {
					t.Errorf("%s: got %t", addr, got)
				}
			}
		})
	}
}

func TestPrefixListsInRules(t *testing.T) {
	t.Parallel()

	lists := []snapshot.PrefixList{
		{ID: "pl-mixed", Owner: "111122223333", Entries: []string{"203.0.113.0/24", "10.0.3.0/24", "10.9.0.0/16"}},
		{ID: "pl-six", Owner: "111122223333", Entries: []string{"2001:db8:9::/48"}},
		{ID: "pl-halves", Owner: "111122223333", Entries: []string{"0.0.0.0/1", "128.0.0.0/1"}},
		{ID: "pl-aws", Owner: "AWS", Entries: []string{"203.0.113.0/24", "198.51.100.0/25"}},
		{ID: "pl-empty", Owner: "111122223333"},
		{ID: "pl-bad", Owner: "111122223333", Entries: []string{"10.0.0.0/16", "10.0.0.0/33"}},
	}

	for name, tt := range map[string]struct {
		peer string
		want []string
	}{
		"is the union of its entries":       {"pl-mixed", []string{"narrow-public tcp 80", "own-vpc tcp 80"}},
		"alone, and of IPv6":                {"pl-six", []string{"narrow-public tcp 80"}},
		"of two halves is the internet":     {"pl-halves", []string{"internet tcp 80", "own-vpc tcp 80"}},
		"of AWS is a class of its own":      {"pl-aws", []string{"aws-prefix-list tcp 80"}},
		"that was not read":                 {"pl-foreign", []string{"unknown sg-a/0: prefix list pl-foreign was not read"}},
		"whose entries were not read":       {"pl-empty", []string{"unknown sg-a/0: prefix list pl-empty was not read"}},
		"with an entry that cannot be read": {"pl-bad", []string{`unknown sg-a/0: peer: "10.0.0.0/33" is no CIDR`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := account(group("sg-a", "tcp 80 "+tt.peer))
			s.PrefixLists = lists
			equal(t, ingress(s, open("sg-a"), netset.All()), tt.want)
		})
	}
}

// Only what is asked for is answered.
func TestWantedServices(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		rule string
		want []string
	}{
		"a part":           {"tcp 32000-33000 10.0.0.0/16", []string{"own-vpc tcp 32768-33000"}},
		"a part of all":    {"-1 sg-b", []string{"other-group tcp 32768-60999"}},
		"a part of a list": {"-1 pl-1", []string{"own-vpc tcp 32768-60999"}},
		"other ports":      {"tcp 80 10.0.0.0/16", nil},
		"other protocol":   {"udp 32768-60999 sg-b", nil},
		"other ports of a peer that was not read": {"tcp 80 pl-foreign", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := account(group("sg-a", tt.rule))
			s.PrefixLists = []snapshot.PrefixList{{ID: "pl-1", Entries: []string{"10.0.0.0/16"}}}
			equal(t, ingress(s, hidden("sg-a"), netset.TCP(32768, 60999)), tt.want)
		})
	}
}
