package placement

import "github.com/ecslint/ecslint/analyzer/snapshot"

// growth counts the instances that managed scaling may still add. Instances that do not exist yet are taken to
// be like those that their provider has; where these are not alike, or there is none and something is asked of
// it, nothing can be told.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
func (m *Model) growth(
	t *Tenant, members []member, eligible, reserving []*snapshot.ContainerInstance,
) (growth []Growth, why string) {
	for _, name := range t.Capacity.Providers {
		more, why := m.providerGrowth(t, name)
		if why != "" {
			return nil, why
		}

		active := m.active(t, name)
		taking, keeping := of(name, eligible), of(name, reserving)

		switch {
		case more.Instances == 0:
		case active > 0 && keeping == active:
			// Those that are added will keep the port for themselves too.
		case taking != active || active == 0 && len(members) > 0:
			return nil, "whether the instances that managed scaling of capacity provider " + name +
				" adds take the task"
		default:
			growth = append(growth, more)
		}
	}

	return growth, ""
}

// active counts the ACTIVE instances of the provider.
func (m *Model) active(t *Tenant, provider string) int {
	n := 0

	for _, instance := range m.index.ContainerInstancesOf[t.Cluster.ID] {
		if instance.CapacityProvider == provider && instance.Status == "ACTIVE" {
			n++
		}
	}

	return n
}

// of counts those of the instances that are the provider's.
func of(provider string, instances []*snapshot.ContainerInstance) int {
	n := 0

	for _, instance := range instances {
		if instance.CapacityProvider == provider {
			n++
		}
	}

	return n
}

// providerGrowth is the room up to the group's MaxSize, in which every instance counts that is there, DRAINING
// too. A provider with managed scaling belongs to one cluster.
func (m *Model) providerGrowth(t *Tenant, name string) (g Growth, why string) {
	provider := m.index.CapacityProvider(t.Cluster.Meta, name)

	switch {
	case provider == nil:
		return g, "capacity provider " + name + " was not read"
	case provider.ManagedScaling.IsUnknown():
		return g, "managed scaling of capacity provider " + name + ": " + provider.ManagedScaling.Reason()
	case !provider.ManagedScaling.Or(false):
		return g, ""
	}

	asg := m.index.AutoScalingGroup(t.Cluster.Meta, provider.AutoScalingGroup)
	if asg == nil {
		return g, "auto scaling group " + provider.AutoScalingGroup + " was not read"
	}

	if asg.MaxSize.IsUnknown() {
		return g, "MaxSize of auto scaling group " + asg.Name + ": " + asg.MaxSize.Reason()
	}

	running, most := 0, asg.MaxSize.Or(0)

	for _, instance := range m.index.ContainerInstancesOf[t.Cluster.ID] {
		if instance.CapacityProvider == name {
			running++
		}
	}

	return Growth{name, max(0, most-running), asg.Name, most}, ""
}
