package groups

import (
	"fmt"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// machines is what has groups without being a task.
type machines struct {
	// byGroup names the machines, the launch templates and the providers that have a group.
	byGroup map[string][]string

	// unread are the instances whose interfaces were not read, by account and region.
	unread map[snapshot.Scope]string
}

func (m *Model) machinesOf() *machines {
	found := &machines{map[string][]string{}, map[snapshot.Scope]string{}}
	s := m.Index.Snapshot

	for i := range s.ContainerInstances {
		found.addInstance(m.Placement, &s.ContainerInstances[i])
	}

	for i := range s.LaunchTemplates {
		template := &s.LaunchTemplates[i]
		found.add(template.SecurityGroups, "launch template "+template.Name)
	}

	for i := range s.CapacityProviders {
		if managed := s.CapacityProviders[i].ManagedInstances; managed != nil {
			found.add(managed.SecurityGroups, "managed instances of "+s.CapacityProviders[i].Name)
		}
	}

	for id, names := range found.byGroup {
		found.byGroup[id] = ground.Sorted(names)
	}

	return found
}

func (m *machines) addInstance(p *placement.Model, instance *snapshot.ContainerInstance) {
	if placement.External(instance) {
		return
	}

	interfaces := p.Host(instance).Interfaces
	if at := instance.Scope(); len(interfaces) == 0 {
		if known := m.unread[at]; known == "" || instance.Instance < known {
			m.unread[at] = instance.Instance
		}
	}

	for _, eni := range interfaces {
		m.add(eni.SecurityGroups, "instance "+instance.Instance)
	}
}

func (m *machines) add(groups []string, name string) {
	for _, id := range groups {
		m.byGroup[id] = append(m.byGroup[id], name)
	}
}

// instanceGroups finds the groups that tasks have in common with the instances, of whatever cluster.
func (s *Shard) instanceGroups(t *placement.Tenant) []facts.InstanceGroup {
	if t.Mode.Or("") != snapshot.ModeAWSVPC {
		return nil
	}

	ids, why := s.Placement.Groups(t)
	if why != "" {
		return []facts.InstanceGroup{{Ref: s.refs.Add(ground.Tenant(t)), Undecided: why}}
	}

	var all []facts.InstanceGroup

	for _, id := range ids {
		if names := s.machines().byGroup[id]; len(names) > 0 {
			all = append(all, s.instanceGroup(id, names))
		}
	}

	unread := s.machines().unread[t.Service.Scope()]
	if len(all) == 0 && unread != "" {
		all = append(all, facts.InstanceGroup{
			Ref: s.refs.Add(ground.Tenant(t)), Undecided: "the network interfaces of " + unread + " were not read",
		})
	}

	return all
}

func (s *Shard) instanceGroup(id string, names []string) facts.InstanceGroup {
	fact := facts.InstanceGroup{Name: id, Instances: names}
	group := s.Index.SecurityGroups[id]

	if group != nil {
		fact.Ref, fact.Name, fact.Default = s.refs.Add(ground.Group(group)), group.Name, group.Default()
	} else {
		fact.Ref = s.refs.Add(ground.Note("securityGroup", id, "security group "+id))
	}

	fact.Evidence = []facts.Ref{fact.Ref}

	for _, name := range names[:min(len(names), ground.MostEvidence)] {
		fact.Evidence = append(fact.Evidence, s.refs.Add(ground.Note("instance", "", name+" has it")))
	}

	if more := len(names) - ground.MostEvidence; more > 0 {
		fact.Evidence = append(fact.Evidence, s.refs.Add(ground.Note("instance", "", fmt.Sprintf("and %d more", more))))
	}

	return fact
}
