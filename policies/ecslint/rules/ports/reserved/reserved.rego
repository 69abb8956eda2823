# METADATA
# title: Host port that the agent reserves
# description: |
#   The ECS agent keeps some TCP ports of an instance for SSH, Docker and itself. A task that claims one
#   of them as its host port is never placed.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/ports/reserved.md
#   - description: PortMapping
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
#   - description: ECS_RESERVED_PORTS
#     ref: https://github.com/aws/amazon-ecs-agent/blob/master/README.md
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Choose another host port, or leave it out and let ECS choose.
#   severities: [high, low]
#   scope: taskDefinition
#   applies:
#     networkModes: [bridge, host]
#     launchTypes: [EC2, EXTERNAL]
package ecslint.rules.ports.reserved

# METADATA
# description: every claimed host port that every host reserves, or may reserve
findings contains finding if {
	some mode in ["bridge", "host", "nat", "unknown"]
	some definition in input.taskDefinitions[mode]
	some port in definition.hostPorts
	severity := _severity[port.reserved.state]

	finding := {
		"at": port.ref,
		"field": _field[mode],
		"severity": severity,
		"message": sprintf("container %s of %s claims host port %d/%s, which the ECS agent %s", [
			port.container, definition.name, port.port, port.protocol, _says(mode, port.reserved.state),
		]),
		"detail": sprintf("%d/%s", [port.port, port.protocol]),
		"evidence": [definition.ref, port.ref],
		"affected": [use.ref | some use in definition.usedBy],
		"assumptions": port.reserved.assumptions,
	}
}

_severity := {"yes": "high", "maybe": "low"}

default _says(_, _) := "reserves: no instance takes the task"

_says(_, "maybe") := "reserves where its Prometheus metrics are on"

_says("unknown", "yes") := "reserves, and which only bridge mode maps to another container port"

_field := {"bridge": "hostPort", "host": "containerPort", "nat": "hostPort", "unknown": "hostPort"}

# METADATA
# description: definitions whose ports, or whose network mode, are not known
undecided contains {"at": item.ref, "field": item.field, "reason": item.reason} if {
	some mode in ["bridge", "host", "nat", "unknown"]
	some definition in input.taskDefinitions[mode]
	some item in definition.unjudged
	"reserved" in item.leaves
}
