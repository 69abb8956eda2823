package reach_test

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Where an appliance stands between the internet gateway and a public address, nobody knows what it lets pass: by the
// way of the answers, or by the gateway's own route table.
// https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
func TestAppliancesBeforeTheInternet(t *testing.T) {
	t.Parallel()

	const (
		byRoute = `unknown sg-a/0: route table rtb-public: 0.0.0.0/0 → vpce-1: ` +
			"what the appliance there lets pass was not read"
		byEdge = "unknown sg-a/0: the internet gateway's route table leads to an appliance, " +
			"and what that lets pass was not read"
	)

	edge := func(gateway string, routes ...string) snapshot.RouteTable {
		table := table("rtb-edge", "", routes...)
		table.Main, table.Gateways = false, []string{gateway}

		return table
	}
	hiddenThere := reach.Endpoint{Groups: []string{"sg-a"}, Subnet: public}
	only4 := reach.Endpoint{Groups: []string{"sg-a"}, Subnet: public, PublicIPv4: publicIPv4}

	for name, tt := range map[string]struct {
		rule, route string
		at          reach.Endpoint
		change      func(*snapshot.Snapshot)
		want        []string
		verdict     reach.Verdict
	}{
		"an internet gateway": {"tcp 80 0.0.0.0/0", "igw-1", only4, unaltered, []string{"internet tcp 80"}, reach.Allowed},
		"an endpoint of a Gateway Load Balancer": {
			"tcp 80 0.0.0.0/0", "vpce-1", only4, unaltered, []string{byRoute, "on-premises tcp 80"}, reach.Unknown,
		},
		"an endpoint of a service": {
			"tcp 80 0.0.0.0/0", "vpce-1", only4, endpoint("Gateway"), []string{"own-vpc tcp 80"}, reach.Blocked,
		},
		"without a public address": {
			"tcp 80 0.0.0.0/0", "vpce-1", hiddenThere, unaltered, []string{"on-premises tcp 80"}, "",
		},
		"private addresses": {
			"tcp 80 10.9.0.0/16", "vpce-1", only4, unaltered, []string{"on-premises tcp 80"}, reach.Blocked,
		},
		"public access blocked": {
			"tcp 80 0.0.0.0/0", "vpce-1", only4, blockIngress, []string{"on-premises tcp 80"}, "",
		},
		"a NAT gateway":     {"tcp 80 0.0.0.0/0", "nat-1", only4, unaltered, []string{"own-vpc tcp 80"}, reach.Blocked},
		"a transit gateway": {"tcp 80 0.0.0.0/0", "tgw-1", only4, unaltered, []string{"on-premises tcp 80"}, ""},
		"a table of the internet gateway": {
			"tcp 80 0.0.0.0/0", "igw-1", only4, add(edge("igw-1", "10.0.0.0/24 vpce-1")), []string{byEdge}, reach.Unknown,
		},
		"one for another subnet": {
			"tcp 80 0.0.0.0/0", "igw-1", only4, add(edge("igw-1", "10.0.1.0/24 vpce-1")),
			[]string{"internet tcp 80"},
			reach.Allowed,
		},
		"one with the local route for the subnet": {
			"tcp 80 0.0.0.0/0", "igw-1", only4, add(edge("igw-1", "10.0.0.0/16 vpce-1", "10.0.0.0/24 local")),
			[]string{"internet tcp 80"},
			reach.Allowed,
		},
		"one of a virtual private gateway": {
			"tcp 80 0.0.0.0/0", "igw-1", only4, add(edge("vgw-1", "10.0.0.0/24 vpce-1")),
			[]string{"internet tcp 80"},
			reach.Allowed,
		},
		"one of no gateway": {
			"tcp 80 0.0.0.0/0", "igw-1", only4, add(edge("", "10.0.0.0/24 vpce-1")),
			[]string{"internet tcp 80"},
			reach.Allowed,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := account(group("sg-a", tt.rule))
			s.RouteTables[0] = table("rtb-public", public, "10.0.0.0/16 local", "0.0.0.0/0 "+tt.route)
			tt.change(s)

			var got []string

			for _, line := range ingress(s, tt.at, netset.All()) {
				if slices.Contains(tt.want, line) || line != "own-vpc tcp 80" && line != "other-vpc tcp 80" {
					got = append(got, line)
				}
			}

			equal(t, got, tt.want)

			m := model(s)
			four := netip.MustParsePrefix("0.0.0.0/0")
			web := netset.TCP(80, 80)
			p := m.PlaceOf("web", &snapshot.NetworkInterface{
				Subnet: public, VPC: vpc, PrivateIPs: []string{"10.0.0.4"}, SecurityGroups: []string{"sg-a"},
				PublicIPs: some(tt.at.PublicIPv4),
			})

			flow := m.Between(m.InternetPlace("internet", four), p, web)
			if v := flow.Verdict(web); tt.verdict != "" && v != tt.verdict {
				t.Errorf("from the internet: got %s, want %s", v, tt.verdict)
			}

			if doubts := m.Doubts(flow); tt.verdict == reach.Unknown && len(doubts) == 0 {
				t.Error("nothing says why it is unknown")
			}
		})
	}
}

func unaltered(*snapshot.Snapshot) {}

func add(table snapshot.RouteTable) func(*snapshot.Snapshot) {
	return func(s *snapshot.Snapshot) { s.RouteTables = append(s.RouteTables, table) }
}

func endpoint(kind string) func(*snapshot.Snapshot) {
	return func(s *snapshot.Snapshot) { s.VPCEndpoints = []snapshot.VPCEndpoint{{ID: "vpce-1", Type: kind}} }
}

func blockIngress(s *snapshot.Snapshot) {
	s.VPCBlockPublicAccess = []snapshot.VPCBlockPublicAccess{{Mode: "block-ingress"}}
}

func some(address string) []string {
	if address == "" {
		return nil
	}

	return []string{address}
}
