package placement

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Capacity is where a tenant's tasks can run.
type Capacity struct {
	// Launch is the launch type, that of the capacity providers where there is a strategy.
	Launch snapshot.LaunchType

	// Providers are the capacity providers of the strategy; none with a plain launch type.
	Providers []string

	// Unknown is the reason where the launch type is not known.
	Unknown string
}

// Fargate reports whether the name is one of the capacity providers that every cluster may use.
func Fargate(provider string) bool { return provider == "FARGATE" || provider == "FARGATE_SPOT" }

func (m *Model) serviceCapacity(cluster *snapshot.Cluster, service *snapshot.Service) Capacity {
	if set := taskSet(service); set != nil {
		return m.givenCapacity(cluster, set.LaunchType, set.CapacityProviderStrategy)
	}

	return m.givenCapacity(cluster, service.LaunchType, service.CapacityProviderStrategy)
}

// givenCapacity is that of a launch type, of a strategy, or of the cluster's where neither is given.
func (m *Model) givenCapacity(
	cluster *snapshot.Cluster,
	launch snapshot.Value[snapshot.LaunchType], strategy []snapshot.CapacityProviderStrategyItem,
) Capacity {
	switch {
	case launch.IsUnknown():
		return Capacity{Unknown: launch.Reason()}
	case launch.IsKnown():
		return Capacity{Launch: launch.Or("")}
	case len(strategy) == 0:
		strategy = cluster.DefaultStrategy
	}

	return m.strategyCapacity(cluster, strategy)
}

// strategyCapacity is EC2 for an empty strategy: what ECS starts where nothing else is said.
func (m *Model) strategyCapacity(
	cluster *snapshot.Cluster, strategy []snapshot.CapacityProviderStrategyItem,
) Capacity {
	capacity := Capacity{Launch: snapshot.LaunchEC2}
	for _, item := range placing(strategy) {
		capacity.Providers = append(capacity.Providers, item.CapacityProvider)
	}

	if len(capacity.Providers) > 0 {
		capacity.Launch = m.launchOf(cluster, capacity.Providers[0])
	}

	slices.Sort(capacity.Providers)

	return capacity
}

// placing leaves out the providers that ECS places no task with: those without weight and base. One alone
// needs neither.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
func placing(strategy []snapshot.CapacityProviderStrategyItem) []snapshot.CapacityProviderStrategyItem {
	idle := func(i snapshot.CapacityProviderStrategyItem) bool { return i.Weight == 0 && i.Base == 0 }
	if used := slices.DeleteFunc(slices.Clone(strategy), idle); len(used) > 0 {
		return used
	}

	return strategy
}

func (m *Model) taskCapacity(cluster *snapshot.Cluster, s start) Capacity {
	switch {
	case s.provider != "":
		return Capacity{Launch: m.launchOf(cluster, s.provider), Providers: []string{s.provider}}
	case s.launch.IsUnknown():
		return Capacity{Unknown: s.launch.Reason()}
	default:
		return Capacity{Launch: s.launch.Or(snapshot.LaunchEC2)}
	}
}

// launchOf is the launch type of a capacity provider. ECS refuses a strategy that mixes them.
func (m *Model) launchOf(cluster *snapshot.Cluster, provider string) snapshot.LaunchType {
	if Fargate(provider) {
		return snapshot.LaunchFargate
	}

	if p := m.index.CapacityProvider(cluster.Meta, provider); p != nil && p.ManagedInstances != nil {
		return snapshot.LaunchManagedInstances
	}

	return snapshot.LaunchEC2
}
