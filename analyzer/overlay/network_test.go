package overlay_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/overlay"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// networked is an account with two subnets behind a table of their own, and one behind the main one.
func networked() *snapshot.Snapshot {
	s := stacked()
	s.Subnets = append(s.Subnets,
		snapshot.Subnet{Meta: meta(), ID: "subnet-2", VPC: "vpc-1", CIDR: "10.0.2.0/24"},
		snapshot.Subnet{Meta: meta(), ID: "subnet-3", VPC: "vpc-1", CIDR: "10.0.3.0/24"})
	s.InternetGateways = []snapshot.InternetGateway{{Meta: meta(), ID: "igw-1", VPC: "vpc-1"}}
	s.RouteTables = []snapshot.RouteTable{
		{
			Meta: meta(), ID: "rtb-1", VPC: "vpc-1", Main: true,
			Routes: []snapshot.Route{{Destination: "0.0.0.0/0", Target: "nat-1"}},
		},
		{
			Meta: meta(), ID: "rtb-2", VPC: "vpc-1", Subnets: []string{"subnet-1", "subnet-2"},
			Routes: []snapshot.Route{{Destination: "0.0.0.0/0", Target: "igw-1"}, {Destination: "10.9.0.0/16", Target: "pcx-1"}},
		},
	}
	s.NetworkACLs = []snapshot.NetworkACL{{
		Meta: meta(), ID: "acl-1", VPC: "vpc-1", Default: true, Subnets: []string{"subnet-1", "subnet-2", "subnet-3"},
		Entries: []snapshot.NetworkACLEntry{{Number: 100, Allow: true}, {Number: 100, Egress: true, Allow: true}},
	}}

	return s
}

// routed is the subnets and routes of every table.
func routed(s *snapshot.Snapshot) string {
	text := make([]string, 0, len(s.RouteTables))

	for _, t := range s.RouteTables {
		words := make([]string, 0, 1+len(t.Routes))
		words = append(words, t.ID+":"+strings.Join(t.Subnets, ","))

		for _, r := range t.Routes {
			words = append(words, r.Destination+">"+r.Target)
		}

		text = append(text, strings.Join(words, " "))
	}

	return strings.Join(text, "\n")
}

