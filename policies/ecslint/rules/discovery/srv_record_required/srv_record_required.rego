# METADATA
# title: Address records for tasks on shared addresses
# description: |
#   A service in bridge or host mode registers with a Cloud Map service that has A or AAAA records. Its
#   tasks have the addresses of their instances, on which a port tells them apart, so that ECS supports
#   SRV records only.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/discovery/srv-record-required.md
#   - description: Service discovery
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Make the Cloud Map service with SRV records, and name container and container port in the registry
#     of the service. Clients that ask for addresses need Service Connect, a load balancer, or
#     networkMode awsvpc, in which A and AAAA records work.
#   severities: [high]
#   scope: service
#   applies:
#     networkModes: [bridge, host]
#     launchTypes: [EC2, MANAGED_INSTANCES]
package ecslint.rules.discovery.srv_record_required

# METADATA
# description: every Cloud Map service with records of addresses
findings contains finding if {
	some mode in ["bridge", "host"]
	some service in input.services[mode]
	some registry in service.registries
	registry.undecided == ""

	finding := {
		"at": service.ref,
		"field": "serviceRegistries",
		"severity": "high",
		"message": sprintf(
			"service %s in %s mode registers with Cloud Map service %s, which has %s records: in this mode they must be SRV",
			[service.name, mode, registry.name, concat(" and ", registry.records)],
		),
		"cause": registry.name,
		"detail": registry.name,
		"evidence": registry.evidence,
	}
}

# METADATA
# description: Cloud Map services that were not read, and services of an unknown mode
undecided contains {"at": registry.ref, "field": "serviceRegistries", "reason": registry.undecided} if {
	some mode in ["bridge", "host", "unknown"]
	some service in input.services[mode]
	some registry in service.registries
	registry.undecided != ""
}
