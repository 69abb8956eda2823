package placement

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// candidates are the cluster's instances that take tasks, of the tenant's capacity and operating system.
func (m *Model) candidates(t *Tenant) []*snapshot.ContainerInstance {
	var candidates []*snapshot.ContainerInstance

	for _, instance := range m.index.ContainerInstancesOf[t.Cluster.ID] {
		if takes(instance) && m.hosts(t.Capacity, instance) && runs(t.TaskDefinition, instance) {
			candidates = append(candidates, instance)
		}
	}

	return candidates
}

// takes reports whether ECS places new tasks on the instance: it is ACTIVE, and its agent is connected as far as is
// known.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html (agentConnected, status)
func takes(instance *snapshot.ContainerInstance) bool {
	return instance.Status == "ACTIVE" && instance.AgentConnected.Or(true)
}

func (m *Model) hosts(c Capacity, instance *snapshot.ContainerInstance) bool {
	switch {
	case len(c.Providers) > 0:
		return slices.Contains(c.Providers, instance.CapacityProvider)
	case c.Launch == snapshot.LaunchExternal:
		return External(instance)
	default:
		return !External(instance) && !m.Managed(instance)
	}
}

// External reports whether the instance is of ECS Anywhere: it is known to Systems Manager (mi-…), not to EC2.
func External(instance *snapshot.ContainerInstance) bool {
	return !strings.HasPrefix(instance.Instance, "i-")
}

// Managed reports whether the instance is of ECS Managed Instances, which AWS runs and nobody logs in to.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html
func (m *Model) Managed(instance *snapshot.ContainerInstance) bool {
	if instance.CapacityProvider == "" {
		return false
	}

	p := m.index.CapacityProvider(instance.Meta, instance.CapacityProvider)

	return p != nil && p.ManagedInstances != nil
}

// runs reports whether the instance has the operating system and architecture the definition names. Where it
// names none, nothing but a placement constraint keeps a task from the wrong one.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ECS_Windows.html
func runs(definition *snapshot.TaskDefinition, instance *snapshot.ContainerInstance) bool {
	if definition == nil {
		return true
	}

	family, named := definition.OperatingSystemFamily.Get()
	if named && !hasSystem(instance, family) {
		return false
	}

	cpu, named := definition.CPUArchitecture.Get()
	has, ok := attribute(instance, "ecs.cpu-architecture")

	return !named || !ok || strings.EqualFold(cpu, has)
}

// hasSystem goes by the family, and by its kind alone where an old agent does not tell it.
// https://github.com/aws/amazon-ecs-agent/pull/3044
func hasSystem(instance *snapshot.ContainerInstance, family string) bool {
	if has, ok := attribute(instance, "ecs.os-family"); ok {
		return strings.EqualFold(has, family)
	}

	system, ok := attribute(instance, "ecs.os-type")

	return !ok || windows(system) == windows(family)
}

// windows knows both spellings of a system: "windows" and WINDOWS_SERVER_…, which some agents give as os-type.
// https://github.com/aws/amazon-ecs-agent/issues/2881
func windows(system string) bool { return strings.HasPrefix(strings.ToLower(system), "windows") }

func attribute(instance *snapshot.ContainerInstance, name string) (string, bool) {
	for i := range instance.Attributes {
		if a := &instance.Attributes[i]; a.Name == name {
			return a.Value, true
		}
	}

	return "", false
}