func TestRouteTables(t *testing.T) {
	t.Parallel()

	const (
		first  = "rtb-1: 0.0.0.0/0>nat-1"
		second = "rtb-2:subnet-1,subnet-2 0.0.0.0/0>igw-1 10.9.0.0/16>pcx-1"
	)

	route := func(destination, target string) []snapshot.Route {
		return []snapshot.Route{{Destination: destination, Target: target}}
	}

	for name, c := range map[string]struct {
		before, now snapshot.RouteTable
		want        string
		noted       bool
	}{
		"by its ID": {
			now:  snapshot.RouteTable{ID: "rtb-1", Routes: route("0.0.0.0/0", "igw-1")},
			want: "rtb-1: 0.0.0.0/0>igw-1\n" + second,
		},
		"by its subnets": {
			now: snapshot.RouteTable{
				ID: "web.yaml#T", Subnets: []string{"subnet-2", "subnet-1"}, Routes: route("0.0.0.0/0", "tgw-1"),
			},
			want: first + "\nrtb-2:subnet-1,subnet-2 10.9.0.0/16>pcx-1 0.0.0.0/0>tgw-1",
		},
		"the main one": {
			now:  snapshot.RouteTable{ID: "web.yaml#T", Main: true, VPC: "vpc-1", Routes: route("10.8.0.0/16", "tgw-1")},
			want: "rtb-1: 0.0.0.0/0>nat-1 10.8.0.0/16>tgw-1\n" + second,
		},
		"a gateway that no file knows": {
			now: snapshot.RouteTable{
				ID: "rtb-2", Routes: slices.Concat(route("0.0.0.0/0", "igw-web.yaml#G"), route("::/0", "igw-web.yaml#G")),
			},
			want: first + "\nrtb-2:subnet-1,subnet-2 10.9.0.0/16>pcx-1 0.0.0.0/0>igw-1 ::/0>igw-1",
		},
		"one of another kind": {
			now:  snapshot.RouteTable{ID: "rtb-2", Routes: route("0.0.0.0/0", "nat-web.yaml#N")},
			want: first + "\nrtb-2:subnet-1,subnet-2 10.9.0.0/16>pcx-1 0.0.0.0/0>nat-web.yaml#N",
		},
		"a route that is no more": {
			before: snapshot.RouteTable{ID: "rtb-2", Routes: route("10.9.0.0/16", "pcx-1")},
			now:    snapshot.RouteTable{ID: "rtb-2"},
			want:   first + "\nrtb-2:subnet-1,subnet-2 0.0.0.0/0>igw-1",
		},
		"a subnet that moves": {
			now: snapshot.RouteTable{ID: "web.yaml#T", Subnets: []string{"subnet-2"}, Routes: route("0.0.0.0/0", "nat-2")},
			want: first + "\nrtb-2:subnet-1 0.0.0.0/0>igw-1 10.9.0.0/16>pcx-1\n" +
				"web.yaml#T:subnet-2 0.0.0.0/0>nat-2",
		},
		"a subnet that moves to a table of the account": {
			now: snapshot.RouteTable{ID: "rtb-2", Subnets: []string{"subnet-3"}},
			want: first + "\n" +
				"rtb-2:subnet-1,subnet-2,subnet-3 0.0.0.0/0>igw-1 10.9.0.0/16>pcx-1",
		},
		"nobody knows which": {
			now:  snapshot.RouteTable{ID: "web.yaml#Param", Routes: route("0.0.0.0/0", "igw-1")},
			want: first + "\n" + second, noted: true,
		},
		"nobody knows of which subnets": {
			now: snapshot.RouteTable{
				ID: "web.yaml#T", VPC: "vpc-1", Subnets: []string{"web.yaml#Param"}, Routes: route("0.0.0.0/0", "igw-1"),
			},
			want: first + "\n" + second, noted: true,
		},
		"implied": {
			now:  snapshot.RouteTable{Meta: snapshot.Meta{Implied: true}, ID: "main", Main: true, VPC: "vpc-1"},
			want: first + "\n" + second,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			change, options := snapshot.New(), overlay.Options{}
			change.RouteTables = []snapshot.RouteTable{c.now}

			if c.before.ID != "" {
				options.Before = &snapshot.Snapshot{RouteTables: []snapshot.RouteTable{c.before}}
			}

			account := networked()

			after, _, err := overlay.Over(account, change, options)
			if err != nil {
				t.Fatal(err)
			}

			if d := diff(networked(), account); d != "" {
				t.Errorf("the account is changed:\n%s", d)
			}

			if got := routed(after); got != c.want || c.noted != (len(after.Gaps) > 0) {
				t.Errorf("gaps %v, and:\n%s\nwant\n%s", after.Gaps, got, c.want)
			}
		})
	}
}

