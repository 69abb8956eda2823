// Package ports is the arithmetic of host ports: who claims which, what conflicts, and whether a deployment
// can move.
package ports

import (
	"cmp"
	"fmt"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Claim is a fixed host port that a task takes on its instance.
type Claim struct {
	Container *snapshot.ContainerDefinition
	Mapping   *snapshot.PortMapping
	Port      int

	// Protocol is tcp or udp. A conflict is one per protocol.
	Protocol string
}

// Fixed lists the host ports that each task of the definition claims in the given mode: the static ones in
// bridge mode, every declared one in host mode. Mappings whose ports are not known are left out; [Unknown] tells
// whether there are any.
func Fixed(definition *snapshot.TaskDefinition, mode snapshot.NetworkMode) []Claim {
	var claims []Claim

	for i := range definition.ContainerDefinitions {
		container := &definition.ContainerDefinitions[i]
		for j := range container.PortMappings {
			mapping := &container.PortMappings[j]
			if port, ok := mapping.FixedHostPort(mode); ok {
				claims = append(claims, Claim{container, mapping, port, mapping.Proto()})
			}
		}
	}

	return claims
}

// Listening lists the container ports that a task of the definition opens on its own interface, in awsvpc mode,
// where all containers share one network. Several mappings of one port in one container count once.
func Listening(definition *snapshot.TaskDefinition) []Claim {
	var claims []Claim

	for i := range definition.ContainerDefinitions {
		container := &definition.ContainerDefinitions[i]
		seen := map[string]bool{}

		for j := range container.PortMappings {
			mapping := &container.PortMappings[j]

			port, ok := mapping.ContainerPort.Get()
			if key := fmt.Sprint(port, mapping.Proto()); ok && !seen[key] {
				seen[key] = true
				claims = append(claims, Claim{container, mapping, port, mapping.Proto()})
			}
		}
	}

	return claims
}

// Dynamic lists the mappings for which ECS draws a host port from the ephemeral range: those of bridge mode
// and of Windows NAT without a host port, ranges included.
func Dynamic(definition *snapshot.TaskDefinition, mode snapshot.NetworkMode) []Claim {
	if mode != snapshot.ModeBridge && mode != snapshot.ModeDefault {
		return nil
	}

	var claims []Claim

	for i := range definition.ContainerDefinitions {
		container := &definition.ContainerDefinitions[i]
		for j := range container.PortMappings {
			if mapping := &container.PortMappings[j]; draws(mapping) {
				claims = append(claims, Claim{container, mapping, 0, mapping.Proto()})
			}
		}
	}

	return claims
}

// Draws reports whether ECS draws a host port of a protocol for the definition: whether Dynamic has such a claim.
func Draws(definition *snapshot.TaskDefinition, mode snapshot.NetworkMode, protocol string) bool {
	if mode != snapshot.ModeBridge && mode != snapshot.ModeDefault {
		return false
	}

	for i := range definition.ContainerDefinitions {
		mappings := definition.ContainerDefinitions[i].PortMappings
		for j := range mappings {
			if m := &mappings[j]; draws(m) && m.Proto() == protocol {
				return true
			}
		}
	}

	return false
}

func draws(m *snapshot.PortMapping) bool { return m.HostPort.Or(0) == 0 && !m.HostPort.IsUnknown() }

// Unknown returns the reason why some host port of the definition is not known in the given mode, or "".
func Unknown(definition *snapshot.TaskDefinition, mode snapshot.NetworkMode) string {
	for i := range definition.ContainerDefinitions {
		for j := range definition.ContainerDefinitions[i].PortMappings {
			if why := unknown(&definition.ContainerDefinitions[i].PortMappings[j], mode); why != "" {
				return why
			}
		}
	}

	return ""
}

// unknown takes a container port for the host port in host mode, where the two must be equal.
func unknown(mapping *snapshot.PortMapping, mode snapshot.NetworkMode) string {
	_, fixed := mapping.FixedHostPort(mode)

	switch mode {
	case snapshot.ModeBridge, snapshot.ModeDefault:
		if !fixed {
			return mapping.HostPort.Reason()
		}
	case snapshot.ModeHost:
		if !fixed {
			return cmp.Or(mapping.HostPort.Reason(), mapping.ContainerPort.Reason())
		}
	default:
		return ""
	}

	return mapping.Protocol.Reason()
}

// Declared reports whether any container of the definition has a port mapping.
func Declared(definition *snapshot.TaskDefinition) bool {
	for i := range definition.ContainerDefinitions {
		if len(definition.ContainerDefinitions[i].PortMappings) > 0 {
			return true
		}
	}

	return false
}

// TenantClaims lists the fixed host ports of a tenant's tasks; none where definition or mode is not known,
// and none on Fargate, where there is no host to share.
func TenantClaims(tenant *placement.Tenant) []Claim {
	mode, ok := tenant.Mode.Get()
	if !ok || tenant.TaskDefinition == nil || tenant.Capacity.Launch == snapshot.LaunchFargate {
		return nil
	}

	return Fixed(tenant.TaskDefinition, mode)
}

// unknownClaims is why a tenant's tasks may have more claims than [TenantClaims] lists, or "".
func unknownClaims(tenant *placement.Tenant) string {
	mode, ok := tenant.Mode.Get()
	if !ok {
		return "network mode: " + tenant.Mode.Reason()
	}

	if why := Unknown(tenant.TaskDefinition, mode); why != "" {
		return "host port: " + why
	}

	return ""
}
