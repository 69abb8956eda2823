package overlay

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// scheduledTasks adds what the change starts by time or event. An account does not tell its own, so that none of them
// is replaced. One of a cluster that neither the account nor the change has is not judged.
func (l *layer) scheduledTasks() {
	for i := range l.change.ScheduledTasks {
		laid := l.change.ScheduledTasks[i]

		cluster := l.clusterCalled(laid.Cluster)
		if cluster == nil {
			l.keep("scheduled tasks", laid.Name, "the account does not have their cluster, or the files do not say which it is")

			continue
		}

		settle(&laid.Meta, cluster.Meta)
		laid.Cluster, laid.CapacityProviderStrategy = cluster.ID, l.strategy(laid.CapacityProviderStrategy)

		if id := l.definitionID(laid.TaskDefinition, cluster.Meta); id != "" {
			laid.TaskDefinition = id
		}

		l.out.ScheduledTasks = append(l.out.ScheduledTasks, laid)
	}
}

// clusterCalled is the cluster of an ID or name in the files; nil where there is none, or several.
func (l *layer) clusterCalled(written string) *snapshot.Cluster {
	called := l.call(written)
	for i := range l.out.Clusters {
		if c := &l.out.Clusters[i]; c.ID == called {
			return c
		}
	}

	if symbolic(called) {
		return nil
	}

	cluster, err := l.cluster(snapshot.Name(called))
	if err != nil {
		return nil
	}

	return cluster
}

// schedules reports whether something of the change starts a definition by time or event.
func (l *layer) schedules(d *snapshot.TaskDefinition) bool {
	return slices.ContainsFunc(l.change.ScheduledTasks, func(t snapshot.ScheduledTask) bool {
		return t.TaskDefinition == d.ID
	})
}
