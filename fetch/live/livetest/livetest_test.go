package livetest_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/applicationautoscaling"
	scalable "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/fetch/live/livetest"
)

// suite is a subtest and what it shares with the others: one moto and its account.
type suite struct {
	*testing.T

	server  *livetest.Server
	account *livetest.Account
}

func TestServer(t *testing.T) {
	t.Parallel()

	server := livetest.Start(t)
	built := livetest.BuildAccount(t, server)

	for name, test := range map[string]func(suite){
		"account":  suite.built,
		"limits":   suite.limits,
		"pages":    suite.pages,
		"tokens":   suite.tokens,
		"faults":   suite.faults,
		"overlay":  suite.overlay,
		"calls":    suite.calls,
		"unsigned": suite.unsigned,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(suite{t, server, built})
		})
	}
}

// clients of a fork; a call is tried once.
type clients struct {
	*livetest.Server

	ecs      *ecs.Client
	ec2      *ec2.Client
	elb      *elb.Client
	scaling  *autoscaling.Client
	scalable *applicationautoscaling.Client
}

func (s suite) clients(t *testing.T) clients {
	t.Helper()

	fork := s.server.Fork(t, s.server.Account)

	cfg, err := config.LoadDefaultConfig(t.Context(), append(fork.LoadOptions(), config.WithRetryMaxAttempts(1))...)
	if err != nil {
		t.Fatal(err)
	}

	return clients{
		fork, ecs.NewFromConfig(cfg), ec2.NewFromConfig(cfg), elb.NewFromConfig(cfg),
		autoscaling.NewFromConfig(cfg), applicationautoscaling.NewFromConfig(cfg),
	}
}

func (s suite) built() {
	t := s.T
	a := s.account
	if n := a.Services[livetest.Prod] + a.Services[livetest.Fargate]; n <= 100 || a.Clusters < 12 {
		t.Errorf("%d services and %d clusters are too few to page and batch", n, a.Clusters)
	}

	for _, service := range []string{
		livetest.Web, livetest.CacheA, livetest.CacheB, livetest.Agent, livetest.Orders, livetest.Checkout,
	} {
		if a.ARNs[service] == "" {
			t.Errorf("no service %s", service)
		}
	}
}

// code is the code of an API error, "" for none.
func code(err error) string {
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		return api.ErrorCode()
	}

	if err != nil {
		return err.Error()
	}

	return ""
}

