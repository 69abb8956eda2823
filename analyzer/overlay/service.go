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

// joined is a written service with references as the account has them, and what a file cannot know as its namesake
// has it, if there is one.
func (l *layer) joined(written, account *snapshot.Service) snapshot.Service {
	laid := *written
	if account == nil {
		account = &snapshot.Service{}
	}

	laid.LaunchType = or(written.LaunchType, account.LaunchType)
	laid.SchedulingStrategy = or(written.SchedulingStrategy, account.SchedulingStrategy)
	laid.DesiredCount = or(written.DesiredCount, account.DesiredCount)
	laid.MinimumHealthyPercent = or(written.MinimumHealthyPercent, account.MinimumHealthyPercent)
	laid.MaximumPercent = or(written.MaximumPercent, account.MaximumPercent)
	laid.DeploymentController = or(written.DeploymentController, account.DeploymentController)
	laid.DeploymentStrategy = or(written.DeploymentStrategy, account.DeploymentStrategy)
	laid.NetworkConfiguration = l.network(written.NetworkConfiguration, account.NetworkConfiguration)

	// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
	if laid.DesiredCount.IsZero() { // which leaves it as it is
		laid.DesiredCount = account.DesiredCount
	}

	laid.LoadBalancers = l.loadBalancers(written.LoadBalancers, account.LoadBalancers)

	return laid
}

func (l *layer) network(written, account *snapshot.NetworkConfiguration) *snapshot.NetworkConfiguration {
	if written == nil {
		return nil
	}

	if account == nil {
		account = &snapshot.NetworkConfiguration{}
	}

	return &snapshot.NetworkConfiguration{
		Subnets:        or(l.calls(written.Subnets), account.Subnets),
		SecurityGroups: or(l.calls(written.SecurityGroups), account.SecurityGroups),
		AssignPublicIP: or(written.AssignPublicIP, account.AssignPublicIP),
	}
}

// loadBalancers have the target groups of the account: by name, or those that the namesake has for the container.
func (l *layer) loadBalancers(written, account []snapshot.ServiceLoadBalancer) []snapshot.ServiceLoadBalancer {
	laid := slices.Clone(written)

	for i := range laid {
		b := &laid[i]
		b.TargetGroup, b.AlternateTargetGroup = l.call(b.TargetGroup), l.call(b.AlternateTargetGroup)

		at := slices.IndexFunc(account, func(a snapshot.ServiceLoadBalancer) bool {
			return a.ContainerName == b.ContainerName && (b.ContainerPort.IsUnknown() || a.ContainerPort == b.ContainerPort)
		})
		if at >= 0 && !l.hasTargetGroup(b.TargetGroup) {
			b.TargetGroup = account[at].TargetGroup
		}
	}

	return laid
}

func (l *layer) hasTargetGroup(id string) bool {
	return slices.ContainsFunc(l.out.TargetGroups, func(g snapshot.TargetGroup) bool { return g.ID == id })
}

// definitionID is the id of what a written service runs: a definition of the change, or one of the account by its ARN,
// its family and revision, or its family; empty where neither has it.
func (l *layer) definitionID(written string, at snapshot.Meta) string {
	if id := l.laid[laidKey{written, at.Account, at.Region}]; id != "" {
		return id
	}

	var (
		latest string
		most   int
	)

	for i := range l.account.TaskDefinitions {
		d := &l.account.TaskDefinitions[i]

		switch {
		case d.Account != at.Account || d.Region != at.Region:
		case d.ID == written || d.Name() == written:
			return d.ID
		case d.Family == written && d.Revision >= most:
			latest, most = d.ID, d.Revision
		}
	}

	return latest
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
