package live_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/fetch/live/livetest"
)

// gone is a service that outlived a target group: the call about it fails for all the others too.
func (a account) gone() {
	t := a.T
	const lost = "arn:aws:elasticloadbalancing:eu-north-1:" + livetest.AccountID + ":targetgroup/lost/0123456789abcdef"

	s := a.fork(t)
	s.Overlay(a.ARNs[livetest.CacheB], map[string]any{
		"loadBalancers": []any{map[string]any{"targetGroupArn": lost, "containerName": "cache-b", "containerPort": 6379}},
	})

	got := read(t, request(s))
	if len(got.TargetGroups) != a.TargetGroups {
		t.Errorf("%d target groups of %d", len(got.TargetGroups), a.TargetGroups)
	}

	want := []string{"elasticloadbalancing:DescribeTargetGroups: TargetGroupNotFound (0123456789abcdef), not failed"}
	if diff := cmp.Diff(want, failures(got.Gaps)); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}
}

// idleService is alone in its VPC and has no task: only its configuration says where it would be.
func (a account) idleService() {
	t := a.T
	s := a.server.Fork(t, "111111111111")
	vpc := buildIdle(t, s)
	s.Reset()

	got := read(t, request(s))
	if len(got.Gaps) > 0 || len(got.VPCs) != 1 || got.VPCs[0].ID != vpc || len(got.Subnets) != 2 {
		t.Fatalf("VPCs %v, subnets %v, gaps %v", got.VPCs, got.Subnets, got.Gaps)
	}

	if len(got.SecurityGroups) != 1 || !got.SecurityGroups[0].Default() ||
		!strings.HasPrefix(got.SecurityGroups[0].Rules[0].ID, "sgr-") {
		t.Errorf("groups %v, want the default one, with the ids of its rules", got.SecurityGroups)
	}

	if n, again := s.Calls()["ec2:DescribeSubnets"], s.Repeated(); n != 2 || len(again) > 0 {
		t.Errorf("%d calls for subnets, want one by subnet and one by VPC; repeated: %v", n, again)
	}
}

// buildIdle makes a VPC of two subnets and a service in one of them that wants no task.
func buildIdle(t *testing.T, s *livetest.Server) string {
	t.Helper()

	cfg, err := config.LoadDefaultConfig(t.Context(), s.LoadOptions()...)
	if err != nil {
		t.Fatal(err)
	}

	network, cluster := ec2.NewFromConfig(cfg), ecs.NewFromConfig(cfg)

	vpc, err := network.CreateVpc(t.Context(), &ec2.CreateVpcInput{CidrBlock: new("10.1.0.0/16")})
	if err != nil {
		t.Fatal(err)
	}

	var subnet *string

	for _, cidr := range []string{"10.1.0.0/24", "10.1.1.0/24"} {
		out, err := network.CreateSubnet(t.Context(), &ec2.CreateSubnetInput{VpcId: vpc.Vpc.VpcId, CidrBlock: &cidr})
		if err != nil {
			t.Fatal(err)
		}

		subnet = out.Subnet.SubnetId
	}

	if _, err = cluster.CreateCluster(t.Context(), &ecs.CreateClusterInput{ClusterName: new("quiet")}); err != nil {
		t.Fatal(err)
	}

	definition, err := cluster.RegisterTaskDefinition(t.Context(), &ecs.RegisterTaskDefinitionInput{
		Family: new("quiet"), NetworkMode: types.NetworkModeAwsvpc, ContainerDefinitions: []types.ContainerDefinition{{
			Name: new("quiet"), Image: new("example.com/quiet"), Memory: new(int32(128)),
		}},
	})
	if err != nil {
		t.Fatal(err)
	}

	_, err = cluster.CreateService(t.Context(), &ecs.CreateServiceInput{
		Cluster: new("quiet"), ServiceName: new("quiet"), TaskDefinition: definition.TaskDefinition.TaskDefinitionArn,
		DesiredCount: new(int32(0)), NetworkConfiguration: &types.NetworkConfiguration{
			AwsvpcConfiguration: &types.AwsVpcConfiguration{Subnets: []string{*subnet}, SecurityGroups: []string{}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}

	return *vpc.Vpc.VpcId
}
