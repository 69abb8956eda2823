package awsmap_test

import (
	"testing"

	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

func TestCluster(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{Clusters: []ecs.Cluster{
		{
			ClusterArn: new(arnECS + "cluster/prod"), ClusterName: new("prod"), Status: new("ACTIVE"),
			CapacityProviders: []string{"spot", "FARGATE"},
			DefaultCapacityProviderStrategy: []ecs.CapacityProviderStrategyItem{
				{CapacityProvider: new("spot"), Base: 1, Weight: 2},
			},
			Settings:      []ecs.ClusterSetting{{Name: ecs.ClusterSettingNameContainerInsights, Value: new("enhanced")}},
			Configuration: &ecs.ClusterConfiguration{},
			Tags:          []ecs.Tag{{Key: new("k"), Value: new("v")}},
		},
		{ClusterArn: new(arnECS + "cluster/gone"), Status: new("INACTIVE")},
	}})

	same(t, noun(t, s.Clusters), `{"id": "arn:aws:ecs:eu-north-1:111122223333:cluster/prod", "name": "prod",
		"capacityProviders": ["FARGATE", "spot"], "containerInsights": "enhanced",
		"defaultCapacityProviderStrategy": [{"capacityProvider": "spot", "base": 1, "weight": 2}]}`)
	equal(t, s.Clusters[0].Meta, snapshot.Meta{
		Account: account, Region: region, Origin: snapshot.Origin{ARN: arnECS + "cluster/prod"},
	})
}

// What an answer does not say because nobody asked for it is not what a cluster does not have.
func TestClusterSettings(t *testing.T) {
	t.Parallel()

	const unasked = `"the cluster was described without --include `

	for name, c := range map[string]struct {
		cluster    ecs.Cluster
		configured bool
		want       string
	}{
		"asked for nothing": {
			ecs.Cluster{},
			false,
			`"containerInsights": {"unknown": ` + unasked + `SETTINGS"},
				"execLogging": {"unknown": ` + unasked + `CONFIGURATIONS"}`,
		},
		"asked for both, and nothing is configured": {
			ecs.Cluster{Settings: []ecs.ClusterSetting{{Name: "containerInsights", Value: new("disabled")}}},
			true,
			`"containerInsights": "disabled"`,
		},
		"another setting": {
			ecs.Cluster{Settings: []ecs.ClusterSetting{{Name: "other", Value: new("enabled")}}},
			true,
			`"containerInsights": {"unknown": ` + unasked + `SETTINGS"}`,
		},
		"logging": {
			ecs.Cluster{
				Settings: []ecs.ClusterSetting{{Name: "containerInsights", Value: new("enabled")}},
				Configuration: &ecs.ClusterConfiguration{ExecuteCommandConfiguration: &ecs.ExecuteCommandConfiguration{
					KmsKeyId: new("secret"), Logging: ecs.ExecuteCommandLoggingNone,
				}},
			},
			false,
			`"containerInsights": "enabled", "execLogging": "NONE"`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			c.cluster.ClusterArn = new(arnECS + "cluster/prod")
			s := read(awsmap.Answers{Clusters: []ecs.Cluster{c.cluster}, ClustersConfigured: c.configured})
			same(t, noun(t, s.Clusters), `{"id": "`+arnECS+`cluster/prod", "name": "prod", `+c.want+`}`)
		})
	}
}

func TestCapacityProvider(t *testing.T) {
	t.Parallel()

	arn := arnECS + "capacity-provider/"
	scaling := func(s ecs.ManagedScalingStatus) *ecs.AutoScalingGroupProvider {
		return &ecs.AutoScalingGroupProvider{
			AutoScalingGroupArn: new("arn:aws:autoscaling:eu-north-1:111122223333:autoScalingGroup:u:autoScalingGroupName/a/b"),
			ManagedScaling:      &ecs.ManagedScaling{Status: s},
		}
	}

	for name, c := range map[string]struct {
		in   ecs.CapacityProvider
		want string
	}{
		"scaled": {
			ecs.CapacityProvider{CapacityProviderArn: new(arn + "x"), AutoScalingGroupProvider: scaling("ENABLED")},
			`{"id": "` + arn + `x", "name": "x", "autoScalingGroup": "a/b", "managedScaling": true}`,
		},
		"not scaled": {
			ecs.CapacityProvider{CapacityProviderArn: new(arn + "x"), AutoScalingGroupProvider: scaling("DISABLED")},
			`{"id": "` + arn + `x", "name": "x", "autoScalingGroup": "a/b", "managedScaling": false}`,
		},
		"protected": {
			ecs.CapacityProvider{
				CapacityProviderArn: new(arn + "x"), AutoScalingGroupProvider: &ecs.AutoScalingGroupProvider{
					AutoScalingGroupArn: new("a"), ManagedTerminationProtection: ecs.ManagedTerminationProtectionEnabled,
				},
			},
			`{"id": "` + arn + `x", "name": "x", "autoScalingGroup": "a", "managedTerminationProtection": true}`,
		},
		"not protected": {
			ecs.CapacityProvider{
				CapacityProviderArn: new(arn + "x"), AutoScalingGroupProvider: &ecs.AutoScalingGroupProvider{
					AutoScalingGroupArn: new("a"), ManagedTerminationProtection: ecs.ManagedTerminationProtectionDisabled,
				},
			},
			`{"id": "` + arn + `x", "name": "x", "autoScalingGroup": "a", "managedTerminationProtection": false}`,
		},
		"group by name": {
			ecs.CapacityProvider{
				CapacityProviderArn:      new(arn + "x"),
				AutoScalingGroupProvider: &ecs.AutoScalingGroupProvider{AutoScalingGroupArn: new("fleet")},
			},
			`{"id": "` + arn + `x", "name": "x", "autoScalingGroup": "fleet"}`,
		},
		"managed instances": {
			ecs.CapacityProvider{
				CapacityProviderArn: new(arn + "x"), Cluster: new("prod"),
				ManagedInstancesProvider: &ecs.ManagedInstancesProvider{
					InstanceLaunchTemplate: &ecs.InstanceLaunchTemplate{
						NetworkConfiguration: &ecs.ManagedInstancesNetworkConfiguration{
							Subnets: []string{"subnet-2", "subnet-1"}, SecurityGroups: []string{"sg-1"},
						},
					},
				},
			},
			`{"id": "` + arn + `x", "name": "x", "cluster": "prod",
				"managedInstances": {"subnets": ["subnet-1", "subnet-2"], "securityGroups": ["sg-1"]}}`,
		},
		"managed instances without a template": {
			ecs.CapacityProvider{
				CapacityProviderArn: new(arn + "x"), ManagedInstancesProvider: &ecs.ManagedInstancesProvider{},
			},
			`{"id": "` + arn + `x", "name": "x", "managedInstances": {}}`,
		},
		"built in": {ecs.CapacityProvider{CapacityProviderArn: new(arn + "FARGATE_SPOT")}, ""},
		"deleted":  {ecs.CapacityProvider{CapacityProviderArn: new(arn + "x"), Status: "INACTIVE"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := read(awsmap.Answers{CapacityProviders: []ecs.CapacityProvider{c.in}}).CapacityProviders
			if c.want == "" {
				equal(t, len(got), 0)

				return
			}

			same(t, noun(t, got), c.want)
		})
	}
}