func TestNetworkACLs(t *testing.T) {
	t.Parallel()

	unsaid := snapshot.NetworkACLEntry{Protocol: snapshot.Unknown[string](""), CIDRIPv4: snapshot.Unknown[string]("")}
	deny := snapshot.NetworkACLEntry{Number: 90}
	instead := snapshot.NetworkACLEntry{Number: 100}

	for name, c := range map[string]struct {
		now   snapshot.NetworkACL
		want  []int // subnets and entries of the account's, and of a new one
		noted bool
	}{
		"an entry of the account's": {
			snapshot.NetworkACL{ID: "acl-1", Entries: []snapshot.NetworkACLEntry{unsaid, deny}}, []int{3, 3}, false,
		},
		"another entry of a number": {
			snapshot.NetworkACL{ID: "acl-1", Entries: []snapshot.NetworkACLEntry{unsaid, instead}}, []int{3, 2}, false,
		},
		"the default one, adopted": {
			snapshot.NetworkACL{ID: "web#D", Default: true, VPC: "vpc-1", Entries: []snapshot.NetworkACLEntry{deny}},
			[]int{3, 1},
			false,
		},
		"the default one, by its VPC": {
			snapshot.NetworkACL{
				ID: "web.yaml#Vpc.DefaultNetworkAcl", Default: true, VPC: "vpc-1", Entries: []snapshot.NetworkACLEntry{deny},
			},
			[]int{3, 3},
			false,
		},
		"a new one": {
			snapshot.NetworkACL{ID: "web#A", Subnets: []string{"subnet-1"}, Entries: []snapshot.NetworkACLEntry{deny}},
			[]int{2, 2, 1, 1},
			false,
		},
		"that of others that nobody knows": {
			snapshot.NetworkACL{ID: "web#P", Subnets: []string{"subnet-1"}, Entries: []snapshot.NetworkACLEntry{unsaid, deny}},
			[]int{3, 2},
			true,
		},
		"of subnets that nobody knows": {
			snapshot.NetworkACL{ID: "web#A", Subnets: []string{"web#P"}, Entries: []snapshot.NetworkACLEntry{deny}},
			[]int{3, 2},
			true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			change := snapshot.New()
			change.NetworkACLs = []snapshot.NetworkACL{c.now}
			account := networked()

			after, _, err := overlay.Over(account, change, overlay.Options{})
			if err != nil {
				t.Fatal(err)
			}

			if d := diff(networked(), account); d != "" {
				t.Errorf("the account is changed:\n%s", d)
			}

			got := make([]int, 0, 2*len(after.NetworkACLs))
			for _, n := range after.NetworkACLs {
				got = append(got, len(n.Subnets), len(n.Entries))
			}

			if !slices.Equal(got, c.want) || c.noted != (len(after.Gaps) > 0) {
				t.Errorf("%v; want %v; gaps %v", got, c.want, after.Gaps)
			}
		})
	}
}

// Subnets and gateways of a VPC that the account has are its own, or are added.
func TestSubnetsAndGateways(t *testing.T) {
	t.Parallel()

	change := snapshot.New()
	change.VPCs = []snapshot.VPC{
		{Meta: in(), ID: "web.yaml#Vpc", CIDRs: []string{"10.0.0.0/16"}},
		{Meta: in(), ID: "web.yaml#Two", CIDRs: []string{"10.1.0.0/16"}},
	}
	change.Subnets = []snapshot.Subnet{
		{Meta: in(), ID: "web.yaml#A", VPC: "web.yaml#Vpc", CIDR: "10.0.1.0/24", MapPublicIPOnLaunch: snapshot.Known(true)},
		{Meta: in(), ID: "web.yaml#B", VPC: "web.yaml#Vpc", CIDR: "10.0.9.0/24"},
		{Meta: in(), ID: "web.yaml#C", VPC: "web.yaml#Param", CIDR: "10.0.9.0/24"},
	}
	change.InternetGateways = []snapshot.InternetGateway{
		{Meta: in(), ID: "igw-web.yaml#G", VPC: "web.yaml#Vpc"}, {Meta: in(), ID: "igw-web.yaml#H", VPC: "web.yaml#Two"},
	}

	after, _, err := overlay.Over(networked(), change, overlay.Options{})
	if err != nil {
		t.Fatal(err)
	}

	if len(after.Subnets) != 4 || !after.Subnets[0].MapPublicIPOnLaunch.Or(false) || after.Subnets[3].VPC != "vpc-1" {
		t.Errorf("subnets %+v", after.Subnets)
	}

	if len(after.InternetGateways) != 2 || after.InternetGateways[1].VPC != "vpc-2" {
		t.Errorf("gateways %+v", after.InternetGateways)
	}
}
