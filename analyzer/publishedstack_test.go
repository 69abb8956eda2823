package analyzer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/fetch"
)

// A publishedStack is a published case that is not of a task definition alone: what stands in the properties of a
// cluster, its capacity provider or its service.
type publishedStack struct {
	rule, control string

	cluster, provider, service string

	// fails, finds and but are those of a published case.
	fails bool
	finds finding.Severity
	but   string
}

// https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html
// https://docs.aws.amazon.com/controltower/latest/controlreference/ecs-rules.html
func publishedStacks() []publishedStack {
	const (
		insights   = "hardening/container-insights"
		protection = "hardening/termination-protection"
		exec       = "hardening/exec-logging"
		platform   = "fargate/platform-version"

		noLog   = "Configuration: {ExecuteCommandConfiguration: {Logging: NONE}}"
		allowed = "EnableExecuteCommand: true"
		scaling = "ManagedScaling: {Status: ENABLED}"
		fargate = "LaunchType: FARGATE, "
	)

	setting := func(value string) string {
		return "ClusterSettings: [{Name: containerInsights, Value: " + value + "}]"
	}

	return []publishedStack{
		{rule: insights, control: "ECS.12 CT.ECS.PR.2 CKV_AWS_65", fails: true, finds: "info"},
		{
			rule: insights, control: "ECS.12 CT.ECS.PR.2 CKV_AWS_65",
			cluster: "ClusterSettings: []", fails: true, finds: "info",
		},
		{
			rule: insights, control: "ECS.12 CT.ECS.PR.2 CKV_AWS_65",
			cluster: setting("disabled"), fails: true, finds: "info",
		},
		{rule: insights, control: "ECS.12 CT.ECS.PR.2 CKV_AWS_65", cluster: setting("enabled")},
		{
			rule: insights, control: "opentofu-opa ecs.2", cluster: setting("enhanced"), fails: true,
			but: "enhanced is more than enabled",
		},

		{rule: protection, control: "ECS.19", provider: scaling, fails: true, finds: "info"},
		{
			rule: protection, control: "ECS.19", provider: scaling + ", ManagedTerminationProtection: DISABLED",
			fails: true, finds: "info",
		},
		{rule: protection, control: "ECS.19", provider: scaling + ", ManagedTerminationProtection: ENABLED"},
		{
			rule: protection, control: "ECS.19", provider: "ManagedScaling: {Status: DISABLED}", fails: true,
			but: "without managed scaling there is none to enable",
		},

		{rule: exec, control: "CKV_AWS_223", cluster: noLog, service: allowed, fails: true, finds: "info"},
		{rule: exec, control: "CKV_AWS_223", service: allowed},
		{
			rule: exec, control: "CKV_AWS_223", service: allowed,
			cluster: "Configuration: {ExecuteCommandConfiguration: {Logging: DEFAULT}}",
		},
		{
			rule: exec, control: "CKV_AWS_223", cluster: noLog, fails: true,
			but: "no service of the cluster allows a session",
		},

		{
			rule: platform, control: "ECS.10 CKV_AWS_332", service: fargate + "PlatformVersion: 1.3.0",
			fails: true, finds: "info",
		},
		{rule: platform, control: "ECS.10 CKV_AWS_332", service: fargate + "PlatformVersion: LATEST"},
		{rule: platform, control: "ECS.10", service: fargate + "PlatformVersion: 1.4.0"},
		{rule: platform, control: "ECS.10", service: fargate},
	}
}

// What others say of a cluster and its services holds here, or the case says why it does not.
func TestPublishedStacks(t *testing.T) {
	t.Parallel()

	for i, c := range publishedStacks() {
		t.Run(fmt.Sprintf("%d %s %s", i, c.rule, c.control), func(t *testing.T) {
			t.Parallel()

			var found finding.Severity

			for _, f := range c.report(t).Findings {
				if f.Rule == c.rule {
					found = f.Severity
				}
			}

			if found != c.finds {
				t.Errorf("it is %q, want %q", found, c.finds)
			}

			if differs := c.fails != (found != ""); differs != (c.but != "") {
				t.Errorf("%s fails: %v; here it is %q, with the reason %q", c.control, c.fails, found, c.but)
			}
		})
	}
}

func (c publishedStack) report(t *testing.T) *finding.Report {
	t.Helper()

	template := strings.NewReplacer("CLUSTER", c.cluster, "PROVIDER", c.provider, "SERVICE", c.service).Replace(`
Resources:
  Prod: {Type: "AWS::ECS::Cluster", Properties: {ClusterName: prod, CLUSTER}}
  Hosts:
    Type: AWS::ECS::CapacityProvider
    Properties: {Name: hosts, AutoScalingGroupProvider: {AutoScalingGroupArn: hosts, PROVIDER}}
  Providers:
    Type: AWS::ECS::ClusterCapacityProviderAssociations
    Properties: {Cluster: !Ref Prod, CapacityProviders: [!Ref Hosts], DefaultCapacityProviderStrategy: []}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: {Family: web, NetworkMode: awsvpc, ContainerDefinitions: [{Name: web, Image: web}]}
  Web:
    Type: AWS::ECS::Service
    Properties: {ServiceName: web, Cluster: !Ref Prod, TaskDefinition: !Ref Task, SERVICE}
`)

	read, err := fetch.Open(t.Context(), fetch.Request{Paths: []string{"-"}, Stdin: []byte(template)})
	if err != nil {
		t.Fatal(err)
	}

	for _, problem := range read.Problems {
		t.Error(problem)
	}

	return ask(t, read.Snapshot)
}
