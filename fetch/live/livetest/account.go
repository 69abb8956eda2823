package livetest

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/applicationautoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
)

// The clusters that hold something: Prod has three kinds of risk and a clean service on EC2 instances, Fargate
// has clean services alone. Prod is also the name of its capacity provider and Auto Scaling group.
const (
	Prod    = "prod"
	Fargate = "fargate"
)

// The services of cluster prod. The first four are the planted risks:
//
//   - Web, in bridge mode with dynamic host ports behind the load balancer; the group of the instances admits
//     tcp 32768-65535 from everywhere, and they have public addresses;
//   - CacheA and CacheB, in bridge mode, both on host port 6379: three tasks for two instances;
//   - Agent, a privileged DAEMON in host mode.
//
// Orders is clean, in awsvpc mode and registered in Cloud Map, and so is Edge, behind a Network Load Balancer. So are
// Checkout, in cluster fargate, and every service named clean-….
const (
	Web      = "web"
	CacheA   = "cache-a"
	CacheB   = "cache-b"
	Agent    = "agent"
	Orders   = "orders"
	Checkout = "checkout"
	Edge     = "edge"
)

// What there is to page and to batch: more clusters than anyone needs, more than one page of services and of
// tasks, and two full batches of target groups, 40 with those of Web, Orders, Checkout and Edge.
const (
	idleClusters = 10
	cleanWebs    = 36
	cleanWorkers = 69
)

// An Account is what BuildAccount made, in the numbers that decide on how many calls a reader needs.
type Account struct {
	// Clusters counts all of them; all but Prod and Fargate are empty.
	Clusters int

	// Services, Tasks and ContainerInstances count by cluster.
	Services, Tasks, ContainerInstances map[string]int

	// TaskDefinitions are in use; one more, that no service runs, is not counted.
	TaskDefinitions int

	CapacityProviders, AutoScalingGroups, LaunchTemplates, Images int

	// Interfaces are those of awsvpc tasks.
	Interfaces int

	// GroupsInUse counts the groups of instances, tasks and load balancers, and those that name one of them.
	GroupsInUse, PrefixLists int

	// HTTPListeners are those of the Application Load Balancer, and TCPGroups the target groups of the Network one.
	TargetGroups, TCPGroups, LoadBalancers, Listeners, HTTPListeners int

	// Registries are the services of Cloud Map, and TransitGateways those that a route leads to.
	Registries, TransitGateways int

	// Group is the ID of the instances' group, which admits what it should not.
	Group string

	// ARNs are the services by name.
	ARNs map[string]string
}

// BuildAccount fills the server's account through the SDK and forgets the calls that took.
func BuildAccount(tb testing.TB, s *Server) *Account {
	tb.Helper()

	b := newBuilder(tb, s)
	b.network()
	b.groups()
	b.loadBalancer()
	b.clusters()
	b.instances()
	b.prod()
	b.fargate()
	s.Block("arn:aws:ec2:" + Region + ":" + s.Account + ":vpc/" + b.vpc)
	s.Reset()

	return &b.Account
}

func newBuilder(tb testing.TB, s *Server) *builder {
	tb.Helper()

	cfg, err := config.LoadDefaultConfig(tb.Context(), s.LoadOptions()...)
	if err != nil {
		tb.Fatalf("configure the SDK: %v", err)
	}

	return &builder{
		tb: tb, ctx: tb.Context(), server: s,
		ecs: ecs.NewFromConfig(cfg), ec2: ec2.NewFromConfig(cfg), elb: elb.NewFromConfig(cfg),
		scaling: autoscaling.NewFromConfig(cfg), scalable: applicationautoscaling.NewFromConfig(cfg),
		Account: Account{
			Services: map[string]int{}, Tasks: map[string]int{}, ContainerInstances: map[string]int{},
			ARNs: map[string]string{},
		},
	}
}

// A builder makes an account, step by step; each step leaves what the next ones need.
type builder struct {
	Account

	tb     testing.TB
	ctx    context.Context //nolint:containedctx // a builder lives as long as the call that made it
	server *Server

	ecs      *ecs.Client
	ec2      *ec2.Client
	elb      *elb.Client
	scaling  *autoscaling.Client
	scalable *applicationautoscaling.Client

	vpc             string
	gateway         *string
	public, private []string
	prefixList      string

	alb, hosts, tasks, workers, edge string // groups

	balancer, listener string

	// hostIDs are instances, and registered their ARNs as container instances.
	hostIDs, registered []string
}

// done ends the test where a step failed.
func (b *builder) done(step string, err error) {
	b.tb.Helper()

	if err != nil {
		b.tb.Fatalf("build account: %s: %v", step, err)
	}
}
