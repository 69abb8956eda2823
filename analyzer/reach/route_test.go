package reach_test

import (
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Who can come from where, by the routes of the endpoint's subnet.
// https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
func TestRoutes(t *testing.T) {
	t.Parallel()

	const local = "10.0.0.0/16 local"

	for name, tt := range map[string]struct {
		routes []string
		rule   string
		want   []string
	}{
		"nothing comes where no route leads": {[]string{local}, "tcp 80 0.0.0.0/0", []string{"own-vpc tcp 80"}},
		"the longest prefix wins": {
			[]string{"10.0.0.0/8 tgw-1", "10.9.0.0/16 pcx-1", "10.9.9.0/24 nat-1", local},
			"tcp 80 10.9.0.0/16",
			[]string{"peer tcp 80"},
		},
		"the longest prefix wins, whatever the order": {
			[]string{"10.9.9.0/24 nat-1", "10.9.0.0/16 pcx-1", "10.0.0.0/8 tgw-1"},
			"tcp 80 10.9.9.0/24",
			nil,
		},
		"a shorter prefix has what is left": {
			[]string{"10.8.0.0/14 vgw-1", "10.9.0.0/16 pcx-1", local},
			"tcp 80 10.0.0.0/8",
			[]string{"peer tcp 80", "on-premises tcp 80", "own-vpc tcp 80"},
		},
		"a blackhole drops": {[]string{local, "10.9.0.0/16 pcx-1 blackhole"}, "tcp 80 10.9.0.0/16", nil},
		"a blackhole covers the shorter prefix": {
			[]string{"10.0.0.0/8 tgw-1", "10.9.0.0/16 pcx-1 blackhole"}, "tcp 80 10.9.1.0/24", nil,
		},
		"a blackhole covers no longer prefix": {
			[]string{"10.9.1.0/24 tgw-1", "10.9.0.0/16 pcx-1 blackhole"},
			"tcp 80 10.9.1.0/24",
			[]string{"on-premises tcp 80"},
		},
		"peering":                 {[]string{"10.9.0.0/16 pcx-1"}, "tcp 80 10.9.0.0/16", []string{"peer tcp 80"}},
		"peering is not more":     {[]string{"10.9.0.0/16 pcx-1"}, "tcp 80 10.8.0.0/16", nil},
		"transit gateway":         {[]string{"10.9.0.0/16 tgw-1"}, "tcp 80 10.9.0.0/16", []string{"on-premises tcp 80"}},
		"virtual private gateway": {[]string{"10.9.0.0/16 vgw-1"}, "tcp 80 10.9.0.0/16", []string{"on-premises tcp 80"}},
		"local gateway":           {[]string{"10.9.0.0/16 lgw-1"}, "tcp 80 10.9.0.0/16", []string{"on-premises tcp 80"}},
		"carrier gateway":         {[]string{"0.0.0.0/0 cagw-1"}, "tcp 80 172.16.0.0/12", []string{"on-premises tcp 80"}},
		"appliance":               {[]string{"10.9.0.0/16 eni-1"}, "tcp 80 10.9.0.0/16", []string{"on-premises tcp 80"}},
		"core network of Cloud WAN": {
			[]string{"10.9.0.0/16 arn:aws:networkmanager::111122223333:core-network/core-network-1"},
			"tcp 80 10.9.0.0/16",
			[]string{"on-premises tcp 80"},
		},
		"core network in China": {
			[]string{"10.9.0.0/16 arn:aws-cn:networkmanager::111122223333:core-network/core-network-1"},
			"tcp 80 10.9.0.0/16",
			[]string{"on-premises tcp 80"},
		},
		"another VPC behind a transit gateway": {
			[]string{"10.2.0.0/16 tgw-1"}, "tcp 80 10.2.0.0/16", []string{"other-vpc tcp 80"},
		},
		"a part of another VPC": {[]string{"10.2.9.0/24 tgw-1"}, "tcp 80 10.2.0.0/16", []string{"other-vpc tcp 80"}},
		"more than another VPC": {[]string{"10.0.0.0/8 tgw-1"}, "tcp 80 10.2.0.0/16", []string{"other-vpc tcp 80"}},
		"another VPC of IPv6":   {[]string{"2001:db8:2::/56 tgw-1"}, "tcp 80 ::/0", []string{"other-vpc tcp 80"}},
		"the own VPC is no other VPC": {
			[]string{"10.0.0.0/15 tgw-1", local}, "tcp 80 10.1.0.0/16", []string{"on-premises tcp 80"},
		},
		"another VPC and what lies around it": {
			[]string{"0.0.0.0/0 tgw-1"}, "tcp 80 10.2.0.0/15", []string{"other-vpc tcp 80", "on-premises tcp 80"},
		},
		"NAT gateway lets answers in only":         {[]string{"0.0.0.0/0 nat-1"}, "tcp 80 0.0.0.0/0", nil},
		"egress-only gateway lets answers in only": {[]string{"::/0 eigw-1"}, "tcp 80 ::/0", nil},
		"a gateway endpoint leads to AWS":          {[]string{"pl-1 vpce-1"}, "tcp 80 0.0.0.0/0", nil},
		"a Gateway Load Balancer endpoint leads to an appliance": {
			[]string{"10.9.0.0/16 vpce-1"}, "tcp 80 10.9.0.0/16", []string{"on-premises tcp 80"},
		},
		"prefix list as destination": {
			[]string{"pl-1 tgw-1"}, "tcp 80 192.168.7.0/24", []string{"on-premises tcp 80"},
		},
		"prefix list, an address that it lacks": {[]string{"pl-1 tgw-1"}, "tcp 80 192.168.8.0/24", nil},
		"prefix list, longest prefix": {
			[]string{"pl-1 tgw-1", "192.168.7.128/25 nat-1"}, "tcp 80 192.168.7.128/25", nil,
		},
		"loopback and multicast are no sources": {
			[]string{"0.0.0.0/0 tgw-1"}, "tcp 80 224.0.0.0/4", nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := routed(tt.routes, group("sg-a", tt.rule))
			s.PrefixLists = []snapshot.PrefixList{{ID: "pl-1", Entries: []string{"192.168.7.0/24", "172.16.0.0/12"}}}
			equal(t, ingress(s, hidden("sg-a"), netset.All()), tt.want)
		})
	}
}