// limits are held, and what is within them is not refused.
func (s suite) limits() {
	t := s.T
	c := s.clients(t)
	filter := func(n int) []ec2types.Filter {
		return []ec2types.Filter{{Name: new("subnet-id"), Values: ids(n)}}
	}

	for _, tt := range []struct {
		name     string
		most     int
		call     func(n int) error
		within   string
		overmuch string
	}{
		{"DescribeClusters", 100, func(n int) error {
			_, err := c.ecs.DescribeClusters(t.Context(), &ecs.DescribeClustersInput{Clusters: ids(n)})

			return err
		}, "", "InvalidParameterException"},
		{"DescribeServices", 10, func(n int) error {
			_, err := c.ecs.DescribeServices(t.Context(), &ecs.DescribeServicesInput{Cluster: new("prod"), Services: ids(n)})

			return err
		}, "", "InvalidParameterException"},
		{"DescribeTasks", 100, func(n int) error {
			_, err := c.ecs.DescribeTasks(t.Context(), &ecs.DescribeTasksInput{Cluster: new("prod"), Tasks: ids(n)})

			return err
		}, "", "InvalidParameterException"},
		{"DescribeContainerInstances", 100, func(n int) error {
			_, err := c.ecs.DescribeContainerInstances(t.Context(),
				&ecs.DescribeContainerInstancesInput{Cluster: new("prod"), ContainerInstances: ids(n)})

			return err
		}, "", "InvalidParameterException"},
		{"ListServices", 100, func(n int) error {
			_, err := c.ecs.ListServices(t.Context(), &ecs.ListServicesInput{Cluster: new("prod"), MaxResults: new(int32(n))})

			return err
		}, "", "InvalidParameterException"},
		{"DescribeCapacityProviders", 10, func(n int) error {
			_, err := c.ecs.DescribeCapacityProviders(t.Context(), &ecs.DescribeCapacityProvidersInput{
				CapacityProviders: []string{"prod"}, MaxResults: new(int32(n)),
			})

			return err
		}, "", "InvalidParameterException"},
		{"filter values", 200, func(n int) error {
			_, err := c.ec2.DescribeSubnets(t.Context(), &ec2.DescribeSubnetsInput{Filters: filter(n)})

			return err
		}, "", "FilterLimitExceeded"},
		{"DescribeRouteTables", 100, func(n int) error {
			_, err := c.ec2.DescribeRouteTables(t.Context(), &ec2.DescribeRouteTablesInput{MaxResults: new(int32(n))})

			return err
		}, "", "InvalidParameterValue"},
		{"DescribeLoadBalancers", 20, func(n int) error {
			_, err := c.elb.DescribeLoadBalancers(t.Context(), &elb.DescribeLoadBalancersInput{LoadBalancerArns: ids(n)})

			return err
		}, "LoadBalancerNotFound", "ValidationError"},
		{"DescribeTargetGroups", 20, func(n int) error {
			_, err := c.elb.DescribeTargetGroups(t.Context(), &elb.DescribeTargetGroupsInput{TargetGroupArns: ids(n)})

			return err
		}, "TargetGroupNotFound", "ValidationError"},
		{"DescribeAutoScalingGroups", 100, func(n int) error {
			_, err := c.scaling.DescribeAutoScalingGroups(t.Context(),
				&autoscaling.DescribeAutoScalingGroupsInput{AutoScalingGroupNames: ids(n)})

			return err
		}, "", "ValidationError"},
		{"DescribeScalableTargets", 50, func(n int) error {
			_, err := c.scalable.DescribeScalableTargets(t.Context(), &applicationautoscaling.DescribeScalableTargetsInput{
				ServiceNamespace: scalable.ServiceNamespaceEcs, ResourceIds: ids(n),
			})

			return err
		}, "", "ValidationException"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := code(tt.call(tt.most)); got != tt.within {
				t.Errorf("%d: %q, want %q", tt.most, got, tt.within)
			}

			if got := code(tt.call(tt.most + 1)); got != tt.overmuch {
				t.Errorf("%d: %q, want %q", tt.most+1, got, tt.overmuch)
			}
		})
	}

	_, err := c.ec2.DescribeInstances(t.Context(),
		&ec2.DescribeInstancesInput{InstanceIds: []string{"i-1"}, MaxResults: new(int32(10))})
	if code(err) != "InvalidParameterCombination" {
		t.Errorf("ids and a page size: %v", err)
	}
}

func ids(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("id-%d", i)
	}

	return out
}

// pages have the size that was asked for, or AWS's own, and hold everything once, in either wire form.
func (s suite) pages() {
	t := s.T
	c := s.clients(t)

	for size, want := range map[int]int{0: 11, 1: 106, 50: 3, 100: 2} {
		in := &ecs.ListServicesInput{Cluster: new(livetest.Fargate)}
		if size > 0 {
			in.MaxResults = new(int32(size))
		}

		var arns []string

		n := 0
		for p := ecs.NewListServicesPaginator(c.ecs, in); p.HasMorePages(); n++ {
			page, err := p.NextPage(t.Context())
			if err != nil {
				t.Fatal(err)
			}

			arns = append(arns, page.ServiceArns...)
		}

		slices.Sort(arns)

		if arns = slices.Compact(arns); n != want || len(arns) != s.account.Services[livetest.Fargate] {
			t.Errorf("size %d: %d services on %d pages, want %d", size, len(arns), n, want)
		}
	}

	n, groups := 0, 0
	in := &elb.DescribeTargetGroupsInput{PageSize: new(int32(10))}

	for p := elb.NewDescribeTargetGroupsPaginator(c.elb, in); p.HasMorePages(); n++ {
		page, err := p.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}

		groups += len(page.TargetGroups)
	}

	if n != 4 || groups != 40 || groups != s.account.TargetGroups {
		t.Errorf("%d target groups on %d pages, want 40 on 4", groups, n)
	}
}

