# METADATA
# title: Service Connect on a port that nobody has chosen
# description: |
#   In bridge mode the proxy of Service Connect listens on a port that ECS draws, unless ingressPortOverride
#   pins it. Whoever calls the service must then be let in to the whole ephemeral range of the hosts.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/discovery/ingress-port-unpinned.md
#   - description: ServiceConnectService
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Set ingressPortOverride and admit that port from the clients' groups. Or use awsvpc mode, where the proxy
#     listens on the container port.
#   severities: [low]
#   scope: service
#   applies:
#     networkModes: [bridge]
package ecslint.rules.discovery.ingress_port_unpinned

import data.ecslint.lib

# METADATA
# description: every bridge service with endpoints of Service Connect on drawn ports
findings contains finding if {
	some service in input.services.bridge
	names := service.unpinnedIngress.names
	count(names) > 0

	finding := {
		"at": service.ref,
		"field": "serviceConnectConfiguration",
		"severity": "low",
		"message": sprintf(
			"service %s offers %s by Service Connect on ports that ECS draws: no group rule can name them",
			[service.name, lib.names(names)],
		),
		"evidence": [service.ref],
	}
}

# METADATA
# description: services of which the port is not known
undecided contains finding if {
	some service in input.services.bridge
	reason := service.unpinnedIngress.undecided
	reason != ""

	finding := {"at": service.ref, "field": "serviceConnectConfiguration", "reason": reason}
}