// The internet comes in where an internet gateway is the route, the interface has a public address of the family,
// and a group admits it; not where one of them is missing.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
func TestInternetNeedsAddressAndRoute(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		v4, v6, routes, rule string
		want                 []string
	}{
		"all three": {
			publicIPv4, "", "0.0.0.0/0 igw-1", "tcp 80 0.0.0.0/0", []string{"internet tcp 80"},
		},
		"no public address":                 {"", "", "0.0.0.0/0 igw-1", "tcp 80 0.0.0.0/0", nil},
		"public address, but a NAT gateway": {publicIPv4, "", "0.0.0.0/0 nat-1", "tcp 80 0.0.0.0/0", nil},
		"public address, but no route":      {publicIPv4, "", "10.0.0.0/16 local", "tcp 80 8.0.0.0/8", nil},
		"no rule": {
			publicIPv4, globalIPv6, "0.0.0.0/0 igw-1", "tcp 80 sg-b", []string{"other-group tcp 80"},
		},
		"IPv6 alone":                         {"", globalIPv6, "::/0 igw-1", "tcp 80 ::/0", []string{"internet tcp 80"}},
		"IPv6 behind an egress-only gateway": {"", globalIPv6, "::/0 eigw-1", "tcp 80 ::/0", nil},
		"IPv6 without an address":            {publicIPv4, "", "::/0 igw-1", "tcp 80 ::/0", nil},
		"IPv4 address, IPv6 rule":            {publicIPv4, globalIPv6, "0.0.0.0/0 igw-1", "tcp 80 ::/0", nil},
		"IPv6 address, IPv4 rule":            {"", globalIPv6, "0.0.0.0/0 igw-1", "tcp 80 0.0.0.0/0", nil},
		"private sources do not come in":     {publicIPv4, "", "0.0.0.0/0 igw-1", "tcp 80 10.0.0.0/8", nil},
		"private IPv6 sources neither":       {"", globalIPv6, "::/0 igw-1", "tcp 80 fc00::/7", nil},
		"a route for a part": {
			publicIPv4, "", "203.0.113.0/24 igw-1", "tcp 80 0.0.0.0/0", []string{"narrow-public tcp 80"},
		},
		"two routes for the whole": {
			publicIPv4, "", "0.0.0.0/1 igw-1, 128.0.0.0/1 igw-1", "tcp 80 0.0.0.0/0", []string{"internet tcp 80"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := routed(split(tt.routes), group("sg-a", tt.rule))
			e := reach.Endpoint{Groups: []string{"sg-a"}, Subnet: private, PublicIPv4: tt.v4, PublicIPv6: tt.v6}
			equal(t, ingress(s, e, netset.All()), tt.want)
		})
	}
}

