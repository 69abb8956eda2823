# METADATA
# title: Agent introspection within reach of bridge containers
# description: |
#   Containers in bridge mode can list all tasks of their instance, with their definitions and
#   containers, at port 51678 of Docker's bridge, where the agent's introspection answers whoever asks.
#   Every version of the agent but 1.44.2 does. One finding for each launch template.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/bridge/introspection-reachable.md
#   - description: The agent's introspection endpoint
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-introspection.html
#   - description: What ecs-init blocks
#     ref: https://github.com/aws/amazon-ecs-init/pull/354
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Use networkMode awsvpc, from which the port is blocked since version 1.45.0. In bridge mode, drop
#     what comes from docker0 to tcp 51678 with iptables in the user data, where nothing asks it.
#   severities: [info]
#   scope: cluster
#   applies:
#     networkModes: [bridge]
#     launchTypes: [EC2]
package ecslint.rules.bridge.introspection_reachable

# METADATA
# description: every launch template, or group of instances, that lets tasks in
findings contains finding if {
	some cluster in input.clusters
	some access in cluster.bridgeIntrospection
	access.undecided == ""

	finding := {
		"at": access.ref,
		"severity": "info",
		"message": sprintf(
			"bridge containers on instances of %s in cluster %s can list all tasks of their instance: %s (tcp 51678)",
			[access.hosts, cluster.name, access.way],
		),
		"cause": access.cause,
		"detail": sprintf("%s/%s", [cluster.name, access.hosts]),
		"evidence": access.evidence,
		"affected": access.affected,
		"assumptions": access.assumptions,
	}
}

# METADATA
# description: instances of which it is not known, and tasks of which it is not known where they land
undecided contains {"at": access.ref, "reason": access.undecided} if {
	some cluster in input.clusters
	some access in cluster.bridgeIntrospection
	access.undecided != ""
}
