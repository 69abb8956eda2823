package placement

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Groups lists the IDs of the security groups that filter the tenant's tasks, sorted: those of the task's own
// interface in awsvpc mode, otherwise those of the instances. why is set where they cannot be told.
func (m *Model) Groups(t *Tenant) (groups []string, why string) {
	mode, ok := t.Mode.Get()
	if !ok {
		return nil, "network mode: " + t.Mode.Reason()
	}

	if mode == snapshot.ModeAWSVPC {
		return m.taskGroups(t)
	}

	if t.Eligible.Undecided != "" {
		return nil, t.Eligible.Undecided
	}

	f := m.filters[m.demandOf(t)]

	return slices.Clone(f.groups), f.why
}

// A filter is the groups of a set of instances, or why they cannot be told.
type filter struct {
	groups []string
	why    string
}

func (m *Model) instanceGroups(instances []*snapshot.ContainerInstance) filter {
	var groups []string

	for _, instance := range instances {
		interfaces := m.Host(instance).Interfaces
		if len(interfaces) == 0 && !External(instance) {
			return filter{why: "the network interfaces of " + instance.Instance + " were not read"}
		}

		for _, eni := range interfaces {
			groups = append(groups, eni.SecurityGroups...)
		}
	}

	slices.Sort(groups)

	return filter{groups: slices.Compact(groups)}
}

// taskGroups are the groups the service names, or the default group of the VPC where it names none.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
func (m *Model) taskGroups(t *Tenant) (groups []string, why string) {
	config := NetworkConfiguration(t.Service)

	switch {
	case config == nil:
		return nil, "the service has no network configuration"
	case config.SecurityGroups.IsUnknown():
		return nil, "security groups: " + config.SecurityGroups.Reason()
	}

	if named := config.SecurityGroups.Or(nil); len(named) > 0 {
		return slices.Compact(slices.Sorted(slices.Values(named))), ""
	}

	if g := m.DefaultGroup(config); g != nil {
		return []string{g.ID}, ""
	}

	return nil, "the VPC's default group was not read"
}

// DefaultGroup is the default group of the VPC of the configuration's subnets; nil where it was not read.
func (m *Model) DefaultGroup(config *snapshot.NetworkConfiguration) *snapshot.SecurityGroup {
	for _, id := range config.Subnets.Or(nil) {
		subnet := m.index.Subnets[id]
		if subnet == nil {
			continue
		}

		for i := range m.index.Snapshot.SecurityGroups {
			if g := &m.index.Snapshot.SecurityGroups[i]; g.VPC == subnet.VPC && g.Default() {
				return g
			}
		}
	}

	return nil
}

// NetworkConfiguration is the service's own, or that of its task sets with an EXTERNAL controller; nil where there is
// none.
func NetworkConfiguration(s *snapshot.Service) *snapshot.NetworkConfiguration {
	if s == nil {
		return nil
	}

	if s.NetworkConfiguration != nil {
		return s.NetworkConfiguration
	}

	for i := range s.TaskSets {
		if s.TaskSets[i].NetworkConfiguration != nil {
			return s.TaskSets[i].NetworkConfiguration
		}
	}

	return nil
}
