package reach_test

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The usual account: one VPC with a public and a private subnet, in both families.
const (
	public  = "subnet-public"
	private = "subnet-private"
	vpc     = "vpc-1"

	publicIPv4 = "198.51.100.10"
	globalIPv6 = "2001:db8:1::10"
)

func account(groups ...snapshot.SecurityGroup) *snapshot.Snapshot {
	s := snapshot.New()
	s.SecurityGroups = groups
	s.VPCs = []snapshot.VPC{
		{ID: vpc, CIDRs: []string{"10.0.0.0/16"}, IPv6CIDRs: []string{"2001:db8:1::/56"}},
		{ID: "vpc-2", CIDRs: []string{"10.2.0.0/16"}, IPv6CIDRs: []string{"2001:db8:2::/56"}},
	}
	s.Subnets = []snapshot.Subnet{
		{ID: public, VPC: vpc, CIDR: "10.0.0.0/24", IPv6CIDRs: []string{"2001:db8:1::/64"}},
		{ID: private, VPC: vpc, CIDR: "10.0.1.0/24", IPv6CIDRs: []string{"2001:db8:1:1::/64"}},
		{ID: "subnet-2", VPC: "vpc-2", CIDR: "10.2.0.0/24"},
	}
	s.RouteTables = []snapshot.RouteTable{
		table("rtb-public", public, "10.0.0.0/16 local", "2001:db8:1::/56 local", "0.0.0.0/0 igw-1", "::/0 igw-1"),
		table("rtb-main", "", "10.0.0.0/16 local", "2001:db8:1::/56 local", "0.0.0.0/0 nat-1", "::/0 eigw-1"),
	}

	return s
}

// routed is the usual account with a table of its own for the private subnet, behind which is what is to be tested.
// Where that has no local route, the VPC's CIDRs are left out, which would give it one.
func routed(routes []string, groups ...snapshot.SecurityGroup) *snapshot.Snapshot {
	s := account(groups...)
	if !strings.Contains(strings.Join(routes, " "), "local") {
		s.VPCs[0].CIDRs, s.VPCs[0].IPv6CIDRs = nil, nil
	}

	s.RouteTables = append(s.RouteTables, table("rtb-own", private, routes...))

	return s
}

// table is the table of a subnet, or without one the main table. A route is a destination, a target, and
// "blackhole" where its target is gone.
func table(id, subnet string, routes ...string) snapshot.RouteTable {
	t := snapshot.RouteTable{ID: id, VPC: vpc, Main: subnet == ""}
	if subnet != "" {
		t.Subnets = []string{subnet}
	}

	for _, text := range routes {
		f := strings.Fields(text)
		t.Routes = append(t.Routes, snapshot.Route{Destination: f[0], Target: f[1], Blackhole: len(f) > 2})
	}

	return t
}

func group(id string, rules ...string) snapshot.SecurityGroup {
	g := snapshot.SecurityGroup{ID: id, Name: strings.TrimPrefix(id, "sg-"), VPC: vpc}
	for i, text := range rules {
		g.Rules = append(g.Rules, rule(id+"/"+strconv.Itoa(i), text))
	}

	return g
}

// rule reads "tcp 80-443 10.0.0.0/8": a protocol, its ports (or ICMP type and code) if any, and the peer; "out" in
// front makes it egress.
func rule(id, text string) snapshot.SecurityGroupRule {
	r := snapshot.SecurityGroupRule{ID: id}

	f := strings.Fields(text)
	if f[0] == "out" {
		r.Egress, f = true, f[1:]
	}

	r.Protocol = snapshot.Known(f[0])

	if len(f) == 3 {
		r.FromPort, r.ToPort = numbers(f[1])
	}

	switch peer := f[len(f)-1]; {
	case strings.HasPrefix(peer, "sg-"):
		r.ReferencedGroup = snapshot.Known(peer)
	case strings.HasPrefix(peer, "pl-"):
		r.PrefixList = snapshot.Known(peer)
	case strings.Contains(peer, ":"):
		r.CIDRIPv6 = snapshot.Known(peer)
	default:
		r.CIDRIPv4 = snapshot.Known(peer)
	}

	return r
}

func numbers(text string) (from, to snapshot.Value[int]) {
	first, second, found := strings.Cut(text, "/")
	if !found {
		first, second, found = strings.Cut(text, "-")
	}

	if !found {
		second = first
	}

	a, _ := strconv.Atoi(first)
	b, _ := strconv.Atoi(second)

	return snapshot.Known(a), snapshot.Known(b)
}

// open is an interface with the groups that has a public address of either family; hidden has none.
func open(groups ...string) reach.Endpoint {
	return reach.Endpoint{Groups: groups, Subnet: public, PublicIPv4: publicIPv4, PublicIPv6: globalIPv6}
}

func hidden(groups ...string) reach.Endpoint { return reach.Endpoint{Groups: groups, Subnet: private} }

func model(s *snapshot.Snapshot) *reach.Model { return reach.New(snapshot.NewIndex(s)) }

// ingress says what is admitted, one line a class, from the widest: "internet tcp 80", "unknown …".
func ingress(s *snapshot.Snapshot, e reach.Endpoint, wanted netset.Services) []string {
	admissions, unread := model(s).Ingress(e, wanted)
	services := map[reach.Class]netset.Services{}

	var lines []string

	for _, a := range admissions {
		if a.Unknown != "" {
			lines = append(lines, "unknown "+a.Rule.ID+": "+a.Unknown)

			continue
		}

		services[a.Class] = services[a.Class].Union(a.Services)
	}

	for _, id := range unread {
		lines = append(lines, "unread "+id)
	}

	order := reach.Classes()
	for _, class := range slices.SortedFunc(maps.Keys(services), func(a, b reach.Class) int {
		return slices.Index(order, a) - slices.Index(order, b)
	}) {
		lines = append(lines, fmt.Sprintf("%s %s", class, services[class]))
	}

	return lines
}

// packets joins what the admissions hold, by class, less what cannot be judged.
func packets(admissions []reach.Admission) map[reach.Class]netset.Set {
	all := map[reach.Class]netset.Set{}
	for _, a := range admissions {
		if !a.Packets.IsEmpty() && a.Unknown == "" {
			all[a.Class] = all[a.Class].Union(a.Packets)
		}
	}

	return all
}

func equal(t *testing.T, got, want []string) {
	t.Helper()

	if len(got)+len(want) == 0 {
		return
	}

	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// split cuts a list in words.
func split(list string) []string { return strings.Split(list, ", ") }

func aa(s string) netip.Addr { return netip.MustParseAddr(s) }
