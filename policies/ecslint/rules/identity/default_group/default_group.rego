# METADATA
# title: Tasks in the VPC's default group
# description: |
#   Everything that names no security group ends up in its VPC's default group, and that group admits
#   all traffic among its members unless its rules were taken away. ECS puts an awsvpc service there too
#   when the service names no group.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/identity/default-group.md
#   - description: AwsVpcConfiguration
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
#   - description: Default security groups
#     ref: https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Give the service a security group of its own, and take the rules of the default group away.
#   severities: [high, medium]
#   scope: service
#   applies:
#     networkModes: [awsvpc]
#   mappings:
#     securityHub: [EC2.2]
#     awsConfig: [vpc-default-security-group-closed]
#     prowler: [ec2_securitygroup_default_restrict_traffic]
#     checkov: [CKV2_AWS_12]
package ecslint.rules.identity.default_group

# METADATA
# description: every awsvpc service whose tasks are in a default group
findings contains finding if {
	some service in input.services.awsvpc
	some group in service.groups
	group.default

	finding := {
		"at": service.ref,
		"field": "networkConfiguration",
		"severity": _severity(group),
		"message": sprintf(
			"tasks of service %s are in the VPC's default group%s%s",
			[service.name, _members(group), _omitted(group)],
		),
		"evidence": _evidence(service, group),
		"assumptions": [code | group.rules < 0; code := "DEFAULT_GROUP_RULES"],
	}
}

# METADATA
# description: services whose groups are not known
undecided contains {"at": service.ref, "field": "networkConfiguration", "reason": group.undecided} if {
	some service in input.services.awsvpc
	some group in service.groups
	group.undecided != ""
}

_severity(group) := "medium" if group.rules == 0

_severity(group) := "high" if group.rules != 0

_evidence(service, group) := [service.ref] if group.id == ""

_evidence(service, group) := [service.ref, group.ref] if group.id != ""

_omitted(group) := "; the service names no group" if group.omitted

_omitted(group) := "" if not group.omitted

_members(group) := "" if group.rules == 0

_members(group) := " and share its rules with everything else there" if group.rules != 0
