package awsmap

import (
	"strings"

	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// loadBalancer takes the subnets from the zones, the only place that names them. The DNS name is in lower case, as
// names are compared: ELB writes the name of the load balancer into it as it was given.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html
func (a *Answers) loadBalancer(in *elb.LoadBalancer) (snapshot.LoadBalancer, bool) {
	arn := deref(in.LoadBalancerArn)

	return snapshot.LoadBalancer{
		Meta:           a.meta(arn),
		ID:             arn,
		Name:           deref(in.LoadBalancerName),
		Type:           string(in.Type),
		DNSName:        strings.ToLower(deref(in.DNSName)),
		Scheme:         string(in.Scheme),
		VPC:            deref(in.VpcId),
		SecurityGroups: set(in.SecurityGroups),
		Subnets:        setOf(in.AvailabilityZones, func(z *elb.AvailabilityZone) *string { return z.SubnetId }),
		IPAddressType:  string(in.IpAddressType),
	}, true
}

// listener joins the groups of all rules: which rule sends where, and on which condition, decides on requests, not on
// who can connect.
func (a *Answers) listener(in *elb.Listener) (snapshot.Listener, bool) {
	arn := deref(in.ListenerArn)
	groups := targetGroupsOf(in.DefaultActions)

	for i := range a.ListenerRules[arn] {
		groups = append(groups, targetGroupsOf(a.ListenerRules[arn][i].Actions)...)
	}

	return snapshot.Listener{
		Meta:         a.meta(arn),
		ID:           arn,
		LoadBalancer: deref(in.LoadBalancerArn),
		Protocol:     string(in.Protocol),
		Port:         int(deref(in.Port)),
		TargetGroups: set(groups),
	}, true
}

// targetGroupsOf names the groups of forward actions, the only ones that lead to a target. A group of weight
// 0 counts: a deployment shifts weights without notice.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html
func targetGroupsOf(in []elb.Action) []string {
	var out []string

	for i := range in {
		out = append(out, deref(in[i].TargetGroupArn))

		if f := in[i].ForwardConfig; f != nil {
			for j := range f.TargetGroups {
				out = append(out, deref(f.TargetGroups[j].TargetGroupArn))
			}
		}
	}

	return out
}

// targetGroup keeps the health-check port as a word, since it is a number or "traffic-port".
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroup.html
func (a *Answers) targetGroup(in *elb.TargetGroup) (snapshot.TargetGroup, bool) {
	arn := deref(in.TargetGroupArn)

	return snapshot.TargetGroup{
		Meta:                a.meta(arn),
		ID:                  arn,
		Name:                deref(in.TargetGroupName),
		LoadBalancers:       set(in.LoadBalancerArns),
		TargetType:          string(in.TargetType),
		Protocol:            string(in.Protocol),
		Port:                int(deref(in.Port)),
		HealthCheckPort:     healthCheckPort(in),
		HealthCheckProtocol: string(in.HealthCheckProtocol),
		VPC:                 deref(in.VpcId),
		IPAddressType:       string(in.IpAddressType),
		PreserveClientIP:    a.preserveClientIP(in),
		Targets:             targets(a.TargetHealth[arn]),
	}, true
}

func healthCheckPort(in *elb.TargetGroup) snapshot.Value[string] {
	if in.HealthCheckPort == nil {
		return snapshot.Value[string]{}
	}

	return snapshot.Known(*in.HealthCheckPort)
}

// ListenerOf is the ARN of the listener that a rule belongs to, which DescribeRules does not say: the rule's
// own ARN without the last part. It is empty where rule is not the ARN of one.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
func ListenerOf(rule string) string {
	arn, ok := ParseARN(rule)
	path, found := strings.CutPrefix(arn.Resource, "listener-rule/")
	end := strings.LastIndexByte(path, '/')

	if !ok || !found || end < 0 {
		return ""
	}

	arn.Resource = "listener/" + path[:end]

	return arn.String()
}
