package terraform

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// vpc also takes a default VPC that is adopted, which AWS gives 172.31.0.0/16.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
func (m *mapper) vpc(r *resource.Resource) {
	v := snapshot.VPC{Meta: m.meta(r), ID: m.idOf(r)}
	v.CIDRs = cidrs(r.Values.Get("cidr_block"))
	v.IPv6CIDRs = cidrs(r.Values.Get("ipv6_cidr_block"))

	if r.Type == "aws_default_vpc" && len(v.CIDRs) == 0 {
		v.CIDRs = []string{"172.31.0.0/16"}
	}

	m.places[place{snapshot.NounVPC, v.ID}] = len(m.out.VPCs)
	m.out.VPCs = append(m.out.VPCs, v)
}

// cidrs is a range where it is known: ranges that AWS or IPAM gives are not.
func cidrs(n *document.Node) []string {
	if cidr := known(n); cidr != "" {
		return []string{cidr}
	}

	return nil
}

// hasIPv6 reports whether a VPC is made with a range of IPv6 addresses.
func hasIPv6(r *resource.Resource) bool {
	assigned := field.Flag(r.Values.Get("assign_generated_ipv6_cidr_block"))

	return assigned.Or(false) || assigned.IsUnknown() || !empty(r.Values.Get("ipv6_cidr_block")) ||
		!empty(r.Values.Get("ipv6_ipam_pool_id"))
}

// foundVPC is a VPC of another stack, if its ranges were looked up.
func (m *mapper) foundVPC(r *resource.Resource) {
	id := m.idOf(r)
	if _, there := m.places[place{snapshot.NounVPC, id}]; there || known(r.Values.Get("cidr_block")) == "" {
		return
	}

	m.vpc(r)

	out := &m.out.VPCs[m.places[place{snapshot.NounVPC, id}]]
	for _, block := range blocks(r.Values.Get("cidr_block_associations")) {
		if cidr := known(at(block, "cidr_block")); cidr != "" && !slices.Contains(out.CIDRs, cidr) {
			out.CIDRs = append(out.CIDRs, cidr)
		}
	}
}

// cidrAssociation gives a VPC a further range.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_ipv4_cidr_block_association
func (m *mapper) cidrAssociation(r *resource.Resource) {
	i, ok := m.places[place{snapshot.NounVPC, m.id(r.Values.Get("vpc_id"))}]
	if !ok {
		return
	}

	v := &m.out.VPCs[i]
	v.CIDRs = append(v.CIDRs, cidrs(r.Values.Get("cidr_block"))...)
	v.IPv6CIDRs = append(v.IPv6CIDRs, cidrs(r.Values.Get("ipv6_cidr_block"))...)
}

// subnet gives no public addresses unless that is written, a default subnet does.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/subnet
// https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
func (m *mapper) subnet(r *resource.Resource) {
	v := r.Values
	s := snapshot.Subnet{
		Meta: m.meta(r), ID: m.idOf(r), VPC: m.id(v.Get("vpc_id")),
		AvailabilityZone:    known(v.Get("availability_zone")),
		CIDR:                known(v.Get("cidr_block")),
		IPv6CIDRs:           cidrs(v.Get("ipv6_cidr_block")),
		MapPublicIPOnLaunch: field.Flag(v.Get("map_public_ip_on_launch")),
	}

	if s.MapPublicIPOnLaunch.IsZero() {
		s.MapPublicIPOnLaunch = snapshot.Known(r.Type == "aws_default_subnet")
	}

	m.places[place{snapshot.NounSubnet, s.ID}] = len(m.out.Subnets)
	m.out.Subnets = append(m.out.Subnets, s)
}

// foundSubnet is a subnet of another stack, if it was looked up.
func (m *mapper) foundSubnet(r *resource.Resource) {
	_, there := m.places[place{snapshot.NounSubnet, m.idOf(r)}]
	if known(r.Values.Get("cidr_block")) != "" && !there {
		m.subnet(r)
	}
}

// blockPublicAccess is a setting of the account and region.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_block_public_access_options
func (m *mapper) blockPublicAccess(r *resource.Resource) {
	mode := known(r.Values.Get("internet_gateway_block_mode"))
	if mode == "" {
		m.gap(r, r.Type, "the mode is not known", snapshot.NounVPCBlockPublicAccess)

		return
	}

	m.out.VPCBlockPublicAccess = append(m.out.VPCBlockPublicAccess, snapshot.VPCBlockPublicAccess{
		Meta: m.meta(r), Mode: mode,
	})
}

// blockPublicAccessExclusion takes a VPC or a subnet out of it.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_block_public_access_exclusion
func (m *mapper) blockPublicAccessExclusion(r *resource.Resource) {
	excluded := m.id(r.Values.Get("subnet_id"))
	if excluded == "" {
		excluded = m.id(r.Values.Get("vpc_id"))
	}

	for i := range m.out.VPCBlockPublicAccess {
		b := &m.out.VPCBlockPublicAccess[i]
		b.Exclusions = append(b.Exclusions, snapshot.VPCBlockPublicAccessExclusion{
			Resource: excluded, Mode: known(r.Values.Get("internet_gateway_exclusion_mode")),
		})
	}
}
