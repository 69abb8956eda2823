package awsmap

import (
	"cmp"
	"slices"
	"strings"

	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// task drops tasks that are, or are about to be, stopped: they hold no port for long.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
func (a *Answers) task(in *ecs.Task) (snapshot.Task, bool) {
	const stopped = "STOPPED"

	arn := deref(in.TaskArn)
	service, _ := strings.CutPrefix(deref(in.Group), "service:")

	if service == deref(in.Group) {
		service = "" // family:NAME, or the group of a standalone task
	}

	return snapshot.Task{
		Meta:              a.meta(arn),
		ID:                arn,
		Cluster:           deref(in.ClusterArn),
		TaskDefinition:    deref(in.TaskDefinitionArn),
		Service:           service,
		LaunchType:        text[snapshot.LaunchType](in.LaunchType),
		CapacityProvider:  deref(in.CapacityProviderName),
		ContainerInstance: deref(in.ContainerInstanceArn),
		NetworkInterface:  taskInterface(in.Attachments),
		NetworkBindings:   networkBindings(in.Containers),
	}, deref(in.DesiredStatus) != stopped && deref(in.LastStatus) != stopped
}

// taskInterface is the interface of an awsvpc task. A task has one.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
func taskInterface(in []ecs.Attachment) string {
	for i := range in {
		if deref(in[i].Type) != "ElasticNetworkInterface" {
			continue
		}

		for j := range in[i].Details {
			if deref(in[i].Details[j].Name) == "networkInterfaceId" {
				return deref(in[i].Details[j].Value)
			}
		}
	}

	return ""
}

// networkBindings lists the host ports of all containers. The agent reports a port once per address family
// it is bound in, which is one claim.
func networkBindings(in []ecs.Container) []snapshot.NetworkBinding {
	var out []snapshot.NetworkBinding

	for i := range in {
		for j := range in[i].NetworkBindings {
			out = append(out, portsOf(deref(in[i].Name), &in[i].NetworkBindings[j], maxBindings-len(out))...)
		}
	}

	slices.SortFunc(out, func(x, y snapshot.NetworkBinding) int {
		return cmp.Or(
			cmp.Compare(x.Container, y.Container),
			cmp.Compare(x.ContainerPort, y.ContainerPort),
			cmp.Compare(x.HostPort, y.HostPort),
			cmp.Compare(x.Protocol, y.Protocol),
		)
	})

	return slices.Compact(out)
}

// maxBindings bounds what hostile ranges can ask for: a host has 65,535 ports in two protocols and families.
const maxBindings = 4 * maxPort

const maxPort = 65535

// portsOf is the binding itself, or one for each port of a range, of which at most limit.
func portsOf(container string, in *ecs.NetworkBinding, limit int) []snapshot.NetworkBinding {
	b := snapshot.NetworkBinding{
		Container:     container,
		ContainerPort: int(deref(in.ContainerPort)),
		HostPort:      int(deref(in.HostPort)),
		Protocol:      string(in.Protocol),
	}

	host, ok := snapshot.ParsePortRange(deref(in.HostPortRange))
	if !ok {
		return []snapshot.NetworkBinding{b}
	}

	// The ranges have equal lengths; the agent maps them port by port.
	// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
	inside, _ := snapshot.ParsePortRange(deref(in.ContainerPortRange))
	out := make([]snapshot.NetworkBinding, 0, min(max(limit, 0), host.To-host.From+1))

	for i := range cap(out) {
		b.HostPort, b.ContainerPort = host.From+i, min(inside.From+i, maxPort)
		out = append(out, b)
	}

	return out
}
