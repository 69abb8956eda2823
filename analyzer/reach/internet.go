package reach

import (
	"net/netip"

	"github.com/ecslint/ecslint/analyzer/netset"
)

// classify tells the internet from a narrow public source. It looks at all rules together, family by family and
// service by service: 0.0.0.0/1 in one rule and 128.0.0.0/1 in another are the internet.
func (m *Model) classify(admissions []Admission) []Admission {
	var public netset.Set

	for i := range admissions {
		if admissions[i].Public {
			public = public.Union(admissions[i].Packets)
		}
	}

	if public.IsEmpty() {
		return admissions
	}

	open := m.Wide(public)
	result := make([]Admission, 0, len(admissions))

	for _, a := range admissions {
		if !a.Public || a.Class == AWSPrefixList {
			result = append(result, a)

			continue
		}

		for _, part := range []struct {
			class   Class
			packets netset.Set
		}{{Internet, a.Packets.Intersect(open)}, {NarrowPublic, a.Packets.Subtract(open)}} {
			b := a
			b.Class, b.Packets, b.Services = part.class, part.packets, servicesOfSet(part.packets)

			if !b.Packets.IsEmpty() {
				result = append(result, b)
			}
		}
	}

	return result
}

// Wide is the part of a set that is called the internet: public addresses of one family, so many for one service
// that they make up a /8 of IPv4, or a /20 of IPv6.
func (m *Model) Wide(packets netset.Set) netset.Set {
	var wide netset.Set

	for _, world := range []netip.Addr{netip.IPv4Unspecified(), netip.IPv6Unspecified()} {
		family := packets.Intersect(m.publicSpace).Within(netip.PrefixFrom(world, 0))
		wide = wide.Union(family.Restrict(wideServices(family)))
	}

	return wide
}

// wideServices looks at services that the same rules admit together, so the cost depends on the number of rules and
// not of ports.
func wideServices(family netset.Set) netset.Services {
	var open netset.Services

	for _, atom := range atoms(family) {
		only := family.Restrict(atom)
		if only.HoldsIPv4(internetIPv4) || only.HoldsIPv6(internetIPv6) {
			open = open.Union(atom)
		}
	}

	return open
}

// atoms divides the services of a set so that no piece of the set holds a part of an atom only.
func atoms(set netset.Set) []netset.Services {
	var parts []netset.Services

	for _, services := range set.Pieces() {
		rest := services

		for i, part := range parts {
			common := part.Intersect(rest)
			if common.IsEmpty() || common == part {
				rest = rest.Subtract(common)

				continue
			}

			parts[i] = common
			parts = append(parts, part.Subtract(common))
			rest = rest.Subtract(common)
		}

		if !rest.IsEmpty() {
			parts = append(parts, rest)
		}
	}

	return parts
}
