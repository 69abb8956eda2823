package live

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/applicationautoscaling"
	scalable "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

// What the two services called Auto Scaling take in a call; as many come in a page.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html
const (
	maxGroups  = 100
	maxTargets = 50
)

// describeGroups finds those that exist: a name that belongs to no group is no error.
func (r *region) describeGroups(ctx context.Context, names []string) (reply[types.AutoScalingGroup], error) {
	in := &autoscaling.DescribeAutoScalingGroupsInput{AutoScalingGroupNames: names, MaxRecords: new(int32(maxGroups))}

	return pages(ctx, autoscaling.NewDescribeAutoScalingGroupsPaginator(r.scaling, in),
		func(page *autoscaling.DescribeAutoScalingGroupsOutput) []types.AutoScalingGroup {
			return page.AutoScalingGroups
		})
}

// describeTargets asks for what moves the desired count of the services, and not for every target of the account.
func (r *region) describeTargets(ctx context.Context, resources []string) (reply[scalable.ScalableTarget], error) {
	in := &applicationautoscaling.DescribeScalableTargetsInput{
		ServiceNamespace:  scalable.ServiceNamespaceEcs,
		ScalableDimension: scalable.ScalableDimensionECSServiceDesiredCount,
		ResourceIds:       resources, MaxResults: new(int32(maxTargets)),
	}

	return pages(ctx, applicationautoscaling.NewDescribeScalableTargetsPaginator(r.scalable, in),
		func(page *applicationautoscaling.DescribeScalableTargetsOutput) []scalable.ScalableTarget {
			return page.ScalableTargets
		},
		func(o *applicationautoscaling.Options) {
			o.RetryMaxAttempts = attempts(awsmap.DescribeScalableTargets, o.RetryMaxAttempts)
		})
}
