# METADATA
# title: Fixed host port inside the ephemeral range
# description: |
#   A fixed host port lies in the range from which the host draws ports for other tasks and for outgoing
#   connections. When something else holds it, the task cannot start.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/ports/in-ephemeral-range.md
#   - description: PortMapping
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Choose a host port outside the range (below 32768 is safe on most Linux hosts), or leave it out
#     and let ECS choose.
#   severities: [medium, low]
#   scope: taskDefinition
#   applies:
#     networkModes: [bridge, host]
#   yields_to: [ports/reserved]
package ecslint.rules.ports.in_ephemeral_range

# METADATA
# description: every claimed host port inside a host's ephemeral range
findings contains finding if {
	some mode in ["bridge", "host", "nat"]
	some definition in input.taskDefinitions[mode]
	some port in definition.hostPorts
	port.ephemeral

	finding := {
		"at": port.ref,
		"field": _field[mode],
		"severity": _severity(port.ephemeral),
		"message": sprintf("container %s of %s claims host port %d/%s inside the ephemeral range %d-%d%s", [
			port.container, definition.name, port.port, port.protocol,
			port.ephemeral.from, port.ephemeral.to, _shared(port.ephemeral),
		]),
		"detail": sprintf("%d/%s", [port.port, port.protocol]),
		"evidence": [definition.ref, port.ref],
		"affected": [use.ref | some use in definition.usedBy],
		"assumptions": port.ephemeral.assumptions,
	}
}

default _severity(_) := "low"

_severity(ephemeral) := "medium" if {
	ephemeral.known
	ephemeral.shared
}

_shared(ephemeral) := ", from which ECS also draws the ports of tasks on the same hosts" if ephemeral.shared

_shared(ephemeral) := "" if not ephemeral.shared

_field := {"bridge": "hostPort", "host": "containerPort", "nat": "hostPort"}

# METADATA
# description: definitions whose ports, or whose network mode, are not known
undecided contains {"at": item.ref, "field": item.field, "reason": item.reason} if {
	some mode in ["bridge", "host", "nat", "unknown"]
	some definition in input.taskDefinitions[mode]
	some item in definition.unjudged
	"ephemeral" in item.leaves
}
