package awsmap_test

import (
	"testing"

	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

func TestService(t *testing.T) {
	t.Parallel()

	const id = `"id": "arn:aws:ecs:eu-north-1:111122223333:service/prod/web", "name": "web",
		"cluster": "arn:aws:ecs:eu-north-1:111122223333:cluster/prod"`

	for name, c := range map[string]struct {
		change func(*ecs.Service)
		want   string
	}{
		"bare": {func(*ecs.Service) {}, `"desiredCount": 0`},
		"rolling": {func(s *ecs.Service) {
			s.DesiredCount, s.LaunchType, s.SchedulingStrategy = 3, "EC2", "REPLICA"
			s.DeploymentConfiguration = &ecs.DeploymentConfiguration{
				MinimumHealthyPercent: new(int32(50)), MaximumPercent: new(int32(100)), Strategy: "BLUE_GREEN",
			}
			s.DeploymentController = &ecs.DeploymentController{Type: "ECS"}
		}, `"desiredCount": 3, "launchType": "EC2", "schedulingStrategy": "REPLICA", "minimumHealthyPercent": 50,
			"maximumPercent": 100, "deploymentStrategy": "BLUE_GREEN", "deploymentController": "ECS"`},
		"on Fargate, with ECS Exec": {func(s *ecs.Service) {
			s.PlatformVersion, s.EnableExecuteCommand = new("1.3.0"), true
		}, `"desiredCount": 0, "platformVersion": "1.3.0", "enableExecuteCommand": true`},
		"percents absent": {func(s *ecs.Service) {
			s.DeploymentConfiguration = &ecs.DeploymentConfiguration{}
		}, `"desiredCount": 0`},
		"percents zero": {func(s *ecs.Service) {
			s.DeploymentConfiguration = &ecs.DeploymentConfiguration{MinimumHealthyPercent: new(int32(0))}
		}, `"desiredCount": 0, "minimumHealthyPercent": 0`},
		"strategy rules out the launch type": {func(s *ecs.Service) {
			s.LaunchType = "EC2"
			s.CapacityProviderStrategy = []ecs.CapacityProviderStrategyItem{{CapacityProvider: new("fleet"), Weight: 1}}
		}, `"desiredCount": 0, "capacityProviderStrategy": [{"capacityProvider": "fleet", "weight": 1}]`},
		"awsvpc": {func(s *ecs.Service) {
			s.NetworkConfiguration = &ecs.NetworkConfiguration{AwsvpcConfiguration: &ecs.AwsVpcConfiguration{
				Subnets: []string{"subnet-2", "subnet-1"}, SecurityGroups: []string{"sg-1"}, AssignPublicIp: "ENABLED",
			}}
		}, `"desiredCount": 0, "networkConfiguration": {"subnets": ["subnet-1", "subnet-2"],
			"securityGroups": ["sg-1"], "assignPublicIp": "ENABLED"}`},
		"awsvpc with the default group": {func(s *ecs.Service) {
			s.NetworkConfiguration = &ecs.NetworkConfiguration{AwsvpcConfiguration: &ecs.AwsVpcConfiguration{
				Subnets: []string{"subnet-1"}, SecurityGroups: []string{},
			}}
		}, `"desiredCount": 0, "networkConfiguration": {"subnets": ["subnet-1"]}`},
		"network configuration of nothing": {func(s *ecs.Service) {
			s.NetworkConfiguration = &ecs.NetworkConfiguration{}
		}, `"desiredCount": 0`},
		"blue/green target groups": {func(s *ecs.Service) {
			s.LoadBalancers = []ecs.LoadBalancer{{
				TargetGroupArn: new("tg-blue"), ContainerName: new("web"), ContainerPort: new(int32(80)),
				AdvancedConfiguration: &ecs.AdvancedConfiguration{AlternateTargetGroupArn: new("tg-green")},
			}}
		}, `"desiredCount": 0, "loadBalancers": [{"targetGroup": "tg-blue", "alternateTargetGroup": "tg-green",
			"containerName": "web", "containerPort": 80}]`},
		"constraints": {func(s *ecs.Service) {
			s.PlacementConstraints = []ecs.PlacementConstraint{
				{Type: "distinctInstance"}, {Type: "memberOf", Expression: new("attribute:stack == prod")},
			}
		}, `"desiredCount": 0, "placementConstraints": [{"type": "distinctInstance"},
			{"type": "memberOf", "expression": "attribute:stack == prod"}]`},
		"deployment in flight": {func(s *ecs.Service) {
			s.TaskDefinition = new("web:8")
			s.Deployments = []ecs.Deployment{
				{Status: new("PRIMARY"), TaskDefinition: new("web:8")}, {Status: new("ACTIVE"), TaskDefinition: new("web:7")},
			}
		}, `"desiredCount": 0, "taskDefinition": "web:8",
			"deployments": [{"status": "ACTIVE", "taskDefinition": "web:7"}]`},
		"task sets": {func(s *ecs.Service) {
			s.TaskSets = []ecs.TaskSet{
				{
					TaskSetArn: new("ts/2"), Id: new("2"), TaskDefinition: new("web:8"), LaunchType: "FARGATE",
					PlatformVersion: new("LATEST"),
				},
				{
					Id: new("1"), TaskDefinition: new("web:7"),
					LoadBalancers: []ecs.LoadBalancer{{TargetGroupArn: new("tg-1")}},
					NetworkConfiguration: &ecs.NetworkConfiguration{
						AwsvpcConfiguration: &ecs.AwsVpcConfiguration{Subnets: []string{"subnet-1"}},
					},
				},
			}
		}, `"desiredCount": 0, "taskSets": [
			{"id": "1", "taskDefinition": "web:7", "loadBalancers": [{"targetGroup": "tg-1"}],
				"networkConfiguration": {"subnets": ["subnet-1"]}},
			{"id": "ts/2", "taskDefinition": "web:8", "launchType": "FARGATE", "platformVersion": "LATEST"}]`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			in := ecs.Service{
				ServiceArn: new(arnECS + "service/prod/web"), ClusterArn: new(arnECS + "cluster/prod"), Status: new("ACTIVE"),
			}
			c.change(&in)

			same(t, noun(t, read(awsmap.Answers{Services: []ecs.Service{in}}).Services), "{"+id+", "+c.want+"}")
		})
	}
}

func TestServiceDeleted(t *testing.T) {
	t.Parallel()

	for status, kept := range map[string]int{"ACTIVE": 1, "DRAINING": 1, "INACTIVE": 0} {
		s := read(awsmap.Answers{Services: []ecs.Service{{
			ServiceArn: new("s"), Status: new(status), LoadBalancers: []ecs.LoadBalancer{{LoadBalancerName: new("old")}},
		}}})

		equal(t, len(s.Services), kept)
		equal(t, len(s.Gaps), kept) // a Classic Load Balancer
	}
}
