package live

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

// What EC2 takes in all filters of a call, and the greatest sizes of its pages.
// https://github.com/gjbae1212/gossm/issues/47
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html
const (
	maxFilter       = 200
	maxPage         = 1000
	maxRouteTables  = 100
	maxPrefixLists  = 100
	maxTemplatePage = 200
)

// filter asks for resources by an id. Unlike the parameter for ids, it does not fail for one that is gone.
func filter(name string, ids []string) []types.Filter {
	return []types.Filter{{Name: &name, Values: ids}}
}

// attempts gives up early where a documented default stands in for the answer.
func attempts(action string, usual int) int {
	const few = 2

	if awsmap.ActionNamed(action).DefaultStands {
		return min(few, usual)
	}

	return usual
}

func ec2Attempts(action string) func(*ec2.Options) {
	return func(o *ec2.Options) { o.RetryMaxAttempts = attempts(action, o.RetryMaxAttempts) }
}

// describeInstances includes those that ECS manages, which an account may hide.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
func (r *region) describeInstances(ctx context.Context, ids []string) (reply[types.Instance], error) {
	in := &ec2.DescribeInstancesInput{
		Filters: filter("instance-id", ids), MaxResults: new(int32(maxPage)), IncludeManagedResources: new(true),
	}

	return pages(ctx, ec2.NewDescribeInstancesPaginator(r.ec2, in),
		func(page *ec2.DescribeInstancesOutput) []types.Instance {
			var out []types.Instance
			for i := range page.Reservations {
				out = append(out, page.Reservations[i].Instances...)
			}

			return out
		})
}

// interfacesBy describes those of tasks by their ids, and those of load balancers by the description that AWS gives
// them: instances tell their own.
func (r *region) interfacesBy(name string) func(context.Context, []string) (reply[types.NetworkInterface], error) {
	return func(ctx context.Context, values []string) (reply[types.NetworkInterface], error) {
		in := &ec2.DescribeNetworkInterfacesInput{
			Filters: filter(name, values), MaxResults: new(int32(maxPage)), IncludeManagedResources: new(true),
		}

		return pages(ctx, ec2.NewDescribeNetworkInterfacesPaginator(r.ec2, in),
			func(page *ec2.DescribeNetworkInterfacesOutput) []types.NetworkInterface {
				return page.NetworkInterfaces
			})
	}
}

// describeImages includes deprecated ones, which a filter alone does not find: ECS-optimized images are in use
// long after.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-deprecate.html
func (r *region) describeImages(ctx context.Context, ids []string) (reply[types.Image], error) {
	in := &ec2.DescribeImagesInput{
		Filters: filter("image-id", ids), MaxResults: new(int32(maxPage)), IncludeDeprecated: new(true),
	}

	return pages(ctx, ec2.NewDescribeImagesPaginator(r.ec2, in),
		func(page *ec2.DescribeImagesOutput) []types.Image { return page.Images }, ec2Attempts(awsmap.DescribeImages))
}

// describeTemplate asks for the versions in use alone: a template may have thousands, each with user data.
func (r *region) describeTemplate(ctx context.Context, t template) (reply[types.LaunchTemplateVersion], error) {
	in := &ec2.DescribeLaunchTemplateVersionsInput{
		LaunchTemplateId: &t.id, Versions: t.versions, MaxResults: new(int32(maxTemplatePage)),
	}

	return pages(ctx, ec2.NewDescribeLaunchTemplateVersionsPaginator(r.ec2, in),
		func(page *ec2.DescribeLaunchTemplateVersionsOutput) []types.LaunchTemplateVersion {
			return page.LaunchTemplateVersions
		}, ec2Attempts(awsmap.DescribeLaunchTemplateVersions))
}
