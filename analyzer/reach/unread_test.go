package reach_test

import (
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

const later = "known after apply"

// A value that is not known is never a pass, and never a default.
func TestUnknownValues(t *testing.T) {
	t.Parallel()

	unknownText, unknownPort := snapshot.Unknown[string](later), snapshot.Unknown[int](later)

	for name, tt := range map[string]struct {
		edit func(*snapshot.SecurityGroupRule)
		want string
	}{
		"protocol":  {func(r *snapshot.SecurityGroupRule) { r.Protocol = unknownText }, "protocol: " + later},
		"from port": {func(r *snapshot.SecurityGroupRule) { r.FromPort = unknownPort }, "from port: " + later},
		"to port":   {func(r *snapshot.SecurityGroupRule) { r.ToPort = unknownPort }, "to port: " + later},
		"ICMP type": {func(r *snapshot.SecurityGroupRule) {
			r.Protocol, r.FromPort = snapshot.Known("icmp"), unknownPort
		}, "from port: " + later},
		"IPv4 peer":        {peer(func(r *snapshot.SecurityGroupRule) { r.CIDRIPv4 = unknownText }), "peer: " + later},
		"IPv6 peer":        {peer(func(r *snapshot.SecurityGroupRule) { r.CIDRIPv6 = unknownText }), "peer: " + later},
		"prefix list":      {peer(func(r *snapshot.SecurityGroupRule) { r.PrefixList = unknownText }), "peer: " + later},
		"referenced group": {peer(func(r *snapshot.SecurityGroupRule) { r.ReferencedGroup = unknownText }), "peer: " + later},
		"no peer":          {peer(func(*snapshot.SecurityGroupRule) {}), `peer: "" is no CIDR`},
		"a peer that is no CIDR": {peer(func(r *snapshot.SecurityGroupRule) {
			r.CIDRIPv4 = snapshot.Known("10.0.0.0")
		}), `peer: "10.0.0.0" is no CIDR`},
		"a protocol that EC2 does not know": {func(r *snapshot.SecurityGroupRule) {
			r.Protocol = snapshot.Known("sctp")
		}, `protocol "sctp" is none that EC2 knows`},
		"a protocol number beyond all": {func(r *snapshot.SecurityGroupRule) {
			r.Protocol = snapshot.Known("256")
		}, `protocol "256" is none that EC2 knows`},
		"ports the wrong way round": {func(r *snapshot.SecurityGroupRule) {
			r.FromPort = snapshot.Known(443)
		}, "ports 443 to 80 are no range"},
		"a port beyond all": {func(r *snapshot.SecurityGroupRule) {
			r.ToPort = snapshot.Known(65536)
		}, "ports 80 to 65536 are no range"},
		"half a range": {func(r *snapshot.SecurityGroupRule) {
			r.ToPort = snapshot.Value[int]{}
		}, "ports 80 to -1 are no range"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			g := group("sg-a", "tcp 80 10.0.0.0/16")
			tt.edit(&g.Rules[0])
			equal(t, ingress(account(g), hidden("sg-a"), netset.All()), []string{"unknown sg-a/0: " + tt.want})
		})
	}
}

func peer(set func(*snapshot.SecurityGroupRule)) func(*snapshot.SecurityGroupRule) {
	return func(r *snapshot.SecurityGroupRule) {
		r.CIDRIPv4 = snapshot.Value[string]{}
		set(r)
	}
}

func TestUnreadGroups(t *testing.T) {
	t.Parallel()

	s := account(group("sg-a", "tcp 80 10.0.0.0/16"))
	equal(t, ingress(s, hidden("sg-a", "sg-gone"), netset.All()), []string{"unread sg-gone", "own-vpc tcp 80"})
	equal(t, ingress(s, hidden("sg-gone"), netset.TCP(1, 1)), []string{"unread sg-gone"})
}

