package livetest

import (
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// network makes a VPC of two public and two private subnets, the private ones behind a NAT gateway.
func (b *builder) network() {
	b.attached()

	for i, zone := range []string{Region + "a", Region + "b"} {
		b.public = append(b.public, b.subnet(fmt.Sprintf("10.0.%d.0/24", i), zone))
		b.private = append(b.private, b.subnet(fmt.Sprintf("10.0.%d.0/24", 16+i), zone))
	}

	address, err := b.ec2.AllocateAddress(b.ctx, &ec2.AllocateAddressInput{Domain: types.DomainTypeVpc})
	b.done("allocate address", err)

	nat, err := b.ec2.CreateNatGateway(b.ctx, &ec2.CreateNatGatewayInput{
		SubnetId: &b.public[0], AllocationId: address.AllocationId,
	})
	b.done("create NAT gateway", err)

	b.route(b.public, &ec2.CreateRouteInput{GatewayId: b.gateway})
	b.transit(b.route(b.private, &ec2.CreateRouteInput{NatGatewayId: nat.NatGateway.NatGatewayId}))
}

// attached makes a VPC with an internet gateway.
func (b *builder) attached() {
	vpc, err := b.ec2.CreateVpc(b.ctx, &ec2.CreateVpcInput{CidrBlock: new("10.0.0.0/16")})
	b.done("create VPC", err)
	b.vpc = *vpc.Vpc.VpcId

	// Without names for hosts moto cannot run an awsvpc task.
	_, err = b.ec2.ModifyVpcAttribute(b.ctx, &ec2.ModifyVpcAttributeInput{
		VpcId: &b.vpc, EnableDnsHostnames: &types.AttributeBooleanValue{Value: new(true)},
	})
	b.done("name hosts", err)

	gateway, err := b.ec2.CreateInternetGateway(b.ctx, &ec2.CreateInternetGatewayInput{})
	b.done("create internet gateway", err)

	b.gateway = gateway.InternetGateway.InternetGatewayId
	_, err = b.ec2.AttachInternetGateway(b.ctx, &ec2.AttachInternetGatewayInput{
		InternetGatewayId: b.gateway, VpcId: &b.vpc,
	})
	b.done("attach internet gateway", err)
}

// transit leads a route to a transit gateway, at whose other end nothing is.
func (b *builder) transit(table *string) {
	out, err := b.ec2.CreateTransitGateway(b.ctx, &ec2.CreateTransitGatewayInput{})
	b.done("create transit gateway", err)

	gateway := out.TransitGateway.TransitGatewayId
	_, err = b.ec2.CreateTransitGatewayVpcAttachment(b.ctx, &ec2.CreateTransitGatewayVpcAttachmentInput{
		TransitGatewayId: gateway, VpcId: &b.vpc, SubnetIds: b.private,
	})
	b.done("attach transit gateway", err)

	_, err = b.ec2.CreateRoute(b.ctx, &ec2.CreateRouteInput{
		RouteTableId: table, TransitGatewayId: gateway, DestinationCidrBlock: new("10.99.0.0/16"),
	})
	b.done("create route to the transit gateway", err)
	b.TransitGateways++
}

// subnet leaves public addresses to what runs in it, as subnets do by default.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html
func (b *builder) subnet(cidr, zone string) string {
	out, err := b.ec2.CreateSubnet(b.ctx, &ec2.CreateSubnetInput{
		VpcId: &b.vpc, CidrBlock: &cidr, AvailabilityZone: &zone,
	})
	b.done("create subnet "+cidr, err)

	return *out.Subnet.SubnetId
}

// route sends what leaves the VPC from these subnets to the target.
func (b *builder) route(subnets []string, to *ec2.CreateRouteInput) (table *string) {
	out, err := b.ec2.CreateRouteTable(b.ctx, &ec2.CreateRouteTableInput{VpcId: &b.vpc})
	b.done("create route table", err)

	table = out.RouteTable.RouteTableId
	to.RouteTableId, to.DestinationCidrBlock = table, new("0.0.0.0/0")
	_, err = b.ec2.CreateRoute(b.ctx, to)
	b.done("create route", err)

	for _, subnet := range subnets {
		_, err = b.ec2.AssociateRouteTable(b.ctx, &ec2.AssociateRouteTableInput{
			RouteTableId: table, SubnetId: &subnet,
		})
		b.done("associate route table", err)
	}

	return table
}

// groups makes a group for each kind of interface, one that no interface has but that names one in use, and one
// that is neither. Only alb and hosts admit the internet: alb as it should, hosts as the planted risk.
func (b *builder) groups() {
	b.alb, b.hosts = b.group("alb"), b.group("hosts")
	b.tasks, b.workers, b.edge = b.group("tasks"), b.group("workers"), b.group("edge")
	database := b.group("database")
	b.group("unused")

	everywhere := []types.IpRange{{CidrIp: new("0.0.0.0/0")}}
	b.admit(b.alb, types.IpPermission{FromPort: new(int32(80)), ToPort: new(int32(80)), IpRanges: everywhere})
	b.admit(b.hosts, types.IpPermission{FromPort: new(int32(32768)), ToPort: new(int32(65535)), IpRanges: everywhere})
	b.admit(b.tasks, types.IpPermission{
		FromPort: new(int32(8080)), ToPort: new(int32(8080)), UserIdGroupPairs: []types.UserIdGroupPair{{GroupId: &b.alb}},
	})
	b.admit(b.edge, types.IpPermission{ // the Network Load Balancer has no group to name
		FromPort: new(int32(8080)), ToPort: new(int32(8080)), IpRanges: []types.IpRange{{CidrIp: new("10.0.0.0/16")}},
	})
	b.admit(database, types.IpPermission{
		FromPort: new(int32(5432)), ToPort: new(int32(5432)), UserIdGroupPairs: []types.UserIdGroupPair{{GroupId: &b.tasks}},
	})

	list, err := b.ec2.CreateManagedPrefixList(b.ctx, &ec2.CreateManagedPrefixListInput{
		PrefixListName: new("upstream"), AddressFamily: new("IPv4"), MaxEntries: new(int32(4)),
		Entries: []types.AddPrefixListEntry{{Cidr: new("192.0.2.0/25")}, {Cidr: new("192.0.2.128/25")}},
	})
	b.done("create prefix list", err)
	b.prefixList = *list.PrefixList.PrefixListId

	_, err = b.ec2.AuthorizeSecurityGroupEgress(b.ctx, &ec2.AuthorizeSecurityGroupEgressInput{
		GroupId: &b.workers, IpPermissions: []types.IpPermission{{
			IpProtocol: new("tcp"), FromPort: new(int32(443)), ToPort: new(int32(443)),
			PrefixListIds: []types.PrefixListId{{PrefixListId: &b.prefixList}},
		}},
	})
	b.done("admit egress to the prefix list", err)

	b.Group, b.GroupsInUse, b.PrefixLists = b.hosts, 6, 1
}

// group makes a group that admits nothing in and everything out, as EC2 does.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
func (b *builder) group(name string) string {
	out, err := b.ec2.CreateSecurityGroup(b.ctx, &ec2.CreateSecurityGroupInput{
		VpcId: &b.vpc, GroupName: &name, Description: new("livetest"),
	})
	b.done("create group "+name, err)

	return *out.GroupId
}

// admit adds a rule for incoming TCP.
func (b *builder) admit(group string, tcp types.IpPermission) {
	tcp.IpProtocol = new("tcp")
	_, err := b.ec2.AuthorizeSecurityGroupIngress(b.ctx, &ec2.AuthorizeSecurityGroupIngressInput{
		GroupId: &group, IpPermissions: []types.IpPermission{tcp},
	})
	b.done("admit ingress", err)
}
