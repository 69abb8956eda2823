package awsmap_test

import (
	"testing"

	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

func TestLoadBalancer(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{LoadBalancers: []elb.LoadBalancer{{
		LoadBalancerArn: new(arnELB + "loadbalancer/app/web/1"), LoadBalancerName: new("web"), Type: "application",
		DNSName: new("Web-1.eu-north-1.elb.amazonaws.com"), Scheme: "internet-facing", VpcId: new("vpc-1"),
		SecurityGroups:    []string{"sg-1"},
		AvailabilityZones: []elb.AvailabilityZone{{SubnetId: new("subnet-2")}, {SubnetId: new("subnet-1")}, {}},
	}}})

	same(t, noun(t, s.LoadBalancers), `{
		"id": "arn:aws:elasticloadbalancing:eu-north-1:111122223333:loadbalancer/app/web/1", "name": "web",
		"type": "application", "dnsName": "web-1.eu-north-1.elb.amazonaws.com", "scheme": "internet-facing",
		"vpc": "vpc-1", "securityGroups": ["sg-1"], "subnets": ["subnet-1", "subnet-2"]}`)
}

// The target groups of a listener are those of its default action and of its rules, weighted or not.
func TestListener(t *testing.T) {
	t.Parallel()

	forward := func(groups ...string) elb.Action {
		f := &elb.ForwardActionConfig{}
		for i := range groups {
			f.TargetGroups = append(f.TargetGroups, elb.TargetGroupTuple{TargetGroupArn: &groups[i], Weight: new(int32(0))})
		}

		return elb.Action{Type: "forward", ForwardConfig: f}
	}

	s := read(awsmap.Answers{
		Listeners: []elb.Listener{{
			ListenerArn: new("l-1"), LoadBalancerArn: new("lb-1"), Protocol: "HTTPS", Port: new(int32(443)),
			DefaultActions: []elb.Action{{Type: "authenticate-oidc"}, {Type: "forward", TargetGroupArn: new("tg-3")}},
		}},
		ListenerRules: map[string][]elb.Rule{
			"l-1": {
				{Actions: []elb.Action{forward("tg-2", "tg-1")}},
				{Actions: []elb.Action{forward("tg-3"), {Type: "redirect"}}},
			},
			"l-2": {{Actions: []elb.Action{forward("tg-9")}}},
		},
	})

	same(t, noun(t, s.Listeners), `{"id": "l-1", "loadBalancer": "lb-1", "protocol": "HTTPS", "port": 443,
		"targetGroups": ["tg-1", "tg-2", "tg-3"]}`)
}

func TestTargetGroup(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{TargetGroups: []elb.TargetGroup{{
		TargetGroupArn: new("tg-1"), TargetGroupName: new("web"), LoadBalancerArns: []string{"lb-1"}, TargetType: "ip",
		Protocol: "HTTP", Port: new(int32(80)), HealthCheckPort: new("traffic-port"), HealthCheckProtocol: "HTTP",
		HealthCheckPath: new("/secret"),
	}}})

	same(t, noun(t, s.TargetGroups), `{"id": "tg-1", "name": "web", "loadBalancers": ["lb-1"], "targetType": "ip",
		"protocol": "HTTP", "port": 80, "healthCheckPort": "traffic-port", "healthCheckProtocol": "HTTP"}`)
}

// A load balancer that ELB is still setting up may have no name yet.
func TestLoadBalancerWithoutDNSName(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{LoadBalancers: []elb.LoadBalancer{{LoadBalancerArn: new("lb-1"), Type: "network"}}})
	same(t, noun(t, s.LoadBalancers), `{"id": "lb-1", "name": "", "type": "network"}`)
}

func TestListenerOf(t *testing.T) {
	t.Parallel()

	for rule, want := range map[string]string{
		arnELB + "listener-rule/app/web/50dc/f2f7/9683": arnELB + "listener/app/web/50dc/f2f7",
		arnELB + "listener/app/web/50dc/f2f7":           "",
		arnELB + "listener-rule/":                       "",
		"arn:aws:events:eu-north-1:111122223333:rule/x": "",
		"": "",
	} {
		equal(t, awsmap.ListenerOf(rule), want)
	}
}
