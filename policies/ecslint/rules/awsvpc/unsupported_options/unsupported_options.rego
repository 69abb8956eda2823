# METADATA
# title: Options that awsvpc does not have
# description: |
#   A container of a task in awsvpc mode has links, hostname or extraHosts. ECS refuses to register
#   the task definition.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/awsvpc/unsupported-options.md
#   - description: ContainerDefinition
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Take the options away. Containers of one task reach each other on 127.0.0.1; names of other
#     services come from Service Connect, Cloud Map or Route 53.
#   severities: [high]
#   scope: taskDefinition
package ecslint.rules.awsvpc.unsupported_options

# METADATA
# description: every container with an option that awsvpc does not have
findings contains finding if {
	some definition in input.taskDefinitions.awsvpc
	some container in definition.hardening.networkOptions

	finding := {
		"at": container.ref,
		"field": container.words[0],
		"severity": "high",
		"message": sprintf(
			"container %s of %s has %s, which ECS refuses in awsvpc mode",
			[container.container, definition.name, concat(", ", container.words)],
		),
		"evidence": [container.ref],
		"affected": [use.ref | some use in definition.usedBy],
	}
}

# METADATA
# description: options of which it is not known, and options where the mode is not known
undecided contains {"at": doubt.ref, "field": doubt.field, "reason": doubt.reason} if {
	some mode in ["awsvpc", "unknown"]
	some definition in input.taskDefinitions[mode]
	some doubt in definition.hardening.doubts
	doubt.question in {"links", "hostname", "extraHosts"}
}

undecided contains {"at": definition.ref, "field": "networkMode", "reason": definition.networkMode.reason} if {
	some definition in input.taskDefinitions.unknown
	count(definition.hardening.networkOptions) > 0
}
