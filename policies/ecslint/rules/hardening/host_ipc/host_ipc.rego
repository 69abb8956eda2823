# METADATA
# title: Host IPC namespace
# description: |
#   A task with ipcMode host shares shared memory, semaphores and message queues with every process
#   of its instance, and with every other task in that mode.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/hardening/host-ipc.md
#   - description: TaskDefinition
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Take ipcMode away, or use ipcMode task where the containers of one task share memory.
#   severities: [high]
#   scope: taskDefinition
package ecslint.rules.hardening.host_ipc

import data.ecslint.lib

# METADATA
# description: every definition that shares them
findings contains finding if {
	some definitions in input.taskDefinitions
	some definition in definitions
	definition.hardening.ipcMode.value == "host"

	finding := {
		"at": definition.ref,
		"field": "ipcMode",
		"severity": "high",
		"message": sprintf(
			"%s shares the instance's memory for inter-process communication (ipcMode host): other tasks in that mode read and change it",
			[definition.name],
		),
		"evidence": [definition.ref],
		"affected": [use.ref | some use in definition.usedBy],
	}
}

# METADATA
# description: definitions of which it is not known
undecided contains {"at": definition.ref, "field": "ipcMode", "reason": definition.hardening.ipcMode.reason} if {
	some definitions in input.taskDefinitions
	some definition in definitions
	lib.unknown(definition.hardening.ipcMode)
}
