package reach_test

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// VPC Block Public Access as it is told: of the subnet, of its VPC, or of the account with what it leaves out.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
func TestBlockPublicAccess(t *testing.T) {
	t.Parallel()

	const (
		off, both, ingressOnly = "off", "block-bidirectional", "block-ingress"
		in, out                = "in", "out"
	)

	except := func(mode, resource, exclusion string) *snapshot.VPCBlockPublicAccess {
		return &snapshot.VPCBlockPublicAccess{
			Mode: mode, Exclusions: []snapshot.VPCBlockPublicAccessExclusion{{Resource: resource, Mode: exclusion}},
		}
	}
	setting := func(mode string) *snapshot.VPCBlockPublicAccess { return &snapshot.VPCBlockPublicAccess{Mode: mode} }

	for name, tt := range map[string]struct {
		subnet, vpc string
		account     *snapshot.VPCBlockPublicAccess
		unread      bool
		want        []string
	}{
		"nothing said":           {"", "", nil, false, []string{in, out, reach.BlockPublicAccessOff}},
		"nothing could be read":  {"", "", nil, true, []string{in, out, reach.BlockPublicAccessOff}},
		"the subnet is open":     {off, "", nil, true, []string{in, out}},
		"the VPC is open":        {"", off, nil, true, []string{in, out}},
		"the subnet is closed":   {both, "", nil, true, nil},
		"the VPC is closed":      {"", both, nil, true, nil},
		"nothing in":             {ingressOnly, "", nil, true, nil},
		"nothing into the VPC":   {"", ingressOnly, nil, true, nil},
		"the subnet before VPC":  {off, both, setting(both), false, []string{in, out}},
		"the VPC before account": {"", off, setting(both), false, []string{in, out}},
		"closed before account":  {both, off, setting(off), false, nil},

		"the account is open":    {"", "", setting(off), false, []string{in, out}},
		"the account is closed":  {"", "", setting(both), false, nil},
		"nothing in the account": {"", "", setting(ingressOnly), false, nil},
		"exclusions not read":    {"", "", setting(both), true, []string{in, out, reach.BlockPublicAccessOff}},
		"off, so no exclusions":  {"", "", setting(off), true, []string{in, out}},
		"an open subnet of it":   {"", "", except(both, public, "allow-bidirectional"), false, []string{in, out}},
		"an open VPC of it":      {"", "", except(both, vpc, "allow-bidirectional"), false, []string{in, out}},
		"another open one":       {"", "", except(both, private, "allow-bidirectional"), false, nil},

		"an open subnet of a closed VPC": {"", both, except(both, public, "allow-bidirectional"), false, []string{in, out}},
		"outbound traffic is left out":   {"", "", except(both, public, "allow-egress"), false, []string{out}},
		"left out, as EC2 shows it":      {ingressOnly, "", except(both, public, "allow-egress"), false, []string{out}},
		"outbound means nothing here":    {ingressOnly, "", except(ingressOnly, public, "allow-egress"), false, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := account(group("sg-a", "tcp 80 0.0.0.0/0", "out tcp 443 0.0.0.0/0"))
			s.Subnets[0].InternetGatewayBlockMode, s.VPCs[0].InternetGatewayBlockMode = tt.subnet, tt.vpc

			if tt.account != nil {
				s.VPCBlockPublicAccess = []snapshot.VPCBlockPublicAccess{*tt.account}
			}

			if tt.unread {
				s.Gaps = []snapshot.Gap{{What: "x", Why: "y", Nouns: []snapshot.Noun{snapshot.NounVPCBlockPublicAccess}}}
			}

			equal(t, internetWays(model(s)), tt.want)
		})
	}
}

// internetWays says which ways are open between the internet and an interface with a public address, with the codes of
// what is assumed.
func internetWays(m *reach.Model) []string {
	var ways []string

	admissions, _ := m.Ingress(open("sg-a"), netset.TCP(80, 80))
	for _, a := range admissions {
		if a.Class == reach.Internet {
			ways = append(ways, "in")
		}
	}

	at := m.PlaceOf("web", &snapshot.NetworkInterface{
		Subnet: public, VPC: vpc, SecurityGroups: []string{"sg-a"}, PrivateIPs: []string{"10.0.0.10"},
		PublicIPs: []string{publicIPv4},
	})
	world := m.InternetPlace("internet", netip.PrefixFrom(netip.IPv4Unspecified(), 0))

	if https := netset.TCP(443, 443); !m.Between(at, world, https).MaySome.IsEmpty() {
		ways = append(ways, "out")
	}

	for _, a := range admissions {
		ways = append(ways, a.Assumptions...)
	}

	return slices.Compact(ways)
}
