# METADATA
# title: Internet gateway for IPv6 that nothing needs
# description: |
#   The subnet of dual-stack tasks leads ::/0 to an internet gateway, which lets connections in, and nothing
#   there takes any. An egress-only internet gateway lets the tasks call out just the same.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/awsvpc/ipv6-internet-gateway.md
#   - description: Egress-only internet gateways
#     ref: https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
#   - description: Internet gateways
#     ref: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Route ::/0 of the subnet to an egress-only internet gateway.
#   severities: [low]
#   scope: service
#   applies:
#     networkModes: [awsvpc]
package ecslint.rules.awsvpc.ipv6_internet_gateway

import data.ecslint.lib

# METADATA
# description: every service with subnets that let the IPv6 internet in for nothing
findings contains finding if {
	some service in input.services.awsvpc
	_doubts(service) == set()
	gateways := [gateway | some gateway in service.ownAddress.ipv6Gateways; not gateway.used]
	count(gateways) > 0

	finding := {
		"at": service.ref,
		"severity": "low",
		"message": sprintf(
			"an internet gateway lets IPv6 connections in to %s %s of service %s, which takes none",
			[lib.plural(count(gateways), "subnet"), lib.names([g.subnet | some g in gateways]), service.name],
		),
		"evidence": [ref | some gateway in gateways; some ref in gateway.evidence],
	}
}

# METADATA
# description: services of which it cannot be told
undecided contains {"at": service.ref, "reason": reason} if {
	some service in input.services.awsvpc
	some reason in _doubts(service)
}

_doubts(service) := {reason |
	some reason in array.concat(
		[service.ownAddress.ipv6Undecided],
		[reason |
			some gateway in service.ownAddress.ipv6Gateways
			not gateway.used
			some reason in array.concat([gateway.undecided], [e.undecided | some e in service.exposures])
		],
	)
	reason != ""
}
