package live

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

// Everything about a VPC is asked for by the VPC: the routes of a subnet may be those of the main table, which
// names no subnet, and what another subnet holds decides where traffic comes from.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html

func (r *region) describeVPCs(ctx context.Context, ids []string) (reply[types.Vpc], error) {
	in := &ec2.DescribeVpcsInput{Filters: filter("vpc-id", ids), MaxResults: new(int32(maxPage))}

	return pages(ctx, ec2.NewDescribeVpcsPaginator(r.ec2, in),
		func(page *ec2.DescribeVpcsOutput) []types.Vpc { return page.Vpcs })
}

// subnetsBy describes subnets by their own ids, which is how an unknown VPC is found, or by that of their VPC.
func (r *region) subnetsBy(name string) func(context.Context, []string) (reply[types.Subnet], error) {
	return func(ctx context.Context, ids []string) (reply[types.Subnet], error) {
		in := &ec2.DescribeSubnetsInput{Filters: filter(name, ids), MaxResults: new(int32(maxPage))}

		return pages(ctx, ec2.NewDescribeSubnetsPaginator(r.ec2, in),
			func(page *ec2.DescribeSubnetsOutput) []types.Subnet { return page.Subnets })
	}
}

func (r *region) describeRouteTables(ctx context.Context, vpcs []string) (reply[types.RouteTable], error) {
	in := &ec2.DescribeRouteTablesInput{Filters: filter("vpc-id", vpcs), MaxResults: new(int32(maxRouteTables))}

	return pages(ctx, ec2.NewDescribeRouteTablesPaginator(r.ec2, in),
		func(page *ec2.DescribeRouteTablesOutput) []types.RouteTable { return page.RouteTables })
}

// describeSecurityGroups takes all groups of a VPC: one that names a group in use matters, whoever has it.
func (r *region) describeSecurityGroups(ctx context.Context, vpcs []string) (reply[types.SecurityGroup], error) {
	in := &ec2.DescribeSecurityGroupsInput{Filters: filter("vpc-id", vpcs), MaxResults: new(int32(maxPage))}

	return pages(ctx, ec2.NewDescribeSecurityGroupsPaginator(r.ec2, in),
		func(page *ec2.DescribeSecurityGroupsOutput) []types.SecurityGroup { return page.SecurityGroups })
}

// describeRules is about groups in use only: it costs a call for 200 groups, and all that it adds to the groups is
// the ids of their rules. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html
func (r *region) describeRules(ctx context.Context, groups []string) (reply[types.SecurityGroupRule], error) {
	in := &ec2.DescribeSecurityGroupRulesInput{Filters: filter("group-id", groups), MaxResults: new(int32(maxPage))}

	return pages(ctx, ec2.NewDescribeSecurityGroupRulesPaginator(r.ec2, in),
		func(page *ec2.DescribeSecurityGroupRulesOutput) []types.SecurityGroupRule {
			return page.SecurityGroupRules
		},
		ec2Attempts(awsmap.DescribeSecurityGroupRules))
}

// describePrefixLists finds lists of the account, those shared with it and those of AWS alike.
// https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
func (r *region) describePrefixLists(ctx context.Context, ids []string) (reply[types.ManagedPrefixList], error) {
	in := &ec2.DescribeManagedPrefixListsInput{
		Filters: filter("prefix-list-id", ids), MaxResults: new(int32(maxPrefixLists)),
	}

	return pages(ctx, ec2.NewDescribeManagedPrefixListsPaginator(r.ec2, in),
		func(page *ec2.DescribeManagedPrefixListsOutput) []types.ManagedPrefixList { return page.PrefixLists })
}

func (r *region) prefixListEntries(ctx context.Context, id string) (reply[types.PrefixListEntry], error) {
	in := &ec2.GetManagedPrefixListEntriesInput{PrefixListId: &id, MaxResults: new(int32(maxPrefixLists))}

	return pages(ctx, ec2.NewGetManagedPrefixListEntriesPaginator(r.ec2, in),
		func(page *ec2.GetManagedPrefixListEntriesOutput) []types.PrefixListEntry { return page.Entries })
}
