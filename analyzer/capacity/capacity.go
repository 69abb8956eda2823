// Package capacity is the arithmetic of awsvpc: how many tasks the network interfaces of the instances hold, and how
// many the addresses of the subnets.
//
// A task in awsvpc mode has an interface of its own. On EC2 it takes one of those that the instance type allows, on
// Fargate and on managed instances nobody counts them; an address of its subnet it takes everywhere.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
package capacity

import (
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Model answers questions of capacity about one snapshot. It is safe for concurrent use.
type Model struct {
	index     *snapshot.Index
	placement *placement.Model

	// settings are what accounts say of trunks, blindTasks the scopes whose tasks are not all known.
	settings   map[snapshot.Scope][]*snapshot.AccountSetting
	blindTasks map[snapshot.Scope]string

	// running counts the awsvpc tasks of services, strays those that are no service's on each container instance.
	running map[serviceKey]int
	strays  map[string]int

	// machines are what auto scaling groups have in the snapshot.
	machines map[groupKey]*machines
	maximum  map[scaled]int
}

type serviceKey struct{ cluster, service string }

type groupKey struct {
	scope snapshot.Scope
	name  string
}

// New prepares the model. Its cost is linear in the snapshot.
func New(index *snapshot.Index, p *placement.Model) *Model {
	m := &Model{
		index: index, placement: p,
		settings: map[snapshot.Scope][]*snapshot.AccountSetting{}, blindTasks: map[snapshot.Scope]string{},
		running: map[serviceKey]int{}, strays: map[string]int{},
		machines: map[groupKey]*machines{}, maximum: map[scaled]int{},
	}

	m.addSettings()
	m.addTasks()
	m.addMachines()

	return m
}

func (m *Model) addSettings() {
	for i := range m.index.Snapshot.AccountSettings {
		if s := &m.index.Snapshot.AccountSettings[i]; s.Name == snapshot.SettingTrunking {
			m.settings[s.Scope()] = append(m.settings[s.Scope()], s)
		}
	}

	for i := range m.index.Snapshot.Gaps {
		gap := &m.index.Snapshot.Gaps[i]
		for _, noun := range gap.Nouns {
			if noun == snapshot.NounTask {
				m.blindTasks[gap.Scope()] = gap.What + ": " + gap.Why
			}
		}
	}
}

// addTasks counts the tasks with an interface of their own. One that no service of the snapshot wants stays where it
// is.
func (m *Model) addTasks() {
	services := make(map[serviceKey]bool, len(m.index.Snapshot.Services))
	for i := range m.index.Snapshot.Services {
		services[serviceKey{m.index.Snapshot.Services[i].Cluster, m.index.Snapshot.Services[i].Name}] = true
	}

	for i := range m.index.Snapshot.Tasks {
		task := &m.index.Snapshot.Tasks[i]
		if !m.hasInterface(task) {
			continue
		}

		if key := (serviceKey{task.Cluster, task.Service}); services[key] {
			m.running[key]++
		} else {
			m.strays[task.ContainerInstance]++
		}
	}
}

func (m *Model) hasInterface(task *snapshot.Task) bool {
	mode := placement.Mode(m.index.TaskDefinitions[task.TaskDefinition])

	return task.NetworkInterface != "" || mode.Or("") == snapshot.ModeAWSVPC
}
