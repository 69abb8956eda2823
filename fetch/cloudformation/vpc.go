package cloudformation

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// vpc reads a VPC.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html
func vpc(r resource) {
	v := snapshot.VPC{Meta: r.meta(), ID: r.id(), CIDRs: r.blocksOf(r.get("CidrBlock"))}
	if len(v.CIDRs) == 0 { // one that IPAM allocates
		v.CIDRs = []string{v.ID + ".CidrBlock"}
	}

	r.VPCs = append(r.VPCs, v)
}

// vpcBlock adds a block to a VPC. That of Amazon has an address which nobody knows before.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpccidrblock.html
func vpcBlock(r resource) {
	r.later = append(r.later, func() {
		v := find(r.VPCs, r.vpcs, r.ref("VpcId"))
		if v == nil {
			return
		}

		v.CIDRs = append(v.CIDRs, blocks(r.get("CidrBlock"))...)
		v.IPv6CIDRs = append(v.IPv6CIDRs, r.blocksOf(r.get("Ipv6CidrBlock"))...)

		if field.Flag(r.get("AmazonProvidedIpv6CidrBlock")).Or(false) {
			v.IPv6CIDRs = append(v.IPv6CIDRs, v.ID+".Ipv6CidrBlocks")
		}
	})
}

// blocksOf is a block, by the address that it comes from where it is not known: that there is one matters.
func (m *mapper) blocksOf(n *document.Node) []string {
	if n.Kind() == document.Null {
		return nil
	}

	if known := blocks(n); known != nil {
		return known
	}

	return []string{m.refOf(n)}
}

// subnet reads a subnet.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnet.html
func subnet(r resource) {
	s := snapshot.Subnet{
		Meta: r.meta(), ID: r.id(), VPC: r.ref("VpcId"), AvailabilityZone: r.zone(),
		IPv6CIDRs:           r.blocksOf(r.get("Ipv6CidrBlock")),
		MapPublicIPOnLaunch: field.Flag(r.get("MapPublicIpOnLaunch")),
	}

	for _, block := range r.blocksOf(r.get("CidrBlock")) {
		s.CIDR = block
	}

	for _, n := range r.get("Ipv6CidrBlocks").Items() {
		s.IPv6CIDRs = append(s.IPv6CIDRs, r.blocksOf(n)...)
	}

	s.IPv6CIDRs = set(s.IPv6CIDRs)
	r.Subnets = append(r.Subnets, s)
}

// zone is the zone of a subnet, with a placeholder where the region stands, as in ${AWS::Region}a: placement
// constraints that say the same of it mean it.
func (r resource) zone() string {
	text, _ := field.Written(r.get("AvailabilityZone"))

	return text
}

// subnetBlock adds an IPv6 block to a subnet.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnetcidrblock.html
func subnetBlock(r resource) {
	r.later = append(r.later, func() {
		if s := find(r.Subnets, r.subnets, r.ref("SubnetId")); s != nil {
			s.IPv6CIDRs = set(append(s.IPv6CIDRs, r.blocksOf(r.get("Ipv6CidrBlock"))...))
		}
	})
}

// prefixList reads a list.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-prefixlist.html
func prefixList(r resource) {
	p := snapshot.PrefixList{
		Meta: r.meta(), ID: r.id(), Name: r.called("PrefixListName"),
		MaxEntries: r.number(r.get("MaxEntries"), "MaxEntries of "+r.Name, snapshot.NounPrefixList),
	}

	for _, entry := range r.items(r.get("Entries")) {
		p.Entries = append(p.Entries, r.blocksOf(entry.Get("Cidr"))...)
	}

	p.Entries = set(p.Entries)
	r.PrefixLists = append(r.PrefixLists, p)
}
