package livetest

import (
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
)

// loadBalancer makes a public Application Load Balancer that answers 404 where no rule says otherwise.
func (b *builder) loadBalancer() {
	out, err := b.elb.CreateLoadBalancer(b.ctx, &elb.CreateLoadBalancerInput{
		Name: new("front"), Subnets: b.public, SecurityGroups: []string{b.alb},
		Scheme: types.LoadBalancerSchemeEnumInternetFacing, Type: types.LoadBalancerTypeEnumApplication,
	})
	b.done("create load balancer", err)
	b.balancer = *out.LoadBalancers[0].LoadBalancerArn

	listener, err := b.elb.CreateListener(b.ctx, &elb.CreateListenerInput{
		LoadBalancerArn: &b.balancer, Protocol: types.ProtocolEnumHttp, Port: new(int32(80)),
		DefaultActions: []types.Action{{
			Type:                types.ActionTypeEnumFixedResponse,
			FixedResponseConfig: &types.FixedResponseActionConfig{StatusCode: new("404")},
		}},
	})
	b.done("create listener", err)
	b.listener = *listener.Listeners[0].ListenerArn
	b.LoadBalancers, b.Listeners, b.HTTPListeners = 1, 1, 1
}

// tcpTarget makes a target group behind an internal Network Load Balancer without groups, whose targets see the
// addresses of clients.
func (b *builder) tcpTarget(name string, port int32) string {
	group, err := b.elb.CreateTargetGroup(b.ctx, &elb.CreateTargetGroupInput{
		Name: &name, VpcId: &b.vpc, TargetType: types.TargetTypeEnumIp, Protocol: types.ProtocolEnumTcp, Port: &port,
	})
	b.done("create target group "+name, err)

	arn := group.TargetGroups[0].TargetGroupArn
	_, err = b.elb.ModifyTargetGroupAttributes(b.ctx, &elb.ModifyTargetGroupAttributesInput{
		TargetGroupArn: arn,
		Attributes:     []types.TargetGroupAttribute{{Key: new("preserve_client_ip.enabled"), Value: new("true")}},
	})
	b.done("preserve addresses", err)

	out, err := b.elb.CreateLoadBalancer(b.ctx, &elb.CreateLoadBalancerInput{
		Name: &name, Subnets: b.private, Scheme: types.LoadBalancerSchemeEnumInternal,
		Type: types.LoadBalancerTypeEnumNetwork,
	})
	b.done("create load balancer "+name, err)

	_, err = b.elb.CreateListener(b.ctx, &elb.CreateListenerInput{
		LoadBalancerArn: out.LoadBalancers[0].LoadBalancerArn, Protocol: types.ProtocolEnumTcp, Port: &port,
		DefaultActions: []types.Action{{Type: types.ActionTypeEnumForward, TargetGroupArn: arn}},
	})
	b.done("create listener of "+name, err)

	b.TargetGroups++
	b.TCPGroups++
	b.LoadBalancers++
	b.Listeners++

	return *arn
}

// target makes a target group that a rule of the listener forwards /name to.
func (b *builder) target(name string, kind types.TargetTypeEnum, port int32) string {
	out, err := b.elb.CreateTargetGroup(b.ctx, &elb.CreateTargetGroupInput{
		Name: &name, VpcId: &b.vpc, TargetType: kind, Protocol: types.ProtocolEnumHttp, Port: &port,
	})
	b.done("create target group "+name, err)

	arn := out.TargetGroups[0].TargetGroupArn
	b.TargetGroups++

	_, err = b.elb.CreateRule(b.ctx, &elb.CreateRuleInput{
		ListenerArn: &b.listener, Priority: new(int32(b.TargetGroups)), //nolint:gosec // a few dozen
		Conditions: []types.RuleCondition{{
			Field: new("path-pattern"), PathPatternConfig: &types.PathPatternConditionConfig{Values: []string{"/" + name}},
		}},
		Actions: []types.Action{{Type: types.ActionTypeEnumForward, TargetGroupArn: arn}},
	})
	b.done("create rule for "+name, err)

	return *arn
}
