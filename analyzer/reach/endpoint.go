package reach

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An Endpoint is an interface as filters and routes see it. Interfaces that are equal here are reached alike.
type Endpoint struct {
	// Groups are the IDs of its security groups, sorted. Their rules are one set: the union.
	Groups []string
	Subnet string

	// PublicIPv4 and PublicIPv6 are an address each that the internet can send to; empty where there is none.
	PublicIPv4 string
	PublicIPv6 string

	// PublicAssumed is the code of the assumption that there is the public IPv4 address; empty where that is known.
	PublicAssumed string
}

// EndpointOf reads an interface.
func EndpointOf(eni *snapshot.NetworkInterface) Endpoint {
	e := Endpoint{Groups: slices.Sorted(slices.Values(eni.SecurityGroups)), Subnet: eni.Subnet}
	if len(eni.PublicIPs) > 0 {
		e.PublicIPv4 = eni.PublicIPs[0]
	} else if eni.PublicIP.Or(eni.PublicIP.IsUnknown()) {
		e.PublicIPv4 = "given at launch"
	}

	if eni.PublicIP.IsUnknown() && len(eni.PublicIPs) == 0 {
		e.PublicAssumed = PublicAddressGiven
		if eni.Instance != "" {
			e.PublicAssumed = InstanceAddressGiven
		}
	}

	if i := slices.IndexFunc(eni.IPv6s, global); i >= 0 {
		e.PublicIPv6 = eni.IPv6s[i]
	}

	return e
}

// Key is the same for endpoints that are reached alike: which public address it is that they have does not matter.
func (e Endpoint) Key() string {
	return fmt.Sprint(e.Groups, e.Subnet, e.PublicIPv4 != "", e.PublicIPv6 != "", e.PublicAssumed != "")
}

// global reports whether the internet may route an IPv6 address: a VPC can also have private ones (RFC 4193). What
// cannot be read counts as routed.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
func global(address string) bool {
	addr, err := netip.ParseAddr(address)

	return err != nil || (addr.IsGlobalUnicast() && !addr.IsPrivate())
}

// reachableInPublic keeps the families in which the endpoint has a public address.
func (e Endpoint) reachableInPublic(packets netset.Set) netset.Set {
	var families []netip.Prefix
	if e.PublicIPv4 != "" {
		families = append(families, netip.PrefixFrom(netip.IPv4Unspecified(), 0))
	}

	if e.PublicIPv6 != "" {
		families = append(families, netip.PrefixFrom(netip.IPv6Unspecified(), 0))
	}

	return packets.Within(families...)
}

// public is the public address of the family that an address has.
func (e Endpoint) public(like netip.Addr) string {
	if like.Is4() {
		return e.PublicIPv4
	}

	return e.PublicIPv6
}