func TestMainTableServesSubnetsThatNameNoOther(t *testing.T) {
	t.Parallel()

	s := account(group("sg-a", "tcp 80 0.0.0.0/0"))
	e := reach.Endpoint{Groups: []string{"sg-a"}, Subnet: private, PublicIPv4: publicIPv4}
	equal(t, ingress(s, e, netset.All()), []string{"own-vpc tcp 80"})

	s.RouteTables[1].Routes = append(s.RouteTables[1].Routes, snapshot.Route{Destination: "52.0.0.0/8", Target: "igw-1"})
	equal(t, ingress(s, e, netset.All()), []string{"internet tcp 80", "own-vpc tcp 80"})

	s.RouteTables[0].Subnets = append(s.RouteTables[0].Subnets, private)
	s.RouteTables[1].Routes = nil
	equal(t, ingress(s, e, netset.All()), []string{"internet tcp 80", "own-vpc tcp 80"})
}

func TestEndpointOf(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		v4, v6 []string
		want4  string
		want6  string
	}{
		"no public address":             {nil, nil, "", ""},
		"public IPv4":                   {[]string{publicIPv4, "198.51.100.11"}, nil, publicIPv4, ""},
		"global IPv6 needs nothing":     {nil, []string{globalIPv6}, "", globalIPv6},
		"private IPv6 is not public":    {nil, []string{"fd00:ec2::10"}, "", ""},
		"link-local IPv6 is not public": {nil, []string{"fe80::1"}, "", ""},
		"one of several IPv6":           {nil, []string{"fd00:ec2::10", globalIPv6}, "", globalIPv6},
		"what cannot be read counts":    {nil, []string{"?"}, "", "?"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := reach.EndpointOf(&snapshot.NetworkInterface{
				Subnet: public, SecurityGroups: []string{"sg-b", "sg-a"}, PublicIPs: tt.v4, IPv6s: tt.v6,
			})
			if got.PublicIPv4 != tt.want4 || got.PublicIPv6 != tt.want6 || got.Subnet != public ||
				!slices.Equal(got.Groups, []string{"sg-a", "sg-b"}) {
				t.Errorf("got %+v", got)
			}
		})
	}
}

// The path is the way of a packet: from the internet, through the gateway.
func TestPath(t *testing.T) {
	t.Parallel()

	s := account(group("sg-a", "tcp 80 0.0.0.0/0", "tcp 81 sg-b"), group("sg-b"))
	admissions, _ := model(s).Ingress(open("sg-a"), netset.All())

	want := map[reach.Class][]reach.Step{
		reach.Internet: {
			{Kind: "internet", Text: "from the internet"},
			{Kind: "route", ID: "rtb-public", Text: "route table rtb-public: 0.0.0.0/0 → igw-1"},
		},
		reach.OwnVPC:     {{Kind: "route", ID: "rtb-public", Text: "route table rtb-public: 10.0.0.0/16 → local"}},
		reach.OtherGroup: {{Kind: "securityGroup", ID: "sg-b", Text: "from security group b (sg-b)"}},
	}

	for _, a := range admissions {
		if !slices.Equal(a.Path, want[a.Class]) {
			t.Errorf("%s: got %v", a.Class, a.Path)
		}

		if a.Public != (a.Class == reach.Internet) || (len(a.Assumptions) > 0) != a.Public {
			t.Errorf("%s: public %t, assumptions %v", a.Class, a.Public, a.Assumptions)
		}
	}

	if len(admissions) != len(want) {
		t.Errorf("got %d admissions", len(admissions))
	}
}
