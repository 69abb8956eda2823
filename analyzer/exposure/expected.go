package exposure

import (
	"slices"
	"strconv"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Expected are the services at their own interfaces on which something declares that the tasks of a tenant answer:
// container ports of every definition in flight, the proxies of Service Connect, records of Cloud Map, health checks.
// why is set where not all of them are known.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html
func (m *Model) Expected(t *placement.Tenant) (services netset.Services, why string) {
	for _, id := range m.definitions(t) {
		d := m.index.TaskDefinitions[id]
		if d == nil {
			return services, "task definition " + snapshot.Name(id) + " was not read"
		}

		for i := range d.ContainerDefinitions {
			part, why := mapped(d.ContainerDefinitions[i].PortMappings)
			if services = services.Union(part); why != "" {
				return services, why
			}
		}
	}

	if t.Service == nil {
		return services, ""
	}

	for _, more := range []func(*snapshot.Service) (netset.Services, string){proxies, registered, m.checked} {
		part, why := more(t.Service)
		if services = services.Union(part); why != "" {
			return services, why
		}
	}

	return services, ""
}

func mapped(mappings []snapshot.PortMapping) (services netset.Services, why string) {
	for i := range mappings {
		mapping := &mappings[i]
		services = services.Union(containerServices(mapping))

		switch {
		case mapping.ContainerPort.IsUnknown():
			return services, "container port: " + mapping.ContainerPort.Reason()
		case mapping.ContainerPortRange.IsUnknown():
			return services, "container port range: " + mapping.ContainerPortRange.Reason()
		}
	}

	return services, ""
}

// definitions are those that the tenant runs, has run until its deployment is through, and will run.
func (m *Model) definitions(t *placement.Tenant) []string {
	var ids []string
	if t.TaskDefinition != nil {
		ids = append(ids, t.TaskDefinition.ID)
	}

	for _, task := range m.Tasks(t) {
		ids = append(ids, task.TaskDefinition)
	}

	if t.Service == nil {
		return ids
	}

	if t.TaskDefinition == nil {
		ids = append(ids, t.Service.TaskDefinition)
	}

	for i := range t.Service.Deployments {
		ids = append(ids, t.Service.Deployments[i].TaskDefinition)
	}

	for i := range t.Service.TaskSets {
		ids = append(ids, t.Service.TaskSets[i].TaskDefinition)
	}

	return slices.DeleteFunc(ids, func(id string) bool { return id == "" })
}

func proxies(s *snapshot.Service) (services netset.Services, why string) {
	if s.ServiceConnect == nil {
		return services, ""
	}

	for i := range s.ServiceConnect.Services {
		ingress := s.ServiceConnect.Services[i].IngressPort
		if ingress.IsUnknown() {
			return services, "ingressPortOverride: " + ingress.Reason()
		}

		services = services.Union(oneTCP(ingress.Or(0)))
	}

	return services, ""
}

func registered(s *snapshot.Service) (services netset.Services, why string) {
	for i := range s.ServiceRegistries {
		registry := s.ServiceRegistries[i].Port
		if registry.IsUnknown() {
			return services, "port of the service registry: " + registry.Reason()
		}

		services = services.Union(oneTCP(registry.Or(0)))
	}

	return services, ""
}

// checked are the ports of health checks, where they are others than those of the traffic.
func (m *Model) checked(s *snapshot.Service) (services netset.Services, why string) {
	for _, entry := range LoadBalancers(s) {
		for _, arn := range []string{entry.TargetGroup, entry.AlternateTargetGroup} {
			if arn == "" {
				continue
			}

			group := m.index.TargetGroups[arn]
			if group == nil {
				return services, "target group " + snapshot.Name(arn) + " was not read"
			}

			if number, err := strconv.Atoi(group.HealthCheckPort.Or("")); err == nil {
				services = services.Union(oneTCP(number))
			}
		}
	}

	return services, ""
}

// oneTCP is one port; none where there is no such port.
func oneTCP(number int) netset.Services {
	if number < 1 || number > 65535 {
		return netset.Services{}
	}

	return netset.TCP(port(number), port(number))
}
