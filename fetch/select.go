package fetch

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/live"
)

// ErrNoSuchCluster is the error for a cluster name or glob that matches nothing, live or saved.
var ErrNoSuchCluster = live.ErrNoSuchCluster

// Select keeps the clusters whose name matches one of the globs, with what belongs to them. What clusters share,
// such as networks and groups, stays.
func Select(s *snapshot.Snapshot, globs []string) error {
	kept := map[string]bool{}

	for _, glob := range globs {
		n := len(kept)

		for i := range s.Clusters {
			if c := &s.Clusters[i]; matches(glob, c.Name) || glob == c.ID {
				kept[c.ID] = true
			}
		}

		if len(kept) == n && !already(s, kept, glob) {
			return fmt.Errorf("%w: %q; there are %s", ErrNoSuchCluster, glob, clusterNames(s))
		}
	}

	s.Gaps = slices.DeleteFunc(s.Gaps, func(g snapshot.Gap) bool { return ofDropped(s, kept, g.Resource) })
	s.Clusters = slices.DeleteFunc(s.Clusters, func(c snapshot.Cluster) bool { return !kept[c.ID] })
	s.Services = slices.DeleteFunc(s.Services, func(x snapshot.Service) bool { return !kept[x.Cluster] })
	s.ScheduledTasks = slices.DeleteFunc(s.ScheduledTasks,
		func(t snapshot.ScheduledTask) bool { return !kept[t.Cluster] })
	s.Tasks = slices.DeleteFunc(s.Tasks, func(t snapshot.Task) bool { return !kept[t.Cluster] })
	s.ContainerInstances = slices.DeleteFunc(s.ContainerInstances,
		func(c snapshot.ContainerInstance) bool { return !kept[c.Cluster] })
	keepUsed(s)

	return nil
}

// ofDropped reports whether a resource belongs to a cluster that is not kept, as ECS's ARNs say: the cluster's own,
// or …:service/CLUSTER/NAME and the like.
func ofDropped(s *snapshot.Snapshot, kept map[string]bool, resource string) bool {
	return slices.ContainsFunc(s.Clusters, func(c snapshot.Cluster) bool {
		return !kept[c.ID] && (resource == c.ID || strings.Contains(resource, "/"+c.Name+"/"))
	})
}

func matches(glob, name string) bool {
	ok, err := path.Match(glob, name)

	return err == nil && ok
}

func already(s *snapshot.Snapshot, kept map[string]bool, glob string) bool {
	return slices.ContainsFunc(s.Clusters, func(c snapshot.Cluster) bool {
		return kept[c.ID] && (matches(glob, c.Name) || glob == c.ID)
	})
}

// keepUsed drops the task definitions that nothing kept runs.
func keepUsed(s *snapshot.Snapshot) {
	used := map[string]bool{}
	for i := range s.Services {
		used[s.Services[i].TaskDefinition] = true
		for _, d := range s.Services[i].Deployments {
			used[d.TaskDefinition] = true
		}

		for _, set := range s.Services[i].TaskSets {
			used[set.TaskDefinition] = true
		}
	}

	for i := range s.Tasks {
		used[s.Tasks[i].TaskDefinition] = true
	}

	for i := range s.ScheduledTasks {
		used[s.ScheduledTasks[i].TaskDefinition] = true
	}

	s.TaskDefinitions = slices.DeleteFunc(s.TaskDefinitions,
		func(d snapshot.TaskDefinition) bool { return !used[d.ID] })
}

func clusterNames(s *snapshot.Snapshot) string {
	if len(s.Clusters) == 0 {
		return "none"
	}

	names := make([]string, len(s.Clusters))
	for i := range s.Clusters {
		names[i] = s.Clusters[i].Name
	}

	return strings.Join(names, ", ")
}
