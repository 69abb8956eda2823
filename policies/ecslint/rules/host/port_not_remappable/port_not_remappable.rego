# METADATA
# title: Remapped port in host mode
# description: |
#   In host mode a container binds the instance's ports itself, so there is nothing to remap. ECS
#   refuses a task definition whose host port differs from the container port.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/host/port-not-remappable.md
#   - description: PortMapping
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Leave hostPort out or make it equal to containerPort, or use awsvpc, where each task has all ports
#     to itself.
#   severities: [high]
#   scope: taskDefinition
#   applies:
#     networkModes: [host]
package ecslint.rules.host.port_not_remappable

# METADATA
# description: every mapping in host mode whose two ports differ
findings contains finding if {
	some definition in input.taskDefinitions.host
	some mapping in definition.remapped

	finding := {
		"at": mapping.ref,
		"field": "hostPort",
		"severity": "high",
		"message": sprintf(
			"container %s of %s maps host port %d to container port %d, but host mode cannot remap: ECS refuses the definition",
			[mapping.container, definition.name, mapping.hostPort, mapping.containerPort],
		),
		"detail": sprintf("%d", [mapping.hostPort]),
		"evidence": [definition.ref, mapping.ref],
		"affected": [use.ref | some use in definition.usedBy],
	}
}

# METADATA
# description: definitions whose ports, or whose network mode, are not known
undecided contains {"at": item.ref, "field": item.field, "reason": item.reason} if {
	some mode in ["host", "unknown"]
	some definition in input.taskDefinitions[mode]
	some item in definition.unjudged
}
