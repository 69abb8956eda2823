package cloudformation

import (
	"cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// network is the network of a service or task set. What is not known of a whole is not known of its parts. Of one that
// a condition may take away only what it leaves out is not known: that the VPC's default group is used instead.
func (r resource) network() *snapshot.NetworkConfiguration {
	n := r.get("NetworkConfiguration")
	unsure := n.WhyUnsure()

	if n.Kind() == document.Object {
		inner := n.Get("AwsvpcConfiguration")
		if inner == nil { // as task sets have it
			inner = n.Get("AwsVpcConfiguration")
		}

		n = inner
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

	config := &snapshot.NetworkConfiguration{
		Subnets:        r.idsValue(n.Get("Subnets")),
		SecurityGroups: r.idsValue(n.Get("SecurityGroups")),
		AssignPublicIP: field.Text[string](n.Get("AssignPublicIp")),
		Unsure:         cmp.Or(unsure, n.WhyUnsure()),
	}

	if config.Unsure != "" && config.SecurityGroups.IsZero() {
		config.SecurityGroups = snapshot.Unknown[[]string](config.Unsure)
	}

	return config
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
