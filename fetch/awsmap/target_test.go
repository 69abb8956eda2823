package awsmap_test

import (
	"testing"

	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

func TestTargets(t *testing.T) {
	t.Parallel()

	const web = arnELB + "targetgroup/web/1"

	target := func(id string, port int32, state elb.TargetHealthStateEnum) elb.TargetHealthDescription {
		return elb.TargetHealthDescription{
			Target:       &elb.TargetDescription{Id: &id, Port: &port},
			TargetHealth: &elb.TargetHealth{State: state, Description: new("SECRET")},
		}
	}

	s := read(awsmap.Answers{
		TargetGroups: []elb.TargetGroup{{
			TargetGroupArn: new(web), TargetGroupName: new("web"), VpcId: new("vpc-1"), IpAddressType: "ipv4",
		}},
		TargetHealth: map[string][]elb.TargetHealthDescription{
			web: {
				target("i-2", 32768, "draining"), target("i-1", 32769, "healthy"), target("i-1", 32768, "unhealthy"),
				target("i-1", 32769, "healthy"), target("", 1, "healthy"),
				{Target: &elb.TargetDescription{Id: new("i-3")}},
				{},
			},
			web + "2": {target("i-9", 1, "healthy")},
		},
	})

	same(t, noun(t, s.TargetGroups), `{"id": "`+web+`", "name": "web", "vpc": "vpc-1", "ipAddressType": "ipv4",
		"targets": [{"id": "i-1", "port": 32768, "state": "unhealthy"}, {"id": "i-1", "port": 32769, "state": "healthy"},
			{"id": "i-2", "port": 32768, "state": "draining"}, {"id": "i-3"}]}`)
}

// Absent is AWS's default, which depends on protocol and target type.
func TestPreserveClientIP(t *testing.T) {
	t.Parallel()

	for value, want := range map[string]string{
		"true":  `{"id": "tg", "name": "", "preserveClientIp": true}`,
		"false": `{"id": "tg", "name": "", "preserveClientIp": false}`,
		"":      `{"id": "tg", "name": ""}`, "TRUE": `{"id": "tg", "name": ""}`,
	} {
		s := read(awsmap.Answers{
			TargetGroups: []elb.TargetGroup{{TargetGroupArn: new("tg")}},
			TargetGroupAttributes: map[string][]elb.TargetGroupAttribute{"tg": {
				{Key: new("stickiness.enabled"), Value: new("false")}, {Key: new(awsmap.PreserveClientIP), Value: &value},
			}},
		})

		same(t, noun(t, s.TargetGroups), want)
	}
}

// Where nothing answered, it is not known of a group that could have been told otherwise; of others the default holds.
func TestPreserveClientIPThatWasNotRead(t *testing.T) {
	t.Parallel()

	for _, c := range []struct {
		protocol elb.ProtocolEnum
		kind     elb.TargetTypeEnum
		answered bool
		unknown  bool
	}{
		{"TCP", "ip", false, true},
		{"TCP", "instance", false, true},
		{"TLS", "ip", false, true},
		{"TCP", "ip", true, false},
		{"TLS", "instance", true, false},
		{"TCP", "alb", false, false},
		{"UDP", "ip", false, false},
		{"TCP_UDP", "instance", false, false},
		{"QUIC", "ip", false, false},
		{"HTTP", "ip", false, false},
		{"", "lambda", false, false},
	} {
		answers := awsmap.Answers{
			TargetGroups: []elb.TargetGroup{{TargetGroupArn: new("tg"), Protocol: c.protocol, TargetType: c.kind}},
		}
		if c.answered {
			answers.TargetGroupAttributes = map[string][]elb.TargetGroupAttribute{"tg": nil}
		}

		s := read(answers)
		if got := s.TargetGroups[0].PreserveClientIP; got.IsUnknown() != c.unknown || got.IsKnown() {
			t.Errorf("%s to %s, answered %t: got %v", c.protocol, c.kind, c.answered, got)
		}
	}
}

// Anyone may write a description: it counts on what AWS made, and only if AWS writes so.
func TestInterfaceOfLoadBalancer(t *testing.T) {
	t.Parallel()

	for _, c := range []struct {
		description string
		kind        ec2.NetworkInterfaceType
		managed     bool
		want        string
	}{
		{"ELB app/web-1/50dc6c495c0c9188", "interface", true, "web-1"},
		{"ELB net/edge/50dc6c495c0c9188", "network_load_balancer", false, "edge"},
		{"ELB gwy/fw/50dc6c495c0c9188", "interface", true, "fw"},
		{"ELB classic", "interface", true, ""},
		{"ELB app/web-1/50dc6c495c0c9188", "interface", false, ""},
		{"my ELB app/web-1/50dc6c495c0c9188", "interface", true, ""},
		{"ELB app/password hunter2/50dc6c495c0c9188", "interface", true, ""},
		{"", "network_load_balancer", true, ""},
	} {
		s := read(awsmap.Answers{NetworkInterfaces: []ec2.NetworkInterface{{
			NetworkInterfaceId: new("eni-1"), Description: &c.description, InterfaceType: c.kind, RequesterManaged: &c.managed,
			SourceDestCheck: new(false),
		}}})

		if n := s.NetworkInterfaces[0]; n.LoadBalancer != c.want || n.SourceDestCheck.Or(true) {
			t.Errorf("%q is of load balancer %q, want %q; source/destination check %v",
				c.description, n.LoadBalancer, c.want, n.SourceDestCheck)
		}
	}
}
