# METADATA
# title: Credentials in the environment
# description: |
#   A container gets a credential as a plain variable. It stands in the task definition, in every
#   revision of it, and in the files that make it.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/hardening/secret-in-environment.md
#   - description: Security Hub ECS.8
#     ref: https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8
#   - description: Sensitive data
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Change the credential, since it has been read. Keep the new one in Secrets Manager or the
#     Parameter Store, and name it under secrets; for AWS use the task role.
#   severities: [high]
#   scope: taskDefinition
#   mappings:
#     securityHub: [ECS.8]
#     awsConfig: [ecs-no-environment-secrets]
#     prowler: [ecs_task_definitions_no_environment_secrets]
#     trivy: [AWS-0036]
#     controlTower: [CT.ECS.PR.12]
package ecslint.rules.hardening.secret_in_environment

# METADATA
# description: every container of the kind
findings contains finding if {
	some definitions in input.taskDefinitions
	some definition in definitions
	some container in definition.hardening.secrets

	finding := {
		"at": container.ref,
		"field": "environment",
		"severity": "high",
		"message": sprintf(
			"container %s of %s has credentials in its environment (%s): whoever may describe the task definition reads them",
			[container.container, definition.name, concat(", ", container.words)],
		),
		"evidence": [container.ref],
		"affected": [use.ref | some use in definition.usedBy],
	}
}

# METADATA
# description: variables whose names speak of a secret and whose values are not known
undecided contains {"at": doubt.ref, "field": doubt.field, "reason": doubt.reason} if {
	some definitions in input.taskDefinitions
	some definition in definitions
	some doubt in definition.hardening.doubts
	doubt.question == "secret"
}
