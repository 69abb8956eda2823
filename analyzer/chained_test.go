package analyzer_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Network Load Balancer in front of an Application Load Balancer has to get to that, by each of its ways there.
func TestALoadBalancerBeforeAnother(t *testing.T) {
	t.Parallel()

	const gets = "load balancer edge does not get to port tcp 443 of load balancer prod, its target: " +
		"service web behind it gets no traffic that way"

	group := func(name string, change func(*snapshot.SecurityGroup)) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			for i := range s.SecurityGroups {
				if s.SecurityGroups[i].Name == name {
					change(&s.SecurityGroups[i])
				}
			}
		}
	}
	without := func(g *snapshot.SecurityGroup) { g.Rules = nil }
	acl := func(entries ...snapshot.NetworkACLEntry) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			s.Subnets = append(s.Subnets, s.Subnets[0])
			other := &s.Subnets[len(s.Subnets)-1]
			other.ID, other.CIDR = "subnet-edge", "10.20.99.0/24"
			s.LoadBalancers[0].Subnets = []string{other.ID}
			s.NetworkACLs = []snapshot.NetworkACL{{
				Meta: other.Meta, ID: "acl-edge", VPC: other.VPC, Subnets: []string{other.ID}, Entries: entries,
			}}
		}
	}
	entry := func(egress bool, cidr string) snapshot.NetworkACLEntry {
		return snapshot.NetworkACLEntry{
			Number: 100, Egress: egress, Allow: true, Protocol: snapshot.Known("-1"), CIDRIPv4: snapshot.Known(cidr),
		}
	}

	for name, tt := range map[string]verdict{
		"as it is":                         {func(*snapshot.Snapshot) {}, "", ""},
		"the target's group admits nobody": {group("prod-alb", without), gets, ""},
		"its own group lets nothing out": {
			group("prod-edge", without), gets + "; its own security groups do not let port tcp 443 out", "",
		},
		"its network ACL lets it out": {acl(entry(false, "0.0.0.0/0"), entry(true, "10.20.0.0/24")), "", ""},
		"its network ACL lets out what is for others": {
			acl(entry(false, "0.0.0.0/0"), entry(true, "198.51.100.0/24")), gets, "",
		},
		"its network ACL keeps the answers out": {
			acl(entry(false, "198.51.100.0/24"), entry(true, "0.0.0.0/0")), gets, "",
		},
		"it leads to another port": {
			func(s *snapshot.Snapshot) {
				group("prod-alb", without)(s)
				s.TargetGroups[0].Targets[0].Port = 8443
			}, "", "",
		},
		"it leads to another load balancer": {
			func(s *snapshot.Snapshot) {
				group("prod-alb", without)(s)
				s.TargetGroups[0].Targets[0].ID = "arn:aws:elasticloadbalancing:eu-north-1:111122223333:loadbalancer/app/b/1"
			}, "", "",
		},
		"it was not read": {
			func(s *snapshot.Snapshot) { s.LoadBalancers = s.LoadBalancers[1:] }, "", "was not read",
		},
		"the target's group was not read": {
			func(s *snapshot.Snapshot) {
				s.LoadBalancers[1].SecurityGroups = []string{"sg-gone"}
				s.SecurityGroups[2].Rules[0].ReferencedGroup = snapshot.Value[string]{}
				s.SecurityGroups[2].Rules[0].CIDRIPv4 = snapshot.Known("10.20.0.0/16")
			}, "", "sg-gone",
		},
		"scaled to zero": {
			func(s *snapshot.Snapshot) {
				group("prod-alb", without)(s)
				s.Services[0].DesiredCount = snapshot.Known(0)
			}, "", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tt.check(t, "exposure/load-balancer-blocked", "silent/load-balancer-behind-another", "edge")
		})
	}
}
