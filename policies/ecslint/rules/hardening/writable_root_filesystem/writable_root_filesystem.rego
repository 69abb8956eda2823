# METADATA
# title: Writable root file system
# description: |
#   A container can change the files of its image. Whoever gets in can replace programs and keep
#   tools.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/hardening/writable-root-filesystem.md
#   - description: Security Hub ECS.5
#     ref: https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-5
#   - description: ContainerDefinition
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Set readonlyRootFilesystem to true, and mount volumes or tmpfs where the program writes.
#   severities: [info]
#   scope: taskDefinition
#   mappings:
#     securityHub: [ECS.5]
#     awsConfig: [ecs-containers-readonly-access]
#     prowler: [ecs_task_definitions_containers_readonly_access]
#     checkov: [CKV_AWS_336]
#     controlTower: [CT.ECS.PR.6]
package ecslint.rules.hardening.writable_root_filesystem

import data.ecslint.lib

# METADATA
# description: definitions with such containers
findings contains finding if {
	some definitions in input.taskDefinitions
	some definition in definitions
	not definition.windows
	containers := definition.hardening.writableRoots
	count(containers) > 0

	finding := {
		"at": definition.ref,
		"severity": "info",
		"message": sprintf(
			"%s leaves the root file system writable for %s %s",
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
	not definition.windows
	some doubt in definition.hardening.doubts
	doubt.question == "root file system"
}
