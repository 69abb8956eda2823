package reach_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// What a rule says of the group that it names.
// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
func TestReferencesAcrossPeering(t *testing.T) {
	t.Parallel()

	pcx := []string{"10.0.0.0/16 local", "10.2.0.0/16 pcx-1"}

	told := func(vpc, status string) snapshot.SecurityGroupRule {
		return snapshot.SecurityGroupRule{ReferencedVPC: vpc, PeeringStatus: status}
	}
	other, peer := []string{"other-group tcp 80"}, []string{"peer tcp 80"}

	for name, tt := range map[string]struct {
		routes []string
		told   snapshot.SecurityGroupRule
		read   bool
		up     string
		want   []string
	}{
		"a group that was read, over an active connection": {pcx, told("", "active"), true, "active", peer},
		"a group of which the rule alone tells":            {pcx, told("vpc-2", "active"), false, "active", peer},
		"a connection that was not read":                   {pcx, told("vpc-2", "active"), false, "", peer},
		"without a route to the other VPC":                 {pcx[:1], told("vpc-2", "active"), false, "active", nil},
		"over a connection that is gone":                   {pcx, told("vpc-2", "active"), false, "deleted", nil},
		"a group of the same VPC":                          {pcx, told(vpc, ""), false, "active", other},
		"a group of nobody knows where":                    {pcx, told("", ""), false, "active", other},
		"an active connection to nobody knows where":       {pcx, told("", "active"), false, "active", other},
		"a connection still to be accepted":                {pcx, told("", "pending-acceptance"), false, "active", other},
		"a deleted connection":                             {pcx, told("", "deleted"), true, "active", nil},
		"a deleted connection, group not read":             {pcx, told("", "deleted"), false, "active", nil},
		"an expired connection":                            {pcx, told("", "expired"), true, "active", nil},
		"a rejected connection":                            {pcx, told("", "rejected"), true, "active", nil},
		"a failed connection":                              {pcx, told("", "failed"), true, "active", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			equal(t, ingress(peered(tt.routes, tt.told, tt.read, tt.up), hidden("sg-a"), netset.All()), tt.want)
		})
	}
}

// peered is the usual account with a group that admits one of a peered VPC.
func peered(routes []string, told snapshot.SecurityGroupRule, read bool, status string) *snapshot.Snapshot {
	s := routed(routes, group("sg-a", "tcp 80 sg-far"))
	rule := &s.SecurityGroups[0].Rules[0]
	rule.ReferencedVPC, rule.PeeringStatus = told.ReferencedVPC, told.PeeringStatus

	if read {
		s.SecurityGroups = append(s.SecurityGroups, snapshot.SecurityGroup{ID: "sg-far", Name: "far", VPC: "vpc-2"})
	}

	if status != "" {
		s.Peerings = []snapshot.Peering{{
			ID: "pcx-1", Status: status,
			Requester: snapshot.PeeredVPC{VPC: vpc, Region: "eu-north-1", CIDRs: []string{"10.0.0.0/16"}},
			Accepter:  snapshot.PeeredVPC{VPC: "vpc-2", Region: "eu-north-1", CIDRs: []string{"10.2.0.0/16"}},
		}}
	}

	return s
}

// Routes that were not read may lead to the other VPC.
func TestAReferenceOverRoutesThatWereNotRead(t *testing.T) {
	t.Parallel()

	s := peered(nil, snapshot.SecurityGroupRule{ReferencedVPC: "vpc-2", PeeringStatus: "active"}, false, "active")
	s.RouteTables = nil
	equal(t, ingress(s, hidden("sg-a"), netset.All()), []string{"peer tcp 80"})
}

// Between two interfaces, the same: what names a group behind a connection that is gone lets nothing in.
func TestFlowsAcrossPeering(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		status, connection string
		may, must          string
	}{
		"active":                     {"active", "active", "tcp 80", "tcp 80"},
		"as the rule has it deleted": {"deleted", "active", "none", "none"},
		"as the connection has it":   {"active", "deleted", "none", "none"},
		"nothing said by the rule":   {"", "active", "tcp 80", "tcp 80"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := peered([]string{"10.0.0.0/16 local", "10.2.0.0/16 pcx-1"},
				snapshot.SecurityGroupRule{PeeringStatus: tt.status}, true, tt.connection)
			s.SecurityGroups[1].Rules = []snapshot.SecurityGroupRule{rule("sg-far/0", "out -1 0.0.0.0/0")}

			there := table("rtb-far", "subnet-2", "10.2.0.0/16 local", "10.0.0.0/16 pcx-1")
			there.VPC = "vpc-2"
			s.RouteTables = append(s.RouteTables, there)

			m := model(s)
			from := m.FuturePlace("far", reach.Endpoint{Groups: []string{"sg-far"}, Subnet: "subnet-2"})
			flow := m.Between(from, m.FuturePlace("near", hidden("sg-a")), netset.TCP(80, 80))

			if may, must := text(flow.MaySome), text(flow.MustAll); may != tt.may || must != tt.must {
				t.Errorf("may %s, must %s; want %s, %s", may, must, tt.may, tt.must)
			}

			if steps := m.Paths(flow); (len(steps) > 0) != (tt.may != "none") {
				t.Errorf("paths: %v", steps)
			}
		})
	}
}

func text(s netset.Services) string {
	if s.IsEmpty() {
		return "none"
	}

	return s.String()
}
