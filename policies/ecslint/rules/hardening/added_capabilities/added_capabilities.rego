# METADATA
# title: Dangerous Linux capabilities
# description: |
#   A container adds a capability of Linux with which it gets past its limits: it changes the
#   network, loads modules into the kernel, or reads the memory of other processes.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/hardening/added-capabilities.md
#   - description: KernelCapabilities
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Take the capability away. Where a program needs one, such as an agent that changes routes, run
#     it apart from what the network reaches.
#   severities: [high, low]
#   scope: taskDefinition
#   yields_to: [hardening/privileged]
package ecslint.rules.hardening.added_capabilities

# METADATA
# description: every container that adds a capability with which it gets past its limits
findings contains finding if {
	some mode, definitions in input.taskDefinitions
	some definition in definitions
	some container in definition.hardening.capabilities
	added := [word | some word in container.words; word in (_dangerous - _harmless(definition))]
	count(added) > 0

	finding := {
		"at": container.ref,
		"field": "linuxParameters",
		"severity": _severity(mode, added),
		"message": sprintf(
			"container %s of %s adds %s: it can get past the limits of its network or of its container",
			[container.container, definition.name, concat(", ", added)],
		),
		"evidence": [container.ref],
		"affected": [use.ref | some use in definition.usedBy],
	}
}

# METADATA
# description: containers that may add more than is known
undecided contains {"at": doubt.ref, "field": doubt.field, "reason": doubt.reason} if {
	some definitions in input.taskDefinitions
	some definition in definitions
	some doubt in definition.hardening.doubts
	doubt.question == "capabilities"
}

_dangerous := {"ALL", "NET_ADMIN", "NET_RAW", "SYS_ADMIN", "SYS_MODULE", "SYS_PTRACE"}

# A task on Fargate has a machine of its own, where tracing reaches its own processes only. Fargate adds no other.
# https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html
_harmless(definition) := {"SYS_PTRACE"} if definition.runsOn == ["FARGATE"]

_harmless(definition) := set() if definition.runsOn != ["FARGATE"]

# Docker gives NET_RAW to every container: in a network of its own it adds nothing.
_severity(mode, added) := "low" if {
	mode != "host"
	added == ["NET_RAW"]
} else := "high"
