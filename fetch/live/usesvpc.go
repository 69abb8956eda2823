package live

import (
	"iter"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// vpcs are those that something is in.
func vpcs(s *snapshot.Snapshot) []string {
	return sorted(
		of(s.NetworkInterfaces, func(n *snapshot.NetworkInterface) string { return n.VPC }),
		of(s.LoadBalancers, func(l *snapshot.LoadBalancer) string { return l.VPC }),
		of(s.Subnets, func(s *snapshot.Subnet) string { return s.VPC }),
	)
}

// strangers are subnets that something is to run in, and that are not known: nothing runs in their VPC so far.
func strangers(s *snapshot.Snapshot) []string {
	var ids []string

	for c := range configurations(s) {
		ids = append(ids, c.Subnets.Or(nil)...)
	}

	for i := range s.CapacityProviders {
		if m := s.CapacityProviders[i].ManagedInstances; m != nil {
			ids = append(ids, m.Subnets...)
		}
	}

	for i := range s.AutoScalingGroups {
		ids = append(ids, s.AutoScalingGroups[i].Subnets...)
	}

	return without(sorted(ids), of(s.Subnets, func(s *snapshot.Subnet) string { return s.ID }))
}

// configurations are those of services and task sets.
func configurations(s *snapshot.Snapshot) iter.Seq[*snapshot.NetworkConfiguration] {
	return func(yield func(*snapshot.NetworkConfiguration) bool) {
		for i := range s.Services {
			service := &s.Services[i]
			if c := service.NetworkConfiguration; c != nil && !yield(c) {
				return
			}

			for j := range service.TaskSets {
				if c := service.TaskSets[j].NetworkConfiguration; c != nil && !yield(c) {
					return
				}
			}
		}
	}
}

// groupsInUse are the groups that something has, or will have once it runs, and those with a rule that names
// one of them. Of the others the rules are known, without ids.
func groupsInUse(s *snapshot.Snapshot) []string {
	used := map[string]bool{}
	for _, id := range attachedGroups(s) {
		used[id] = true
	}

	return sorted(of(s.SecurityGroups, func(g *snapshot.SecurityGroup) string {
		if used[g.ID] || slices.ContainsFunc(g.Rules, func(r snapshot.SecurityGroupRule) bool {
			return used[r.ReferencedGroup.Or("")]
		}) {
			return g.ID
		}

		return ""
	}))
}

// attachedGroups are those of interfaces and load balancers, of what a service, an Auto Scaling group or managed
// instances would start next, and the default groups where a service names none.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
func attachedGroups(s *snapshot.Snapshot) []string {
	var ids []string

	for i := range s.NetworkInterfaces {
		ids = append(ids, s.NetworkInterfaces[i].SecurityGroups...)
	}

	for i := range s.LoadBalancers {
		ids = append(ids, s.LoadBalancers[i].SecurityGroups...)
	}

	for i := range s.LaunchTemplates {
		ids = append(ids, s.LaunchTemplates[i].SecurityGroups...)
	}

	for i := range s.CapacityProviders {
		if m := s.CapacityProviders[i].ManagedInstances; m != nil {
			ids = append(ids, m.SecurityGroups...)
		}
	}

	for c := range configurations(s) {
		groups, ok := c.SecurityGroups.Get()
		if !ok { // the default group of its VPC, whichever that is
			groups = defaultGroups(s)
		}

		ids = append(ids, groups...)
	}

	return sorted(ids)
}

func defaultGroups(s *snapshot.Snapshot) []string {
	return of(s.SecurityGroups, func(g *snapshot.SecurityGroup) string {
		if g.Default() {
			return g.ID
		}

		return ""
	})
}

// prefixLists are those that a rule or a route names.
func prefixLists(s *snapshot.Snapshot) []string {
	var ids []string

	for i := range s.SecurityGroups {
		ids = append(ids, of(s.SecurityGroups[i].Rules,
			func(r *snapshot.SecurityGroupRule) string { return r.PrefixList.Or("") })...)
	}

	for i := range s.RouteTables {
		ids = append(ids, of(s.RouteTables[i].Routes, func(r *snapshot.Route) string {
			if strings.HasPrefix(r.Destination, "pl-") {
				return r.Destination
			}

			return ""
		})...)
	}

	return sorted(ids)
}

// transitGateways are those that a route leads to.
func transitGateways(s *snapshot.Snapshot) []string {
	ids := make([][]string, len(s.RouteTables))
	for i := range s.RouteTables {
		ids[i] = of(s.RouteTables[i].Routes, func(r *snapshot.Route) string {
			if strings.HasPrefix(r.Target, "tgw-") {
				return r.Target
			}

			return ""
		})
	}

	return sorted(ids...)
}
