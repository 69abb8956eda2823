# METADATA
# title: IPv6 admits more than IPv4
# description: |
#   Tasks with addresses of both families are reachable over IPv6 from where they are not over IPv4. Rules
#   for the two are independent, and every IPv6 address of a task is one that the internet may route.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/awsvpc/ipv6-wider-than-ipv4.md
#   - description: IP addressing in VPCs
#     ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
#   - description: Security groups
#     ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Admit the same sources over both families, by security group where that is possible: a rule that names
#     a group holds for both.
#   severities: [high, medium, low]
#   scope: service
#   applies:
#     networkModes: [awsvpc]
#   yields_to: [exposure/internet-direct]
package ecslint.rules.awsvpc.ipv6_wider_than_ipv4

import data.ecslint.lib

# METADATA
# description: every group that lets a source class in over IPv6 alone
findings contains finding if {
	some service in input.services.awsvpc
	some wider in service.ownAddress.ipv6Wider

	finding := {
		"at": service.ref,
		"severity": lib.severity(_severity(wider), wider.weakenings),
		"message": sprintf(
			"%s of service %s %s reachable from %s (%s) over IPv6, and not over IPv4",
			[
				lib.ports(wider.declared), service.name, lib.are(wider.declared), lib.sources[wider.source],
				wider.sourceText,
			],
		),
		"cause": wider.cause,
		"detail": sprintf("%s/%s", [wider.group, wider.source]),
		"source": wider.source,
		"evidence": array.concat(wider.evidence, [service.ref]),
		"assumptions": wider.assumptions,
	}
}

# METADATA
# description: services of which it cannot be told whether they have both families
undecided contains {"at": service.ref, "reason": service.ownAddress.ipv6Undecided} if {
	some service in input.services.awsvpc
	service.ownAddress.ipv6Undecided != ""
}

# METADATA
# description: groups of dual-stack tasks that cannot be judged
undecided contains {"at": exposure.ref, "reason": exposure.undecided} if {
	some service in input.services.awsvpc
	service.ownAddress.ipv6
	some exposure in service.exposures
	exposure.undecided != ""
}

_severity(wider) := "high" if wider.source == "internet"

_severity(wider) := "low" if wider.source != "internet"
