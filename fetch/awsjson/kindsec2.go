package awsjson

import (
	"path"
	"regexp"

	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

// ec2Kinds are the answers of EC2. An instance has no owner; its reservation has, and it is the asking account.
func ec2Kinds() []kind {
	return []kind{
		{"Reservations", "Instances", "", awsmap.DescribeInstances, readReservations},
		{"Entries", "Cidr", "", awsmap.GetManagedPrefixListEntries, readEntries},

		list("Images", "ImageId", "", awsmap.DescribeImages,
			func(a *awsmap.Answers) *[]ec2.Image { return &a.Images },
			func(*ec2.Image) clue { return clue{} }),
		list("LaunchTemplateVersions", "LaunchTemplateId", "", awsmap.DescribeLaunchTemplateVersions,
			func(a *awsmap.Answers) *[]ec2.LaunchTemplateVersion { return &a.LaunchTemplateVersions },
			func(*ec2.LaunchTemplateVersion) clue { return clue{} }),
		list("NetworkInterfaces", "NetworkInterfaceId", "", awsmap.DescribeNetworkInterfaces,
			func(a *awsmap.Answers) *[]ec2.NetworkInterface { return &a.NetworkInterfaces },
			func(n *ec2.NetworkInterface) clue { return clue{owner: n.OwnerId, zone: n.AvailabilityZone} }),
		list("SecurityGroups", "GroupId", "", awsmap.DescribeSecurityGroups,
			func(a *awsmap.Answers) *[]ec2.SecurityGroup { return &a.SecurityGroups },
			func(g *ec2.SecurityGroup) clue { return clue{arn: g.SecurityGroupArn, owner: g.OwnerId} }),
		list("SecurityGroupRules", "SecurityGroupRuleId", "", awsmap.DescribeSecurityGroupRules,
			func(a *awsmap.Answers) *[]ec2.SecurityGroupRule { return &a.SecurityGroupRules },
			func(r *ec2.SecurityGroupRule) clue { return clue{arn: r.SecurityGroupRuleArn, owner: r.GroupOwnerId} }),
		list("PrefixLists", "PrefixListArn", "ec2", awsmap.DescribeManagedPrefixLists,
			func(a *awsmap.Answers) *[]ec2.ManagedPrefixList { return &a.PrefixLists },
			func(l *ec2.ManagedPrefixList) clue { return clue{arn: l.PrefixListArn, owner: l.OwnerId} }),
		list("Vpcs", "VpcId", "", awsmap.DescribeVPCs,
			func(a *awsmap.Answers) *[]ec2.Vpc { return &a.VPCs },
			func(v *ec2.Vpc) clue { return clue{owner: v.OwnerId} }),
		list("Subnets", "SubnetId", "", awsmap.DescribeSubnets,
			func(a *awsmap.Answers) *[]ec2.Subnet { return &a.Subnets },
			func(s *ec2.Subnet) clue { return clue{arn: s.SubnetArn, owner: s.OwnerId, zone: s.AvailabilityZone} }),
		list("RouteTables", "RouteTableId", "", awsmap.DescribeRouteTables,
			func(a *awsmap.Answers) *[]ec2.RouteTable { return &a.RouteTables },
			func(t *ec2.RouteTable) clue { return clue{owner: t.OwnerId} }),
	}
}

// readReservations takes the instances out of their reservations, the record of the launch that made them.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Reservation.html
func readReservations(f *folder, v value) error {
	var in []ec2.Reservation
	if err := v.decode(&in); err != nil {
		return err
	}

	for i := range in {
		f.clues.add(clue{account: in[i].OwnerId}, v.file)

		for j := range in[i].Instances {
			if p := in[i].Instances[j].Placement; p != nil {
				f.clues.add(clue{zone: p.AvailabilityZone}, v.file)
			}
		}

		f.answers.Instances = append(f.answers.Instances, in[i].Instances...)
	}

	return nil
}

// prefixListRE matches the id of a prefix list in the name of a file.
var prefixListRE = regexp.MustCompile(`pl-[0-9a-z]+`)

// readEntries takes the list's id from the name of the file, since the answer does not hold it.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html
func readEntries(f *folder, v value) error {
	var in []ec2.PrefixListEntry
	if err := v.decode(&in); err != nil {
		return err
	}

	id := f.prefixList
	if id == "" {
		id = prefixListRE.FindString(path.Base(v.file))
	}

	if id == "" {
		f.gap(awsmap.GetManagedPrefixListEntries,
			"no telling which list the entries in "+v.file+" are of; name the file after it, pl-….json")

		return nil
	}

	f.answers.PrefixListEntries[id] = append(f.answers.PrefixListEntries[id], in...)

	return nil
}
