package reach_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// bridge is the subnet with that number in the router.
func bridge(subnet int) string { return fmt.Sprintf("subnet%d", subnet) }

// router makes a bridge of each subnet of a VPC, with the first address, and a wire from there to each interface.
func (l *lab) router(vpc string) error {
	var b strings.Builder

	fmt.Fprintln(&b, "link set lo up")

	for i, subnet := range l.s.Subnets {
		if subnet.VPC == vpc {
			fmt.Fprintf(&b, "link add %s type bridge mcast_snooping 0\nlink set %[1]s up\n", bridge(i))
			fmt.Fprintf(&b, "addr add %s dev %s\naddr add %s dev %[2]s\n",
				inSubnet(subnet.CIDR, firstAddress(subnet.CIDR)), bridge(i),
				inSubnet(subnet.IPv6CIDRs[0], firstAddress(subnet.IPv6CIDRs[0])))
		}
	}

	for _, e := range l.s.NetworkInterfaces {
		if e.VPC == vpc {
			fmt.Fprintf(&b, "link add %s type veth peer name eth0 netns %s\n", e.ID, l.namespace(e.ID))
			fmt.Fprintf(&b, "link set %s master %s up\n", e.ID, bridge(l.subnetOf(&e)))
		}
	}

	return l.ip(vpc, b.String())
}

// firstAddress is that address of a subnet, which is the router's.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
func firstAddress(cidr string) string { return netip.MustParsePrefix(cidr).Addr().Next().String() }

// inSubnet is an address with the length of the subnet's prefix.
func inSubnet(cidr, address string) string {
	return netip.PrefixFrom(aa(address), netip.MustParsePrefix(cidr).Bits()).String()
}

func (l *lab) subnetOf(e *snapshot.NetworkInterface) int {
	return slices.IndexFunc(l.s.Subnets, func(s snapshot.Subnet) bool { return s.ID == e.Subnet })
}

// host gives an interface its addresses, and the router as its way to everywhere else.
func (l *lab) host(e *snapshot.NetworkInterface) error {
	var b strings.Builder

	subnet := l.s.Subnets[l.subnetOf(e)]
	fmt.Fprintln(&b, "link set lo up\nlink set eth0 up")

	for _, address := range e.PrivateIPs {
		fmt.Fprintf(&b, "addr add %s dev eth0\nroute add default via %s\n",
			inSubnet(subnet.CIDR, address), firstAddress(subnet.CIDR))
	}

	for _, address := range e.IPv6s {
		fmt.Fprintf(&b, "addr add %s dev eth0\nroute add default via %s\n",
			inSubnet(subnet.IPv6CIDRs[0], address), firstAddress(subnet.IPv6CIDRs[0]))
	}

	return l.ip(e.ID, b.String())
}

// crossing are the addresses of the peering connection, by family; the first VPC has the first.
var crossing = map[bool][2]string{false: {"192.0.2.1", "192.0.2.2"}, true: {"fd00::1", "fd00::2"}}

// peer lays the wires of the peering connection.
func (l *lab) peer() error {
	if !peeringUp(l.s) {
		return nil
	}

	first, second := l.s.VPCs[0].ID, l.s.VPCs[1].ID

	if err := l.ip(first, "link add pcx type veth peer name pcx netns "+l.namespace(second)+"\n"); err != nil {
		return err
	}

	for i, vpc := range []string{first, second} {
		if err := l.ip(vpc, fmt.Sprintf("link set pcx up\naddr add %s/30 dev pcx\naddr add %s/64 dev pcx\n",
			crossing[false][i], crossing[true][i])); err != nil {
			return err
		}
	}

	return nil
}

// tables are the route tables, which a packet meets as it leaves its subnet.
func (l *lab) tables() error {
	for i, subnet := range l.s.Subnets {
		for _, six := range []bool{false, true} {
			if err := l.ip(subnet.VPC, l.routes(i, &subnet, six), map[bool]string{false: "-4", true: "-6"}[six]); err != nil {
				return err
			}
		}
	}

	return nil
}

// routes are those of a subnet in one family, as a routing table for what its bridge takes in. The longest prefix
// wins in both worlds. A local route ends the search there: the wires of the VPC decide. What no route leads to is
// dropped.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#route-tables-priority
func (l *lab) routes(number int, subnet *snapshot.Subnet, six bool) string {
	var b strings.Builder

	id := 100 + number
	fmt.Fprintf(&b, "rule add iif %s lookup %d\nroute add blackhole default metric 9999 table %[2]d\n", bridge(number), id)

	for destination, target := range l.targets(subnet) {
		switch {
		case strings.Contains(destination, ":") != six:
		case target == "local":
			fmt.Fprintf(&b, "route add throw %s table %d\n", destination, id)
		case target == "pcx-1" && peeringUp(l.s):
			far := crossing[six][map[bool]int{true: 1, false: 0}[subnet.VPC == l.s.VPCs[0].ID]]
			fmt.Fprintf(&b, "route add %s via %s table %d\n", destination, far, id)
		default:
			fmt.Fprintf(&b, "route add blackhole %s table %d\n", destination, id)
		}
	}

	return b.String()
}

// targets are the routes of a subnet, by destination: of its own table or of the VPC's main one, and in any case to
// the VPC.
func (l *lab) targets(subnet *snapshot.Subnet) map[string]string {
	targets := map[string]string{}

	for _, v := range l.s.VPCs {
		if v.ID == subnet.VPC {
			targets[v.CIDRs[0]], targets[v.IPv6CIDRs[0]] = "local", "local"
		}
	}

	for _, r := range l.tableOf(subnet).Routes {
		targets[r.Destination] = r.Target
		if r.Blackhole {
			targets[r.Destination] = ""
		}
	}

	return targets
}

func (l *lab) tableOf(subnet *snapshot.Subnet) snapshot.RouteTable {
	var found snapshot.RouteTable

	for _, t := range l.s.RouteTables {
		own := slices.Contains(t.Subnets, subnet.ID)
		if own || t.Main && t.VPC == subnet.VPC && found.ID == "" {
			found = t
		}
	}

	return found
}
