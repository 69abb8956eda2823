# METADATA
# title: Fixed host port
# description: |
#   A fixed host port in bridge mode can be bound once on an instance, so each instance takes at most
#   one copy of the task, and a deployment needs a free instance or has to stop a task first.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/ports/static-mapping.md
#   - description: PortMapping
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
#   - description: Choosing a network mode
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/bestpracticesguide/networking-networkmode.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Leave hostPort out, so that ECS chooses one and keeps the load balancer informed, or use awsvpc.
#   severities: [low]
#   scope: taskDefinition
#   applies:
#     networkModes: [bridge]
#   yields_to: [ports/reserved]
package ecslint.rules.ports.static_mapping

# METADATA
# description: every fixed host port in bridge mode of a family that is not for daemons only
findings contains finding if {
	some definition in input.taskDefinitions.bridge
	not definition.daemonOnly
	some port in definition.hostPorts

	finding := {
		"at": port.ref,
		"field": "hostPort",
		"severity": "low",
		"message": sprintf(
			"container %s of %s claims host port %d/%s: an instance takes at most one copy of the task",
			[port.container, definition.name, port.port, port.protocol],
		),
		"detail": sprintf("%d/%s", [port.port, port.protocol]),
		"evidence": [definition.ref, port.ref],
		"affected": [use.ref | some use in definition.usedBy],
	}
}

# METADATA
# description: definitions whose ports, or whose network mode, are not known
undecided contains {"at": item.ref, "field": item.field, "reason": item.reason} if {
	some mode in ["bridge", "unknown"]
	some definition in input.taskDefinitions[mode]
	some item in definition.unjudged
	"fixed" in item.leaves
}
