package overlay

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// services lays written services over those of the same name, or adds them.
func (l *layer) services() {
	for i := range l.change.Services {
		written := &l.change.Services[i]

		if err := l.service(written); err != nil {
			l.fail(written.Origin, err)
		}
	}
}

func (l *layer) service(written *snapshot.Service) error {
	at, err := l.namesake(written)
	if err != nil {
		return err
	}

	if at < 0 {
		return l.addService(written)
	}

	account := &l.account.Services[at]
	laid := l.joined(written, account)
	laid.ID, laid.Cluster, laid.Name = account.ID, account.Cluster, account.Name
	laid.Origin.ARN = account.Origin.ARN
	settle(&laid.Meta, account.Meta)
	l.names[written.ID] = account.ID

	// What the definitions of the change made of it stands where the file does not say which one it runs.
	now := l.out.Services[at]
	laid.TaskDefinition, laid.Deployments, laid.TaskSets = now.TaskDefinition, now.Deployments, now.TaskSets

	if id := l.definitionID(written.TaskDefinition, account.Meta); id != "" && id != account.TaskDefinition {
		laid.Deployments = inFlight(account, account.TaskDefinition)
		laid.TaskDefinition = id
	}

	l.out.Services[at] = laid
	l.replaced = append(l.replaced, Replaced{
		Kind: KindService, Name: laid.Name, File: written.Origin.File, Cluster: l.clusterName(laid.Cluster),
	})

	return nil
}

// namesake is the place of the service that a written one is about; below 0 for none.
func (l *layer) namesake(written *snapshot.Service) (int, error) {
	var found []int

	for i := range l.account.Services {
		s := &l.account.Services[i]

		sameCluster := written.Cluster == "" || l.call(written.Cluster) == s.Cluster ||
			snapshot.Name(l.call(written.Cluster)) == l.clusterName(s.Cluster)
		if written.Name != "" && s.Name == written.Name && sameCluster && !elsewhere(written.Meta, s.Meta) {
			found = append(found, i)
		}
	}

	switch len(found) {
	case 0:
		return -1, nil
	case 1:
		return found[0], nil
	default:
		return -1, fmt.Errorf("%w: several clusters, accounts or regions have a service %s", ErrAmbiguous, written.Name)
	}
}

// addService adds a service that the account does not have, to the cluster that its file or the options name.
func (l *layer) addService(written *snapshot.Service) error {
	name := cmp.Or(l.clusterOf(written), l.opts.Cluster)
	if name == "" {
		return fmt.Errorf("%w: the account has no service %s, and the file does not say which cluster it is for; "+
			"there are clusters %s", ErrNoPlace, written.Name, list(l.clusterNames()))
	}

	cluster, err := l.cluster(name)
	if err != nil {
		return err
	}

	laid := l.joined(written, nil)
	laid.Cluster = cluster.ID
	laid.ID = cmp.Or(laid.ID, "new/"+cluster.ID+"/"+laid.Name)
	settle(&laid.Meta, cluster.Meta)
	laid.TaskDefinition = cmp.Or(l.definitionID(written.TaskDefinition, laid.Meta), written.TaskDefinition)

	l.out.Services = append(l.out.Services, laid)
	l.replaced = append(l.replaced, Replaced{
		Kind: KindService, Name: laid.Name, File: written.Origin.File, Cluster: cluster.Name, New: true,
	})

	return nil
}

// clusterOf is the cluster of a written service, as the account calls it where it has it.
func (l *layer) clusterOf(written *snapshot.Service) string {
	called := l.call(written.Cluster)

	for i := range l.out.Clusters {
		if c := &l.out.Clusters[i]; c.ID == called {
			return c.ID
		}
	}

	return snapshot.Name(called)
}

// scalableTargets lays the written ranges of services over those of the account.
func (l *layer) scalableTargets() {
	for i := range l.change.ScalableTargets {
		written := l.change.ScalableTargets[i]

		at := slices.IndexFunc(l.account.ScalableTargets, func(t snapshot.ScalableTarget) bool {
			return t.Cluster == written.Cluster && t.Service == written.Service && !elsewhere(written.Meta, t.Meta)
		})
		if at < 0 {
			settle(&written.Meta, l.home)
			l.out.ScalableTargets = append(l.out.ScalableTargets, written)

			continue
		}

		settle(&written.Meta, l.account.ScalableTargets[at].Meta)
		l.out.ScalableTargets[at] = written
	}
}
