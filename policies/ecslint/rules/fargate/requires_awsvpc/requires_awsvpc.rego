# METADATA
# title: Fargate without awsvpc
# description: |
#   Fargate runs tasks in awsvpc mode only. ECS refuses a definition that requires FARGATE with another
#   network mode, and a service that would run one there.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/fargate/requires-awsvpc.md
#   - description: Network modes
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Set networkMode to awsvpc.
#   severities: [high]
#   scope: taskDefinition
#   applies:
#     launchTypes: [FARGATE]
#   mappings:
#     cfnLint: [E3048]
package ecslint.rules.fargate.requires_awsvpc

# METADATA
# description: every definition for Fargate in another mode
findings contains finding if {
	some mode in ["bridge", "host", "none", "nat"]
	some definition in input.taskDefinitions[mode]
	"FARGATE" in definition.runsOn

	finding := {
		"at": definition.ref,
		"field": "networkMode",
		"severity": "high",
		"message": sprintf("%s is for Fargate but %s: ECS refuses it", [definition.name, _has(definition)]),
		"evidence": array.concat([definition.ref], [use.ref | some use in definition.usedBy; use.launch == "FARGATE"]),
		"affected": [use.ref | some use in definition.usedBy; use.launch == "FARGATE"],
	}
}

# METADATA
# description: definitions for Fargate whose mode is not known
undecided contains {"at": definition.ref, "field": "networkMode", "reason": definition.networkMode.reason} if {
	some definition in input.taskDefinitions.unknown
	"FARGATE" in definition.runsOn
	definition.networkMode.state == "unknown"
}

_has(definition) := sprintf("has network mode %s", [definition.networkMode.value]) if {
	definition.networkMode.state == "known"
}

_has(definition) := "has no network mode" if definition.networkMode.state == "default"
