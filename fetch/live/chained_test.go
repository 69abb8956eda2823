package live_test

import (
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A target group whose target is a load balancer is kept where it may be before one of a service: in the same VPC.
// Those of anything else are nobody's business.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
func TestLoadBalancersBeforeOthers(t *testing.T) {
	t.Parallel()

	const arn = "arn:aws:elasticloadbalancing:eu-north-1:123456789012:targetgroup/"

	group := func(name, kind, vpc string) string {
		return `<member><TargetGroupArn>` + arn + name + `</TargetGroupArn><TargetType>` + kind + `</TargetType>` +
			`<VpcId>` + vpc + `</VpcId></member>`
	}
	answer := func(members string) reply {
		return ok(`<DescribeTargetGroupsResponse><DescribeTargetGroupsResult><TargetGroups>` + members +
			`</TargetGroups></DescribeTargetGroupsResult></DescribeTargetGroupsResponse>`)
	}

	web := group("web", "ip", "vpc-1")
	s := read(t, one().with(fake{
		"DescribeServices": ok(`{"services": [{"serviceArn": "` + webARN + `",
			"loadBalancers": [{"targetGroupArn": "` + arn + `web"}]}]}`),
		"DescribeTargetGroups": answer(web),
		allTargetGroups: answer(web + group("before", "alb", "vpc-1") + group("elsewhere", "alb", "vpc-2") +
			group("other", "ip", "vpc-1")),
	}).start(t).Request)

	got := make([]string, 0, len(s.TargetGroups))
	for i := range s.TargetGroups {
		got = append(got, snapshot.Name(s.TargetGroups[i].ID))
	}

	slices.Sort(got)

	if want := []string{"before", "web"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
