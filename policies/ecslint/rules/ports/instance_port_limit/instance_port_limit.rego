# METADATA
# title: Too many host ports on an instance
# description: |
#   An instance can have at most 100 host ports reserved at a time, the agent's own included; those that
#   ECS draws do not count. The tasks that the instances must run claim more, or a task does beside them
#   on every instance that could take it, so that ECS cannot place them all.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/ports/instance-port-limit.md
#   - description: Host ports
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Let ECS draw host ports (hostPort 0), or use networkMode awsvpc, in which tasks claim none. Or
#     spread the services over instances of their own with placement constraints.
#   severities: [medium]
#   scope: cluster
#   applies:
#     networkModes: [bridge, host]
#     launchTypes: [EC2, EXTERNAL]
package ecslint.rules.ports.instance_port_limit

import data.ecslint.lib

# METADATA
# description: every launch template, or group of instances, with one that is asked for too many
findings contains finding if {
	some cluster in input.clusters
	some limit in cluster.portLimits
	limit.undecided == ""

	finding := {
		"at": limit.ref,
		"severity": "medium",
		"message": sprintf(
			"an instance of %s in cluster %s would have to reserve %d host ports for %s, and ECS takes 100, the agent's %d included",
			[limit.hosts, cluster.name, limit.ports, lib.names(limit.tenants), limit.kept],
		),
		"cause": limit.cause,
		"detail": sprintf("%s/%s", [cluster.name, limit.hosts]),
		"evidence": limit.evidence,
		"affected": limit.affected,
		"assumptions": limit.assumptions,
	}
}

# METADATA
# description: instances of which it is not known how many they are asked for
undecided contains {"at": limit.ref, "reason": limit.undecided} if {
	some cluster in input.clusters
	some limit in cluster.portLimits
	limit.undecided != ""
}
