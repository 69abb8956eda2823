# METADATA
# title: Instance credentials in host mode
# description: |
#   A task in host mode runs on instances whose metadata service is on. Its containers have the network
#   of the instance, so that they can take the credentials of the instance role there, which no hop
#   limit and no setting of the agent prevents.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/host/instance-credentials.md
#   - description: How containers are kept from instance metadata
#     ref: https://repost.aws/knowledge-center/ecs-container-ec2-metadata
#   - description: Roles for tasks
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Use networkMode awsvpc, in which the agent can block instance metadata (ECS_AWSVPC_BLOCK_IMDS).
#     Where host mode must stay, let the instance role have only what the agent needs, and keep tasks
#     with other rights off these instances.
#   severities: [medium, low]
#   scope: cluster
#   applies:
#     networkModes: [host]
#     launchTypes: [EC2]
package ecslint.rules.host.instance_credentials

import data.ecslint.lib

# METADATA
# description: every definition in host mode whose tasks get to instance metadata
findings contains finding if {
	some cluster in input.clusters
	some use in cluster.instanceCredentials
	use.undecided == ""

	finding := {
		"at": use.ref,
		"field": "networkMode",
		"severity": _severity(use),
		"message": sprintf(
			"tasks of %s in cluster %s can take the credentials of the instance role: %s (%s)",
			[use.name, cluster.name, "host mode, and instance metadata is on", lib.names(use.hosts)],
		),
		"detail": cluster.name,
		"evidence": use.evidence,
		"affected": use.affected,
	}
}

# METADATA
# description: tasks of which it is not known where they land, or whether there is metadata
undecided contains {"at": use.ref, "reason": use.undecided} if {
	some cluster in input.clusters
	some use in cluster.instanceCredentials
	use.undecided != ""
}

_severity(use) := "low" if use.agent

_severity(use) := "medium" if not use.agent
