# METADATA
# title: Instance metadata within reach of awsvpc tasks
# description: |
#   Tasks in awsvpc mode on EC2 can take the credentials of the instance role from instance metadata,
#   since the agent of their instances does not block it. A hop limit does not keep them from it. One
#   finding for each launch template.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/awsvpc/metadata-not-blocked.md
#   - description: The agent's settings
#     ref: https://github.com/aws/amazon-ecs-agent/blob/master/README.md
#   - description: How containers are kept from instance metadata
#     ref: https://repost.aws/knowledge-center/ecs-container-ec2-metadata
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Set ECS_AWSVPC_BLOCK_IMDS=true in the ecs.config that the user data writes, and replace the
#     instances. Give tasks that ask metadata for credentials a task role before.
#   severities: [low]
#   scope: cluster
#   applies:
#     networkModes: [awsvpc]
#     launchTypes: [EC2]
package ecslint.rules.awsvpc.metadata_not_blocked

# METADATA
# description: every launch template, or group of instances, that lets tasks in
findings contains finding if {
	some cluster in input.clusters
	some access in cluster.awsvpcMetadata
	access.undecided == ""

	finding := {
		"at": access.ref,
		"severity": "low",
		"message": sprintf(
			"awsvpc tasks on instances of %s in cluster %s can take the credentials of the instance role: %s",
			[access.hosts, cluster.name, access.way],
		),
		"cause": access.cause,
		"detail": sprintf("%s/%s", [cluster.name, access.hosts]),
		"evidence": access.evidence,
		"affected": access.affected,
		"assumptions": access.assumptions,
	}
}

# METADATA
# description: instances of which it is not known, and tasks of which it is not known where they land
undecided contains {"at": access.ref, "reason": access.undecided} if {
	some cluster in input.clusters
	some access in cluster.awsvpcMetadata
	access.undecided != ""
}