// tokens belong to one request.
func (s suite) tokens() {
	t := s.T
	c := s.clients(t)

	page, err := c.ecs.ListServices(t.Context(), &ecs.ListServicesInput{Cluster: new(livetest.Fargate)})
	if err != nil || page.NextToken == nil {
		t.Fatalf("a first page without a second: %v", err)
	}

	for name, in := range map[string]*ecs.ListServicesInput{
		"of another cluster": {Cluster: new(livetest.Prod), NextToken: page.NextToken},
		"of nobody":          {Cluster: new(livetest.Fargate), NextToken: new("2")},
	} {
		if _, err := c.ecs.ListServices(t.Context(), in); code(err) != "InvalidParameterException" {
			t.Errorf("a token %s: %v", name, err)
		}
	}

	_, err = c.ec2.DescribeSubnets(t.Context(), &ec2.DescribeSubnetsInput{NextToken: new("x")})
	if code(err) != "InvalidNextToken" {
		t.Errorf("EC2: %v", err)
	}
}

func (s suite) faults() {
	t := s.T
	c := s.clients(t)
	c.Deny("ecs:ListClusters", "ec2:DescribeVpcs", "elasticloadbalancing:DescribeListeners")
	c.Fail("ecs:ListServices", "ThrottlingException", 1)

	before := 0

	c.Before("ecs:ListServices", func() { before++ })

	list := func() error {
		_, err := c.ecs.ListServices(t.Context(), &ecs.ListServicesInput{Cluster: new("prod")})

		return err
	}
	_, clusters := c.ecs.ListClusters(t.Context(), &ecs.ListClustersInput{})
	_, vpcs := c.ec2.DescribeVpcs(t.Context(), &ec2.DescribeVpcsInput{})
	_, listeners := c.elb.DescribeListeners(t.Context(), &elb.DescribeListenersInput{LoadBalancerArn: new("x")})

	got := []string{code(clusters), code(vpcs), code(listeners), code(list()), code(list())}
	want := []string{"AccessDeniedException", "UnauthorizedOperation", "AccessDenied", "ThrottlingException", ""}

	if diff := cmp.Diff(want, got); diff != "" || before != 2 {
		t.Errorf("codes (-want +got), the hook ran %d times:\n%s", before, diff)
	}

	if diff := cmp.Diff(map[string]int{"ecs:ListServices": 1}, c.Calls()); diff != "" {
		t.Errorf("calls that were answered (-want +got):\n%s", diff)
	}
}

// overlay changes what one resource says, in one fork.
func (s suite) overlay() {
	t := s.T
	c, other := s.clients(t), s.clients(t)
	c.Overlay(s.account.ARNs[livetest.Web], map[string]any{
		"deploymentConfiguration": map[string]any{"minimumHealthyPercent": 50}, "schedulingStrategy": nil,
	})
	c.Overlay(s.account.ARNs[livetest.Web], map[string]any{
		"deploymentConfiguration": map[string]any{"maximumPercent": 150},
	})

	in := &ecs.DescribeServicesInput{Cluster: new("prod"), Services: []string{livetest.Web, livetest.Orders}}
	here, err := c.ecs.DescribeServices(t.Context(), in)
	there, err2 := other.ecs.DescribeServices(t.Context(), in)

	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}

	web, orders := here.Services[0], here.Services[1]
	if d := web.DeploymentConfiguration; d == nil || *d.MinimumHealthyPercent != 50 || *d.MaximumPercent != 150 ||
		web.SchedulingStrategy != "" || len(web.CapacityProviderStrategy) != 1 {
		t.Errorf("web: %+v", web)
	}

	if orders.DeploymentConfiguration != nil || there.Services[0].DeploymentConfiguration != nil {
		t.Error("an overlay is on another service, or in another fork")
	}
}

// calls are counted where they are answered, and a second one like the first is noticed.
func (s suite) calls() {
	t := s.T
	c := s.clients(t)

	for _, cluster := range []string{"prod", "fargate", "prod", "nobody", "nobody"} {
		c.ecs.ListTasks(t.Context(), &ecs.ListTasksInput{Cluster: &cluster})
	}

	again := c.Repeated()
	if c.Calls()["ecs:ListTasks"] != 3 || len(again) != 1 || !strings.Contains(again[0], `"prod"`) {
		t.Errorf("calls %v, repeated %v", c.Calls(), again)
	}

	c.Reset()

	if len(c.Calls())+len(c.Repeated()) > 0 {
		t.Errorf("calls %v after a reset", c.Calls())
	}
}

func (s suite) unsigned() {
	t := s.T
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.server.URL, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}

	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}

	defer answer.Body.Close()

	if answer.StatusCode != http.StatusBadGateway {
		t.Errorf("status %d", answer.StatusCode)
	}
}