func TestTask(t *testing.T) {
	t.Parallel()

	full := ecs.Task{
		TaskArn: new(arnECS + "task/prod/t1"), ClusterArn: new(arnECS + "cluster/prod"),
		TaskDefinitionArn: new(arnECS + "task-definition/web:7"), Group: new("service:web"),
		LaunchType: "EC2", CapacityProviderName: new("fleet"),
		ContainerInstanceArn: new(arnECS + "container-instance/prod/c1"),
		Attachments: []ecs.Attachment{
			{Type: new("Service Connect"), Details: []ecs.KeyValuePair{{Name: new("networkInterfaceId"), Value: new("no")}}},
			{Type: new("ElasticNetworkInterface"), Details: []ecs.KeyValuePair{
				{Name: new("subnetId"), Value: new("subnet-1")}, {Name: new("networkInterfaceId"), Value: new("eni-1")},
			}},
		},
		Containers: []ecs.Container{
			{Name: new("web"), NetworkBindings: []ecs.NetworkBinding{
				{ContainerPort: new(int32(80)), HostPort: new(int32(32768)), Protocol: "tcp", BindIP: new("0.0.0.0")},
				{ContainerPort: new(int32(80)), HostPort: new(int32(32768)), Protocol: "tcp", BindIP: new("::")},
			}},
			{Name: new("games"), NetworkBindings: []ecs.NetworkBinding{
				{ContainerPortRange: new("7000-7001"), HostPortRange: new("40000-40001"), Protocol: "udp"},
			}},
		},
	}

	same(t, noun(t, read(awsmap.Answers{Tasks: []ecs.Task{full}}).Tasks), `{
		"id": "arn:aws:ecs:eu-north-1:111122223333:task/prod/t1",
		"cluster": "arn:aws:ecs:eu-north-1:111122223333:cluster/prod",
		"taskDefinition": "arn:aws:ecs:eu-north-1:111122223333:task-definition/web:7",
		"service": "web", "launchType": "EC2", "capacityProvider": "fleet",
		"containerInstance": "arn:aws:ecs:eu-north-1:111122223333:container-instance/prod/c1",
		"networkInterface": "eni-1",
		"networkBindings": [
			{"container": "games", "containerPort": 7000, "hostPort": 40000, "protocol": "udp"},
			{"container": "games", "containerPort": 7001, "hostPort": 40001, "protocol": "udp"},
			{"container": "web", "containerPort": 80, "hostPort": 32768, "protocol": "tcp"}]}`)
}

func TestTaskKept(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		desired, last, group string
		kept                 bool
		service              string
	}{
		"running":          {"RUNNING", "RUNNING", "service:web", true, "web"},
		"starting":         {"RUNNING", "PROVISIONING", "service:web", true, "web"},
		"told to stop":     {"STOPPED", "RUNNING", "service:web", false, ""},
		"stopped":          {"RUNNING", "STOPPED", "service:web", false, ""},
		"standalone":       {"RUNNING", "RUNNING", "family:web", true, ""},
		"without group":    {"RUNNING", "RUNNING", "", true, ""},
		"odd service name": {"RUNNING", "RUNNING", "service:service:web", true, "service:web"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := read(awsmap.Answers{Tasks: []ecs.Task{{
				TaskArn: new("t"), DesiredStatus: new(c.desired), LastStatus: new(c.last), Group: new(c.group),
			}}}).Tasks

			equal(t, len(got) == 1, c.kept)

			if c.kept {
				equal(t, got[0].Service, c.service)
			}
		})
	}
}

// A host has no more ports, whatever an answer says.
func TestTaskBindingsAreBounded(t *testing.T) {
	t.Parallel()

	wide := ecs.NetworkBinding{HostPortRange: new("1-65535"), ContainerPortRange: new("65000-65535"), Protocol: "tcp"}
	bindings := make([]ecs.NetworkBinding, 1000)

	for i := range bindings {
		bindings[i] = wide
	}

	got := read(awsmap.Answers{Tasks: []ecs.Task{{
		TaskArn: new("t"), Containers: []ecs.Container{{NetworkBindings: bindings}},
	}}}).Tasks[0].NetworkBindings

	equal(t, len(got), 65535)
}
