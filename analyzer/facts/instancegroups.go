package facts

import (
	"fmt"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An InstanceGroup is a group of the tasks' own interfaces that container instances have too.
type InstanceGroup struct {
	Ref     Ref    `json:"ref"`
	Name    string `json:"name"`
	Default bool   `json:"default"`

	// Instances names what has it: container instances, launch templates, providers of managed instances.
	Instances []string `json:"instances"`
	Evidence  []Ref    `json:"evidence"`

	// Undecided is why it cannot be told; empty where it can.
	Undecided string `json:"undecided"`
}

// machines is what has groups without being a task.
type machines struct {
	// byGroup names the machines, the launch templates and the providers that have a group.
	byGroup map[string][]string

	// unread are the instances whose interfaces were not read, by account and region.
	unread map[snapshot.Scope]string
}

func (b *Builder) machinesOf() *machines {
	m := &machines{map[string][]string{}, map[snapshot.Scope]string{}}
	s := b.index.Snapshot

	for i := range s.ContainerInstances {
		m.addInstance(b.placement, &s.ContainerInstances[i])
	}

	for i := range s.LaunchTemplates {
		template := &s.LaunchTemplates[i]
		m.add(template.SecurityGroups, "launch template "+template.Name)
	}

	for i := range s.CapacityProviders {
		if managed := s.CapacityProviders[i].ManagedInstances; managed != nil {
			m.add(managed.SecurityGroups, "managed instances of "+s.CapacityProviders[i].Name)
		}
	}

	for id, names := range m.byGroup {
		m.byGroup[id] = sorted(names)
	}

	return m
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
func (s *shard) instanceGroups(t *placement.Tenant) []InstanceGroup {
	if t.Mode.Or("") != snapshot.ModeAWSVPC {
		return nil
	}

	ids, why := s.placement.Groups(t)
	if why != "" {
		return []InstanceGroup{{Ref: s.refs.add(tenantRef{t}), Undecided: why}}
	}

	var all []InstanceGroup

	for _, id := range ids {
		if names := s.machines().byGroup[id]; len(names) > 0 {
			all = append(all, s.instanceGroup(id, names))
		}
	}

	unread := s.machines().unread[t.Service.Scope()]
	if len(all) == 0 && unread != "" {
		all = append(all, InstanceGroup{
			Ref: s.refs.add(tenantRef{t}), Undecided: "the network interfaces of " + unread + " were not read",
		})
	}

	return all
}

func (s *shard) instanceGroup(id string, names []string) InstanceGroup {
	fact := InstanceGroup{Name: id, Instances: names}
	group := s.index.SecurityGroups[id]

	if group != nil {
		fact.Ref, fact.Name, fact.Default = s.refs.add(groupRef{group}), group.Name, group.Default()
	} else {
		fact.Ref = s.refs.add(noteRef{"securityGroup", id, "security group " + id})
	}

	fact.Evidence = []Ref{fact.Ref}

	for _, name := range names[:min(len(names), mostEvidence)] {
		fact.Evidence = append(fact.Evidence, s.refs.add(noteRef{kind: "instance", text: name + " has it"}))
	}

	if more := len(names) - mostEvidence; more > 0 {
		fact.Evidence = append(fact.Evidence, s.refs.add(noteRef{kind: "instance", text: fmt.Sprintf("and %d more", more)}))
	}

	return fact
}
