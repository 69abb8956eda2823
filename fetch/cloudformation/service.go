package cloudformation

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// service reads a service. CloudFormation starts one task of a service that does not say how many.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
func service(r resource) {
	s := snapshot.Service{
		Meta: r.metaWith("cluster", "serviceName", "taskDefinition", "launchType", "capacityProviderStrategy",
			"schedulingStrategy", "desiredCount", "deploymentConfiguration", "deploymentController",
			"placementConstraints", "networkConfiguration", "loadBalancers", "serviceRegistries",
			"serviceConnectConfiguration"),
		ID: r.id(), Name: r.called("ServiceName"),
		Cluster: r.cluster(), TaskDefinition: r.ref("TaskDefinition"),
		CapacityProviderStrategy: r.strategy(r.get("CapacityProviderStrategy")),
		LaunchType:               field.Text[snapshot.LaunchType](r.get("LaunchType")),
		SchedulingStrategy:       field.Text[string](r.get("SchedulingStrategy")),
		DesiredCount:             field.Int(r.get("DesiredCount")),
		MinimumHealthyPercent:    field.Int(r.get("DeploymentConfiguration", "MinimumHealthyPercent")),
		MaximumPercent:           field.Int(r.get("DeploymentConfiguration", "MaximumPercent")),
		DeploymentController:     field.Text[string](r.get("DeploymentController", "Type")),
		DeploymentStrategy:       field.Text[string](r.get("DeploymentConfiguration", "Strategy")),
		NetworkConfiguration:     r.network(),
		LoadBalancers:            r.serviceBalancers(),
		ServiceRegistries:        r.registries(),
		PlacementConstraints:     r.constraints(),
	}

	if s.DesiredCount.IsZero() && s.SchedulingStrategy.Or("REPLICA") != "DAEMON" {
		s.DesiredCount = snapshot.Known(1)
	}

	r.classic(r.get("LoadBalancers"))

	at := len(r.Services)
	r.Services = append(r.Services, s)
	r.later = append(r.later, func() { r.Services[at].ServiceConnect = r.serviceConnect(s.Cluster) })
}

// cluster is the one that a service or task set names; ECS's default where it names none.
func (r resource) cluster() string {
	if id := r.ref("Cluster"); id != "" {
		return id
	}

	return "default"
}

// network is the network of a service or task set. What is not known of a whole is not known of its parts.
func (r resource) network() *snapshot.NetworkConfiguration {
	n := r.get("NetworkConfiguration")
	if n.Kind() == document.Object {
		n = get(n, "AwsvpcConfiguration")
	}

	if why := n.Why(); why != "" {
		return &snapshot.NetworkConfiguration{
			Subnets: snapshot.Unknown[[]string](why), SecurityGroups: snapshot.Unknown[[]string](why),
			AssignPublicIP: snapshot.Unknown[string](why),
		}
	}

	if n.Kind() != document.Object {
		return nil
	}

	return &snapshot.NetworkConfiguration{
		Subnets:        r.idsValue(n.Get("Subnets")),
		SecurityGroups: r.idsValue(n.Get("SecurityGroups")),
		AssignPublicIP: field.Text[string](n.Get("AssignPublicIp")),
	}
}

// strategy has a weight of 1 where that is not known: some task may run there. Left out it is 0.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
func (r resource) strategy(list *document.Node) []snapshot.CapacityProviderStrategyItem {
	items := r.items(list)
	all := make([]snapshot.CapacityProviderStrategyItem, 0, len(items))

	for _, n := range items {
		if n.Kind() != document.Object {
			all = append(all, snapshot.CapacityProviderStrategyItem{CapacityProvider: r.refOf(n), Weight: 1})

			continue
		}

		weight := field.Int(n.Get("Weight"))
		item := snapshot.CapacityProviderStrategyItem{
			CapacityProvider: r.refOf(n.Get("CapacityProvider")), Base: field.Int(n.Get("Base")).Or(0), Weight: weight.Or(0),
		}

		if weight.IsUnknown() {
			item.Weight = 1
		}

		all = append(all, item)
	}

	return none(all)
}

// none is nil for an empty list.
func none[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}

	return list
}

func (r resource) serviceBalancers() []snapshot.ServiceLoadBalancer {
	items := r.items(r.get("LoadBalancers"))
	all := make([]snapshot.ServiceLoadBalancer, 0, len(items))

	for _, n := range items {
		lb := snapshot.ServiceLoadBalancer{
			TargetGroup:          r.refOf(n.Get("TargetGroupArn")),
			AlternateTargetGroup: r.refOf(get(n, "AdvancedConfiguration", "AlternateTargetGroupArn")),
			ContainerName:        r.written(n.Get("ContainerName")),
			ContainerPort:        field.Int(n.Get("ContainerPort")),
		}

		if n.Kind() != document.Object {
			lb.TargetGroup, lb.ContainerPort = r.refOf(n), snapshot.Unknown[int](field.Why(n, "an object"))
		}

		all = append(all, lb)
	}

	return none(all)
}

