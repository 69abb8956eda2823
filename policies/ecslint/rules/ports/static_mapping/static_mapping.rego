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
package ecslint.rules.ports.static_mapping

import data.ecslint.lib

# METADATA
# description: the fixed host ports of each container in bridge mode, of families that are not for daemons only
findings contains finding if {
	some definition in input.taskDefinitions.bridge
	not definition.daemonOnly
	some name in {port.container | some port in definition.hostPorts}
	ports := [port | some port in definition.hostPorts; port.container == name; port.reserved.state == "no"]
	said := [sprintf("%d/%s", [port.port, port.protocol]) | some port in ports]

	finding := {
		"at": ports[0].ref,
		"field": "hostPort",
		"severity": "low",
		"message": sprintf(
			"container %s of %s claims %s %s: an instance takes at most one copy of the task",
			[name, definition.name, lib.plural(count(ports), "host port"), lib.names(said)],
		),
		"detail": concat(",", said),
		"parts": [sprintf("%s/%s", [name, port]) | some port in said],
		"evidence": array.concat([definition.ref], [port.ref | some port in ports]),
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
