package live_test

import (
	"net/http"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rich is an account of everything that moto has no idea of.
func rich() fake {
	const tg, lb, listener = "arn:aws:elasticloadbalancing:eu-north-1:123456789012:targetgroup/",
		"arn:aws:elasticloadbalancing:eu-north-1:123456789012:loadbalancer/net/lb/1",
		"arn:aws:elasticloadbalancing:eu-north-1:123456789012:listener/"

	const registry = "arn:aws:servicediscovery:eu-north-1:123456789012:service/srv-"

	return one().with(fake{
		"DescribeClusters": ok(`{"clusters": [{"clusterArn": "` + prodARN + `",
			"capacityProviders": ["managed", "FARGATE", "FARGATE_SPOT"]}]}`),
		"DescribeCapacityProviders": ok(`{"capacityProviders": [{"name": "managed", "capacityProviderArn": "managed",
			"managedInstancesProvider": {"instanceLaunchTemplate": {"networkConfiguration": {"subnets": ["subnet-9"]}}}}]}`),
		"ListContainerInstances": ok(`{"containerInstanceArns": ["c/1", "c/2"]}`),
		"DescribeContainerInstances": ok(`{"containerInstances": [
			{"containerInstanceArn": "c/1", "ec2InstanceId": "i-1"},
			{"containerInstanceArn": "c/2", "ec2InstanceId": "mi-2"}]}`),
		"DescribeServices": ok(`{"services": [{"serviceArn": "` + webARN + `", "taskDefinition": "web:1",
			"deployments": [{"taskDefinition": "web:1"}, {"taskDefinition": "web:2"}],
			"loadBalancers": [{"targetGroupArn": "` + tg + `a",
				"advancedConfiguration": {"alternateTargetGroupArn": "` + tg + `b"}}],
			"serviceRegistries": [{"registryArn": "` + registry + `1"}, {"registryArn": "` + registry + `2"}],
			"taskSets": [{"taskSetArn": "s", "taskDefinition": "web:3", "loadBalancers": [{"targetGroupArn": "` + tg + `c"}],
				"networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-8"], "securityGroups": ["sg-8"]}}}]}]}`),
		"DescribeTargetGroups": ok(`<DescribeTargetGroupsResponse><DescribeTargetGroupsResult><TargetGroups><member>
			<TargetGroupArn>` + tg + `a</TargetGroupArn><Protocol>TCP_UDP</Protocol>
			<LoadBalancerArns><member>` + lb + `</member></LoadBalancerArns>
			</member><member><TargetGroupArn>` + tg + `b</TargetGroupArn><Protocol>HTTPS</Protocol></member>
			<member><TargetGroupArn>` + tg + `d</TargetGroupArn><Protocol>TCP</Protocol><TargetType>alb</TargetType></member>
			</TargetGroups></DescribeTargetGroupsResult></DescribeTargetGroupsResponse>`),
		"DescribeLoadBalancers": ok(`<DescribeLoadBalancersResponse><DescribeLoadBalancersResult><LoadBalancers><member>
			<LoadBalancerArn>` + lb + `</LoadBalancerArn><VpcId>vpc-1</VpcId>
			</member></LoadBalancers></DescribeLoadBalancersResult></DescribeLoadBalancersResponse>`),
		"DescribeListeners": ok(`<DescribeListenersResponse><DescribeListenersResult><Listeners>
			<member><ListenerArn>` + listener + `tcp</ListenerArn><Protocol>TCP</Protocol></member>
			<member><ListenerArn>` + listener + `https</ListenerArn><Protocol>HTTPS</Protocol></member>
			</Listeners></DescribeListenersResult></DescribeListenersResponse>`),
		"DescribeRouteTables": ok(`<DescribeRouteTablesResponse><routeTableSet><item><routeTableId>rtb-1</routeTableId>
			<routeSet><item><destinationPrefixListId>pl-1</destinationPrefixListId><gatewayId>vpce-1</gatewayId></item>
			<item><destinationCidrBlock>10.9.0.0/16</destinationCidrBlock><transitGatewayId>tgw-1</transitGatewayId></item>
			</routeSet></item></routeTableSet></DescribeRouteTablesResponse>`),
		"DescribeVpcBlockPublicAccessOptions": ok(`<DescribeVpcBlockPublicAccessOptionsResponse>
			<vpcBlockPublicAccessOptions><internetGatewayBlockMode>block-ingress</internetGatewayBlockMode>
			</vpcBlockPublicAccessOptions></DescribeVpcBlockPublicAccessOptionsResponse>`),
	})
}

// idRE matches the ids of what is asked about.
var idRE = regexp.MustCompile(
	`\b(?:web:\d|targetgroup/\w|loadbalancer/net/lb/1|listener/\w+|m?i-\d|subnet-\d|vpc-\d|pl-\d|tgw-\d|` +
		`srv-\d|ELB net/lb/1|managed|FARGATE\w*)\b`)

// TestAsked is what a reader asks about: everything that something in use names, and nothing else.
func TestAsked(t *testing.T) {
	t.Parallel()

	s := rich().start(t)
	read(t, s.Request)

	for _, once := range []string{ // with nothing to name
		"ListNamespaces", "DescribeVpcBlockPublicAccessOptions", "DescribeVpcBlockPublicAccessExclusions",
	} {
		if n := len(s.asked[once]); n != 1 {
			t.Errorf("%s was asked %d times", once, n)
		}
	}

	unnamed := slices.IndexFunc(s.asked["DescribeTargetGroups"], func(q string) bool { return !idRE.MatchString(q) })
	if n := len(s.asked["DescribeTargetGroups"]); n != 2 || unnamed < 0 {
		t.Errorf("target groups of load balancers were not asked for, in %d questions", n)
	}

	want := map[string][]string{
		"DescribeCapacityProviders":  {"managed"},
		"DescribeTaskDefinition":     {"web:1", "web:2", "web:3"},
		"DescribeInstances":          {"i-1"},
		"DescribeTargetGroups":       {"targetgroup/a", "targetgroup/b", "targetgroup/c"},
		"DescribeLoadBalancers":      {"loadbalancer/net/lb/1"},
		"DescribeListeners":          {"loadbalancer/net/lb/1"},
		"DescribeRules":              {"listener/https"},
		"DescribeSubnets":            {"subnet-8", "subnet-9", "vpc-1"},
		"DescribeVpcs":               {"vpc-1"},
		"DescribeRouteTables":        {"vpc-1"},
		"DescribeSecurityGroups":     {"vpc-1"},
		"DescribeManagedPrefixLists": {"pl-1"},

		"DescribeTargetHealth":          {"targetgroup/a", "targetgroup/b", "targetgroup/d"},
		"DescribeTargetGroupAttributes": {"targetgroup/a", "targetgroup/d"},
		"DescribeNetworkInterfaces":     {"ELB net/lb/1"},
		"DescribeNetworkAcls":           {"vpc-1"},
		"DescribeVpcEndpoints":          {"vpc-1"},
		"DescribeInternetGateways":      {"vpc-1"},
		"DescribeVpcPeeringConnections": {"vpc-1", "vpc-1"},
		"GetService":                    {"srv-1", "srv-2"},

		"DescribeTransitGateways":              {"tgw-1"},
		"DescribeTransitGatewayAttachments":    {"tgw-1"},
		"DescribeTransitGatewayVpcAttachments": {"tgw-1"},
	}

	got := map[string][]string{}

	for action, requests := range s.asked {
		for _, text := range requests {
			got[action] = append(got[action], idRE.FindAllString(text, -1)...)
		}

		slices.Sort(got[action])

		if len(got[action]) == 0 {
			delete(got, action)
		}
	}

	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}

// TestOldARN is a container instance of before 2018, whose ARN does not tell its cluster. Nor does the
// description of the clusters, which is denied; but someone listed it.
func TestOldARN(t *testing.T) {
	t.Parallel()

	const arn = "arn:aws:ecs:eu-north-1:123456789012:container-instance/0b69d5c0-d655-4695-98cd-5d2d526d9d5a"

	s := one().with(fake{
		"DescribeClusters":           {http.StatusBadRequest, `{"__type": "AccessDeniedException"}`},
		"ListContainerInstances":     ok(`{"containerInstanceArns": ["` + arn + `"]}`),
		"DescribeContainerInstances": ok(`{"containerInstances": [{"containerInstanceArn": "` + arn + `"}]}`),
	}).start(t)

	got := read(t, s.Request).ContainerInstances
	if len(got) != 1 || got[0].Cluster != prodARN {
		t.Errorf("container instances %+v, want one of %s", got, prodARN)
	}
}
