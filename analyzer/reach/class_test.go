package reach_test

import (
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The internet is what many public addresses make up, however the rules write them: a /8 of IPv4, a /20 of IPv6.
func TestInternetIsMeasured(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		rules []string
		want  []string
	}{
		"0.0.0.0/0": {[]string{"tcp 80 0.0.0.0/0"}, []string{"internet tcp 80"}},
		"two halves in two rules": {
			[]string{"tcp 80 0.0.0.0/1", "tcp 80 128.0.0.0/1"}, []string{"internet tcp 80"},
		},
		"a half":                      {[]string{"tcp 80 128.0.0.0/1"}, []string{"internet tcp 80"}},
		"a /8":                        {[]string{"tcp 80 52.0.0.0/8"}, []string{"internet tcp 80"}},
		"a /9":                        {[]string{"tcp 80 52.0.0.0/9"}, []string{"narrow-public tcp 80"}},
		"two /9 apart":                {[]string{"tcp 80 52.0.0.0/9", "tcp 80 64.0.0.0/9"}, []string{"internet tcp 80"}},
		"the same /9 twice":           {[]string{"tcp 80 52.0.0.0/9", "tcp 80 52.0.0.0/9"}, []string{"narrow-public tcp 80"}},
		"a /8 that is not all public": {[]string{"tcp 80 172.0.0.0/8"}, []string{"narrow-public tcp 80"}},
		"a private /8":                {[]string{"tcp 80 10.0.0.0/8"}, nil},
		"one address":                 {[]string{"tcp 80 203.0.113.7/32"}, []string{"narrow-public tcp 80"}},
		"port by port": {
			[]string{"tcp 80-81 52.0.0.0/9", "tcp 81-82 64.0.0.0/9"},
			[]string{"internet tcp 81", "narrow-public tcp 80, 82"},
		},
		"a wide rule for more ports than a narrow one": {
			[]string{"tcp 80-81 52.0.0.0/8", "tcp 81 64.0.0.0/9"}, []string{"internet tcp 80-81"},
		},
		"a narrow rule for a port that is open is a part of the internet": {
			[]string{"tcp 80 0.0.0.0/0", "tcp 80 203.0.113.7/32", "tcp 81 203.0.113.7/32"},
			[]string{"internet tcp 80", "narrow-public tcp 81"},
		},
		"protocols apart": {
			[]string{"tcp 80 52.0.0.0/9", "udp 80 64.0.0.0/9"}, []string{"narrow-public tcp 80; udp 80"},
		},
		"::/0":                 {[]string{"tcp 80 ::/0"}, []string{"internet tcp 80"}},
		"two halves of IPv6":   {[]string{"tcp 80 ::/1", "tcp 80 8000::/1"}, []string{"internet tcp 80"}},
		"a /20 of IPv6":        {[]string{"tcp 80 2a00::/20"}, []string{"internet tcp 80"}},
		"a /21 of IPv6":        {[]string{"tcp 80 2a00::/21"}, []string{"narrow-public tcp 80"}},
		"two /21 of IPv6":      {[]string{"tcp 80 2a00::/21", "tcp 80 2600::/21"}, []string{"internet tcp 80"}},
		"a private /8 of IPv6": {[]string{"tcp 80 fd00::/8"}, nil},
		"halves of a /8 in two families": {
			[]string{"tcp 80 52.0.0.0/9", "tcp 80 2a00::/21"}, []string{"narrow-public tcp 80"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := account(group("sg-a", tt.rules...))
			s.RouteTables[0] = table("rtb-public", public, "0.0.0.0/0 igw-1", "::/0 igw-1")
			s.VPCs = nil // so that the table has no local route
			equal(t, ingress(s, open("sg-a"), netset.All()), tt.want)

			apart := account(group("sg-a", tt.rules[:1]...), group("sg-b", tt.rules[1:]...))
			apart.RouteTables, apart.VPCs = s.RouteTables, nil
			equal(t, ingress(apart, open("sg-a", "sg-b"), netset.All()), tt.want)
		})
	}
}

// An open IPv4 port does not make a narrow IPv6 source the internet.
func TestFamiliesAreMeasuredApart(t *testing.T) {
	t.Parallel()

	admissions, _ := model(account(group("sg-a", "tcp 80 0.0.0.0/0", "tcp 80 2001:db8:9::/48"))).
		Ingress(open("sg-a"), netset.All())

	for _, a := range admissions {
		if a.Rule.ID == "sg-a/1" && a.Class != reach.NarrowPublic {
			t.Errorf("%s is %s", reach.RuleText(a.Rule), a.Class)
		}
	}
}

// What AWS lists keeps its class, and does not hide what rules beside it let in.
func TestAWSPrefixListBesideTheInternet(t *testing.T) {
	t.Parallel()

	s := account(group("sg-a", "tcp 443 pl-aws", "tcp 443 0.0.0.0/0"))
	s.PrefixLists = []snapshot.PrefixList{{ID: "pl-aws", Owner: "AWS", Entries: []string{"52.0.0.0/8"}}}
	equal(t, ingress(s, open("sg-a"), netset.All()),
		[]string{"internet tcp 443", "aws-prefix-list tcp 443", "own-vpc tcp 443"})
}

func TestWide(t *testing.T) {
	t.Parallel()

	m := model(account())

	for name, tt := range map[string]struct{ rule, want string }{
		"private addresses do not count": {"tcp 80 10.0.0.0/8", "none"},
		"few public ones":                {"tcp 80 203.0.113.0/24", "none"},
		"many public ones":               {"tcp 80 52.0.0.0/7", "52.0.0.0/7 tcp 80"},
		"the public part of many":        {"tcp 80 126.0.0.0/7", "126.0.0.0/8 tcp 80"},
	} {
		r := rule("sgr-1", tt.rule)

		set, why := m.Packets(&r)
		if got := m.Wide(set).String(); got != tt.want || why != "" {
			t.Errorf("%s: got %s %s", name, got, why)
		}
	}
}

// From the widest class to the narrowest, each once.
func TestClasses(t *testing.T) {
	t.Parallel()

	want := []reach.Class{
		reach.Internet, reach.Peer, reach.OtherVPC, reach.OnPremises, reach.AWSPrefixList, reach.NarrowPublic,
		reach.OwnVPC, reach.OwnGroup, reach.OtherGroup, reach.LoadBalancer,
	}
	if got := reach.Classes(); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}
