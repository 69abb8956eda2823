# METADATA
# title: Host ports open that no task claims
# description: |
#   The security groups of instances that take host-mode tasks admit ports that no task claims which can land
#   there. In host mode a process needs no port mapping to listen, so it may answer there unseen. The ranges
#   from which ECS draws ports for bridge neighbours, and the port of remote logins, are left out.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/host/undeclared-ports.md
#   - description: Choosing a network mode
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/bestpracticesguide/networking-networkmode.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Narrow the rule to the ports that tasks declare, or declare what listens. awsvpc gives each task an
#     interface, and groups, of its own.
#   severities: [medium, low]
#   scope: cluster
#   yields_to:
#     - bridge/ephemeral-range-open
#     - exposure/instance-admin-port
#     - exposure/sensitive-port
#     - exposure/internet-direct
#   applies:
#     networkModes: [host]
#     launchTypes: [EC2]
#   mappings:
#     securityHub: [EC2.18]
package ecslint.rules.host.undeclared_ports

import data.ecslint.lib

# METADATA
# description: every group and source class that reaches ports nobody claims
findings contains finding if {
	some cluster in input.clusters
	some opening in cluster.unclaimedPorts
	opening.undecided == ""

	finding := {
		"at": opening.ref,
		"severity": lib.severity(_severity(opening.source), opening.weakenings),
		"message": sprintf(
			"group %s opens %s to %s (%s), which no task on the hosts of cluster %s claims",
			[opening.group, opening.possible.text, lib.sources[opening.source], opening.sourceText, cluster.name],
		),
		"cause": opening.cause,
		"detail": sprintf("%s/%s", [cluster.name, opening.source]),
		"source": opening.source,
		"evidence": opening.evidence,
		"affected": opening.affected,
		"assumptions": opening.assumptions,
	}
}

# METADATA
# description: groups, rules, instances and tasks that cannot be judged
undecided contains {"at": opening.ref, "reason": opening.undecided} if {
	some cluster in input.clusters
	some opening in cluster.unclaimedPorts
	opening.undecided != ""
}

_severity("internet") := "medium"

_severity(source) := "low" if source != "internet"
