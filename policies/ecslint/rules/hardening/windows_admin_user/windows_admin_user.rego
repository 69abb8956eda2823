# METADATA
# title: Administrator on Windows
# description: |
#   A Windows container runs as ContainerAdministrator, by name or by default: it may install
#   programs, change the registry and load drivers within its container.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/hardening/windows-admin-user.md
#   - description: Security Hub ECS.21
#     ref: https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-21
#   - description: ContainerDefinition
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Set user to ContainerUser, or to a user that the image makes.
#   severities: [info]
#   scope: taskDefinition
#   mappings:
#     securityHub: [ECS.21]
#     awsConfig: [ecs-task-definition-windows-user-non-admin]
package ecslint.rules.hardening.windows_admin_user

import data.ecslint.lib

# METADATA
# description: definitions for Windows whose containers run as the administrator, by name or by default
findings contains finding if {
	some definitions in input.taskDefinitions
	some definition in definitions
	definition.windows
	containers := array.concat(definition.hardening.adminUsers, definition.hardening.noUsers)
	count(containers) > 0

	finding := {
		"at": definition.ref,
		"severity": "info",
		"message": sprintf(
			"%s runs %s %s as ContainerAdministrator, or leaves the user to the image",
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
	definition.windows
	some doubt in definition.hardening.doubts
	doubt.question == "user"
}
