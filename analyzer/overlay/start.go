package overlay

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// start judges a definition that nothing runs as that of a new service in the cluster of the options: a REPLICA service
// of one task, which starts as ECS starts one that is asked for nothing else.
func (l *layer) start(written *snapshot.TaskDefinition) error {
	if l.opts.Cluster == "" {
		return fmt.Errorf("%w: no service or task runs family %s, and no cluster is named to judge it in as a new service; "+
			"there are clusters %s; families %s", ErrNoPlace, written.Family, list(l.clusterNames()), list(l.families()))
	}

	cluster, err := l.cluster(l.opts.Cluster)
	if err != nil {
		return err
	}

	for i := range l.account.Services {
		if s := &l.account.Services[i]; s.Cluster == cluster.ID && s.Name == written.Family {
			return fmt.Errorf("%w: service %s/%s runs family %s, not %s; name the service that it is for",
				ErrAmbiguous, cluster.Name, s.Name, l.family(l.serves(i).definition), written.Family)
		}
	}

	id := l.add(written, *written, cluster.Meta)
	service := l.begun(cluster, written)
	service.TaskDefinition = id
	l.out.Services = append(l.out.Services, service)

	how := "its capacity provider strategy"
	if launch, ok := service.LaunchType.Get(); ok {
		how = "launch type " + string(launch)
	} else if len(cluster.DefaultStrategy) == 0 {
		how = "launch type " + string(snapshot.LaunchEC2)
	}

	l.replaced = append(l.replaced, Replaced{
		Kind: KindTaskDefinition, Name: written.Family, File: written.Origin.File, New: true,
		Cluster: cluster.Name, Service: service.Name,
		Assumed: fmt.Sprintf("judged as a new REPLICA service %s: 1 task, %s", service.Name, how),
	})

	return nil
}

// begun is a service for a definition.
func (l *layer) begun(cluster *snapshot.Cluster, d *snapshot.TaskDefinition) snapshot.Service {
	service := snapshot.Service{
		Meta: cluster.Meta,
		ID:   "new/" + cluster.ID + "/" + d.Family, Cluster: cluster.ID, Name: d.Family,
		DesiredCount: snapshot.Known(1),
		LaunchType:   l.launch(cluster, d),
	}
	service.Origin = snapshot.Origin{}

	if d.NetworkMode.Or("") == snapshot.ModeAWSVPC {
		const why = "no file says the network configuration of the new service"

		service.NetworkConfiguration = &snapshot.NetworkConfiguration{
			Subnets:        snapshot.Unknown[[]string](why),
			SecurityGroups: snapshot.Unknown[[]string](why),
			AssignPublicIP: snapshot.Unknown[string](why),
		}
	}

	return service
}

// launch is the one launch type that a definition is for; absent where the cluster decides, by its default strategy or
// with EC2. A definition for several is for the instances of the cluster, if it has any: there it meets others.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
func (l *layer) launch(cluster *snapshot.Cluster, d *snapshot.TaskDefinition) snapshot.Value[snapshot.LaunchType] {
	instances := slices.ContainsFunc(l.account.ContainerInstances, func(c snapshot.ContainerInstance) bool {
		return c.Cluster == cluster.ID
	})

	switch allowed := d.RequiresCompatibilities; {
	case len(allowed) == 1 && allowed[0] != snapshot.LaunchEC2:
		return snapshot.Known(allowed[0])
	case len(allowed) > 1 && !instances && slices.Contains(allowed, snapshot.LaunchFargate):
		return snapshot.Known(snapshot.LaunchFargate)
	default:
		return snapshot.Value[snapshot.LaunchType]{}
	}
}

// cluster finds a cluster by name or ARN.
func (l *layer) cluster(name string) (*snapshot.Cluster, error) {
	var found []*snapshot.Cluster

	for i := range l.out.Clusters {
		if c := &l.out.Clusters[i]; c.Name == name || c.ID == name {
			found = append(found, c)
		}
	}

	switch len(found) {
	case 0:
		return nil, fmt.Errorf("%w: there is no cluster %s; there are %s", ErrNoPlace, name, list(l.clusterNames()))
	case 1:
		return found[0], nil
	default:
		return nil, fmt.Errorf("%w: several accounts or regions have a cluster %s; name its ARN, such as %s",
			ErrAmbiguous, name, found[0].ID)
	}
}

func (l *layer) clusterName(id string) string {
	for i := range l.out.Clusters {
		if l.out.Clusters[i].ID == id {
			return l.out.Clusters[i].Name
		}
	}

	return snapshot.Name(id)
}

func (l *layer) clusterNames() []string {
	names := make([]string, 0, len(l.out.Clusters))
	for i := range l.out.Clusters {
		names = append(names, l.out.Clusters[i].Name)
	}

	return sortedSet(names)
}

// families are those that the account's services and tasks run.
func (l *layer) families() []string {
	names := make([]string, 0, len(l.account.Services))
	for i := range l.account.Services {
		names = append(names, l.family(l.serves(i).definition))
	}

	for i := range l.account.Tasks {
		if t := &l.account.Tasks[i]; t.Service == "" {
			names = append(names, l.family(t.TaskDefinition))
		}
	}

	return sortedSet(slices.DeleteFunc(names, func(name string) bool { return name == "" }))
}

func sortedSet(names []string) []string {
	slices.Sort(names)

	return slices.Compact(names)
}

// clusters adds the clusters that the account does not have.
func (l *layer) clusters() {
	for i := range l.change.Clusters {
		written := l.change.Clusters[i]

		found := match(l.account.Clusters, written.ID, written.Name, func(c *snapshot.Cluster) string { return c.Name },
			near(written.Meta, func(c *snapshot.Cluster) *snapshot.Meta { return &c.Meta }))
		if len(found) > 0 {
			l.names[written.ID] = l.account.Clusters[found[0]].ID
			l.deployed[written.Stack] = l.deployed[written.Stack] || !written.Implied

			continue
		}

		if written.Implied { // what is in it says so
			continue
		}

		settle(&written.Meta, l.home)
		written.ID = cmp.Or(written.ID, written.Name)
		l.newClusters[written.ID] = true
		l.out.Clusters = append(l.out.Clusters, written)
	}
}
