package reach

import (
	"github.com/ecslint/ecslint/analyzer/netset"
)

// classify tells the internet from a narrow public source. It looks at all rules together, service by service:
// 0.0.0.0/1 in one rule and 128.0.0.0/1 in another are the internet.
func classify(admissions []Admission) []Admission {
	var public netset.Set

	for i := range admissions {
		if admissions[i].Public {
			public = public.Union(admissions[i].Packets)
		}
	}

	if public.IsEmpty() {
		return admissions
	}

	open := internetServices(public)
	result := make([]Admission, 0, len(admissions))

	for _, a := range admissions {
		if !a.Public || a.Class == AWSPrefixList {
			result = append(result, a)

			continue
		}

		for _, part := range []struct {
			class    Class
			services netset.Services
		}{{Internet, open}, {NarrowPublic, a.Services.Subtract(open)}} {
			b := a
			b.Class = part.class
			b.Packets = a.Packets.Restrict(part.services)
			b.Services = servicesOfSet(b.Packets)

			if !b.Packets.IsEmpty() {
				result = append(result, b)
			}
		}
	}

	return result
}

// internetServices are those that enough public addresses may send to be called the internet. Services that
// the same rules admit are looked at together, so the cost depends on the number of rules and not of ports.
func internetServices(public netset.Set) netset.Services {
	var open netset.Services

	for _, atom := range atoms(public) {
		only := public.Restrict(atom)
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
