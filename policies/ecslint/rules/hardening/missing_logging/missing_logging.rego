# METADATA
# title: No log configuration
# description: |
#   A container has no logConfiguration. What it writes stays on the host, or nowhere.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/hardening/missing-logging.md
#   - description: Security Hub ECS.9
#     ref: https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-9
#   - description: LogConfiguration
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Give each container a logConfiguration, such as the driver awslogs with a group and a region.
#   severities: [info]
#   scope: taskDefinition
#   mappings:
#     securityHub: [ECS.9]
#     awsConfig: [ecs-task-definition-log-configuration]
#     prowler: [ecs_task_definitions_logging_enabled]
#     controlTower: [CT.ECS.PR.5]
package ecslint.rules.hardening.missing_logging

import data.ecslint.lib

# METADATA
# description: definitions with such containers
findings contains finding if {
	some definitions in input.taskDefinitions
	some definition in definitions
	containers := definition.hardening.unlogged
	count(containers) > 0

	finding := {
		"at": definition.ref,
		"severity": "info",
		"message": sprintf(
			"%s has no log configuration for %s %s",
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
	doubt.question == "log driver"
}
