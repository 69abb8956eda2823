package cloudformation

import (
	"cmp"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// cluster reads a cluster, with the namespace that its services are in by default.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-cluster.html
func cluster(r resource) {
	c := snapshot.Cluster{
		Meta: r.metaWith("clusterName", "capacityProviders", "defaultCapacityProviderStrategy", "clusterSettings",
			"configuration"),
		ID: r.id(), Name: r.called("ClusterName"), CapacityProviders: r.texts(r.get("CapacityProviders")),
		DefaultStrategy:   r.strategy(r.get("DefaultCapacityProviderStrategy")),
		ContainerInsights: r.insights(),
		ExecLogging:       r.execLogging(),
	}
	r.Clusters = append(r.Clusters, c)

	if n := r.get("ServiceConnectDefaults", "Namespace"); n != nil {
		r.early = append(r.early, func() { r.usual[c.ID] = r.namespaceOf(n) })
	}
}

// insights is what the cluster sets, or what is not known of its settings.
func (r resource) insights() snapshot.Value[string] {
	found := snapshot.Value[string]{}

	list := r.get("ClusterSettings")

	for _, n := range r.items(list) {
		unsure := cmp.Or(list.WhyUnsure(), n.WhyUnsure())

		switch name := field.Text[string](n.Get("Name")); {
		case n.Kind() != document.Object:
			found = snapshot.Unknown[string](field.Why(n, "an object"))
		case name.Or("") == snapshot.SettingInsights && unsure != "":
			found = snapshot.Unknown[string](unsure)
		case name.Or("") == snapshot.SettingInsights:
			return field.Text[string](n.Get("Value"))
		case name.IsUnknown():
			found = snapshot.Unknown[string](name.Reason())
		}
	}

	return found
}

// execLogging is what the cluster says of ECS Exec. What is not known of a whole is not known of its parts.
func (r resource) execLogging() snapshot.Value[string] {
	n := r.properties

	for _, name := range []string{"Configuration", "ExecuteCommandConfiguration", "Logging"} {
		n = n.Get(name)
		if why := cmp.Or(n.Why(), n.WhyUnsure()); why != "" {
			return snapshot.Unknown[string](why)
		}
	}

	return field.Text[string](n)
}

// associations tie capacity providers to a cluster.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html
func associations(r resource) {
	r.later = append(r.later, func() {
		c := find(r.Clusters, r.clusters, r.ref("Cluster"))
		if c == nil {
			id := r.cluster()
			r.clusters[id] = len(r.Clusters)
			r.Clusters = append(r.Clusters, snapshot.Cluster{
				Meta: r.meta(), ID: id, Name: field.ShortName(id),
				ContainerInsights: snapshot.Unknown[string](snapshot.NotInSource),
				ExecLogging:       snapshot.Unknown[string](snapshot.NotInSource),
			})
			c = &r.Clusters[len(r.Clusters)-1]
		}

		c.CapacityProviders = set(append(c.CapacityProviders, r.texts(r.get("CapacityProviders"))...))
		if given := r.strategy(r.get("DefaultCapacityProviderStrategy")); given != nil {
			c.DefaultStrategy = given
		}
	})
}

// capacityProvider reads a provider of an auto scaling group, or of managed instances.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-capacityprovider.html
func capacityProvider(r resource) {
	p := snapshot.CapacityProvider{Meta: r.meta(), ID: r.id(), Name: r.called("Name"), Cluster: r.ref("ClusterName")}

	if n := r.get("AutoScalingGroupProvider"); n.Kind() == document.Object {
		p.AutoScalingGroup = r.refOf(n.Get("AutoScalingGroupArn"))
		if _, name, ok := strings.Cut(p.AutoScalingGroup, ":autoScalingGroupName/"); ok {
			p.AutoScalingGroup = r.resolved(name, n)
		}

		p.ManagedScaling = enabled(get(n, "ManagedScaling", "Status"))
		p.ManagedTerminationProtection = enabled(n.Get("ManagedTerminationProtection"))
	}

	if n := r.get("ManagedInstancesProvider"); n.Kind() == document.Object {
		network := get(n, "InstanceLaunchTemplate", "NetworkConfiguration")
		p.ManagedInstances = &snapshot.ManagedInstances{
			Subnets: r.ids(network.Get("Subnets")), SecurityGroups: r.ids(network.Get("SecurityGroups")),
		}
	}

	r.CapacityProviders = append(r.CapacityProviders, p)
}

func enabled(n *document.Node) snapshot.Value[bool] {
	v := field.Text[string](n)

	switch text, ok := v.Get(); {
	case ok:
		return snapshot.Known(strings.EqualFold(text, "ENABLED") || strings.EqualFold(text, "enable"))
	case v.IsUnknown():
		return snapshot.Unknown[bool](v.Reason())
	default:
		return snapshot.Value[bool]{}
	}
}
