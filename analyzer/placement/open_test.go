package placement_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Instances of a stack stand for as many as their group has. Where that is not known, they show what a host is like,
// and nobody counts them.
func TestOpen(t *testing.T) {
	t.Parallel()

	unknown := snapshot.Unknown[int]("var.size is not known from the files")

	for name, c := range map[string]struct {
		least, desired snapshot.Value[int]
		standing       int
		implied        bool
		want           string
	}{
		"sizes of the files":    {snapshot.Known(2), snapshot.Known(2), 2, true, ""},
		"more wanted":           {snapshot.Known(1), snapshot.Known(3), 3, true, ""},
		"none wanted":           {snapshot.Known(0), snapshot.Known(0), 1, true, ""},
		"no known minimum":      {unknown, snapshot.Known(2), 2, true, "how many instances hosts has is not known"},
		"no known wish":         {snapshot.Known(1), unknown, 1, true, "how many instances hosts has is not known"},
		"instances that run":    {unknown, unknown, 2, false, ""},
		"more templates":        {snapshot.Known(1), snapshot.Known(1), 3, true, "from which of its launch templates the instances of hosts start is not known"}, //nolint:lll // a table
		"as many as there are":  {snapshot.Known(3), snapshot.Known(3), 3, true, ""},
		"fewer, by constraints": {snapshot.Known(3), snapshot.Known(3), 1, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := snapshot.New()
			s.Clusters = []snapshot.Cluster{{ID: "prod", Name: "prod"}}
			s.AutoScalingGroups = []snapshot.AutoScalingGroup{{ID: "hosts", Name: "hosts", MinSize: c.least, Desired: c.desired}}
			s.TaskDefinitions = []snapshot.TaskDefinition{{ID: "web:1", NetworkMode: snapshot.Known(snapshot.ModeBridge)}}
			s.Services = []snapshot.Service{{
				ID: "web", Name: "web", Cluster: "prod", TaskDefinition: "web:1", LaunchType: snapshot.Known(snapshot.LaunchEC2),
				DesiredCount: snapshot.Known(1),
			}}

			for i := range c.standing {
				id := "i-" + string(rune('a'+i))
				s.Instances = append(s.Instances, snapshot.Instance{ID: id, AutoScalingGroup: "hosts"})
				s.ContainerInstances = append(s.ContainerInstances, snapshot.ContainerInstance{
					Meta: snapshot.Meta{Implied: c.implied}, ID: id, Cluster: "prod", Instance: id, Status: "ACTIVE",
				})
			}

			tenants := placement.New(snapshot.NewIndex(s)).Tenants("prod")
			if len(tenants) != 1 || len(tenants[0].Eligible.Instances) != c.standing {
				t.Fatalf("tenants: %+v", tenants)
			}

			if got := tenants[0].Eligible.Uncounted(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
