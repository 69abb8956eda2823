package reach_test

import (
	"net/netip"
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The internet may send what every address of it may: a /8 is a part, and what is in the own VPC is none of it.
func TestFromTheWholeInternet(t *testing.T) {
	t.Parallel()

	const v4, v6 = "0.0.0.0/0", "::/0"

	for name, tt := range map[string]struct {
		family string
		rules  []string
		routes []string
		want   reach.Verdict
	}{
		"all of it":        {v4, []string{"tcp 80 0.0.0.0/0"}, nil, reach.Allowed},
		"in halves":        {v4, []string{"tcp 80 0.0.0.0/1", "tcp 80 128.0.0.0/1"}, nil, reach.Allowed},
		"a /8":             {v4, []string{"tcp 80 8.0.0.0/8"}, nil, reach.Partly},
		"all but a hole":   {v4, []string{"tcp 80 0.0.0.0/0"}, []string{"8.8.8.0/24 igw-1 blackhole"}, reach.Partly},
		"one address":      {v4, []string{"tcp 80 8.8.8.8/32"}, nil, reach.Partly},
		"nothing":          {v4, []string{"tcp 80 10.0.0.0/8"}, nil, reach.Blocked},
		"all of IPv6":      {v6, []string{"tcp 80 ::/0"}, nil, reach.Allowed},
		"what IANA gives":  {v6, []string{"tcp 80 2000::/3"}, nil, reach.Allowed},
		"a /20":            {v6, []string{"tcp 80 2a00::/20"}, nil, reach.Partly},
		"the own VPC":      {v6, []string{"tcp 80 2001:db8:1::/56"}, nil, reach.Blocked},
		"a service of AWS": {v4, []string{"tcp 80 0.0.0.0/0"}, []string{"pl-s3 vpce-s3"}, reach.Allowed},
		"another port":     {v4, []string{"tcp 443 0.0.0.0/0"}, nil, reach.Blocked},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := account(group("sg-a", tt.rules...))
			s.PrefixLists = []snapshot.PrefixList{{ID: "pl-s3", Owner: "AWS", Entries: []string{"52.192.0.0/11"}}}
			s.RouteTables[0].Routes = append(s.RouteTables[0].Routes, table("", "", tt.routes...).Routes...)
			m := model(s)

			e := eni(public, "10.0.0.4 2001:db8:1::4", "sg-a")
			e.PublicIPs = []string{publicIPv4}
			world := m.InternetPlace("the internet", netip.MustParsePrefix(tt.family))
			asked := netset.TCP(80, 80)

			if got := m.Between(world, m.PlaceOf("web", &e), asked).Verdict(asked); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// So many addresses that they are called the internet are still not all of them.
func TestWideIsNotAll(t *testing.T) {
	t.Parallel()

	m := model(account(group("sg-a", "out tcp 443 8.0.0.0/8"), group("sg-b", "out tcp 443 8.8.8.0/24")))
	asked := netset.TCP(443, 443)

	for id, wide := range map[string]bool{"sg-a": true, "sg-b": false} {
		e := eni(private, "10.0.1.4", id)
		flow := m.Between(m.PlaceOf("web", &e), m.InternetPlace("the internet"), asked)

		if asked.Subset(flow.MayWide) != wide || asked.Subset(flow.MayAll) || !asked.Subset(flow.MustSome) {
			t.Errorf("%s: wide %v, all %v, some %v", id, flow.MayWide, flow.MayAll, flow.MustSome)
		}
	}
}

// Where routes were not read a NAT gateway may lead to the internet, which lets nothing in.
func TestTheInternetByRoutesThatWereNotRead(t *testing.T) {
	t.Parallel()

	s := account(everything(), group("sg-in", "tcp 443 0.0.0.0/0"))
	s.RouteTables = nil
	m := model(s)
	world, asked := m.InternetPlace("the internet"), netset.TCP(443, 443)
	private, public := eni(private, "10.0.1.4", "sg-open"), withPublic(eni(public, "10.0.0.4", "sg-open"))

	for name, tt := range map[string]struct {
		flow reach.Flow
		want reach.Verdict
	}{
		"out":                        {m.Between(m.PlaceOf("web", &private), world, asked), reach.Unknown},
		"out from a public address":  {m.Between(m.PlaceOf("web", &public), world, asked), reach.Unknown},
		"in":                         {m.Between(world, m.PlaceOf("web", &private), asked), reach.Blocked},
		"in to a public address":     {m.Between(world, m.PlaceOf("web", &public), asked), reach.Unknown},
		"out where no group lets it": {m.Between(m.FuturePlace("web", hidden("sg-in")), world, asked), reach.Blocked},
	} {
		if got := tt.flow.Verdict(asked); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
}

// A task to come to a subnet of both families has an IPv4 address, and perhaps an IPv6 one.
func TestOfTwoFamiliesOnlyIPv4IsSure(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		rule, may, must string
		change          func(*snapshot.Snapshot)
	}{
		"IPv4 admitted":              {"tcp 80 0.0.0.0/0", "tcp 80", "tcp 80", nil},
		"IPv6 admitted":              {"tcp 80 ::/0", "tcp 80", "none", nil},
		"in a subnet of IPv4 alone":  {"tcp 80 ::/0", "none", "none", only("10.0.1.0/24", "")},
		"in a subnet of IPv6 alone":  {"tcp 80 ::/0", "tcp 80", "tcp 80", only("", "2001:db8:1:1::/64")},
		"neither of the two is told": {"tcp 80 10.9.9.9/32", "none", "none", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := account(everything(), group("sg-a", tt.rule))
			if tt.change != nil {
				tt.change(s)
			}

			m := model(s)
			from := eni(public, "10.0.0.4 2001:db8:1::4", "sg-open")
			flow := m.Between(m.PlaceOf("web", &from), m.FuturePlace("next", hidden("sg-a")), netset.TCP(80, 80))

			if may, must := text(flow.MaySome), text(flow.MustAll); may != tt.may || must != tt.must {
				t.Errorf("may %s, must %s; want %s, %s", may, must, tt.may, tt.must)
			}

			if doubts := m.Doubts(flow); (len(doubts) > 0) != (tt.may != tt.must) {
				t.Errorf("doubts: %v", doubts)
			}
		})
	}
}

func only(v4, v6 string) func(*snapshot.Snapshot) {
	return func(s *snapshot.Snapshot) {
		s.Subnets[1].CIDR, s.Subnets[1].IPv6CIDRs = v4, nil
		if v6 != "" {
			s.Subnets[1].IPv6CIDRs = []string{v6}
		}
	}
}
