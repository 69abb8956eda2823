# METADATA
# title: Network mode on managed instances
# description: |
#   ECS Managed Instances run tasks in awsvpc, host or none mode, and the mode must be given: there is
#   no default.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/managed-instances/network-mode.md
#   - description: Managed Instances networking
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instance-networking.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Set networkMode to awsvpc.
#   severities: [high]
#   scope: taskDefinition
#   applies:
#     launchTypes: [MANAGED_INSTANCES]
package ecslint.rules.managed_instances.network_mode

# METADATA
# description: every definition for managed instances in bridge mode or without a mode
findings contains finding if {
	some mode in ["bridge", "nat"]
	some definition in input.taskDefinitions[mode]
	"MANAGED_INSTANCES" in definition.runsOn

	finding := {
		"at": definition.ref,
		"field": "networkMode",
		"severity": "high",
		"message": sprintf("%s is for managed instances but %s: ECS refuses it", [definition.name, _has(definition)]),
		"evidence": [definition.ref],
		"affected": [use.ref | some use in definition.usedBy],
	}
}

# METADATA
# description: definitions for managed instances whose mode is not known
undecided contains {"at": definition.ref, "field": "networkMode", "reason": definition.networkMode.reason} if {
	some definition in input.taskDefinitions.unknown
	"MANAGED_INSTANCES" in definition.runsOn
	definition.networkMode.state == "unknown"
}

_has(definition) := sprintf("has network mode %s", [definition.networkMode.value]) if {
	definition.networkMode.state == "known"
}

_has(definition) := "has no network mode" if definition.networkMode.state == "default"
