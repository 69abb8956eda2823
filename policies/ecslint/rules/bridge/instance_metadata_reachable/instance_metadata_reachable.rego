# METADATA
# title: Instance metadata within reach of bridge containers
# description: |
#   Containers in bridge mode can take the credentials of the instance role from instance metadata: it
#   is on, it asks for no token or its tokens travel the one hop more that Docker's bridge is, and
#   nothing known keeps the bridge from it. One finding for each launch template.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/bridge/instance-metadata-reachable.md
#   - description: Options of instance metadata
#     ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
#   - description: How containers are kept from instance metadata
#     ref: https://repost.aws/knowledge-center/ecs-container-ec2-metadata
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Set HttpTokens to required and HttpPutResponseHopLimit to 1 in the launch template, after a look
#     at what asks metadata for the region or for credentials that a task role should give. Or drop the
#     bridge's traffic to 169.254.169.254 with iptables in the user data.
#   severities: [low]
#   scope: cluster
#   applies:
#     networkModes: [bridge]
#     launchTypes: [EC2]
#   mappings:
#     awsConfig: [ec2-token-hop-limit-check]
#     checkov: [CKV_AWS_341]
package ecslint.rules.bridge.instance_metadata_reachable

# METADATA
# description: every launch template, or group of instances, that lets tasks in
findings contains finding if {
	some cluster in input.clusters
	some access in cluster.bridgeMetadata
	access.undecided == ""

	finding := {
		"at": access.ref,
		"severity": "low",
		"message": sprintf(
			"bridge containers on instances of %s in cluster %s can take the credentials of the instance role: %s",
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
	some access in cluster.bridgeMetadata
	access.undecided != ""
}
