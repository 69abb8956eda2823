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
	if service.LaunchType.IsUnknown() {
		return Capacity{Unknown: service.LaunchType.Reason()}
	}

	if launch, ok := service.LaunchType.Get(); ok {
		return Capacity{Launch: launch}
	}

	strategy := service.CapacityProviderStrategy
	if len(strategy) == 0 {
		strategy = cluster.DefaultStrategy
	}

	return m.strategyCapacity(cluster, strategy)
}

// strategyCapacity is EC2 for an empty strategy: what ECS starts where nothing else is said.
func (m *Model) strategyCapacity(
	cluster *snapshot.Cluster, strategy []snapshot.CapacityProviderStrategyItem,
) Capacity {
	capacity := Capacity{Launch: snapshot.LaunchEC2}
	for _, item := range strategy {
		capacity.Providers = append(capacity.Providers, item.CapacityProvider)
	}

	if len(capacity.Providers) > 0 {
		capacity.Launch = m.launchOf(cluster, capacity.Providers[0])
	}

	slices.Sort(capacity.Providers)

	return capacity
}

func (m *Model) taskCapacity(cluster *snapshot.Cluster, launch snapshot.LaunchType, provider string) Capacity {
	if provider == "" {
		return Capacity{Launch: launch}
	}

	return Capacity{Launch: m.launchOf(cluster, provider), Providers: []string{provider}}
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
