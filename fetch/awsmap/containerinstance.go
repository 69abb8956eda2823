package awsmap

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// containerInstance keeps instances in every status but INACTIVE: those that drain still run tasks.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-draining.html
func (a *Answers) containerInstance() func(*ecs.ContainerInstance) (snapshot.ContainerInstance, bool) {
	clusterOf := a.clusterOfInstance()

	return func(in *ecs.ContainerInstance) (snapshot.ContainerInstance, bool) {
		arn := deref(in.ContainerInstanceArn)
		out := snapshot.ContainerInstance{
			Meta:             a.meta(arn),
			ID:               arn,
			Cluster:          clusterOf(arn),
			Instance:         deref(in.Ec2InstanceId),
			CapacityProvider: deref(in.CapacityProviderName),
			Status:           deref(in.Status),
			AgentConnected:   a.agentConnected(in),
			Attributes:       attributes(in.Attributes),
			ReservedPorts:    registeredPorts(in.RegisteredResources, "PORTS"),
			ReservedPortsUDP: registeredPorts(in.RegisteredResources, "PORTS_UDP"),
		}

		if in.VersionInfo != nil {
			out.AgentVersion = deref(in.VersionInfo.AgentVersion)
		}

		return out, out.Status != inactive
	}
}

// agentConnected is absent where the answer leaves it out, which the SDK takes for false.
func (a *Answers) agentConnected(in *ecs.ContainerInstance) snapshot.Value[bool] {
	if a.AgentsUntold[deref(in.ContainerInstanceArn)] {
		return snapshot.Value[bool]{}
	}

	return snapshot.Known(in.AgentConnected)
}

// clusterOfInstance finds the cluster of a container instance, which DescribeContainerInstances does not
// name: from the ARN, which holds it since 2018, from the caller, from a task on it, or because there is
// only one.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html#ecs-resource-ids
func (a *Answers) clusterOfInstance() func(arn string) string {
	known := map[string]string{}

	for i := range a.Tasks {
		arn := deref(a.Tasks[i].ContainerInstanceArn)
		known[arn] = max(known[arn], deref(a.Tasks[i].ClusterArn))
	}

	var only string
	if len(a.Clusters) == 1 {
		only = deref(a.Clusters[0].ClusterArn)
	}

	return func(arn string) string {
		parts, _ := ParseARN(arn)
		if p := strings.Split(parts.Resource, "/"); len(p) == 3 { // container-instance/CLUSTER/ID
			parts.Resource = "cluster/" + p[1]

			return parts.String()
		}

		return cmp.Or(a.ContainerInstanceClusters[arn], known[arn], only)
	}
}

// attributes keeps what a placement constraint can name: ECS's own and the user's. The com.amazonaws.* ones
// say what the agent is capable of and are there for ECS alone.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html
func attributes(in []ecs.Attribute) []snapshot.Attribute {
	var out []snapshot.Attribute

	for i := range in {
		name := deref(in[i].Name)
		if name != "" && !strings.HasPrefix(name, "com.amazonaws.") {
			out = append(out, snapshot.Attribute{Name: name, Value: deref(in[i].Value)})
		}
	}

	slices.SortFunc(out, func(x, y snapshot.Attribute) int {
		return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Value, y.Value))
	})

	return slices.Compact(out)
}

// registeredPorts reads a port set of the registered resources. The remaining resources are not the same:
// they also list the ports of running tasks.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html
func registeredPorts(in []ecs.Resource, name string) []int {
	var out []int

	for i := range in {
		if deref(in[i].Name) != name {
			continue
		}

		for _, s := range in[i].StringSetValue {
			if port, err := strconv.Atoi(s); err == nil {
				out = append(out, port)
			}
		}
	}

	slices.Sort(out)

	return slices.Compact(out)
}
