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
}

// route is the target that an interface's routes have for an address; empty where there is none, or it is gone.
// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
func (j *Judge) route(eni *snapshot.NetworkInterface, addr netip.Addr) string {
	var fits []choice

	if t := j.table(eni); t != nil {
		for _, r := range t.Routes {
			fits = append(fits, j.fits(r, addr)...)
		}
	}

	for _, p := range j.vpcs[eni.VPC] {
		if p.Contains(addr) && j.heeds(LocalRoute) {
			fits = append(fits, choice{p.Bits(), false, "local"})
		}
	}

	if len(fits) == 0 {
		return ""
	}

	if !j.heeds(LongestPrefix) {
		return fits[0].target
	}

	return slices.MinFunc(fits, j.compare).target
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
				fits = append(fits, choice{p.Bits(), true, target})
			}
		}

		return fits
	}

	if p := j.prefix(r.Destination); p.IsValid() && p.Contains(addr) {
		return []choice{{p.Bits(), false, target}}
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

	private := []string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
		"198.18.0.0/15", "224.0.0.0/3",
	}

	return !slices.ContainsFunc(private, func(text string) bool { return netip.MustParsePrefix(text).Contains(addr) })
}
