package reach_test

import (
	"net/netip"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A gateway that lets connections in is told from one that does not, by address family.
func TestInternetGateway(t *testing.T) {
	t.Parallel()

	v4, v6 := netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0")

	for name, tt := range map[string]struct {
		routes  []string
		family  netip.Prefix
		change  func(*snapshot.Snapshot)
		open    bool
		assumed bool
	}{
		"IPv4":                          {routes: []string{"0.0.0.0/0 igw-1"}, family: v4, open: true},
		"IPv6":                          {routes: []string{"::/0 igw-1"}, family: v6, open: true},
		"the other family":              {routes: []string{"0.0.0.0/0 igw-1"}, family: v6},
		"an egress-only gateway":        {routes: []string{"::/0 eigw-1"}, family: v6},
		"a NAT gateway":                 {routes: []string{"0.0.0.0/0 nat-1"}, family: v4},
		"a part too small for its name": {routes: []string{"203.0.113.0/24 igw-1"}, family: v4},
		"routes not read": {
			family: v6, open: true, assumed: true, change: func(s *snapshot.Snapshot) { s.RouteTables = nil },
		},
		"a detached gateway": {routes: []string{"::/0 igw-1"}, family: v6, change: func(s *snapshot.Snapshot) {
			s.InternetGateways = []snapshot.InternetGateway{{ID: "igw-1"}}
		}},
		"VPC Block Public Access": {routes: []string{"::/0 igw-1"}, family: v6, change: func(s *snapshot.Snapshot) {
			s.VPCBlockPublicAccess = []snapshot.VPCBlockPublicAccess{{Mode: "block-ingress"}}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := routed(tt.routes)
			if tt.change != nil {
				tt.change(s)
			}

			step, assumed, open := model(s).InternetGateway(private, tt.family)
			if open != tt.open || assumed != tt.assumed || open == (step.Text == "") {
				t.Errorf("got %+v, assumed %t, open %t", step, assumed, open)
			}
		})
	}
}
