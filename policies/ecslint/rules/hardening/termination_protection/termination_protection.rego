# METADATA
# title: Scaling in takes instances that run tasks
# description: |
#   The capacity provider takes instances away by managed scaling and does not protect those that run tasks. When
#   its group scales in, instances with tasks may go. Managed draining moves the tasks first, if it is on.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/hardening/termination-protection.md
#   - description: AutoScalingGroupProvider
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AutoScalingGroupProvider.html
#   - description: Security Hub ECS.19
#     ref: https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-19
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Set managedTerminationProtection to ENABLED, and protect new instances of the auto scaling group from scaling
#     in.
#   severities: [info]
#   scope: cluster
#   applies:
#     launchTypes: [EC2]
#   mappings:
#     securityHub: [ECS.19]
#     awsConfig: [ecs-capacity-provider-termination-check]
package ecslint.rules.hardening.termination_protection

# METADATA
# description: every capacity provider with managed scaling and without protection
findings contains finding if {
	some cluster in input.clusters
	some provider in cluster.unprotectedProviders
	provider.undecided == ""

	finding := {
		"at": provider.ref,
		"field": "autoScalingGroupProvider",
		"severity": "info",
		"message": sprintf(
			"capacity provider %s scales in without managed termination protection: instances that run tasks may go",
			[provider.name],
		),
		"evidence": array.concat([provider.ref], provider.clusters),
		"affected": provider.clusters,
	}
}

# METADATA
# description: capacity providers of which it is not known
undecided contains {"at": provider.ref, "field": "autoScalingGroupProvider", "reason": provider.undecided} if {
	some cluster in input.clusters
	some provider in cluster.unprotectedProviders
	provider.undecided != ""
}
