# METADATA
# title: Tasks may connect everywhere
# description: |
#   The tasks' groups let every TCP port of the internet out, as the rule does that AWS puts into each new
#   group. A process that was taken over can fetch tools and send data wherever it wants.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/exposure/egress-unrestricted.md
#   - description: Security groups
#     ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Let out what the service calls: its databases and peers by security group, AWS services by VPC endpoint
#     or prefix list. `ecslint suggest` shows the set.
#   severities: [info]
#   scope: service
#   applies:
#     networkModes: [awsvpc]
#   mappings:
#     checkov: [CKV_AWS_382]
#     trivy: [AWS-0104]
package ecslint.rules.exposure.egress_unrestricted

# METADATA
# description: every service whose tasks may connect everywhere
findings contains finding if {
	some service in input.services.awsvpc
	service.egress.everywhere

	finding := {
		"at": service.ref,
		"severity": "info",
		"message": sprintf(
			"tasks of service %s may connect to every address on every TCP port: group %s lets all of it out",
			[service.name, service.egress.group],
		),
		"cause": service.egress.cause,
		"evidence": service.egress.evidence,
	}
}

# METADATA
# description: services of which it cannot be told
undecided contains {"at": service.ref, "reason": service.egress.undecided} if {
	some service in input.services.awsvpc
	service.egress.undecided != ""
}
