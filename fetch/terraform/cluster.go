package terraform

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// cluster has its capacity providers in the resource itself up to version 4 of the provider.
// https://registry.terraform.io/providers/hashicorp/aws/4.67.0/docs/resources/ecs_cluster
func (m *mapper) cluster(r *resource.Resource) {
	id := m.idOf(r)
	m.places[place{snapshot.NounCluster, id}] = len(m.out.Clusters)
	m.out.Clusters = append(m.out.Clusters, snapshot.Cluster{
		Meta: m.meta(r, "setting", "clusterSettings", "configuration", "configuration"), ID: id, Name: name(r, "name"),
		CapacityProviders: m.providers(r.Values.Get("capacity_providers")),
		DefaultStrategy:   m.strategy(r.Values.Get("default_capacity_provider_strategy")),
		ContainerInsights: insights(r.Values.Get("setting")),
		ExecLogging:       text[string](at(r.Values, "configuration", "execute_command_configuration", "logging")),
	})
}

// insights is what the blocks of settings say of it.
func insights(settings *document.Node) snapshot.Value[string] {
	found := snapshot.Value[string]{}

	for _, block := range blocks(settings) {
		switch name := text[string](at(block, "name")); {
		case name.Or("") == snapshot.SettingInsights:
			return text[string](at(block, "value"))
		case name.IsUnknown():
			found = snapshot.Unknown[string](name.Reason())
		}
	}

	return found
}

// foundCluster is a cluster of another stack. What it is set to is not known, so only its name is of use.
func (m *mapper) foundCluster(r *resource.Resource) {
	name := known(r.Values.Get("cluster_name"))
	if name == "" {
		return
	}

	id := m.idOf(r)
	if arn := known(r.Values.Get("arn")); arn != "" {
		id = arn
	}

	if _, there := m.places[place{snapshot.NounCluster, id}]; !there {
		m.places[place{snapshot.NounCluster, id}] = len(m.out.Clusters)
		m.out.Clusters = append(m.out.Clusters, snapshot.Cluster{
			Meta: m.meta(r), ID: id, Name: name,
			ContainerInsights: snapshot.Unknown[string](snapshot.NotInSource),
			ExecLogging:       snapshot.Unknown[string](snapshot.NotInSource),
		})
	}
}

// clusterCapacityProviders takes the place of what the cluster has, as in the API.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_cluster_capacity_providers
func (m *mapper) clusterCapacityProviders(r *resource.Resource) {
	named := m.id(r.Values.Get("cluster_name"))

	for i := range m.out.Clusters {
		c := &m.out.Clusters[i]
		if c.ID == named || c.Name == named {
			c.CapacityProviders = m.providers(r.Values.Get("capacity_providers"))
			c.DefaultStrategy = m.strategy(r.Values.Get("default_capacity_provider_strategy"))

			return
		}
	}

	m.out.Clusters = append(m.out.Clusters, snapshot.Cluster{
		Meta: m.meta(r), ID: named, Name: m.named(r.Values.Get("cluster_name")),
		CapacityProviders: m.providers(r.Values.Get("capacity_providers")),
		DefaultStrategy:   m.strategy(r.Values.Get("default_capacity_provider_strategy")),
		ContainerInsights: snapshot.Unknown[string](snapshot.NotInSource),
		ExecLogging:       snapshot.Unknown[string](snapshot.NotInSource),
	})
}

// providers are capacity providers by name.
func (m *mapper) providers(n *document.Node) []string {
	if n.Kind() != document.List {
		return set([]string{m.named(n)})
	}

	var names []string
	for _, item := range n.Items() {
		names = append(names, m.named(item))
	}

	return set(names)
}

// strategy has 0 for a base or weight that is left out, as the API has.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
func (m *mapper) strategy(n *document.Node) []snapshot.CapacityProviderStrategyItem {
	var items []snapshot.CapacityProviderStrategyItem

	for _, block := range blocks(n) {
		items = append(items, snapshot.CapacityProviderStrategyItem{
			CapacityProvider: m.named(at(block, "capacity_provider")),
			Base:             field.Int(at(block, "base")).Or(0),
			Weight:           field.Int(at(block, "weight")).Or(0),
		})
	}

	return items
}

// capacityProvider is on an auto-scaling group or, since version 6.15 of the provider, on managed instances.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_capacity_provider
func (m *mapper) capacityProvider(r *resource.Resource) {
	group, managed := r.Values.Get("auto_scaling_group_provider"), r.Values.Get("managed_instances_provider")
	out := snapshot.CapacityProvider{
		Meta: m.meta(r), ID: m.idOf(r), Name: name(r, "name"), Cluster: m.id(r.Values.Get("cluster")),
	}

	if !empty(group) {
		out.AutoScalingGroup = shortName(m.named(at(group, "auto_scaling_group_arn")), ":autoScalingGroupName/")
		out.ManagedScaling = enabled(at(group, "managed_scaling", "status"), "ENABLED")
		out.ManagedTerminationProtection = enabled(at(group, "managed_termination_protection"), "ENABLED")
	}

	if !empty(managed) {
		network := at(managed, "instance_launch_template", "network_configuration")
		out.ManagedInstances = &snapshot.ManagedInstances{
			Subnets: m.ids(at(network, "subnets")), SecurityGroups: m.ids(at(network, "security_groups")),
		}
	}

	m.out.CapacityProviders = append(m.out.CapacityProviders, out)
}

// enabled is whether a text is the one that stands for on; absent where there is none.
func enabled(n *document.Node, on string) snapshot.Value[bool] {
	switch written := text[string](n); {
	case written.IsUnknown():
		return snapshot.Unknown[bool](written.Reason())
	case written.IsZero():
		return snapshot.Value[bool]{}
	default:
		return snapshot.Known(written.Or("") == on)
	}
}
