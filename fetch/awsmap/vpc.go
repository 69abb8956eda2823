package awsmap

import (
	"cmp"
	"slices"

	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// prefixLists joins the lists with their entries. A list of which only the entries are known is kept: they
// are what a rule needs.
func (a *Answers) prefixLists() []snapshot.PrefixList {
	out := each(a.PrefixLists, func(in *ec2.ManagedPrefixList) (snapshot.PrefixList, bool) {
		id := deref(in.PrefixListId)

		return snapshot.PrefixList{
			Meta:       a.ec2Meta(in.PrefixListArn, in.OwnerId, "prefix-list", id),
			ID:         id,
			Name:       deref(in.PrefixListName),
			Owner:      deref(in.OwnerId),
			Entries:    a.entries(id),
			MaxEntries: int(deref(in.MaxEntries)),
		}, true
	})

	described := map[string]bool{}
	for i := range out {
		described[out[i].ID] = true
	}

	for id := range a.PrefixListEntries {
		if !described[id] {
			m := a.ec2Meta(nil, nil, "prefix-list", id)
			out = append(out, snapshot.PrefixList{Meta: m, ID: id, Entries: a.entries(id)})
		}
	}

	return out
}

func (a *Answers) entries(list string) []string {
	return setOf(a.PrefixListEntries[list], func(e *ec2.PrefixListEntry) *string { return e.Cidr })
}

// vpc keeps the ranges that are associated. EC2 lists others too, in states such as failed and disassociated.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcCidrBlockState.html
func (a *Answers) vpc(in *ec2.Vpc) (snapshot.VPC, bool) {
	id := deref(in.VpcId)
	out := snapshot.VPC{
		Meta: a.ec2Meta(nil, in.OwnerId, "vpc", id), ID: id,
		InternetGatewayBlockMode: string(deref(in.BlockPublicAccessStates).InternetGatewayBlockMode),
	}

	var ipv4 []string

	for i := range in.CidrBlockAssociationSet {
		b := &in.CidrBlockAssociationSet[i]
		if s := b.CidrBlockState; s == nil || s.State == ec2.VpcCidrBlockStateCodeAssociated {
			ipv4 = append(ipv4, deref(b.CidrBlock))
		}
	}

	for i := range in.Ipv6CidrBlockAssociationSet {
		b := &in.Ipv6CidrBlockAssociationSet[i]
		if s := b.Ipv6CidrBlockState; s == nil || s.State == ec2.VpcCidrBlockStateCodeAssociated {
			out.IPv6CIDRs = append(out.IPv6CIDRs, deref(b.Ipv6CidrBlock))
		}
	}

	out.CIDRs = primaryFirst(deref(in.CidrBlock), ipv4)
	out.IPv6CIDRs = set(out.IPv6CIDRs)

	return out, true
}

// subnet has an IPv4 range that never changes, and IPv6 ranges that come and go as those of the VPC do.
func (a *Answers) subnet(in *ec2.Subnet) (snapshot.Subnet, bool) {
	id := deref(in.SubnetId)
	out := snapshot.Subnet{
		Meta:             a.ec2Meta(in.SubnetArn, in.OwnerId, "subnet", id),
		ID:               id,
		VPC:              deref(in.VpcId),
		AvailabilityZone: deref(in.AvailabilityZone),
		CIDR:             deref(in.CidrBlock),
		AvailableIPs:     snapshot.FromPtr[int32, int](in.AvailableIpAddressCount),

		InternetGatewayBlockMode: string(deref(in.BlockPublicAccessStates).InternetGatewayBlockMode),
	}

	for i := range in.Ipv6CidrBlockAssociationSet {
		b := &in.Ipv6CidrBlockAssociationSet[i]
		if s := b.Ipv6CidrBlockState; s == nil || s.State == ec2.SubnetCidrBlockStateCodeAssociated {
			out.IPv6CIDRs = append(out.IPv6CIDRs, deref(b.Ipv6CidrBlock))
		}
	}

	out.IPv6CIDRs = set(out.IPv6CIDRs)

	return out, true
}

// routeTable keeps the subnets and gateways that name the table. An association with neither is that of the main table.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTableAssociation.html
func (a *Answers) routeTable(in *ec2.RouteTable) (snapshot.RouteTable, bool) {
	id := deref(in.RouteTableId)
	out := snapshot.RouteTable{
		Meta:     a.ec2Meta(nil, in.OwnerId, "route-table", id),
		ID:       id,
		VPC:      deref(in.VpcId),
		Subnets:  setOf(in.Associations, func(s *ec2.RouteTableAssociation) *string { return s.SubnetId }),
		Gateways: setOf(in.Associations, func(s *ec2.RouteTableAssociation) *string { return s.GatewayId }),
	}

	for i := range in.Associations {
		out.Main = out.Main || deref(in.Associations[i].Main)
	}

	out.Routes = all(in.Routes, route)
	slices.SortFunc(out.Routes, func(x, y snapshot.Route) int {
		return cmp.Or(cmp.Compare(x.Destination, y.Destination), cmp.Compare(x.Target, y.Target))
	})

	return out, true
}

// route takes the one target that is set. A route to an instance names its interface too, which says more;
// GatewayId also holds "local" and the endpoints of a Gateway Load Balancer.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html
func route(in *ec2.Route) snapshot.Route {
	return snapshot.Route{
		Destination: cmp.Or(
			deref(in.DestinationCidrBlock), deref(in.DestinationIpv6CidrBlock), deref(in.DestinationPrefixListId),
		),
		Target: cmp.Or(
			deref(in.GatewayId), deref(in.NatGatewayId), deref(in.TransitGatewayId),
			deref(in.VpcPeeringConnectionId), deref(in.EgressOnlyInternetGatewayId), deref(in.NetworkInterfaceId),
			deref(in.InstanceId), deref(in.LocalGatewayId), deref(in.CarrierGatewayId),
			deref(in.CoreNetworkArn), deref(in.OdbNetworkArn),
		),
		Blackhole: in.State == ec2.RouteStateBlackhole,
	}
}
