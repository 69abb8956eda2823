package reach

import "net/netip"

// InternetGateway is the route by which a subnet leads most of an address family to an internet gateway that lets
// connections in. open is false where none does, or where VPC Block Public Access stops them; assumed is set where
// the routes or that were not read in full,
// and where an appliance stands before the gateway.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
func (m *Model) InternetGateway(subnet string, family netip.Prefix) (step Step, assumed, open bool) {
	block := m.blockadeOf(subnet)
	if block.blocks[Inbound.index()] {
		return Step{}, false, false
	}

	diverted := m.diverted(m.vpcOf(subnet), m.subnets[subnet].Within(family))

	for _, z := range m.zones(subnet) {
		if (z.public || z.appliance()) && !m.Wide(z.addresses.Within(family)).IsEmpty() {
			return z.step, z.assumed || block.unsure || z.appliance() || diverted, true
		}
	}

	return Step{}, false, false
}
