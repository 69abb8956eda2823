package livetest

import (
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	elbtypes "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
)

// network makes a VPC of two public subnets, which give public addresses to what runs in them.
func (b *fiveWays) network() {
	b.attached()

	for i, zone := range []string{Region + "a", Region + "b"} {
		subnet := b.subnet([]string{"10.0.0.0/24", "10.0.1.0/24"}[i], zone)
		_, err := b.ec2.ModifySubnetAttribute(b.ctx, &ec2.ModifySubnetAttributeInput{
			SubnetId: &subnet, MapPublicIpOnLaunch: &ec2types.AttributeBooleanValue{Value: new(true)},
		})
		b.done("give public addresses", err)

		b.public = append(b.public, subnet)
	}

	b.route(b.public, &ec2.CreateRouteInput{GatewayId: b.gateway})
}

func (b *fiveWays) groups() {
	b.admitItself()
	b.alb, b.hosts, b.api = b.group("front"), b.group("hosts"), b.group("api")

	everywhere := []ec2types.IpRange{{CidrIp: new("0.0.0.0/0")}}
	b.admit(b.alb, ports(80, 80, ec2types.IpPermission{IpRanges: everywhere}))
	b.admit(b.hosts, ports(32768, 65535, ec2types.IpPermission{IpRanges: everywhere}))
	b.admit(b.hosts, ports(22, 22, ec2types.IpPermission{
		IpRanges: []ec2types.IpRange{{CidrIp: new("0.0.0.0/0")}, {CidrIp: new("10.0.0.0/16")}},
	}))
	b.admit(b.api, ports(8080, 8080, ec2types.IpPermission{
		UserIdGroupPairs: []ec2types.UserIdGroupPair{{GroupId: &b.alb}},
		IpRanges:         []ec2types.IpRange{{CidrIp: new("10.0.0.0/16")}},
	}))
}

// admitItself gives the default group the rule that moto leaves out: all from itself.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
func (b *fiveWays) admitItself() {
	out, err := b.ec2.DescribeSecurityGroups(b.ctx, &ec2.DescribeSecurityGroupsInput{Filters: []ec2types.Filter{
		{Name: new("vpc-id"), Values: []string{b.vpc}}, {Name: new("group-name"), Values: []string{"default"}},
	}})
	b.done("find the default group", err)
	b.usual = *out.SecurityGroups[0].GroupId

	_, err = b.ec2.AuthorizeSecurityGroupIngress(b.ctx, &ec2.AuthorizeSecurityGroupIngressInput{
		GroupId: &b.usual, IpPermissions: []ec2types.IpPermission{{
			IpProtocol: new("-1"), UserIdGroupPairs: []ec2types.UserIdGroupPair{{GroupId: &b.usual}},
		}},
	})
	b.done("admit the default group itself", err)
}

func ports(from, to int32, p ec2types.IpPermission) ec2types.IpPermission {
	p.FromPort, p.ToPort = &from, &to

	return p
}

// balance makes the load balancer: all goes to web, save for the paths of others.
func (b *fiveWays) balance() {
	b.webTargets = b.targets("web", elbtypes.TargetTypeEnumInstance, 80)
	b.apiTargets = b.targets("api", elbtypes.TargetTypeEnumIp, 8080)
	b.queueTargets = b.targets("queue", elbtypes.TargetTypeEnumIp, 9000)

	out, err := b.elb.CreateLoadBalancer(b.ctx, &elb.CreateLoadBalancerInput{
		Name: new("front"), Subnets: b.public, SecurityGroups: []string{b.alb},
		Scheme: elbtypes.LoadBalancerSchemeEnumInternetFacing, Type: elbtypes.LoadBalancerTypeEnumApplication,
	})
	b.done("create load balancer", err)

	listener, err := b.elb.CreateListener(b.ctx, &elb.CreateListenerInput{
		LoadBalancerArn: out.LoadBalancers[0].LoadBalancerArn, Protocol: elbtypes.ProtocolEnumHttp, Port: new(int32(80)),
		DefaultActions: []elbtypes.Action{{Type: elbtypes.ActionTypeEnumForward, TargetGroupArn: &b.webTargets}},
	})
	b.done("create listener", err)

	b.listener = *listener.Listeners[0].ListenerArn
	b.rule(10, "/api/*", b.apiTargets)
	b.rule(20, "/queue/*", b.queueTargets)
}

func (b *fiveWays) rule(priority int32, path, targets string) {
	_, err := b.elb.CreateRule(b.ctx, &elb.CreateRuleInput{
		ListenerArn: &b.listener, Priority: &priority,
		Conditions: []elbtypes.RuleCondition{{
			Field: new("path-pattern"), PathPatternConfig: &elbtypes.PathPatternConditionConfig{Values: []string{path}},
		}},
		Actions: []elbtypes.Action{{Type: elbtypes.ActionTypeEnumForward, TargetGroupArn: &targets}},
	})
	b.done("create rule for "+path, err)
}

func (b *fiveWays) targets(name string, kind elbtypes.TargetTypeEnum, port int32) string {
	out, err := b.elb.CreateTargetGroup(b.ctx, &elb.CreateTargetGroupInput{
		Name: &name, VpcId: &b.vpc, TargetType: kind, Protocol: elbtypes.ProtocolEnumHttp, Port: &port,
	})
	b.done("create target group "+name, err)

	return *out.TargetGroups[0].TargetGroupArn
}
