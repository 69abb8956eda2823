package reach_test

import (
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A rule that names a group counts within a VPC, which has a local route, and may count where no VPC is known.
func TestReferencesWhereVPCsWereNotRead(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		unread    func(*snapshot.Snapshot)
		may, must string
	}{
		"all was read": {func(*snapshot.Snapshot) {}, "tcp 80", "tcp 80"},
		"neither VPCs nor route tables": {
			func(s *snapshot.Snapshot) { s.VPCs, s.RouteTables = nil, nil }, "tcp 80", "tcp 80",
		},
		"no subnets": {func(s *snapshot.Snapshot) { s.Subnets = nil }, "tcp 80", "none"},
		"none of the three": {
			func(s *snapshot.Snapshot) { s.VPCs, s.RouteTables, s.Subnets = nil, nil, nil }, "tcp 80", "none",
		},
		"another group": {
			func(s *snapshot.Snapshot) {
				s.VPCs, s.RouteTables, s.Subnets = nil, nil, nil
				s.SecurityGroups[1].Rules[0].ReferencedGroup = snapshot.Known("sg-b")
			}, "none", "none",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := account(group("sg-app", "out -1 0.0.0.0/0"), group("sg-db", "tcp 80 sg-app"))
			tt.unread(s)
			m := model(s)

			app := m.FuturePlace("app", reach.Endpoint{Groups: []string{"sg-app"}, Subnet: public})
			flow := m.Between(app, m.FuturePlace("db", hidden("sg-db")), netset.TCP(80, 80))

			if may, must := text(flow.MaySome), text(flow.MustAll); may != tt.may || must != tt.must {
				t.Errorf("may %s, must %s; want %s, %s", may, must, tt.may, tt.must)
			}
		})
	}
}

// A group that is associated with other VPCs has members there: those of the own VPC come by its local route, others
// by a way that honours references, as what lies behind it. Of which VPCs it is, interfaces tell.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html
func TestMembersInAnAssociatedVPC(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		// home is the VPC of the group, members those of its interfaces, target the way to the other VPC.
		home    string
		members []string
		target  string
		groups  []string
		change  func(*snapshot.Snapshot)
		want    []string
	}{
		"in the own VPC":          {vpc, nil, "pcx-1", split("sg-a"), unaltered, split("other-group tcp 80")},
		"associated with the own": {"vpc-2", split(vpc), "vgw-1", split("sg-a"), unaltered, split("other-group tcp 80")},
		"nobody in the own":       {"vpc-2", split("vpc-2"), "vgw-1", split("sg-a"), unaltered, nil},
		"in a peer":               {"vpc-2", nil, "pcx-1", split("sg-a"), unaltered, split("peer tcp 80")},
		"associated with a peer":  {"vpc-3", split("vpc-2"), "pcx-1", split("sg-a"), unaltered, split("peer tcp 80")},
		"in the own, and in a peer": {
			vpc, split("vpc-2"), "pcx-1", split("sg-a"), unaltered, split("peer tcp 80, other-group tcp 80"),
		},
		"its own group, and in a peer": {
			vpc, split("vpc-2"), "pcx-1", split("sg-a, sg-b"), unaltered, split("peer tcp 80, own-group tcp 80"),
		},
		"in a peer of another Region": {"vpc-2", nil, "pcx-1", split("sg-a"), abroad, nil},
		"behind a transit gateway":    {"vpc-2", nil, "tgw-1", split("sg-a"), unaltered, split("other-vpc tcp 80")},
		"of a load balancer of a peer": {"vpc-2", nil, "pcx-1", split("sg-a"), func(s *snapshot.Snapshot) {
			s.LoadBalancers = []snapshot.LoadBalancer{{ID: "lb", VPC: "vpc-2", SecurityGroups: split("sg-b")}}
		}, split("load-balancer tcp 80")},
		"of a load balancer and others": {vpc, split("vpc-2"), "pcx-1", split("sg-a"), func(s *snapshot.Snapshot) {
			s.LoadBalancers = []snapshot.LoadBalancer{{ID: "lb", VPC: vpc, SecurityGroups: split("sg-b")}}
		}, split("peer tcp 80, load-balancer tcp 80")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := connected(tt.target, "tcp 80 sg-b")
			s.SecurityGroups = append(s.SecurityGroups, group("sg-b"))
			s.SecurityGroups[2].VPC = tt.home

			for _, member := range tt.members {
				s.NetworkInterfaces = append(s.NetworkInterfaces,
					snapshot.NetworkInterface{ID: "eni-" + member, VPC: member, SecurityGroups: split("sg-b")})
			}

			tt.change(s)
			equal(t, ingress(s, hidden(tt.groups...), netset.All()), tt.want)
		})
	}
}

func abroad(s *snapshot.Snapshot) { s.Peerings[0].Accepter.Region = "us-east-1" }

// Rules that name a group are taken not to count across a transit gateway that was not read, and that is said where a
// rule names one.
func TestReferencesAcrossATransitGatewayThatWasNotRead(t *testing.T) {
	t.Parallel()

	const reference = "tcp 80 sg-open"

	for name, tt := range map[string]struct {
		target string
		rules  []string
		want   bool
	}{
		"not read":                         {"tgw-1", []string{reference}, true},
		"not read, other ports named":      {"tgw-1", []string{"tcp 81 sg-open"}, false},
		"not read, another group named":    {"tgw-1", []string{"tcp 80 sg-other"}, false},
		"not read, addresses named":        {"tgw-1", []string{"tcp 80 10.0.0.0/16"}, false},
		"not read, an outbound rule":       {"tgw-1", []string{"out " + reference}, false},
		"read":                             {"tgw-2", []string{reference}, false},
		"behind a virtual private gateway": {"vgw-1", []string{reference}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := routed([]string{"10.0.0.0/16 local", "10.2.0.0/16 " + tt.target}, everything(), group("sg-db", tt.rules...))
			s.TransitGateways = []snapshot.TransitGateway{{ID: "tgw-2"}}
			m := model(s)
			from, to := eni(private, "10.0.1.4", "sg-open"), eni("subnet-2", "10.2.0.4", "sg-db")
			flow := m.Between(m.PlaceOf("web", &from), m.PlaceOf("db", &to), netset.TCP(80, 80))
			texts := m.Assumptions(flow)

			said := slices.Contains(texts, "whether rules may name groups across tgw-1 was not read, and is taken to be off")
			if said != tt.want {
				t.Errorf("got %v", texts)
			}
		})
	}
}
