package overlay

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

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
	l.deployed[written.Stack] = true

	// What the definitions of the change made of it stands where the file does not say which one it runs.
	now := l.out.Services[at]
	laid.TaskDefinition, laid.Deployments, laid.TaskSets = now.TaskDefinition, now.Deployments, now.TaskSets

	if id := l.definitionID(written.TaskDefinition, account.Meta); id != "" && id != account.TaskDefinition {
		laid.Deployments = inFlight(account, account.TaskDefinition)
		laid.TaskDefinition = id
	}

	l.laidServices[[2]string{written.Stack, written.Name}] = laid
	l.out.Services[at] = laid
	l.replaced = append(l.replaced, Replaced{
		Kind: KindService, Name: laid.Name, File: written.Origin.File, Cluster: l.clusterName(laid.Cluster),
	})

	return nil
}

// namesake is the place of the service that a written one is about; below 0 for none.
func (l *layer) namesake(written *snapshot.Service) (int, error) {
	fits := func(s *snapshot.Service) bool {
		return l.inCluster(written, s.Cluster) && !elsewhere(written.Meta, s.Meta)
	}
	found := match(l.account.Services, written.ID, written.Name, func(s *snapshot.Service) string { return s.Name }, fits)

	if _, left := unnamed(written.ID, written.Name); left && len(found) == 0 {
		found = l.running(l.familyOf(written.TaskDefinition), fits)
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

// inCluster reports whether a written service may be in a cluster of the account: in any, where the file does not say
// the cluster, or by what no file says, such as a parameter.
func (l *layer) inCluster(written *snapshot.Service, cluster string) bool {
	called := l.call(written.Cluster)

	return called == "" || called == cluster || symbolic(called) && !l.newClusters[called] ||
		snapshot.Name(called) == l.clusterName(cluster)
}

// running are the places of the services that run a family, where there is one such service only.
func (l *layer) running(family string, fits func(*snapshot.Service) bool) []int {
	var found []int

	for i := range l.account.Services {
		if family != "" && fits(&l.account.Services[i]) && l.family(l.serves(i).definition) == family {
			found = append(found, i)
		}
	}

	if len(found) > 1 {
		return nil
	}

	return found
}

// familyOf is the family of what a written service runs.
func (l *layer) familyOf(id string) string {
	for i := range l.change.TaskDefinitions {
		if d := &l.change.TaskDefinitions[i]; d.ID == id {
			return d.Family
		}
	}

	return snapshot.Family(id)
}

// addService adds a service that the account does not have, to the cluster that its file or the options name.
func (l *layer) addService(written *snapshot.Service) error {
	name := cmp.Or(l.clusterOf(written), l.opts.Cluster)
	if name == "" {
		return fmt.Errorf("%w: the account has no service %s, and the file does not say which cluster it is for%s; "+
			"there are clusters %s", ErrNoPlace, written.Name, missing(written.Cluster), list(l.clusterNames()))
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

	l.laidServices[[2]string{written.Stack, written.Name}] = laid
	l.out.Services = append(l.out.Services, laid)
	l.replaced = append(l.replaced, Replaced{
		Kind: KindService, Name: laid.Name, File: written.Origin.File, Cluster: cluster.Name, New: true,
	})

	return nil
}

// missing says what would say the cluster, where that is an address.
func missing(cluster string) string {
	_, address, ok := strings.Cut(cluster, "#")
	if !ok {
		return ""
	}

	return ", but " + address + ", which --parameters, --var-file or --var may say"
}

// clusterOf is the cluster of a written service, as the account calls it where it has it.
func (l *layer) clusterOf(written *snapshot.Service) string {
	called := l.call(written.Cluster)

	for i := range l.out.Clusters {
		if c := &l.out.Clusters[i]; c.ID == called {
			return c.ID
		}
	}

	if symbolic(called) {
		return ""
	}

	return snapshot.Name(called)
}

// scalableTargets lays the written ranges of services over those of the account.
func (l *layer) scalableTargets() {
	for i := range l.change.ScalableTargets {
		written := l.change.ScalableTargets[i]
		if s, ok := l.laidServices[[2]string{written.Stack, written.Service}]; ok {
			written.Cluster, written.Service = l.clusterName(s.Cluster), s.Name
		}

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
