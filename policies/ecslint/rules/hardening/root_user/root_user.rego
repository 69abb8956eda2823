# METADATA
# title: Root user
# description: |
#   A container runs as root. Whoever gets out of it, or into a directory of the host that it has,
#   is root there.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/hardening/root-user.md
#   - description: Security Hub ECS.20
#     ref: https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-20
#   - description: ContainerDefinition
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Set user to one that the image knows, or to a number above 0, and let the image own its files.
#   severities: [low, info]
#   scope: taskDefinition
#   mappings:
#     securityHub: [ECS.20]
#     awsConfig: [ecs-task-definition-linux-user-non-root, ecs-task-definition-nonroot-user]
#     controlTower: [CT.ECS.PR.3]
package ecslint.rules.hardening.root_user

import data.ecslint.lib

# METADATA
# description: every container that names root
findings contains finding if {
	some definitions in input.taskDefinitions
	some definition in definitions
	not definition.windows
	some container in definition.hardening.rootUsers

	finding := {
		"at": container.ref,
		"field": "user",
		"severity": "low",
		"message": sprintf(
			"container %s of %s runs as root",
			[container.container, definition.name],
		),
		"evidence": [container.ref],
		"affected": [use.ref | some use in definition.usedBy],
	}
}

# METADATA
# description: containers without a user, once for each definition
findings contains finding if {
	some definitions in input.taskDefinitions
	some definition in definitions
	not definition.windows
	containers := definition.hardening.noUsers
	count(containers) > 0

	finding := {
		"at": definition.ref,
		"severity": "info",
		"message": sprintf(
			"%s names no user for %s %s: the image decides, and most images run as root",
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
	doubt.question == "user"
}
