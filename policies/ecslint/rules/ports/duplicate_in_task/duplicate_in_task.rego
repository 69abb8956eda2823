# METADATA
# title: Host port claimed twice in one task
# description: |
#   Two mappings of one task claim the same host port and protocol. The port can be bound once, so the
#   task cannot start.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/ports/duplicate-in-task.md
#   - description: PortMapping
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Give each mapping a host port of its own, or leave the host port out in bridge mode and let ECS
#     choose.
#   severities: [high]
#   scope: taskDefinition
#   applies:
#     networkModes: [bridge, host]
package ecslint.rules.ports.duplicate_in_task

# METADATA
# description: every host port that one task claims more than once
findings contains finding if {
	some mode in ["bridge", "host", "nat"]
	some definition in input.taskDefinitions[mode]
	some duplicate in definition.duplicates

	finding := {
		"at": duplicate.refs[1],
		"field": _field[mode],
		"severity": "high",
		"message": sprintf(
			"%s claims host port %d/%s %d times, and only one container can bind it",
			[definition.name, duplicate.port, duplicate.protocol, count(duplicate.refs)],
		),
		"evidence": duplicate.refs,
		"affected": [use.ref | some use in definition.usedBy],
		"detail": sprintf("%d/%s", [duplicate.port, duplicate.protocol]),
	}
}

_field := {"bridge": "hostPort", "host": "containerPort", "nat": "hostPort"}
