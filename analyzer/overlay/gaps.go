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

// keep notes something of the files that is not laid over the account as it is written, and what is done with it.
func (l *layer) keep(what, name, why string) {
	l.lost = append(l.lost, snapshot.Gap{
		What: what + " in the files", Resource: name, Account: l.home.Account, Region: l.home.Region, Why: why,
	})
}

// unjudged says what of the change is not laid over the account, which keeps its own: hosts of clusters that it has,
// and routes and network ACLs of which the files do not say whose they are.
func (l *layer) unjudged() []snapshot.Gap {
	var left []snapshot.Gap

	keep := func(what, name string) {
		left = append(left, snapshot.Gap{
			What: what + " in the files", Resource: name, Account: l.home.Account, Region: l.home.Region,
			Why: "the account keeps its own; check without --against judges them",
		})
	}

	judged := l.addedHosts()
	for i := range l.change.AutoScalingGroups {
		if g := &l.change.AutoScalingGroups[i]; !judged[g.Name] && !l.judgedHosts[g.Name] {
			keep("auto scaling groups", g.Name)
		}
	}

	for i := range l.change.RouteTables {
		if t := &l.change.RouteTables[i]; !t.Implied && !l.fresh[t.VPC] && !l.judged[t.ID] && len(t.Routes) > 0 {
			keep("routes", t.ID)
		}
	}

	for i := range l.change.NetworkACLs {
		if n := &l.change.NetworkACLs[i]; !n.Implied && !l.fresh[n.VPC] && !l.judged[n.ID] && len(n.Entries) > 0 {
			keep("network ACLs", n.ID)
		}
	}

	return left
}

// addedHosts are the auto scaling groups of which instances were added, by name.
func (l *layer) addedHosts() map[string]bool {
	feeds := map[string]bool{}
	for i := range l.change.ContainerInstances {
		feeds[l.change.ContainerInstances[i].Instance] = l.newClusters[l.change.ContainerInstances[i].Cluster]
	}

	added := map[string]bool{}
	for i := range l.change.Instances {
		if feeds[l.change.Instances[i].ID] {
			added[l.change.Instances[i].AutoScalingGroup] = true
		}
	}

	return added
}
