package awsmap

import (
	"cmp"
	"slices"
	"strings"

	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// inactive is the status of what was deleted and stays discoverable for a time.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html
const inactive = "INACTIVE"

// cluster drops the counts of services and tasks, which are those of one moment, and the cluster that was deleted.
func (a *Answers) cluster(in *ecs.Cluster) (snapshot.Cluster, bool) {
	arn := deref(in.ClusterArn)

	return snapshot.Cluster{
		Meta:              a.meta(arn),
		ID:                arn,
		Name:              cmp.Or(deref(in.ClusterName), snapshot.Name(arn)),
		CapacityProviders: set(in.CapacityProviders),
		DefaultStrategy:   strategy(in.DefaultCapacityProviderStrategy),
		ContainerInsights: containerInsights(in),
		ExecLogging:       a.execLogging(in),
	}, deref(in.Status) != inactive
}

// The parts of a cluster that ECS tells those alone who ask for them.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html
const (
	noSettings       = "the cluster was described without --include SETTINGS"
	noConfigurations = "the cluster was described without --include CONFIGURATIONS"
	notDescribed     = "the cluster was not described"
)

// containerInsights is not known where no setting is told: every cluster has this one.
func containerInsights(in *ecs.Cluster) snapshot.Value[string] {
	for _, s := range in.Settings {
		if s.Name == ecs.ClusterSettingNameContainerInsights {
			return text[string](deref(s.Value))
		}
	}

	return snapshot.Unknown[string](noSettings)
}

// execLogging is absent, so that ECS's default holds, where it was asked for and nothing is configured.
func (a *Answers) execLogging(in *ecs.Cluster) snapshot.Value[string] {
	switch c := in.Configuration; {
	case c != nil && c.ExecuteCommandConfiguration != nil:
		return text[string](c.ExecuteCommandConfiguration.Logging)
	case c == nil && !a.ClustersConfigured:
		return snapshot.Unknown[string](noConfigurations)
	default:
		return snapshot.Value[string]{}
	}
}

// namedClusters are those that no answer describes and something runs in. What they are set to is not known, which is
// for the caller to say.
func (a *Answers) namedClusters(s *snapshot.Snapshot) []snapshot.Cluster {
	named := set(
		setOf(s.Services, func(s *snapshot.Service) *string { return &s.Cluster }),
		setOf(s.Tasks, func(t *snapshot.Task) *string { return &t.Cluster }),
		setOf(s.ContainerInstances, func(c *snapshot.ContainerInstance) *string { return &c.Cluster }))
	described := setOf(a.Clusters, func(c *ecs.Cluster) *string { return c.ClusterArn })

	var out []snapshot.Cluster

	for _, arn := range named {
		at, ok := ParseARN(arn)
		if _, known := slices.BinarySearch(described, arn); ok && !known && strings.HasPrefix(at.Resource, "cluster/") {
			out = append(out, snapshot.Cluster{
				Meta: a.meta(arn), ID: arn, Name: snapshot.Name(arn),
				ContainerInsights: snapshot.Unknown[string](notDescribed), ExecLogging: snapshot.Unknown[string](notDescribed),
			})
		}
	}

	return out
}

// strategy has 0 for a base or weight that is left out, as the API has.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
func strategy(in []ecs.CapacityProviderStrategyItem) []snapshot.CapacityProviderStrategyItem {
	return all(in, func(i *ecs.CapacityProviderStrategyItem) snapshot.CapacityProviderStrategyItem {
		return snapshot.CapacityProviderStrategyItem{
			CapacityProvider: deref(i.CapacityProvider),
			Base:             int(i.Base),
			Weight:           int(i.Weight),
		}
	})
}

// capacityProvider drops FARGATE and FARGATE_SPOT, which every account has and nobody configures.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
func (a *Answers) capacityProvider(in *ecs.CapacityProvider) (snapshot.CapacityProvider, bool) {
	arn := deref(in.CapacityProviderArn)
	out := snapshot.CapacityProvider{
		Meta:    a.meta(arn),
		ID:      arn,
		Name:    cmp.Or(deref(in.Name), snapshot.Name(arn)),
		Cluster: deref(in.Cluster),
	}

	if out.Name == "FARGATE" || out.Name == "FARGATE_SPOT" || in.Status == inactive {
		return out, false
	}

	if p := in.AutoScalingGroupProvider; p != nil {
		out.AutoScalingGroup = groupName(deref(p.AutoScalingGroupArn))
		out.ManagedScaling = managedScaling(p.ManagedScaling)
		out.ManagedTerminationProtection = terminationProtection(p.ManagedTerminationProtection)
	}

	if p := in.ManagedInstancesProvider; p != nil {
		out.ManagedInstances = managedInstances(p)
	}

	return out, true
}

// managedScaling is absent, rather than off, where the answer says nothing of it.
func managedScaling(in *ecs.ManagedScaling) snapshot.Value[bool] {
	if in == nil || in.Status == "" {
		return snapshot.Value[bool]{}
	}

	return snapshot.Known(in.Status == ecs.ManagedScalingStatusEnabled)
}

func terminationProtection(in ecs.ManagedTerminationProtection) snapshot.Value[bool] {
	if in == "" {
		return snapshot.Value[bool]{}
	}

	return snapshot.Known(in == ecs.ManagedTerminationProtectionEnabled)
}

// managedInstances is not nil for a provider that names no network: that its instances are managed is told apart from
// an auto-scaling group by this alone.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedInstancesNetworkConfiguration.html
func managedInstances(in *ecs.ManagedInstancesProvider) *snapshot.ManagedInstances {
	t := in.InstanceLaunchTemplate
	if t == nil || t.NetworkConfiguration == nil {
		return &snapshot.ManagedInstances{}
	}

	return &snapshot.ManagedInstances{
		Subnets:        set(t.NetworkConfiguration.Subnets),
		SecurityGroups: set(t.NetworkConfiguration.SecurityGroups),
	}
}

// groupName is the name of an auto-scaling group that is given by its ARN or, as the API allows, by its name.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AutoScalingGroupProvider.html
func groupName(arn string) string {
	if _, name, ok := strings.Cut(arn, ":autoScalingGroupName/"); ok {
		return name
	}

	return arn
}
