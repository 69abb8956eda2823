# METADATA
# title: Services that reach each other without need
# description: |
#   Services whose tasks share the security groups of instances reach each other's ports through a group,
#   from one instance to another, though no load balancer, group rule, Service Connect namespace or host
#   name says that it is needed. Ports of services that nothing is known to need are not judged. One
#   finding for each cluster and group.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/bridge/lateral-movement.md
#   - description: Choosing a network mode
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/bestpracticesguide/networking-networkmode.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Take the rule away, or narrow it to the ports that the services need of each other. Rules of instances
#     cannot tell their tasks apart; in awsvpc mode each service has a group of its own. `ecslint suggest`
#     writes the groups.
#   severities: [medium]
#   scope: cluster
#   yields_to: [bridge/ephemeral-range-open]
#   applies:
#     networkModes: [bridge, host]
#     launchTypes: [EC2]
package ecslint.rules.bridge.lateral_movement

import data.ecslint.lib

# METADATA
# description: every group through which services reach each other without need
findings contains finding if {
	some cluster in input.clusters
	some group in cluster.lateralMovement
	group.flows > 0

	finding := {
		"at": group.ref,
		"severity": "medium",
		"message": sprintf(
			"group %s lets services of cluster %s reach ports of %s: %d %s that nothing needs",
			[group.group, cluster.name, lib.names(group.servers), group.flows, lib.plural(group.flows, "flow")],
		),
		"cause": group.cause,
		"detail": cluster.name,
		"evidence": array.concat(group.rows, group.rules),
		"affected": group.refs,
		"notes": array.concat(_more(group), _same_host(group)),
		"assumptions": group.assumptions,
	}
}

# METADATA
# description: groups that cannot be judged in full
undecided contains {"at": group.ref, "reason": group.undecided} if {
	some cluster in input.clusters
	some group in cluster.lateralMovement
	group.undecided != ""
}

# METADATA
# description: tenants of which it is not known where they land
undecided contains {"at": unclear.ref, "reason": unclear.reason} if {
	some cluster in input.clusters
	some unclear in cluster.instanceGroupsUnclear
}

_more(group) := [] if group.more == 0

_more(group) := [sprintf("and %d more %s", [group.more, lib.plural(group.more, "port")])] if group.more > 0

_same_host(group) := [] if group.sameHost == 0

_same_host(group) := [sprintf(
	"no group sees what passes on one instance, over its bridge or loopback address: %d such %s",
	[group.sameHost, lib.plural(group.sameHost, "flow")],
)] if {
	group.sameHost > 0
}
