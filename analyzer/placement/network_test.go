package placement_test

import (
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func mode(m snapshot.NetworkMode) option {
	return definition(func(d *snapshot.TaskDefinition) { d.NetworkMode = snapshot.Known(m) })
}

func network(groups snapshot.Value[[]string], subnets ...string) *snapshot.NetworkConfiguration {
	return &snapshot.NetworkConfiguration{Subnets: snapshot.Known(subnets), SecurityGroups: groups}
}

func configured(n *snapshot.NetworkConfiguration) func(*snapshot.Service) {
	return func(s *snapshot.Service) { s.NetworkConfiguration = n }
}

// vpcs are two VPCs with a default group and another, and a subnet each.
func vpcs(s *snapshot.Snapshot) {
	s.SecurityGroups = []snapshot.SecurityGroup{
		{ID: "sg-web", Name: "web", VPC: "vpc-1"},
		{ID: "sg-default-2", Name: "default", VPC: "vpc-2"},
		{ID: "sg-default-1", Name: "default", VPC: "vpc-1"},
	}
	s.Subnets = []snapshot.Subnet{
		{ID: "net-1", VPC: "vpc-1"}, {ID: "net-2", VPC: "vpc-2"}, {ID: "net-3", VPC: "vpc-3"},
	}
}

func TestGroups(t *testing.T) {
	t.Parallel()

	ec2, absent := launch(snapshot.LaunchEC2), snapshot.Value[[]string]{}
	hosts := func(s *snapshot.Snapshot) {
		for _, o := range []option{
			instance(), machine(), interfaces(eni("eni-1", "sg-b", "sg-a"), eni("eni-2", "sg-c")),
			instance(), machine(), interfaces(eni("eni-3", "sg-a")),
			instance(external), instance(status("DRAINING")),
		} {
			o(s)
		}
	}

	for name, c := range map[string]struct {
		options []option
		want    string
	}{
		"bridge: the instances'": {[]option{hosts, service(ec2)}, "sg-a sg-b sg-c"},
		"host: the instances'":   {[]option{hosts, mode("host"), service(ec2)}, "sg-a sg-b sg-c"},
		"of the eligible instances only": {
			[]option{hosts, func(s *snapshot.Snapshot) { s.ContainerInstances[0].Status = "DRAINING" }, service(ec2)},
			"sg-a",
		},
		"no instance":            {[]option{service(ec2)}, ""},
		"EXTERNAL has no groups": {[]option{hosts, service(launch(snapshot.LaunchExternal))}, ""},
		"an instance that was not read": {
			[]option{hosts, instance(), service(ec2)},
			"? the network interfaces of i-5 were not read",
		},
		"interfaces that were not read": {
			[]option{
				hosts, instance(), machine(func(i *snapshot.Instance) { i.NetworkInterfaces = []string{"eni-9"} }), service(ec2),
			},
			"? the network interfaces of i-5 were not read",
		},
		"undecided instances": {
			[]option{hosts, service(ec2, memberOf("beyond"))},
			"? placement constraint beyond is beyond what ecslint judges",
		},
		"an unknown mode": {
			[]option{hosts, func(s *snapshot.Snapshot) { s.TaskDefinitions = nil }, service(ec2)},
			"? network mode: the task definition was not read",
		},
		"awsvpc: the task's": {
			[]option{
				hosts, mode("awsvpc"), service(ec2, configured(network(snapshot.Known([]string{"sg-z", "sg-y", "sg-z"})))),
			},
			"sg-y sg-z",
		},
		"awsvpc with undecided instances": {
			[]option{
				mode("awsvpc"),
				instance(),
				service(ec2, memberOf("beyond"), configured(network(snapshot.Known([]string{"sg-z"})))),
			},
			"sg-z",
		},
		"awsvpc: unknown": {
			[]option{mode("awsvpc"), service(configured(network(snapshot.Unknown[[]string]("known after apply"))))},
			"? security groups: known after apply",
		},
		"awsvpc: none configured": {
			[]option{mode("awsvpc"), service()},
			"? the service has no network configuration",
		},
		"awsvpc: a standalone task": {[]option{mode("awsvpc"), task()}, "? the service has no network configuration"},
		"awsvpc: of the task set": {[]option{mode("awsvpc"), service(func(s *snapshot.Service) {
			s.TaskSets = []snapshot.TaskSet{{}, {NetworkConfiguration: network(snapshot.Known([]string{"sg-s"}))}}
		})}, "sg-s"},
		"awsvpc: the service's come first": {
			[]option{
				mode("awsvpc"),
				service(
					configured(network(snapshot.Known([]string{"sg-z"}))),
					func(s *snapshot.Service) { s.TaskSets = []snapshot.TaskSet{{NetworkConfiguration: network(absent)}} },
				),
			},
			"sg-z",
		},

		// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
		"omitted: the default group": {
			[]option{vpcs, mode("awsvpc"), service(configured(network(absent, "net-1")))},
			"sg-default-1",
		},
		"empty: the default group": {
			[]option{vpcs, mode("awsvpc"), service(configured(network(snapshot.Known([]string{}), "net-1")))},
			"sg-default-1",
		},
		"omitted: of the subnet's VPC": {
			[]option{vpcs, mode("awsvpc"), service(configured(network(absent, "net-2")))},
			"sg-default-2",
		},
		"omitted: of the first subnet read": {
			[]option{vpcs, mode("awsvpc"), service(configured(network(absent, "net-9", "net-2")))},
			"sg-default-2",
		},
		"omitted: the group was not read": {
			[]option{vpcs, mode("awsvpc"), service(configured(network(absent, "net-3")))},
			"? the VPC's default group was not read",
		},
		"omitted: no subnet was read": {
			[]option{mode("awsvpc"), service(configured(network(absent, "net-1")))},
			"? the VPC's default group was not read",
		},
		"omitted: the subnets are not known": {
			[]option{
				vpcs,
				mode("awsvpc"),
				service(configured(&snapshot.NetworkConfiguration{Subnets: snapshot.Unknown[[]string]("var")})),
			},
			"? the VPC's default group was not read",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			m := modelOf(c.options...)

			groups, why := m.Groups(m.Tenants(prod)[0])
			if why != "" {
				why = "? " + why
			}

			if got := strings.Join(groups, " ") + why; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
