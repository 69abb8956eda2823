package live

import (
	"context"
	"errors"
	"slices"

	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
	"github.com/aws/smithy-go"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

// What Elastic Load Balancing takes in a call and lists in a page. The 20 is documented for load balancers; for
// target groups no limit is, and they are held to the same one.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html
const (
	maxBalancers = 20
	maxELBPage   = 400
)

const groupGone = "TargetGroupNotFound"

// describeTargetGroups takes ARNs from services, which ECS does not check again once they run.
func (r *region) describeTargetGroups(ctx context.Context, arns []string) (reply[types.TargetGroup], error) {
	return apart(ctx, arns, groupGone, func(arns []string) (reply[types.TargetGroup], error) {
		in := &elb.DescribeTargetGroupsInput{TargetGroupArns: arns, PageSize: new(int32(maxELBPage))}

		return pages(ctx, elb.NewDescribeTargetGroupsPaginator(r.elb, in),
			func(page *elb.DescribeTargetGroupsOutput) []types.TargetGroup { return page.TargetGroups })
	})
}

// describeChained takes, of all target groups of the region, those whose target is a load balancer: no service names
// them, and there is no other way to find out which load balancers stand before another.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
func (r *region) describeChained(ctx context.Context, _ string) (reply[types.TargetGroup], error) {
	in := &elb.DescribeTargetGroupsInput{PageSize: new(int32(maxELBPage))}

	all, err := pages(ctx, elb.NewDescribeTargetGroupsPaginator(r.elb, in),
		func(page *elb.DescribeTargetGroupsOutput) []types.TargetGroup { return page.TargetGroups })
	all.items = slices.DeleteFunc(all.items, func(g types.TargetGroup) bool {
		return g.TargetType != types.TargetTypeEnumAlb
	})

	return all, err
}

// beside keeps the target groups of the VPCs of others: a load balancer and its target are in one VPC.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
func beside(groups, others []types.TargetGroup) []types.TargetGroup {
	return slices.DeleteFunc(groups, func(g types.TargetGroup) bool {
		return !slices.ContainsFunc(others, func(o types.TargetGroup) bool {
			return g.VpcId != nil && o.VpcId != nil && *g.VpcId == *o.VpcId
		})
	})
}

func (r *region) describeLoadBalancers(ctx context.Context, arns []string) (reply[types.LoadBalancer], error) {
	return apart(ctx, arns, "LoadBalancerNotFound", func(arns []string) (reply[types.LoadBalancer], error) {
		in := &elb.DescribeLoadBalancersInput{LoadBalancerArns: arns, PageSize: new(int32(maxELBPage))}

		return pages(ctx, elb.NewDescribeLoadBalancersPaginator(r.elb, in),
			func(page *elb.DescribeLoadBalancersOutput) []types.LoadBalancer { return page.LoadBalancers })
	})
}

// apart asks about all at once, and about both halves where one of them is gone, since that fails the call for
// all: a service may outlive its target group.
func apart[Out any](
	ctx context.Context, arns []string, gone string, ask func([]string) (reply[Out], error),
) (reply[Out], error) {
	out, err := ask(arns)
	if !hasCode(err, gone) {
		return out, err
	}

	if len(arns) == 1 {
		return reply[Out]{missing: []missing{{arns[0], gone}}}, nil
	}

	left, err := apart(ctx, arns[:len(arns)/2], gone, ask)
	if err != nil {
		return left, err
	}

	right, err := apart(ctx, arns[len(arns)/2:], gone, ask)

	return reply[Out]{append(left.items, right.items...), append(left.missing, right.missing...)}, err
}

func hasCode(err error, code string) bool {
	var api smithy.APIError

	return errors.As(err, &api) && api.ErrorCode() == code
}

// describeListeners has no form for several load balancers, nor has describeListenerRules for several listeners.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListeners.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeRules.html
func (r *region) describeListeners(ctx context.Context, balancer string) (reply[types.Listener], error) {
	in := &elb.DescribeListenersInput{LoadBalancerArn: &balancer, PageSize: new(int32(maxELBPage))}

	return pages(ctx, elb.NewDescribeListenersPaginator(r.elb, in),
		func(page *elb.DescribeListenersOutput) []types.Listener { return page.Listeners })
}

func (r *region) describeListenerRules(ctx context.Context, listener string) (reply[types.Rule], error) {
	in := &elb.DescribeRulesInput{ListenerArn: &listener, PageSize: new(int32(maxELBPage))}

	return pages(ctx, elb.NewDescribeRulesPaginator(r.elb, in),
		func(page *elb.DescribeRulesOutput) []types.Rule { return page.Rules })
}

// describeTargetHealth has no form for several groups, nor has describeTargetGroupAttributes. A group that is gone by
// now has no targets.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroupAttributes.html
func (r *region) describeTargetHealth(ctx context.Context, group string) (reply[types.TargetHealthDescription], error) {
	return apart(ctx, []string{group}, groupGone, func([]string) (reply[types.TargetHealthDescription], error) {
		out, err := r.elb.DescribeTargetHealth(ctx, &elb.DescribeTargetHealthInput{TargetGroupArn: &group})
		if err != nil {
			return reply[types.TargetHealthDescription]{}, err
		}

		return reply[types.TargetHealthDescription]{items: out.TargetHealthDescriptions}, nil
	})
}

func (r *region) describeTargetGroupAttributes(
	ctx context.Context, group string,
) (reply[types.TargetGroupAttribute], error) {
	return apart(ctx, []string{group}, groupGone, func([]string) (reply[types.TargetGroupAttribute], error) {
		out, err := r.elb.DescribeTargetGroupAttributes(ctx,
			&elb.DescribeTargetGroupAttributesInput{TargetGroupArn: &group}, func(o *elb.Options) {
				o.RetryMaxAttempts = attempts(awsmap.DescribeTargetGroupAttributes, o.RetryMaxAttempts)
			})
		if err != nil {
			return reply[types.TargetGroupAttribute]{}, err
		}

		return reply[types.TargetGroupAttribute]{items: out.Attributes}, nil
	})
}