// Where routes were not read, the risky direction is assumed and said: the internet where there is a public address,
// and other networks. The local route is no assumption, since it cannot be deleted.
func TestUnreadRouteTables(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		rule    string
		public  bool
		want    []string
		assumed bool
	}{
		"the internet, with a public address": {
			"tcp 80 0.0.0.0/0", true, []string{"internet tcp 80", "on-premises tcp 80", "own-vpc tcp 80"}, true,
		},
		"the internet, without":        {"tcp 80 0.0.0.0/0", false, []string{"on-premises tcp 80", "own-vpc tcp 80"}, true},
		"a public network":             {"tcp 80 203.0.113.0/24", true, []string{"narrow-public tcp 80"}, true},
		"a private network":            {"tcp 80 192.168.0.0/16", false, []string{"on-premises tcp 80"}, true},
		"a private network of IPv6":    {"tcp 80 fd00::/8", false, []string{"on-premises tcp 80"}, true},
		"the own VPC":                  {"tcp 80 10.0.3.0/24", true, []string{"own-vpc tcp 80"}, false},
		"the own VPC, IPv6":            {"tcp 80 2001:db8:1::/64", true, []string{"own-vpc tcp 80"}, false},
		"nothing that can be a source": {"tcp 80 127.0.0.0/8", true, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := account(group("sg-a", tt.rule))
			s.RouteTables = nil

			e := open("sg-a")
			if !tt.public {
				e = hidden("sg-a")
			}

			equal(t, ingress(s, e, netset.All()), tt.want)

			admissions, _ := model(s).Ingress(e, netset.All())
			for _, a := range admissions {
				if got := has(a, reach.RoutesUnknown); got != (tt.assumed && a.Class != reach.OwnVPC) {
					t.Errorf("%s: assumptions %v", a.Class, a.Assumptions)
				}
			}
		})
	}
}

// A subnet that was not read may be in any VPC.
func TestUnreadSubnet(t *testing.T) {
	t.Parallel()

	s := account(group("sg-a", "tcp 80 10.0.3.0/24"))
	e := hidden("sg-a")
	e.Subnet = "subnet-gone"
	equal(t, ingress(s, e, netset.All()), []string{"on-premises tcp 80"})
}

// A route to a prefix list that was not read may lead anywhere, if its target lets anything in.
func TestUnreadPrefixListRoutes(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		target, rule string
		want         []string
	}{
		"transit gateway":                 {"tgw-1", "tcp 80 192.168.0.0/16", []string{"on-premises tcp 80"}},
		"peering":                         {"pcx-1", "tcp 80 192.168.0.0/16", []string{"peer tcp 80"}},
		"internet gateway":                {"igw-1", "tcp 80 203.0.113.0/24", []string{"narrow-public tcp 80"}},
		"gateway endpoint":                {"vpce-1", "tcp 80 0.0.0.0/0", []string{"own-vpc tcp 80"}},
		"NAT gateway":                     {"nat-1", "tcp 80 0.0.0.0/0", []string{"own-vpc tcp 80"}},
		"no more than is known elsewhere": {"tgw-1", "tcp 80 10.0.0.0/16", []string{"own-vpc tcp 80"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			routes := []string{"pl-gone " + tt.target, "10.0.0.0/16 local", "0.0.0.0/0 nat-1"}
			s := routed(routes, group("sg-a", tt.rule))
			e := reach.Endpoint{Groups: []string{"sg-a"}, Subnet: private, PublicIPv4: publicIPv4}
			equal(t, ingress(s, e, netset.All()), tt.want)

			admissions, _ := model(s).Ingress(e, netset.All())
			for _, a := range admissions {
				if has(a, reach.RoutesUnknown) == (a.Class == reach.OwnVPC) {
					t.Errorf("%s: assumptions %v", a.Class, a.Assumptions)
				}
			}
		})
	}
}

func has(a reach.Admission, assumption string) bool {
	return slices.Contains(a.Assumptions, assumption)
}

// A prefix list that was read and is empty admits nobody; one whose entries were not read may admit anyone.
func TestEmptyPrefixLists(t *testing.T) {
	t.Parallel()

	unread := []string{"unknown sg-a/0: prefix list pl-1 was not read"}
	gaps := []snapshot.Gap{{What: "x", Why: "y", Nouns: []snapshot.Noun{snapshot.NounPrefixList}}}

	for name, tt := range map[string]struct {
		lists []snapshot.PrefixList
		gaps  []snapshot.Gap
		want  []string
	}{
		"empty":            {[]snapshot.PrefixList{{ID: "pl-1", MaxEntries: 5}}, nil, nil},
		"behind a gap":     {[]snapshot.PrefixList{{ID: "pl-1", MaxEntries: 5}}, gaps, unread},
		"of no known size": {[]snapshot.PrefixList{{ID: "pl-1"}}, nil, unread},
		"not there":        {nil, nil, unread},
		"with an entry": {
			[]snapshot.PrefixList{{ID: "pl-1", MaxEntries: 5, Entries: []string{"10.0.0.0/16"}}},
			nil,
			[]string{"own-vpc tcp 80"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := account(group("sg-a", "tcp 80 pl-1"))
			s.PrefixLists, s.Gaps = tt.lists, tt.gaps
			equal(t, ingress(s, open("sg-a"), netset.All()), tt.want)
		})
	}
}
