package reachtest

import (
	"net/netip"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A choice is a route that fits.
type choice struct {
	bits   int
	listed bool
	target string

	// service is set where the list is one of AWS, whose addresses are a service's.
	service bool
}

// route is the target that an interface's routes have for an address, empty where there is none or it is gone, and
// whether it is for a service of AWS.
// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
func (j *Judge) route(eni *snapshot.NetworkInterface, addr netip.Addr) (target string, service bool) {
	var fits []choice

	if t := j.table(eni); t != nil {
		for _, r := range t.Routes {
			fits = append(fits, j.fits(r, addr)...)
		}
	}

	for _, p := range j.vpcs[eni.VPC] {
		if p.Contains(addr) && j.heeds(LocalRoute) {
			fits = append(fits, choice{bits: p.Bits(), target: "local"})
		}
	}

	if len(fits) == 0 {
		return "", false
	}

	best := fits[0]
	if j.heeds(LongestPrefix) {
		best = slices.MinFunc(fits, j.compare)
	}

	return best.target, best.service
}

// compare puts the route to take first: the longest prefix, and of equal ones that which no prefix list gave.
func (j *Judge) compare(a, b choice) int {
	if a.bits != b.bits || a.listed == b.listed {
		return b.bits - a.bits
	}

	if a.listed == j.heeds(StaticFirst) {
		return 1
	}

	return -1
}

func (j *Judge) fits(r snapshot.Route, addr netip.Addr) []choice {
	target := r.Target
	if r.Blackhole && j.heeds(Blackhole) {
		target = ""
	}

	if list, ok := j.lists[r.Destination]; ok {
		var fits []choice

		for _, p := range list {
			if p.Contains(addr) {
				fits = append(fits, choice{p.Bits(), true, target, j.aws[r.Destination]})
			}
		}

		return fits
	}

	if p := j.prefix(r.Destination); p.IsValid() && p.Contains(addr) {
		return []choice{{bits: p.Bits(), target: target}}
	}

	return nil
}

// table is the one of the subnet, or the main one of its VPC.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
func (j *Judge) table(eni *snapshot.NetworkInterface) *snapshot.RouteTable {
	var main *snapshot.RouteTable

	for i := range j.s.RouteTables {
		t := &j.s.RouteTables[i]
		if slices.Contains(t.Subnets, eni.Subnet) {
			return t
		}

		if t.Main && t.VPC == eni.VPC && j.heeds(MainTable) {
			main = t
		}
	}

	return main
}

// global reports whether the internet knows an address: unicast that no registry keeps for private use.
// https://www.iana.org/assignments/iana-ipv4-special-registry
// https://www.iana.org/assignments/iana-ipv6-special-registry
func global(addr netip.Addr) bool {
	if addr.Is6() {
		return addr.AsSlice()[0]&0xe0 == 0x20
	}

	switch b := addr.As4(); b[0] {
	case 0, 10, 127:
		return false
	case 100:
		return b[1]&0xc0 != 64
	case 169:
		return b[1] != 254
	case 172:
		return b[1]&0xf0 != 16
	case 192:
		return b[1] != 168 && (b[1] != 0 || b[2] != 0)
	case 198:
		return b[1]&0xfe != 18
	default:
		return b[0] < 224
	}
}
