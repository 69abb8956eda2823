package reach

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func (m *Model) admitAddresses(e Endpoint, a Admission) []Admission {
	packets, why := m.Packets(a.Rule)
	if why != "" {
		a.Unknown = why

		return []Admission{a}
	}

	packets = m.throughACL(e.Subnet, packets.Restrict(a.Services))

	if m.acl(e.Subnet).why != "" {
		a.Assumptions = append(a.Assumptions, NetworkACLOpen)
	}

	if m.fromBalancer(e, packets) {
		a.Class, a.Packets, a.Services = LoadBalancer, packets, servicesOfSet(packets)

		return []Admission{a}
	}

	var all []Admission

	for _, z := range m.zones(e.Subnet) {
		if part, asked := a, m.inspected(e, z, packets); !asked.IsEmpty() {
			part.Packets, part.Services, part.Unknown = asked, servicesOfSet(asked), m.inspector(z)
			all = append(all, part)
		}

		if z.public && m.diverted(m.vpcOf(e.Subnet), m.subnets[e.Subnet]) {
			continue
		}

		if part := a; part.enter(e, z, m.blockadeOf(e.Subnet), packets) {
			part.Class = m.listClass(a.Rule, z.class)
			all = append(all, part)
		}
	}

	return all
}

// inspector says what stands between the internet and an endpoint.
func (m *Model) inspector(z zone) string {
	if z.public {
		return "the internet gateway's route table leads to an appliance, and what that lets pass was not read"
	}

	return z.step.Text + ": what the appliance there lets pass was not read"
}

// inspected are the packets of the internet that may come to a public address of the endpoint by an appliance: where
// the answers take one, the internet gateway may have a route there for the packets too, and it has where its table
// says so.
// https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
func (m *Model) inspected(e Endpoint, z zone, packets netset.Set) netset.Set {
	diverted := z.public && m.diverted(m.vpcOf(e.Subnet), m.subnets[e.Subnet])
	if !z.appliance() && !diverted || m.blockadeOf(e.Subnet).blocks[Inbound.index()] {
		return netset.Set{}
	}

	return e.reachableInPublic(packets.Intersect(z.addresses).Intersect(m.publicSpace))
}

// fromBalancer reports whether the packets come from subnets of load balancers without groups, in the endpoint's
// VPC: another VPC may have the same addresses.
func (m *Model) fromBalancer(e Endpoint, packets netset.Set) bool {
	subnet := m.index.Subnets[e.Subnet]

	return subnet != nil && !packets.IsEmpty() && packets.Subset(m.balancerSubnets[subnet.VPC])
}

// enter narrows the admission to what comes through a zone, and reports whether anything does.
func (a *Admission) enter(e Endpoint, z zone, block blockade, packets netset.Set) bool {
	if z.oneWay || (z.public && block.blocks[Inbound.index()]) {
		return false
	}

	a.Packets = packets.Intersect(z.addresses)
	a.Assumptions = slices.Clip(a.Assumptions)

	if z.public {
		a.Packets = e.reachableInPublic(a.Packets)
		a.Public = true
		a.Path = append(a.Path, Step{Kind: "internet", Text: "from the internet"})

		if block.assumed {
			a.Assumptions = append(a.Assumptions, BlockPublicAccessOff)
		}

		if v4, _ := a.Packets.Addresses(); e.PublicAssumed != "" && len(v4) > 0 {
			a.Assumptions = append(a.Assumptions, e.PublicAssumed)
		}
	}

	if z.assumed {
		a.Assumptions = append(a.Assumptions, RoutesUnknown)
	}

	a.Path = append(a.Path, z.step)
	a.Services = servicesOfSet(a.Packets)

	return !a.Packets.IsEmpty()
}

// listClass keeps what AWS lists under a name apart from what an account chose itself.
func (m *Model) listClass(rule *snapshot.SecurityGroupRule, class Class) Class {
	if list := m.index.PrefixLists[rule.PrefixList.Or("")]; list != nil && list.AWSManaged() {
		return AWSPrefixList
	}

	return class
}
