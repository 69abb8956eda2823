# METADATA
# title: No memory limit
# description: |
#   A container has no hard limit of memory, nor has its task. A fault of one task takes the memory
#   of the others on the instance.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/hardening/no-memory-limit.md
#   - description: ContainerDefinition
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
#   - description: Hard limit of memory
#     ref: https://docs.aws.amazon.com/config/latest/developerguide/ecs-task-definition-memory-hard-limit.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Set memory for the container, or for the task. memoryReservation alone is no limit.
#   severities: [info]
#   scope: taskDefinition
#   mappings:
#     awsConfig: [ecs-task-definition-memory-hard-limit]
#     controlTower: [CT.ECS.PR.7]
package ecslint.rules.hardening.no_memory_limit

import data.ecslint.lib

# METADATA
# description: definitions with such containers
findings contains finding if {
	some definitions in input.taskDefinitions
	some definition in definitions
	containers := definition.hardening.unlimited
	count(containers) > 0

	finding := {
		"at": definition.ref,
		"severity": "info",
		"message": sprintf(
			"%s sets no limit of memory for %s %s, nor for the task",
			[definition.name, lib.plural(count(containers), "container"), lib.names([c.container | some c in containers])],
		),
		"evidence": [c.ref | some c in containers],
		"affected": [use.ref | some use in definition.usedBy],
	}
}

# METADATA
# description: containers of which it is not known
undecided contains {"at": doubt.ref, "field": doubt.field, "reason": doubt.reason} if {
	some definitions in input.taskDefinitions
	some definition in definitions
	some doubt in definition.hardening.doubts
	doubt.question == "memory"
}
