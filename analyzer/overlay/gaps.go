package overlay

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// gaps are those of the change that the account does not fill. What a stack leaves to what is around it, such as the
// instances of a cluster, the account knows, or has a gap of its own about.
func (l *layer) gaps() []snapshot.Gap {
	left := l.lost

	for _, g := range l.change.Gaps {
		around := g.Why == snapshot.NotInSource && !slices.Contains(g.Nouns, snapshot.NounService)

		switch {
		case around && !l.newClusters[g.Resource]:
			continue
		case around:
			g.Account, g.Region, g.Stack = l.home.Account, l.home.Region, l.home.Stack
		}

		left = append(left, g)
	}

	return append(left, l.unjudged()...)
}

// unjudged says of hosts of the change that they are not laid over clusters which the account has: those keep theirs.
func (l *layer) unjudged() []snapshot.Gap {
	var left []snapshot.Gap

	feeds := map[string]bool{}
	for i := range l.change.ContainerInstances {
		feeds[l.change.ContainerInstances[i].Instance] = l.newClusters[l.change.ContainerInstances[i].Cluster]
	}

	judged := map[string]bool{}
	for i := range l.change.Instances {
		if feeds[l.change.Instances[i].ID] {
			judged[l.change.Instances[i].AutoScalingGroup] = true
		}
	}

	for i := range l.change.AutoScalingGroups {
		if g := &l.change.AutoScalingGroups[i]; !judged[g.Name] {
			left = append(left, snapshot.Gap{
				What: "auto scaling groups in the files", Resource: g.Name, Account: l.home.Account, Region: l.home.Region,
				Why: "they are not laid over the account, which keeps its own instances; check without --against judges them",
			})
		}
	}

	return left
}
