package reach

import (
	"net/netip"

	"github.com/ecslint/ecslint/analyzer/netset"
)

// providedAddresses are where a VPC's own services answer: its DNS resolver, instance metadata, the time service, the
// activation of Windows, and the credentials and metadata of tasks. No security group and no network ACL filters what
// is sent there.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
// https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
func providedAddresses() []string {
	return []string{
		"169.254.169.253", "fd00:ec2::253", "169.254.169.254", "fd00:ec2::254", "169.254.169.123", "fd00:ec2::123",
		"169.254.169.250", "169.254.169.251", "169.254.170.2",
	}
}

// provided are those addresses as seen from a place: the resolver has the third one of the VPC too, and the router the
// second one of the subnet.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
func (m *Model) provided(at *Place) netset.Set {
	all := providedAddresses()

	if v := m.index.VPCs[at.VPC]; v != nil && len(v.CIDRs) > 0 {
		if prefix, err := netip.ParsePrefix(v.CIDRs[0]); err == nil {
			all = append(all, prefix.Masked().Addr().Next().Next().String())
		}
	}

	if s := m.index.Subnets[at.Endpoint.Subnet]; s != nil {
		if prefix, err := netip.ParsePrefix(s.CIDR); err == nil {
			all = append(all, prefix.Masked().Addr().Next().String())
		}
	}

	return hosts(all)
}

// exempt lets pass at every control what is sent to those addresses.
func (m *Model) exempt(at *Place, asked netset.Set, controls []control) []control {
	provided := asked.Intersect(m.provided(at))
	if provided.IsEmpty() {
		return controls
	}

	for i := range controls {
		controls[i].may = controls[i].may.Union(provided)
		controls[i].must = controls[i].must.Union(provided)
	}

	return append(controls,
		control{kind: kindProvided, direction: Outbound, at: at, asked: provided, may: asked, must: asked})
}
