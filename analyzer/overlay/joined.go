package overlay

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

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
	laid.PlatformVersion = or(written.PlatformVersion, account.PlatformVersion)
	laid.EnableExecuteCommand = or(written.EnableExecuteCommand, account.EnableExecuteCommand)
	laid.NetworkConfiguration = l.network(written.NetworkConfiguration, account.NetworkConfiguration)

	if !saysCount(written) && !account.DesiredCount.IsZero() {
		laid.DesiredCount = account.DesiredCount
	}

	laid.CapacityProviderStrategy = l.strategy(written.CapacityProviderStrategy)
	laid.LoadBalancers = l.loadBalancers(written.LoadBalancers, account.LoadBalancers)
	laid.ServiceRegistries = slices.Clone(written.ServiceRegistries)

	for i := range laid.ServiceRegistries {
		laid.ServiceRegistries[i].CloudMapService = l.call(laid.ServiceRegistries[i].CloudMapService)
	}

	if c := written.ServiceConnect; c != nil && account.ServiceConnect != nil && symbolic(c.Namespace) {
		laid.ServiceConnect = new(*c)
		laid.ServiceConnect.Namespace = account.ServiceConnect.Namespace
	}

	return laid
}

// saysCount reports whether a file says how many tasks a service has. Where it does not, readers fill in what a new
// service gets, but a deployment leaves the count of one that is there to whoever scales it.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
func saysCount(written *snapshot.Service) bool {
	fields := written.Origin.Fields

	return !written.DesiredCount.IsZero() && (len(fields) == 0 || slices.ContainsFunc(fields, func(f snapshot.Field) bool {
		return f.Name == "desiredCount"
	}))
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
		Unsure:         written.Unsure,
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
		if at >= 0 && (!l.hasTargetGroup(b.TargetGroup) || l.unnamed[b.TargetGroup]) {
			b.TargetGroup = account[at].TargetGroup
		}
	}

	return laid
}

// cloudMap learns what the account calls Cloud Map services, by name, and adds new ones.
func (l *layer) cloudMap() {
	for _, written := range l.change.CloudMapServices {
		found := match(l.account.CloudMapServices, written.ID, written.Name,
			func(s *snapshot.CloudMapService) string { return s.Name },
			near(written.Meta, func(s *snapshot.CloudMapService) *snapshot.Meta { return &s.Meta }))
		if len(found) > 0 {
			l.names[written.ID] = l.account.CloudMapServices[found[0]].ID

			continue
		}

		settle(&written.Meta, l.home)
		l.out.CloudMapServices = append(slices.Clip(l.out.CloudMapServices), written)
	}
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
