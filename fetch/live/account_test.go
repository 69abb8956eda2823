package live_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/live"
	"github.com/ecslint/ecslint/fetch/live/livetest"
)

// account is a subtest and what it shares with the others: one moto and one account in it. Each takes a fork of
// its own.
type account struct {
	*testing.T
	*livetest.Account

	server *livetest.Server
}

// TestAccount reads an account of moto in every way there is.
func TestAccount(t *testing.T) {
	t.Parallel()

	server := livetest.Start(t)
	built := livetest.BuildAccount(t, server)

	for name, test := range map[string]func(account){
		"calls":                 account.calls,
		"snapshot":              account.snapshot,
		"twin":                  account.twin,
		"denied":                account.denied,
		"list denied":           account.listDenied,
		"throttled":             account.throttled,
		"one cluster throttled": account.oneFailed,
		"defaults stand":        account.defaultsStand,
		"clusters":              account.clusters,
		"no such cluster":       account.noSuchCluster,
		"interrupted":           account.interrupted,
		"empty":                 account.empty,
		"gone":                  account.gone,
		"idle service":          account.idleService,
		"refused":               account.refused,
		"assumed role":          account.assumedRole,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(account{t, built, server})
		})
	}
}

func (a account) fork(t *testing.T) *livetest.Server {
	t.Helper()

	return a.server.Fork(t, a.server.Account)
}

// request asks for clusters of the server's account; none means all.
func request(s *livetest.Server, clusters ...string) live.Request {
	return live.Request{Clusters: clusters, LoadOptions: s.LoadOptions()}
}

// oneAttempt is for calls that are to fail.
func oneAttempt(r live.Request) live.Request {
	return retrying(r, func() aws.Retryer { return aws.NopRetryer{} })
}

// impatient makes as many attempts as ever, without a pause. The usual mode slows down every call of a service for
// seconds after one was throttled, which TestAccount/throttled sits out.
func impatient(r live.Request) live.Request {
	return retrying(r, func() aws.Retryer {
		return retry.NewStandard(func(o *retry.StandardOptions) {
			o.Backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return 0, nil })
		})
	})
}

func retrying(r live.Request, retryer func() aws.Retryer) live.Request {
	r.LoadOptions = append(slices.Clip(r.LoadOptions), config.WithRetryer(retryer))

	return r
}

func read(t *testing.T, r live.Request) *snapshot.Snapshot {
	t.Helper()

	s, err := live.Read(t.Context(), r)
	if err != nil {
		t.Fatalf("Read: %v", err)
	}

	return s
}

// calls states how many calls an account costs, from the numbers of what is in it.
func (a account) calls() {
	t := a.T
	s := a.fork(t)
	read(t, request(s))

	want := map[string]int{
		"sts:GetCallerIdentity": 1,

		"ecs:ListClusters":               pages(a.Clusters, 100),
		"ecs:DescribeClusters":           batches(a.Clusters, 100),
		"ecs:ListServices":               a.each(a.Services, pages, 100),
		"ecs:DescribeServices":           a.each(a.Services, batches, 10),
		"ecs:ListTasks":                  a.each(a.Tasks, pages, 100),
		"ecs:DescribeTasks":              a.each(a.Tasks, batches, 100),
		"ecs:ListContainerInstances":     a.each(a.ContainerInstances, pages, 100),
		"ecs:DescribeContainerInstances": a.each(a.ContainerInstances, batches, 100),
		"ecs:DescribeCapacityProviders":  batches(a.CapacityProviders, 100) * pages(a.CapacityProviders, 10),
		"ecs:DescribeTaskDefinition":     a.TaskDefinitions,

		"autoscaling:DescribeAutoScalingGroups":           batches(a.AutoScalingGroups, 100),
		"application-autoscaling:DescribeScalableTargets": batches(sum(a.Services), 50),

		"ec2:DescribeInstances":              batches(a.ContainerInstances[livetest.Prod], 200),
		"ec2:DescribeNetworkInterfaces":      batches(a.Interfaces, 200) + batches(a.LoadBalancers, 200),
		"ec2:DescribeImages":                 batches(a.Images, 200),
		"ec2:DescribeLaunchTemplateVersions": a.LaunchTemplates,
		"ec2:DescribeVpcs":                   1,
		"ec2:DescribeSubnets":                1,
		"ec2:DescribeRouteTables":            1,
		"ec2:DescribeSecurityGroups":         1,
		"ec2:DescribeSecurityGroupRules":     batches(a.GroupsInUse, 200),
		"ec2:DescribeManagedPrefixLists":     batches(a.PrefixLists, 200),
		"ec2:GetManagedPrefixListEntries":    a.PrefixLists,

		"elasticloadbalancing:DescribeTargetGroups":  batches(a.TargetGroups, 20) + 1, // those of load balancers
		"elasticloadbalancing:DescribeLoadBalancers": batches(a.LoadBalancers, 20),
		"elasticloadbalancing:DescribeListeners":     a.LoadBalancers,
		"elasticloadbalancing:DescribeRules":         a.HTTPListeners,

		"elasticloadbalancing:DescribeTargetHealth":          a.TargetGroups,
		"elasticloadbalancing:DescribeTargetGroupAttributes": a.TCPGroups,

		"ec2:DescribeNetworkAcls":                 1,
		"ec2:DescribeVpcBlockPublicAccessOptions": 1,

		"ec2:DescribeVpcBlockPublicAccessExclusions": 1,
		"ec2:DescribeInternetGateways":               1,
		"ec2:DescribeVpcPeeringConnections":          2, // a VPC may be at either end
		"ec2:DescribeVpcEndpoints":                   1,

		"ec2:DescribeTransitGateways":              batches(a.TransitGateways, 200),
		"ec2:DescribeTransitGatewayAttachments":    batches(a.TransitGateways, 200),
		"ec2:DescribeTransitGatewayVpcAttachments": batches(a.TransitGateways, 200),

		"servicediscovery:GetService":     a.Registries,
		"servicediscovery:ListNamespaces": 1,
	}

	if diff := cmp.Diff(want, s.Calls()); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}

	if again := s.Repeated(); len(again) > 0 {
		t.Errorf("asked twice:\n%s", strings.Join(again, "\n"))
	}
}

