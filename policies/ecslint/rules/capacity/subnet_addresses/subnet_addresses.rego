# METADATA
# title: More tasks than addresses
# description: |
#   Each awsvpc task takes an address of its subnet, and so does each instance, one with a trunk even
#   two. What services and auto scaling groups still take, and what a deployment must start before it
#   may stop a task, is more than their subnets have left.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/capacity/subnet-addresses.md
#   - description: Subnet sizing
#     ref: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
#   - description: VPC CIDR blocks
#     ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Give the services more subnets. Where the VPC has no room for them, add a secondary block of at
#     most a /16 inside 100.64.0.0/10, which is routable in the VPC at once.
#   severities: [high, medium]
#   scope: cluster
#   applies:
#     networkModes: [awsvpc]
package ecslint.rules.capacity.subnet_addresses

import data.ecslint.lib

# METADATA
# description: every set of subnets with too few addresses
findings contains finding if {
	some cluster in input.clusters
	some fit in cluster.fit.addresses
	judged := _judged(fit)

	finding := {
		"at": fit.ref,
		"severity": judged.severity,
		"message": sprintf("%s %d %s%s: %s available, and still to be taken: %s; enough would be %s", [
			_lack(fit.subnets), judged.need.missing, _noun(judged.need.missing), judged.when,
			fit.free, judged.need.text, judged.need.enough,
		]),
		"cause": sprintf("addresses/%s", [fit.subnets[0]]),
		"detail": fit.subnets[0],
		"evidence": fit.evidence,
		"affected": fit.refs,
	}
}

# METADATA
# description: subnets of which it is not known whether they have enough
undecided contains {"at": fit.ref, "reason": reason} if {
	some cluster in input.clusters
	some fit in cluster.fit.addresses
	not _judged(fit)
	some reason in {fit.now.undecided, fit.maximum.undecided}
	reason != ""
}

_judged(fit) := {"severity": "high", "need": fit.now, "when": ""} if fit.now.missing > 0

_judged(fit) := {"severity": "medium", "need": fit.maximum, "when": " at the maximum of auto scaling"} if {
	fit.now.missing == 0
	fit.maximum.missing > 0
}

_noun(1) := "address"

_noun(n) := "addresses" if n != 1

_lack(subnets) := sprintf("subnets %s lack", [lib.names(subnets)]) if count(subnets) > 1

_lack(subnets) := sprintf("subnet %s lacks", [subnets[0]]) if count(subnets) == 1
