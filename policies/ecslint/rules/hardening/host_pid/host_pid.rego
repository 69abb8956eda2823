# METADATA
# title: Host process namespace
# description: |
#   A task with pidMode host sees every process of its instance and can signal it. As root it reads
#   their environment and memory, and reaches their network through /proc.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/hardening/host-pid.md
#   - description: Security Hub ECS.3
#     ref: https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-3
#   - description: TaskDefinition
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Take pidMode away, or use pidMode task where the containers of one task must see each other.
#   severities: [high]
#   scope: taskDefinition
#   mappings:
#     securityHub: [ECS.3]
#     awsConfig: [ecs-task-definition-pid-mode-check]
#     prowler: [ecs_task_definitions_host_namespace_not_shared]
#     checkov: [CKV_AWS_335]
#     controlTower: [CT.ECS.PR.10]
package ecslint.rules.hardening.host_pid

import data.ecslint.lib

# METADATA
# description: every definition that shares them
findings contains finding if {
	some definitions in input.taskDefinitions
	some definition in definitions
	definition.hardening.pidMode.value == "host"

	finding := {
		"at": definition.ref,
		"field": "pidMode",
		"severity": "high",
		"message": sprintf(
			"%s shares the instance's processes (pidMode host): its containers see those of other tasks and can signal them",
			[definition.name],
		),
		"evidence": [definition.ref],
		"affected": [use.ref | some use in definition.usedBy],
	}
}

# METADATA
# description: definitions of which it is not known
undecided contains {"at": definition.ref, "field": "pidMode", "reason": definition.hardening.pidMode.reason} if {
	some definitions in input.taskDefinitions
	some definition in definitions
	lib.unknown(definition.hardening.pidMode)
}
