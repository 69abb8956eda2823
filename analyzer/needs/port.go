package needs

import (
	"iter"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Port is a declared port of a task: the container's, with the last one of a range, and the fixed host port where
// there is one.
type Port struct {
	Container int
	Last      int
	Host      int
	Protocol  string
}

// Listening lists the declared ports of a tenant's tasks whose numbers are known.
func Listening(t *placement.Tenant) []Port {
	var all []Port

	for mapping := range mappings(t) {
		if first, last, ok := mapping.ContainerPorts(); ok {
			host, _ := mapping.FixedHostPort(t.Mode.Or(""))
			all = append(all, Port{first, last, host, mapping.Proto()})
		}
	}

	return all
}

// unknownPorts names the containers with a port that is not known. A host port means nothing in awsvpc mode.
func unknownPorts(t *placement.Tenant) []string {
	var unread []string

	for mapping, container := range mappings(t) {
		_, _, ok := mapping.ContainerPorts()
		if !ok || mapping.Protocol.IsUnknown() || (mapping.HostPort.IsUnknown() && t.Mode.Or("") != snapshot.ModeAWSVPC) {
			unread = append(unread, "a port of container "+container.Name)
		}
	}

	return unread
}

func mappings(t *placement.Tenant) iter.Seq2[*snapshot.PortMapping, *snapshot.ContainerDefinition] {
	return func(yield func(*snapshot.PortMapping, *snapshot.ContainerDefinition) bool) {
		for i := range t.TaskDefinition.ContainerDefinitions {
			container := &t.TaskDefinition.ContainerDefinitions[i]
			for j := range container.PortMappings {
				if !yield(&container.PortMappings[j], container) {
					return
				}
			}
		}
	}
}
