package terraform

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// defaultGroupOf is what the default group of a VPC is called where nobody adopts it: as the reference to it would be.
func defaultGroupOf(vpc string) string { return vpc + ".default_security_group_id" }

// ownDefaultGroup is the group that AWS makes with a VPC, where nobody adopts it.
func (m *mapper) ownDefaultGroup(r *resource.Resource) {
	vpc := m.idOf(r)
	id := defaultGroupOf(vpc)

	if _, adopted := m.own[id]; adopted {
		return
	}

	m.places[place{snapshot.NounSecurityGroup, id}] = len(m.out.SecurityGroups)
	m.out.SecurityGroups = append(m.out.SecurityGroups, field.DefaultGroup(m.meta(r), id, vpc, hasIPv6(r)))
}

// balancersDefaultGroup gives an Application Load Balancer without groups the default group of its VPC. A Network Load
// Balancer has none then.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
func (m *mapper) balancersDefaultGroup(r *resource.Resource) {
	b := &m.out.LoadBalancers[m.places[place{snapshot.NounLoadBalancer, m.idOf(r)}]]
	if b.Type == application && len(b.SecurityGroups) == 0 && b.VPC != "" {
		b.SecurityGroups = []string{m.defaultGroup(r, b.VPC)}
	}
}

// endpointsDefaultGroup does so for an interface endpoint.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
func (m *mapper) endpointsDefaultGroup(r *resource.Resource) {
	e := &m.out.VPCEndpoints[m.places[place{snapshot.NounVPCEndpoint, m.idOf(r)}]]
	if e.Type == "Interface" && len(e.SecurityGroups) == 0 && e.VPC != "" {
		e.SecurityGroups = []string{m.defaultGroup(r, e.VPC)}
	}
}

// interfacesDefaultGroup does so for the interface of a resource, unless a launch template may name groups.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html
func (m *mapper) interfacesDefaultGroup(r *resource.Resource) {
	for _, id := range [...]string{m.idOf(r), primaryOf(m.idOf(r))} {
		i, ok := m.places[place{snapshot.NounNetworkInterface, id}]
		if !ok || m.templateOf(r.Values) != "" {
			continue
		}

		if n := &m.out.NetworkInterfaces[i]; len(n.SecurityGroups) == 0 && n.VPC != "" {
			n.SecurityGroups = []string{m.defaultGroup(r, n.VPC)}
		}
	}
}

// defaultGroup is the ID of a VPC's default group. That of a VPC of another stack is one of whose rules nothing is
// known.
func (m *mapper) defaultGroup(r *resource.Resource, vpc string) string {
	id := defaultGroupOf(vpc)
	if !strings.Contains(vpc, "#") {
		id = m.stack + "#" + id
	}

	if own := m.ours(id); own != id {
		return own
	}

	g := m.group(r, id)
	g.Name, g.VPC = "default", vpc

	return id
}
