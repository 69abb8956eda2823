package live

import (
	"slices"
	"strings"

	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The functions below are what to ask about next: the ids that a snapshot refers to, in order.

// providerNames leaves out the two that every account has and nobody configures.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
func providerNames(s *snapshot.Snapshot) []string {
	var names []string
	for i := range s.Clusters {
		names = append(names, s.Clusters[i].CapacityProviders...)
	}

	return without(sorted(names), []string{"FARGATE", "FARGATE_SPOT"})
}

// taskDefinitions are those that something runs or is about to: a deployment in flight runs two. Revisions that
// nothing uses are not asked about; an account has tens of thousands.
func taskDefinitions(s *snapshot.Snapshot) []string {
	var planned []string

	for i := range s.Services {
		service := &s.Services[i]
		planned = append(planned, service.TaskDefinition)
		planned = append(planned,
			of(service.Deployments, func(d *snapshot.Deployment) string { return d.TaskDefinition })...)
		planned = append(planned, of(service.TaskSets, func(t *snapshot.TaskSet) string { return t.TaskDefinition })...)
	}

	return sorted(planned, of(s.Tasks, func(t *snapshot.Task) string { return t.TaskDefinition }))
}

// scalableResources are the services as Application Auto Scaling names them.
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html
func scalableResources(s *snapshot.Snapshot) []string {
	return sorted(of(s.Services, func(s *snapshot.Service) string {
		return "service/" + snapshot.Name(s.Cluster) + "/" + s.Name
	}))
}

// targetGroups are those of services and task sets, the second one of a blue/green deployment included.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html
func targetGroups(s *snapshot.Snapshot) []string {
	var arns []string

	add := func(lbs []snapshot.ServiceLoadBalancer) {
		for i := range lbs {
			arns = append(arns, lbs[i].TargetGroup, lbs[i].AlternateTargetGroup)
		}
	}

	for i := range s.Services {
		add(s.Services[i].LoadBalancers)

		for j := range s.Services[i].TaskSets {
			add(s.Services[i].TaskSets[j].LoadBalancers)
		}
	}

	return sorted(arns)
}

// instanceIDs leaves out the mi-… of ECS Anywhere, which EC2 does not know.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
func instanceIDs(s *snapshot.Snapshot) []string {
	ids := sorted(of(s.ContainerInstances, func(c *snapshot.ContainerInstance) string { return c.Instance }))

	return slices.DeleteFunc(ids, func(id string) bool { return !strings.HasPrefix(id, "i-") })
}

// taskInterfaces are those of awsvpc tasks, which have one each.
func taskInterfaces(s *snapshot.Snapshot) []string {
	return sorted(of(s.Tasks, func(t *snapshot.Task) string { return t.NetworkInterface }))
}

// groupNames are the Auto Scaling groups that can start an instance for a cluster, and those that did: a cluster
// may have instances of a group that is no capacity provider.
func groupNames(s *snapshot.Snapshot) []string {
	return sorted(
		of(s.CapacityProviders, func(p *snapshot.CapacityProvider) string { return p.AutoScalingGroup }),
		of(s.Instances, func(i *snapshot.Instance) string { return i.AutoScalingGroup }),
	)
}

// loadBalancers are those that send to the target groups; a group without one is not in use yet.
func loadBalancers(s *snapshot.Snapshot) []string {
	var arns []string
	for i := range s.TargetGroups {
		arns = append(arns, s.TargetGroups[i].LoadBalancers...)
	}

	return sorted(arns)
}

// balancerInterfaces are the descriptions of the load balancers' interfaces: ELB app/NAME/ID.
// https://repost.aws/knowledge-center/elb-find-load-balancer-IP
func balancerInterfaces(s *snapshot.Snapshot) []string {
	return sorted(of(s.LoadBalancers, func(l *snapshot.LoadBalancer) string {
		if _, path, ok := strings.Cut(l.ID, ":loadbalancer/"); ok {
			return "ELB " + path
		}

		return ""
	}))
}

// addressed are the target groups of Network Load Balancers, which alone choose whether targets see the address of the
// client.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
func addressed(s *snapshot.Snapshot) []string {
	return sorted(of(s.TargetGroups, func(g *snapshot.TargetGroup) string {
		switch elb.ProtocolEnum(g.Protocol) {
		case elb.ProtocolEnumHttp, elb.ProtocolEnumHttps, elb.ProtocolEnumGeneve, "":
			return ""
		default:
			return g.ID
		}
	}))
}

// ruled are the listeners that may have rules besides the default action, which they tell themselves: those of
// an Application Load Balancer.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
func ruled(s *snapshot.Snapshot) []string {
	return sorted(of(s.Listeners, func(l *snapshot.Listener) string {
		if p := elb.ProtocolEnum(l.Protocol); p == elb.ProtocolEnumHttp || p == elb.ProtocolEnumHttps {
			return l.ID
		}

		return ""
	}))
}

// images leaves out what a launch template may name instead of an image: a parameter that leads to one.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html
func images(s *snapshot.Snapshot) []string {
	ids := sorted(
		of(s.Instances, func(i *snapshot.Instance) string { return i.Image }),
		of(s.LaunchTemplates, func(t *snapshot.LaunchTemplate) string { return t.Image }),
	)

	return slices.DeleteFunc(ids, func(id string) bool { return !strings.HasPrefix(id, "ami-") })
}

// A template is the versions of a launch template that are in use: numbers, $Latest and $Default.
type template struct {
	id       string
	versions []string
}

// templates are those that instances started from, and those that new ones will start from.
func templates(s *snapshot.Snapshot) []template {
	var out []template

	for _, id := range sorted( // lt-…:VERSION, so that those of one template are together
		of(s.Instances, func(i *snapshot.Instance) string { return i.LaunchTemplate }),
		of(s.AutoScalingGroups, func(a *snapshot.AutoScalingGroup) string { return a.LaunchTemplate }),
	) {
		name, version, _ := strings.Cut(id, ":")
		if len(out) == 0 || out[len(out)-1].id != name {
			out = append(out, template{id: name})
		}

		last := &out[len(out)-1]
		last.versions = append(last.versions, version)
	}

	return out
}
