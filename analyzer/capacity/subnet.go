package capacity

import (
	"net/netip"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// reserved is how many addresses of each subnet AWS keeps: the first four and the last.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
const reserved = 5

// The sizes a subnet can have. https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
const (
	largestBits  = 16
	smallestBits = 28
)

// Free is how many addresses of a subnet can still be taken. Where the snapshot says how many are available, what runs
// has its own already, and live is true; otherwise it is the size less what AWS keeps, and nothing has been taken. A
// subnet of IPv6 only has more than anybody counts. why is set where it is not known.
func Free(subnet *snapshot.Subnet) (free Bound, live bool, why string) {
	if subnet.CIDR == "" && len(subnet.IPv6CIDRs) > 0 {
		return exactly(Endless), false, ""
	}

	if n, ok := subnet.AvailableIPs.Get(); ok {
		return exactly(n), true, ""
	}

	prefix, err := netip.ParsePrefix(subnet.CIDR)
	if err != nil || !prefix.Addr().Is4() {
		return Bound{0, Endless}, false, "the addresses of subnet " + subnet.ID + " are not known"
	}

	return exactly(holds(prefix.Bits())), false, ""
}

func holds(bits int) int { return max(0, 1<<(32-bits)-reserved) }

// Block is the smallest subnet that has n addresses for tasks: how many bits its prefix has, and how many addresses it
// has for them. The last result is false where none is large enough; a VPC can have several.
//
// Where the range of the VPC is used up, a secondary one of at most a /16 from 100.64.0.0/10 can be added to any VPC
// with a private or public one, and is routable inside it at once.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions
func Block(n int) (bits, addresses int, ok bool) {
	for bits := smallestBits; bits >= largestBits; bits-- {
		if holds(bits) >= n {
			return bits, holds(bits), true
		}
	}

	return largestBits, holds(largestBits), false
}
