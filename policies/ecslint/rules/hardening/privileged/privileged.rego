# METADATA
# title: Privileged container
# description: |
#   A privileged container has all powers of the host: it can change the host's network, read other
#   tasks' traffic and credentials, and undo every limit that a security group sets for it.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/hardening/privileged.md
#   - description: Security Hub ECS.4
#     ref: https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-4
#   - description: ContainerDefinition
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Take privileged away; add the few Linux capabilities that the container needs instead.
#   severities: [high]
#   scope: taskDefinition
#   mappings:
#     securityHub: [ECS.4]
#     awsConfig: [ecs-containers-nonprivileged]
#     prowler: [ecs_task_definitions_no_privileged_containers]
#     checkov: [CKV_AWS_334]
#     controlTower: [CT.ECS.PR.11]
package ecslint.rules.hardening.privileged

# METADATA
# description: every privileged container
findings contains finding if {
	some definitions in input.taskDefinitions
	some definition in definitions
	some container in definition.hardening.privileged

	finding := {
		"at": container.ref,
		"field": "privileged",
		"severity": "high",
		"message": sprintf(
			"container %s of %s is privileged: it has all powers of the host, its network included",
			[container.container, definition.name],
		),
		"evidence": [container.ref],
		"affected": [use.ref | some use in definition.usedBy],
	}
}

# METADATA
# description: containers of which it is not known
undecided contains {"at": doubt.ref, "field": doubt.field, "reason": doubt.reason} if {
	some definitions in input.taskDefinitions
	some definition in definitions
	some doubt in definition.hardening.doubts
	doubt.question == "privileged"
}
