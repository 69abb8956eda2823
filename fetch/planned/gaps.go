package planned

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// addGaps says what the stack leaves to others: the instances of a cluster, the network around it, a load balancer.
func (st *stack) addGaps() {
	services := map[string][]*snapshot.Service{}
	for i := range st.Services {
		services[st.Services[i].Cluster] = append(services[st.Services[i].Cluster], &st.Services[i])
	}

	for i := range st.Clusters {
		c := &st.Clusters[i]

		switch idle := !st.named[c.ID] && onlyFargate(c, services[c.ID]); {
		case idle:
		case st.mayJoin(c):
		case !st.fed[c.ID]:
			st.gap("container instances of cluster "+c.Name, c.ID, snapshot.NounContainerInstance)
		}
	}

	if st.foreignNetwork() {
		st.gap("the network around the stack", "",
			snapshot.NounVPC, snapshot.NounSubnet, snapshot.NounRouteTable, snapshot.NounNetworkACL,
			snapshot.NounInternetGateway, snapshot.NounPeering, snapshot.NounTransitGateway,
			snapshot.NounTransitGatewayAttachment)
	}

	if len(st.VPCBlockPublicAccess) == 0 {
		st.Gaps = append(st.Gaps, snapshot.Gap{
			What: "VPC Block Public Access", Why: snapshot.NotInSource, Stack: st.path,
			Nouns: []snapshot.Noun{snapshot.NounVPCBlockPublicAccess}, DefaultStands: true,
		})
	}

	if st.foreignTargets() {
		st.gap("load balancers of the stack's target groups", "",
			snapshot.NounLoadBalancer, snapshot.NounListener, snapshot.NounTargetGroup)
	}
}

// mayJoin says which instances of the stack may be the cluster's, or how many, if there are such. A gap without a
// cluster is one of each.
func (st *stack) mayJoin(c *snapshot.Cluster) bool {
	found := false

	for _, g := range st.unsure {
		if g.Resource != "" && g.Resource != c.ID {
			continue
		}

		found = true
		g.What = "container instances of cluster " + c.Name + ": " + g.What
		g.Stack, g.Resource, g.Nouns = st.path, c.ID, []snapshot.Noun{snapshot.NounContainerInstance}
		st.Gaps = append(st.Gaps, g)
	}

	return found
}

func (st *stack) gap(what, resource string, nouns ...snapshot.Noun) {
	st.Gaps = append(st.Gaps, snapshot.Gap{
		What: what, Why: snapshot.NotInSource, Stack: st.path, Resource: resource, Nouns: nouns,
	})
}

// onlyFargate reports whether none of the services of a cluster asks for instances.
func onlyFargate(c *snapshot.Cluster, services []*snapshot.Service) bool {
	fargate := func(i snapshot.CapacityProviderStrategyItem) bool {
		return i.CapacityProvider == "FARGATE" || i.CapacityProvider == "FARGATE_SPOT"
	}
	every := func(items []snapshot.CapacityProviderStrategyItem) bool {
		return len(items) > 0 && !slices.ContainsFunc(items,
			func(i snapshot.CapacityProviderStrategyItem) bool { return !fargate(i) })
	}

	return !slices.ContainsFunc(services, func(s *snapshot.Service) bool {
		switch {
		case !s.LaunchType.IsZero():
			return s.LaunchType.Or("") != snapshot.LaunchFargate
		case len(s.CapacityProviderStrategy) > 0:
			return !every(s.CapacityProviderStrategy)
		default:
			return !every(c.DefaultStrategy)
		}
	})
}

// foreignNetwork reports whether something of the stack lives in a subnet or VPC that it does not make.
func (st *stack) foreignNetwork() bool {
	own := map[string]bool{"": true}
	for i := range st.VPCs {
		own[st.VPCs[i].ID] = true
	}

	for i := range st.Subnets {
		own[st.Subnets[i].ID] = own[st.Subnets[i].VPC]
	}

	foreign := func(ids ...string) bool {
		return slices.ContainsFunc(ids, func(id string) bool { return !own[id] })
	}

	for i := range st.Services {
		if c := st.Services[i].NetworkConfiguration; c != nil && (c.Subnets.IsUnknown() || foreign(c.Subnets.Or(nil)...)) {
			return true
		}
	}

	return slices.ContainsFunc(st.SecurityGroups, func(g snapshot.SecurityGroup) bool { return foreign(g.VPC) }) ||
		slices.ContainsFunc(st.NetworkInterfaces, func(n snapshot.NetworkInterface) bool { return foreign(n.Subnet) }) ||
		slices.ContainsFunc(st.LoadBalancers, func(l snapshot.LoadBalancer) bool { return foreign(l.Subnets...) })
}

// foreignTargets reports whether a service stands behind a target group that leads nowhere in the stack: others may.
func (st *stack) foreignTargets() bool {
	led := map[string]bool{}

	for i := range st.TargetGroups {
		if len(st.TargetGroups[i].LoadBalancers) > 0 {
			led[st.TargetGroups[i].ID] = true
		}
	}

	known := map[string]bool{}
	for i := range st.LoadBalancers {
		known[st.LoadBalancers[i].ID] = true
	}

	for i := range st.Listeners {
		if !known[st.Listeners[i].LoadBalancer] {
			return true
		}
	}

	return slices.ContainsFunc(st.Services, func(s snapshot.Service) bool {
		return slices.ContainsFunc(s.LoadBalancers, func(l snapshot.ServiceLoadBalancer) bool { return !led[l.TargetGroup] })
	})
}
