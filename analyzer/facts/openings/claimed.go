package openings

import (
	"cmp"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A holding is the fixed ports on which something declares that the tasks of a tenant answer at their instances. why is
// set where not all of them are known.
type holding struct {
	services netset.Services
	why      string
}

func (s *Shard) claimed(t *placement.Tenant) (services netset.Services, why string) {
	known, ok := s.claims[t]
	if !ok {
		known.services, known.why = s.claimOf(t)
		s.claims[t] = known
	}

	return known.services, known.why
}

func (s *Shard) claimOf(t *placement.Tenant) (services netset.Services, why string) {
	mode, known := t.Mode.Get()

	switch {
	case t.TaskDefinition == nil:
		return services, "its task definition was not read"
	case !known:
		return services, "network mode: " + t.Mode.Reason()
	case mode == snapshot.ModeHost:
		services, why = s.Exposure.Expected(t)
	default:
		services, why = s.Exposure.Expected(withoutDefinitions(t))
	}

	for _, t := range append([]*placement.Tenant{t}, s.Before(t)...) {
		why = cmp.Or(why, ports.Unknown(t.TaskDefinition, t.Mode.Or("")))

		for _, claim := range ports.TenantClaims(t) {
			services = services.Union(onePort(claim.Protocol, claim.Port))
		}
	}

	return services, cmp.Or(why, s.unreadBefore(t))
}

// withoutDefinitions is a service without what it runs: behind Docker's bridge container ports are no ports of the
// instance, and only what the service itself declares is.
func withoutDefinitions(t *placement.Tenant) *placement.Tenant {
	bare := &placement.Tenant{Cluster: t.Cluster}

	if t.Service != nil {
		service := snapshot.Service{ServiceConnect: t.Service.ServiceConnect, ServiceRegistries: t.Service.ServiceRegistries}
		service.LoadBalancers = exposure.LoadBalancers(t.Service)
		bare.Service = &service
	}

	return bare
}

// unreadBefore is why the ports of the definitions that a deployment replaces are not known.
func (s *Shard) unreadBefore(t *placement.Tenant) string {
	if t.Service == nil {
		return ""
	}

	for i := range t.Service.Deployments {
		id := t.Service.Deployments[i].TaskDefinition
		if id != "" && s.Index.TaskDefinitions[id] == nil {
			return "task definition " + snapshot.Name(id) + " was not read"
		}
	}

	return ""
}

func onePort(protocol string, port int) netset.Services {
	if port < 1 || port > 65535 {
		return netset.Services{}
	}

	return netset.Transport(protocol, uint16(port), uint16(port))
}
