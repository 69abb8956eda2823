package terraform

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// serviceLoadBalancers has no target group for a Classic Load Balancer, which has none; [mapper.classic] says so.
func (m *mapper) serviceLoadBalancers(n *document.Node) []snapshot.ServiceLoadBalancer {
	var out []snapshot.ServiceLoadBalancer

	for _, block := range blocks(n) {
		out = append(out, snapshot.ServiceLoadBalancer{
			TargetGroup:          m.id(at(block, "target_group_arn")),
			AlternateTargetGroup: m.id(at(block, "advanced_configuration", "alternate_target_group_arn")),
			ContainerName:        known(at(block, "container_name")),
			ContainerPort:        field.Int(at(block, "container_port")),
		})
	}

	return out
}

// classic says that a service is behind a Classic Load Balancer, the only kind that is given by name.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html
func (m *mapper) classic(r *resource.Resource) {
	for _, block := range blocks(r.Values.Get("load_balancer")) {
		if block.Why() == "" && !empty(at(block, "elb_name")) {
			m.gap(r, "Classic Load Balancer", "Classic Load Balancers are not modelled", snapshot.NounLoadBalancer)

			return
		}
	}
}

// registries has no port where Terraform has 0, which the provider does not send.
// https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ecs/service.go
// expandServiceRegistries.
func (m *mapper) registries(n *document.Node) []snapshot.ServiceRegistry {
	var out []snapshot.ServiceRegistry

	for _, block := range blocks(n) {
		out = append(out, snapshot.ServiceRegistry{
			CloudMapService: m.id(at(block, "registry_arn")),
			ContainerName:   known(at(block, "container_name")),
			ContainerPort:   nonzero(at(block, "container_port")),
			Port:            nonzero(at(block, "port")),
		})
	}

	return out
}

// nonzero is a number of which 0 says that there is none.
func nonzero(n *document.Node) snapshot.Value[int] {
	v := field.Int(n)
	if v == snapshot.Known(0) {
		return snapshot.Value[int]{}
	}

	return v
}

// serviceConnect is nil where it is off. A configuration without a namespace is in that of the cluster.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterServiceConnectDefaults.html
func (m *mapper) serviceConnect(service *document.Node) *snapshot.ServiceConnect {
	n := service.Get("service_connect_configuration")
	if on, ok := field.Flag(at(n, "enabled")).Get(); empty(n) || ok && !on {
		return nil
	}

	out := &snapshot.ServiceConnect{Namespace: m.named(at(n, "namespace"))}
	if c := m.resources[m.clusterOf(service)]; out.Namespace == "" && c != nil {
		out.Namespace = m.named(at(c.Values, "service_connect_defaults", "namespace"))
	}

	if n.Why() != "" {
		return out
	}

	for _, block := range blocks(at(n, "service")) {
		out.Services = append(out.Services, snapshot.ServiceConnectService{
			PortName:      known(at(block, "port_name")),
			DiscoveryName: known(at(block, "discovery_name")),
			IngressPort:   nonzero(at(block, "ingress_port_override")),
			Aliases:       connectAliases(at(block, "client_alias")),
		})
	}

	return out
}

func connectAliases(n *document.Node) []snapshot.ServiceConnectAlias {
	var out []snapshot.ServiceConnectAlias

	for _, block := range blocks(n) {
		out = append(out, snapshot.ServiceConnectAlias{
			DNSName: known(at(block, "dns_name")), Port: field.Int(at(block, "port")).Or(0),
		})
	}

	return out
}

// taskSet belongs to a service, which the provider takes by its name or ARN. One of a service of another stack has
// nobody to belong to.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_set
func (m *mapper) taskSet(r *resource.Resource) {
	v := r.Values

	s := m.serviceOf(v)
	if s == nil {
		m.gap(r, r.Type, "its service is not in this source", snapshot.NounService)

		return
	}

	set := snapshot.TaskSet{
		ID: m.idOf(r), TaskDefinition: m.definition(v.Get("task_definition")),
		LaunchType:               text[snapshot.LaunchType](v.Get("launch_type")),
		CapacityProviderStrategy: m.strategy(v.Get("capacity_provider_strategy")),
		PlatformVersion:          text[string](v.Get("platform_version")),
		NetworkConfiguration:     m.network(v.Get("network_configuration")),
		LoadBalancers:            m.serviceLoadBalancers(v.Get("load_balancer")),
	}
	if len(set.CapacityProviderStrategy) > 0 {
		set.LaunchType = snapshot.Value[snapshot.LaunchType]{}
	}

	s.TaskSets = append(s.TaskSets, set)
	s.ServiceRegistries = append(s.ServiceRegistries, m.registries(v.Get("service_registries"))...)
}

// serviceOf is the service that a task set names; nil where it is not of this stack.
func (m *mapper) serviceOf(taskSet *document.Node) *snapshot.Service {
	service, cluster := m.id(taskSet.Get("service")), m.clusterOf(taskSet)
	if i, ok := m.places[place{snapshot.NounService, service}]; ok {
		return &m.out.Services[i]
	}

	for i := range m.out.Services {
		if s := &m.out.Services[i]; s.Name == service && s.Cluster == cluster {
			return s
		}
	}

	return nil
}
