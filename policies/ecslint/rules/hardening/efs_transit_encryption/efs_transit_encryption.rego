# METADATA
# title: EFS without encryption in transit
# description: |
#   A task mounts an EFS file system over plain NFS. Whoever is on the way reads and changes what
#   the task reads and writes.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/hardening/efs-transit-encryption.md
#   - description: Security Hub ECS.18
#     ref: https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-18
#   - description: EFSVolumeConfiguration
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Set transitEncryption to ENABLED for each EFS volume.
#   severities: [medium]
#   scope: taskDefinition
#   mappings:
#     securityHub: [ECS.18]
#     awsConfig: [ecs-task-definition-efs-encryption-enabled]
#     checkov: [CKV_AWS_97]
#     trivy: [AWS-0035]
#     kics: [4d46ff3b-7160-41d1-a310-71d6d370b08f, 6c131358-c54d-419b-9dd6-1f7dd41d180c]
package ecslint.rules.hardening.efs_transit_encryption

# METADATA
# description: every EFS volume whose traffic anybody on the way can read
findings contains finding if {
	some definitions in input.taskDefinitions
	some definition in definitions
	some volume in definition.hardening.plainFileSystems

	finding := {
		"at": volume.ref,
		"severity": "medium",
		"message": sprintf("volume %s of %s reaches EFS without encryption in transit", [volume.name, definition.name]),
		"evidence": [volume.ref],
		"affected": [use.ref | some use in definition.usedBy],
	}
}

# METADATA
# description: volumes of which it is not known
undecided contains {"at": doubt.ref, "field": doubt.field, "reason": doubt.reason} if {
	some definitions in input.taskDefinitions
	some definition in definitions
	some doubt in definition.hardening.doubts
	doubt.question == "file system"
}
