package placement

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// follow tells the daemons of a cluster, which have no capacity provider of their own, of the instances that managed
// scaling may add for its other tenants: "exactly one task on each active container instance that meets all of the
// task placement constraints".
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html (schedulingStrategy)
func (m *Model) follow(cluster string) {
	var growth []Growth

	for _, t := range slices.Concat(m.tenants[cluster], m.scheduled[cluster]) {
		for _, g := range t.Eligible.Growth {
			if !slices.Contains(growth, g) {
				growth = append(growth, g)
			}
		}
	}

	for _, t := range m.tenants[cluster] {
		if t.Daemon && t.Eligible.Undecided == "" && t.Capacity.Launch == snapshot.LaunchEC2 &&
			len(t.Capacity.Providers) == 0 {
			m.followAll(t, growth)
		}
	}
}

// followAll takes the instances to come to be like those that their provider has, as [Model.growth] does. Where it has
// none, it cannot be told whether they are what the daemon asks for.
func (m *Model) followAll(t *Tenant, growth []Growth) {
	for _, g := range growth {
		active := m.active(t, g.Provider)
		taking, keeping := of(g.Provider, t.Eligible.Instances), of(g.Provider, t.Eligible.Reserving)

		switch {
		case active == taking && (active > 0 || !asking(t)):
			t.Eligible.Follows = append(t.Eligible.Follows, g)
		case active > 0 && (taking == 0 || keeping == active):
			// Those that are added will be as wrong for it.
		default:
			t.Eligible.Unclear = "whether the instances that managed scaling of capacity provider " + g.Provider +
				" adds take a task of DAEMON " + t.Name()
		}
	}
}

// asking reports whether not every instance takes the tenant's tasks.
func asking(t *Tenant) bool {
	d := t.TaskDefinition

	return len(membersOf(t.constraints())) > 0 ||
		d != nil && (!d.OperatingSystemFamily.IsZero() || !d.CPUArchitecture.IsZero())
}
