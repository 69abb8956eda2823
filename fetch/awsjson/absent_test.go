package awsjson_test

import (
	"slices"
	"strings"
	"testing"
)

// What is known to exist and is not there was not read: that is a failure, so that nobody takes it for a pass. What
// there may be is only a gap, and what there is not is none.
func TestAbsent(t *testing.T) {
	t.Parallel()

	const (
		absent = ": not in this source"
		failed = absent + " (failed)"
		prod   = `"clusterArn": "` + arnECS + `cluster/prod"`
		web    = `"serviceArn": "` + arnECS + `service/prod/web", ` + prod
	)

	answers := func(list ...string) folder { return folder{"a.json": strings.Join(list, " ")} }
	cluster := func(counts string) string { return `{"clusters": [{` + prod + counts + `}]}` }
	services := func(more string) string { return `{"services": [{` + web + more + `}]}` }

	for name, c := range map[string]struct {
		folder folder
		action string
		want   []string // the gaps of the action
	}{
		"services of a cluster": {answers(cluster(`, "activeServicesCount": 2`)), "ecs:DescribeServices", []string{failed}},
		"no services":           {answers(cluster(`, "activeServicesCount": 0`)), "ecs:DescribeServices", nil},
		"services not counted":  {answers(cluster("")), "ecs:DescribeServices", []string{failed}},
		"services not counted, but listed": {
			answers(cluster(""), `{"serviceArns": []}`), "ecs:DescribeServices", nil,
		},
		"services of a deleted cluster": {answers(cluster(`, "status": "INACTIVE"`)), "ecs:DescribeServices", nil},
		"an empty list of services": {
			answers(cluster(`, "activeServicesCount": 2`), `{"services": []}`), "ecs:DescribeServices",
			[]string{": referred to, but not described in this source " + arnECS + "cluster/prod (failed)"},
		},
		"an empty list that is right": {
			answers(cluster(`, "activeServicesCount": 0`), `{"services": []}`), "ecs:DescribeServices", nil,
		},
		"one of two services": {
			answers(cluster(`, "activeServicesCount": 2`), services(`, "status": "ACTIVE"`)), "ecs:DescribeServices",
			[]string{": 1 of 2 active services are described " + arnECS + "cluster/prod (failed)"},
		},
		"two services, one of them listed": {
			answers(cluster(`, "activeServicesCount": 2`), services(`, "status": "ACTIVE"`), `{"serviceArns": []}`),
			"ecs:DescribeServices", nil,
		},
		"both services": {
			answers(cluster(`, "activeServicesCount": 1`), services(`, "status": "ACTIVE"`)), "ecs:DescribeServices", nil,
		},

		"the cluster of a service": {answers(services("")), "ecs:DescribeClusters", []string{failed}},
		"tasks of a cluster":       {answers(cluster(`, "runningTasksCount": 1`)), "ecs:DescribeTasks", []string{failed}},
		"tasks of a service":       {answers(services(`, "runningCount": 1`)), "ecs:DescribeTasks", []string{failed}},
		"tasks, perhaps":           {answers(services(`, "runningCount": 0`)), "ecs:DescribeTasks", []string{absent}},
		"no tasks":                 {answers(services(""), cluster("")), "ecs:DescribeTasks", nil},
		"instances of a cluster": {
			answers(cluster(`, "registeredContainerInstancesCount": 1`)), "ecs:DescribeContainerInstances", []string{failed},
		},

		"the task definition of a service": {
			answers(services(`, "taskDefinition": "` + arnECS + `task-definition/web:1"`)), "ecs:DescribeTaskDefinition",
			[]string{failed},
		},
		"the machine of an instance": {
			answers(`{"containerInstances": [{"containerInstanceArn": "` + arnECS + `container-instance/prod/c1",
				"ec2InstanceId": "i-1"}]}`),
			"ec2:DescribeInstances",
			[]string{failed},
		},
		"the groups of a service": {answers(services(network)), "ec2:DescribeSecurityGroups", []string{failed}},
		"the routes of a service": {answers(services(network)), "ec2:DescribeRouteTables", []string{failed}},
		"endpoints, perhaps":      {answers(services(network)), "ec2:DescribeVpcEndpoints", []string{absent}},
		"a default stands in": {
			answers(services("")), "application-autoscaling:DescribeScalableTargets", []string{absent},
		},
		"no groups of task definitions": {
			answers(`{"taskDefinition": {"taskDefinitionArn": "` + arnECS + `task-definition/web:1"}}`),
			"ec2:DescribeSecurityGroups", nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := slices.DeleteFunc(gaps(read(t, c.folder)), func(g string) bool {
				return !strings.HasPrefix(g, c.action+":")
			})

			for i := range got {
				got[i] = strings.TrimPrefix(got[i], c.action)
			}

			equal(t, slices.Clip(got), append([]string{}, c.want...))
		})
	}
}

const network = `, "networkConfiguration":
	{"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-1"]}}`

// A cluster that no answer describes is one all the same, if something runs in it.
func TestNamedCluster(t *testing.T) {
	t.Parallel()

	s := read(t, folder{"s.json": `{"services": [` + service("web") + `]}`})

	equal(t, len(s.Clusters), 1)
	equal(t, s.Clusters[0].ID+" "+s.Clusters[0].Name+" "+s.Clusters[0].Account, arnECS+"cluster/prod prod "+account)
}
