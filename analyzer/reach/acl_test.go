package reach_test

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
)

// What may come in counts every port that a client can choose: a network ACL that lets out requests to 443 answers who
// sends from 443. Systems choose none below 1024 by themselves, so that nothing that has to work may rest on it.
// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
func TestAnswersBelowTheEphemeralPorts(t *testing.T) {
	t.Parallel()

	const in = "in allow tcp 80 0.0.0.0/0"

	for name, tt := range map[string]struct {
		answers    []string
		comes      bool
		byOrdinary reach.Verdict
	}{
		"to the ports that clients use": {[]string{"out allow tcp 1024-65535 0.0.0.0/0"}, true, reach.Allowed},
		"to some of them":               {[]string{"out allow tcp 32768-60999 0.0.0.0/0"}, true, reach.Unknown},
		"to ports below alone":          {[]string{"out allow tcp 1-1023 0.0.0.0/0"}, true, reach.Blocked},
		"to one of them":                {[]string{"out allow tcp 443 0.0.0.0/0"}, true, reach.Blocked},
		"to port 0, which nobody has":   {[]string{"out allow tcp 0 0.0.0.0/0"}, false, reach.Blocked},
		"of another protocol":           {[]string{"out allow udp 443 0.0.0.0/0"}, false, reach.Blocked},
		"to elsewhere":                  {[]string{"out allow tcp 443 192.0.2.0/24"}, false, reach.Blocked},
		"to nobody":                     {nil, false, reach.Blocked},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			account := filtered(slices.Concat([]string{in}, tt.answers)...)
			admissions, _ := model(account).Ingress(hidden("sg-open"), netset.TCP(80, 80))

			comes := slices.ContainsFunc(admissions, func(a reach.Admission) bool {
				return a.Packets.Contains(netip.MustParseAddr("10.0.0.4"), netset.ProtocolTCP, 80)
			})
			if comes != tt.comes {
				t.Errorf("comes in: %v, want %v", comes, tt.comes)
			}

			if got := (&flow{account, front4, open4, "tcp 80"}).verdict(t); got != tt.byOrdinary {
				t.Errorf("an ordinary client: %s, want %s", got, tt.byOrdinary)
			}
		})
	}
}