// pages is how many pages a list of n has; an empty one has one.
func pages(n, size int) int { return max(1, batches(n, size)) }

func batches(n, size int) int { return (n + size - 1) / size }

// each sums up over the clusters, which are asked one by one.
func (a account) each(by map[string]int, calls func(n, size int) int, size int) int {
	sum := (a.Clusters - len(by)) * calls(0, size)
	for _, n := range by {
		sum += calls(n, size)
	}

	return sum
}

func (a account) snapshot() {
	t := a.T
	s := a.fork(t)
	r := request(s)
	r.CollectedAt = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	got := read(t, r)

	type counts struct {
		Clusters, Services, Tasks, TaskDefinitions, ContainerInstances, Interfaces, Groups, TargetGroups, Lists int
	}

	want := counts{
		a.Clusters, sum(a.Services), sum(a.Tasks), a.TaskDefinitions, sum(a.ContainerInstances),
		a.Interfaces + sum(a.ContainerInstances), a.GroupsInUse + 2, a.TargetGroups, a.PrefixLists,
	} // and the group that nothing has, and the default one
	if diff := cmp.Diff(want, counts{
		len(got.Clusters), len(got.Services), len(got.Tasks), len(got.TaskDefinitions), len(got.ContainerInstances),
		len(got.NetworkInterfaces), len(got.SecurityGroups), len(got.TargetGroups), len(got.PrefixLists),
	}); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}

	if len(got.Gaps) > 0 {
		t.Errorf("gaps: %+v", got.Gaps)
	}

	a.around(got)

	source := snapshot.Source{Kind: snapshot.SourceLive, Account: livetest.AccountID, Region: livetest.Region}
	if diff := cmp.Diff([]snapshot.Source{source}, got.Sources); diff != "" || !got.CollectedAt.Equal(r.CollectedAt) {
		t.Errorf("collected at %v from (-want +got):\n%s", got.CollectedAt, diff)
	}

	again := read(t, r)
	if diff := cmp.Diff(encode(t, got), encode(t, again)); diff != "" {
		t.Errorf("a second reading differs:\n%s", diff)
	}

	if strings.Contains(encode(t, got), "ecs.config") {
		t.Error("user data is in the snapshot")
	}
}

// around checks what stands around the VPC, and who is behind names and load balancers.
func (a account) around(got *snapshot.Snapshot) {
	t := a.T
	vpc := got.VPCs[0].ID

	block := []snapshot.VPCBlockPublicAccess{{
		Meta: snapshot.Meta{Account: livetest.AccountID, Region: livetest.Region}, Mode: "block-bidirectional",
		Exclusions: []snapshot.VPCBlockPublicAccessExclusion{{Resource: vpc, Mode: "allow-bidirectional"}},
	}}
	if diff := cmp.Diff(block, got.VPCBlockPublicAccess); diff != "" {
		t.Errorf("Block Public Access (-want +got):\n%s", diff)
	}

	if len(got.NetworkACLs) != 1 || !got.NetworkACLs[0].Default || len(got.NetworkACLs[0].Entries) < 2 {
		t.Errorf("network ACLs %+v, want the default one", got.NetworkACLs)
	}

	if len(got.InternetGateways) != 1 || got.InternetGateways[0].VPC != vpc {
		t.Errorf("internet gateways %+v, want that of %s", got.InternetGateways, vpc)
	}

	if len(got.TransitGateways) != a.TransitGateways || len(got.TransitGatewayAttachments) != 1 ||
		got.TransitGatewayAttachments[0].Resource != vpc {
		t.Errorf("transit gateways %+v with %+v", got.TransitGateways, got.TransitGatewayAttachments)
	}

	if len(got.CloudMapServices) != 1 || got.CloudMapServices[0].Key() != "cloud-map-service/prod.local/orders" {
		t.Errorf("Cloud Map services %+v", got.CloudMapServices)
	}

	kept := 0

	for _, g := range got.TargetGroups {
		if g.PreserveClientIP.Or(false) {
			kept++
		}
	}

	if kept != a.TCPGroups {
		t.Errorf("%d target groups preserve addresses, want %d", kept, a.TCPGroups)
	}
}

func sum(by map[string]int) int {
	n := 0
	for _, m := range by {
		n += m
	}

	return n
}

func encode(t *testing.T, s *snapshot.Snapshot) string {
	t.Helper()

	b, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		t.Fatalf("encode: %v", err)
	}

	return string(b)
}

// failures are the gaps as one line each.
func failures(gaps []snapshot.Gap) []string {
	out := make([]string, 0, len(gaps))

	for _, g := range gaps {
		line := fmt.Sprintf("%s: %s", g.What, g.Why)
		if g.Resource != "" {
			line += " (" + snapshot.Name(g.Resource) + ")"
		}

		if !g.Failed {
			line += ", not failed"
		}

		out = append(out, line)
	}

	return out
}
