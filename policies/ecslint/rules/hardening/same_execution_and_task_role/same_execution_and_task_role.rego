# METADATA
# title: One role for task and agent
# description: |
#   The task role and the execution role are the same. The containers may pull every image and read
#   every secret that the agent hands out, and the agent may do what the containers do.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/hardening/same-execution-and-task-role.md
#   - description: Task execution role
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
#   - description: Task role
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Make two roles: one with what the program calls, one with images, logs and secrets for the
#     agent.
#   severities: [low]
#   scope: taskDefinition
#   mappings:
#     checkov: [CKV_AWS_249]
package ecslint.rules.hardening.same_execution_and_task_role

# METADATA
# description: every definition with one role for both
findings contains finding if {
	some definitions in input.taskDefinitions
	some definition in definitions
	definition.hardening.sameRole != ""

	finding := {
		"at": definition.ref,
		"field": "taskRoleArn",
		"severity": "low",
		"message": sprintf(
			"%s has one role for its containers and for the agent (%s): each may do what only the other needs",
			[definition.name, definition.hardening.sameRole],
		),
		"evidence": [definition.ref],
		"affected": [use.ref | some use in definition.usedBy],
	}
}

# METADATA
# description: definitions of which a role is not known
undecided contains {"at": doubt.ref, "field": doubt.field, "reason": doubt.reason} if {
	some definitions in input.taskDefinitions
	some definition in definitions
	some doubt in definition.hardening.doubts
	doubt.question == "same role"
}
