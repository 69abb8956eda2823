package overlay

import (
	"slices"
	"strconv"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// refusals says of services that ECS refuses to update: their load balancer names a container, or a port of one, that
// the new definition does not have.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html
func (l *layer) refusals() {
	var all []Replaced

	for i := range l.out.Services {
		s := &l.out.Services[i]

		d := l.newDefinition(s)
		if d == nil {
			continue
		}

		for _, b := range s.LoadBalancers {
			said := Replaced{
				Kind: KindService, Name: s.Name, File: d.Origin.File, Cluster: l.clusterName(s.Cluster), Refused: missed(d, b),
			}
			if said.Refused != "" && !slices.Contains(all, said) {
				all = append(all, said)
			}
		}
	}

	l.replaced = append(all, l.replaced...) // first, since only so many are told
}

// newDefinition is what a service runs only since the change; nil for any other.
func (l *layer) newDefinition(s *snapshot.Service) *snapshot.TaskDefinition {
	if l.definitionsOf[s.TaskDefinition] != nil {
		return nil
	}

	for i := range l.out.TaskDefinitions {
		if d := &l.out.TaskDefinitions[i]; d.ID == s.TaskDefinition && d.Origin.File != "" {
			return d
		}
	}

	return nil
}

// missed says what a definition lacks of what a load balancer names; empty where it has that, or may have it.
func missed(d *snapshot.TaskDefinition, b snapshot.ServiceLoadBalancer) string {
	if b.ContainerName == "" || symbolic(b.ContainerName) || slices.ContainsFunc(d.ContainerDefinitions,
		func(c snapshot.ContainerDefinition) bool { return c.Name == "" || symbolic(c.Name) }) {
		return ""
	}

	at := slices.IndexFunc(d.ContainerDefinitions, func(c snapshot.ContainerDefinition) bool {
		return c.Name == b.ContainerName
	})
	if at < 0 {
		return "its load balancer names container " + b.ContainerName + ", which " + d.Family + " does not have"
	}

	port, ok := b.ContainerPort.Get()
	if !ok || slices.ContainsFunc(d.ContainerDefinitions[at].PortMappings, func(m snapshot.PortMapping) bool {
		own, said := m.ContainerPort.Get()

		return !said || own == port
	}) {
		return ""
	}

	return "its load balancer names port " + strconv.Itoa(port) + " of container " + b.ContainerName +
		", which " + d.Family + " does not map"
}
