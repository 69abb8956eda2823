# METADATA
# title: Port claimed twice in one task
# description: |
#   Two mappings of one task claim the same host port and protocol, or, in awsvpc mode, two containers
#   open the same port on the interface that they share. The port can be bound once, so the task cannot
#   start.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/ports/duplicate-in-task.md
#   - description: PortMapping
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Give each container a port of its own. In bridge mode, leave the host port out and let ECS choose.
#   severities: [high]
#   scope: taskDefinition
#   applies:
#     networkModes: [awsvpc, bridge, host]
package ecslint.rules.ports.duplicate_in_task

# METADATA
# description: every host port that one task claims more than once
findings contains finding if {
	some mode in ["awsvpc", "bridge", "host", "nat", "unknown"]
	some definition in input.taskDefinitions[mode]
	some duplicate in definition.duplicates

	finding := {
		"at": duplicate.refs[1],
		"field": _field[mode],
		"severity": "high",
		"message": sprintf(
			"%s claims %s %d/%s %d times, %s",
			[definition.name, _port[mode], duplicate.port, duplicate.protocol, count(duplicate.refs), _why(mode)],
		),
		"evidence": duplicate.refs,
		"affected": [use.ref | some use in definition.usedBy],
		"detail": sprintf("%d/%s", [duplicate.port, duplicate.protocol]),
	}
}

# METADATA
# description: definitions whose ports, or whose network mode, are not known
undecided contains {"at": item.ref, "field": item.field, "reason": item.reason} if {
	some mode in ["awsvpc", "bridge", "host", "nat", "unknown"]
	some definition in input.taskDefinitions[mode]
	some item in definition.unjudged
	"duplicates" in item.leaves
}

_field := {
	"awsvpc": "containerPort", "bridge": "hostPort", "host": "containerPort",
	"nat": "hostPort", "unknown": "hostPort",
}

_port := {
	"awsvpc": "container port", "bridge": "host port", "host": "host port",
	"nat": "host port", "unknown": "host port",
}

default _why(_) := "and only one container can bind it"

_why("unknown") := "which no network mode takes"
