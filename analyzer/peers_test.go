package analyzer_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Tasks are open to those on instances that are yet to start, where they are to whichever address of the subnet those
// get.
func TestPeersOnInstancesToCome(t *testing.T) {
	t.Parallel()

	const open = "tasks of api in cluster prod are open to those of web"

	to := func(cidr, subnet string) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			s.SecurityGroups[0].Rules[0].CIDRIPv4 = snapshot.Known(cidr)
			s.NetworkInterfaces[1].Subnet, s.NetworkInterfaces[1].PrivateIPs = subnet, nil
		}
	}
	const same, other = "subnet-0b000000000000001", "subnet-0a000000000000001"

	for name, tt := range map[string]verdict{
		"as it is":                  {func(*snapshot.Snapshot) {}, open, ""},
		"the VPC":                   {to("10.0.0.0/16", same), open, ""},
		"their subnet":              {to("10.0.1.0/24", same), open, ""},
		"half of their subnet":      {to("10.0.1.0/25", same), "", ""},
		"another subnet":            {to("10.0.1.0/24", other), "", ""},
		"a subnet that is not read": {to("10.0.0.0/16", "subnet-of-others"), open, ""},
		"a subnet that may be both": {to("10.0.1.0/24", "subnet-of-others"), "", ""},
		"no instances": {func(s *snapshot.Snapshot) {
			to("10.0.0.0/16", same)(s)
			s.ContainerInstances = nil
		}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tt.check(t, "identity/peers-open", "fires/instances-in-the-vpc", "")
		})
	}
}
