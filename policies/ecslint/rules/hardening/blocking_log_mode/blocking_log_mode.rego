# METADATA
# title: Blocking log mode
# description: |
#   A container waits for its log driver. When the logs cannot be delivered, it stops answering.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/hardening/blocking-log-mode.md
#   - description: LogConfiguration
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Set the option mode to non-blocking, with a max-buffer-size that holds a burst.
#   severities: [info]
#   scope: taskDefinition
#   mappings:
#     prowler: [ecs_task_definitions_logging_block_mode]
package ecslint.rules.hardening.blocking_log_mode

import data.ecslint.lib

# METADATA
# description: definitions with such containers
findings contains finding if {
	some definitions in input.taskDefinitions
	some definition in definitions
	containers := definition.hardening.blockingLogs
	count(containers) > 0

	finding := {
		"at": definition.ref,
		"severity": "info",
		"message": sprintf(
			"%s asks for a log mode other than non-blocking for %s %s: while logs cannot be delivered they wait",
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
	doubt.question == "log mode"
}
