# METADATA
# title: Host networking
# description: |
#   A task in host mode has no network of its own. Its containers bind the instance's ports, share the
#   instance's security groups, and reach everything that listens on the instance's loopback address,
#   the ECS agent included.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/host/network-mode.md
#   - description: Choosing a network mode
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/bestpracticesguide/networking-networkmode.html
#   - description: Security Hub ECS.17
#     ref: https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-17
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Use networkMode awsvpc, which gives each task its own interface and security groups. On ECS
#     Anywhere, where awsvpc does not exist, use bridge. Agents that must see the host's network can
#     stay, without ports.
#   severities: [medium, low]
#   scope: taskDefinition
#   applies:
#     networkModes: [host]
#     launchTypes: [EC2, EXTERNAL, MANAGED_INSTANCES]
#   mappings:
#     securityHub: [ECS.17]
#     awsConfig: [ecs-task-definition-network-mode-not-host]
#     controlTower: [CT.ECS.PR.4]
#     kics: [9f4a9409-9c60-4671-be96-9716dbf63db1, 027a4b7a-8a59-4938-a04f-ed532512cf45]
#   yields_to: [fargate/requires-awsvpc, host/instance-credentials]
package ecslint.rules.host.network_mode

# METADATA
# description: every definition in host mode
findings contains finding if {
	some definition in input.taskDefinitions.host

	finding := {
		"at": definition.ref,
		"field": "networkMode",
		"severity": _severity(definition),
		"message": sprintf(
			"%s runs in host mode: its containers share the instance's ports, security groups and loopback address",
			[definition.name],
		),
		"evidence": array.concat([definition.ref], [use.ref | some use in definition.usedBy]),
		"affected": [use.ref | some use in definition.usedBy],
		"notes": _notes(definition),
	}
}

# METADATA
# description: bare container definitions have no network mode to judge
undecided contains {"at": definition.ref, "field": "networkMode", "reason": definition.networkMode.reason} if {
	some definition in input.taskDefinitions.unknown
	definition.networkMode.state == "unknown"
}

_severity(definition) := "low" if _agent(definition)

_severity(definition) := "medium" if not _agent(definition)

_agent(definition) if {
	definition.daemonOnly
	not definition.declaresPorts
}

_notes(definition) := [
	"on the loopback address it reaches the agent's introspection (51678) and credentials (51679) endpoints",
	concat(" ", [
		"unless instance metadata is turned off on the instance, its credentials are within reach:",
		"neither a hop limit nor a setting of the agent keeps host mode from them",
	]),
] if {
	not definition.windows
	"EC2" in definition.runsOn
} else := []