// classic notes Classic Load Balancers, the only kind that is given by name.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html
func (r resource) classic(balancers *document.Node) {
	for _, n := range r.items(balancers) {
		if n.Get("LoadBalancerName") != nil {
			r.gap("Classic Load Balancer", "Classic Load Balancers are not modelled", r.id(), snapshot.NounLoadBalancer)

			return
		}
	}
}

// express notes a service that ECS puts together by itself.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-expressgatewayservice.html
func express(r resource) {
	r.gap("Express Mode service "+r.Name, "Express Mode services are not modelled", r.id(), snapshot.NounService)
}

func (r resource) registries() []snapshot.ServiceRegistry {
	items := r.items(r.get("ServiceRegistries"))
	all := make([]snapshot.ServiceRegistry, 0, len(items))

	for _, n := range items {
		all = append(all, snapshot.ServiceRegistry{
			CloudMapService: r.refOf(n.Get("RegistryArn")),
			ContainerName:   r.written(n.Get("ContainerName")),
			ContainerPort:   field.Int(n.Get("ContainerPort")),
			Port:            field.Int(n.Get("Port")),
		})
	}

	return none(all)
}

func (r resource) constraints() []snapshot.PlacementConstraint {
	items := r.items(r.get("PlacementConstraints"))
	all := make([]snapshot.PlacementConstraint, 0, len(items))

	for _, n := range items {
		all = append(all, snapshot.PlacementConstraint{
			Type: r.written(n.Get("Type")), Expression: r.written(n.Get("Expression")),
		})
	}

	return none(all)
}

// serviceConnect is nil where it is off. A configuration without a namespace is in that of the cluster.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html
func (r resource) serviceConnect(cluster string) *snapshot.ServiceConnect {
	n := r.get("ServiceConnectConfiguration")
	on := field.Flag(n.Get("Enabled"))

	if n.Kind() != document.Object || !on.Or(on.IsUnknown()) {
		return nil
	}

	namespace := r.namespaceOf(n.Get("Namespace"))
	if namespace == "" {
		namespace = r.usual[cluster]
	}

	sc := &snapshot.ServiceConnect{Namespace: namespace}

	for _, item := range r.items(n.Get("Services")) {
		sc.Services = append(sc.Services, r.serviceConnectService(item))
	}

	return sc
}

func (r resource) serviceConnectService(n *document.Node) snapshot.ServiceConnectService {
	s := snapshot.ServiceConnectService{
		PortName: r.written(n.Get("PortName")), DiscoveryName: r.written(n.Get("DiscoveryName")),
		IngressPort: field.Int(n.Get("IngressPortOverride")),
	}

	for _, alias := range r.items(n.Get("ClientAliases")) {
		s.Aliases = append(s.Aliases, snapshot.ServiceConnectAlias{
			DNSName: r.written(alias.Get("DnsName")), Port: field.Int(alias.Get("Port")).Or(0),
		})
	}

	return s
}

// namespaceOf is the name of the namespace that a value names, as far as the stack says it.
func (m *mapper) namespaceOf(n *document.Node) string {
	id := m.refOf(n)
	if name := m.namespaces[id]; name != "" {
		return name
	}

	return id
}

// taskSet adds a task set to its service.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskset.html
func taskSet(r resource) {
	r.later = append(r.later, func() {
		id := r.ref("Service")

		s := find(r.Services, r.services, id)
		if s == nil {
			r.gap("the service of task set "+r.Name, "not in this source", r.id(), snapshot.NounService)

			return
		}

		s.TaskSets = append(s.TaskSets, snapshot.TaskSet{
			ID: r.id(), TaskDefinition: r.ref("TaskDefinition"),
			LaunchType:               field.Text[snapshot.LaunchType](r.get("LaunchType")),
			CapacityProviderStrategy: r.strategy(r.get("CapacityProviderStrategy")),
			NetworkConfiguration:     r.network(), LoadBalancers: r.serviceBalancers(),
		})
		s.ServiceRegistries = append(s.ServiceRegistries, r.registries()...)
	})
}

// scalableTarget reads the target of a service, service/CLUSTER/NAME, and leaves out those of other kinds.
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html
func scalableTarget(r resource) {
	const parts = 3

	p := strings.Split(r.written(r.get("ResourceId")), "/")

	switch {
	case r.text("ServiceNamespace") != "ecs" && p[0] != "service":
		return
	case len(p) != parts:
		r.gap("the service of scalable target "+r.Name, "it is not known here", r.id(), snapshot.NounScalableTarget)

		return
	}

	r.later = append(r.later, func() {
		r.ScalableTargets = append(r.ScalableTargets, snapshot.ScalableTarget{
			Meta: r.meta(), Cluster: r.resolved(p[1], r.Node()), Service: r.resolved(p[2], r.Node()),
			MinCapacity: r.number(r.get("MinCapacity"), "MinCapacity of "+r.Name, snapshot.NounScalableTarget),
			MaxCapacity: r.number(r.get("MaxCapacity"), "MaxCapacity of "+r.Name, snapshot.NounScalableTarget),
		})
	})
}
