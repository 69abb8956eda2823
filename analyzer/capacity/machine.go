package capacity

import "github.com/ecslint/ecslint/analyzer/snapshot"

// machines are the instances of an auto scaling group.
type machines struct {
	count int

	// trunk is whether they have one, unknown where only some do.
	trunk answer
}

// each is how many addresses one instance takes.
func (m *machines) each() Bound {
	switch m.trunk {
	case yes:
		return exactly(2)
	case no:
		return exactly(1)
	default:
		return Bound{1, 2}
	}
}

// scaled identifies a service as Application Auto Scaling does, by names.
type scaled struct {
	scope            snapshot.Scope
	cluster, service string
}

func (m *Model) addMachines() {
	trunks := map[string]answer{}

	for i := range m.index.Snapshot.ContainerInstances {
		c := &m.index.Snapshot.ContainerInstances[i]
		trunks[c.Instance] = m.trunkOf(c)
	}

	for i := range m.index.Snapshot.Instances {
		machine := &m.index.Snapshot.Instances[i]
		trunk, key := trunks[machine.ID], groupKey{machine.Scope(), machine.AutoScalingGroup}

		if m.machines[key] == nil {
			m.machines[key] = &machines{trunk: trunk}
		}

		m.machines[key].count++

		if m.machines[key].trunk != trunk {
			m.machines[key].trunk = unknown
		}
	}

	for i := range m.index.Snapshot.ScalableTargets {
		t := &m.index.Snapshot.ScalableTargets[i]
		m.maximum[scaled{t.Scope(), t.Cluster, t.Service}] = t.MaxCapacity
	}
}
