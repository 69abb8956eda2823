package build

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// answered reports whether a task listens at a host port wherever those of a tenant are: its own, or that of a daemon
// on all of its instances. Of another tenant that has tasks nobody can tell on which instances they are.
func (s *shard) answered(t *placement.Tenant, port int) (everywhere bool, why string) {
	for _, other := range s.Placement.Tenants(t.Cluster.ID) {
		if !claims(other, port) {
			continue
		}

		switch {
		case other == t || other.Daemon && covers(other, t):
			return true, ""
		case ground.Wants(other):
			why = "whether " + other.Name() + ", which claims the port, has a task on each of the instances"
		}
	}

	return false, why
}

// claims reports whether a tenant has a fixed host port of that number.
func claims(t *placement.Tenant, port int) bool {
	return slices.ContainsFunc(ports.TenantClaims(t), func(c ports.Claim) bool {
		return c.Port == port && c.Protocol == "tcp"
	})
}

// covers reports whether a daemon has a task on each instance that takes those of a tenant, now and when managed
// scaling adds some. A daemon of a launch type is on those too.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html (schedulingStrategy)
func covers(daemon, t *placement.Tenant) bool {
	theirs, its := daemon.Eligible, t.Eligible

	switch {
	case theirs.Undecided != "" || its.Undecided != "" || daemon.Capacity.Launch != t.Capacity.Launch:
		return false
	case len(daemon.Capacity.Providers) > 0 && slices.ContainsFunc(its.Growth, func(g placement.Growth) bool {
		return !slices.Contains(daemon.Capacity.Providers, g.Provider)
	}):
		return false
	default:
		return !slices.ContainsFunc(its.Instances, func(instance *snapshot.ContainerInstance) bool {
			return !slices.Contains(theirs.Instances, instance)
		})
	}
}
