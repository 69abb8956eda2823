# METADATA
# title: Ephemeral host ports admitted
# description: |
#   Tasks with dynamic host ports get any free port of their instance's ephemeral range, so what the
#   instance's security groups admit to that range reaches every such task there, now and after the next
#   deployment. Graded by where the traffic can really come from, by routes and public addresses. The
#   internet counts with any port; other sources with more than a hundred ports or half of the range.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/bridge/ephemeral-range-open.md
#   - description: Choosing a network mode
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/bestpracticesguide/networking-networkmode.html
#   - description: PortMapping, hostPort
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Admit the range from the load balancer's security group only, one that the instances do not have.
#     Narrow it with ECS_DYNAMIC_HOST_PORT_RANGE, or move the services to awsvpc, where each needs its
#     own port only; `ecslint suggest` writes the groups.
#   severities: [critical, high, medium, info]
#   scope: cluster
#   applies:
#     networkModes: [bridge]
#     launchTypes: [EC2]
#   mappings:
#     securityHub: [EC2.18]
#     prowler: [ec2_securitygroup_allow_ingress_from_internet_to_any_port]
package ecslint.rules.bridge.ephemeral_range_open

import data.ecslint.lib

# METADATA
# description: every group and source class that reaches the range
findings contains finding if {
	some cluster in input.clusters
	some opening in cluster.ephemeralRanges
	opening.undecided == ""
	_wide(opening)

	finding := {
		"at": opening.ref,
		"severity": lib.severity(_severities[opening.source], opening.weakenings),
		"message": sprintf(
			"group %s admits %s from %s (%s) to the host ports of %s: %d of the ports %d-%d that ECS chooses from%s",
			[
				opening.group, opening.ports, _from(opening), opening.sourceText,
				lib.names(opening.tasks), opening.open, opening.from, opening.to, _why(opening),
			],
		),
		"cause": opening.cause,
		"detail": sprintf("%s/%s", [cluster.name, opening.source]),
		"source": opening.source,
		"evidence": opening.evidence,
		"affected": opening.affected,
		"assumptions": opening.assumptions,
	}
}

# METADATA
# description: groups and rules that cannot be judged
undecided contains {"at": opening.ref, "reason": opening.undecided} if {
	some cluster in input.clusters
	some opening in cluster.ephemeralRanges
	opening.undecided != ""
}

_wide(opening) if {
	opening.source == "internet"
	opening.open > 0
}

_wide(opening) if opening.open > 100

_wide(opening) if opening.open * 2 >= (opening.to - opening.from) + 1

_why(opening) := ". Bridge mode needs this rule; awsvpc ends it" if opening.source == "load-balancer"

_why(opening) := "" if opening.source != "load-balancer"

_severities := {
	"internet": "critical",
	"other-vpc": "high",
	"peer": "high",
	"on-premises": "high",
	"aws-prefix-list": "high",
	"narrow-public": "medium",
	"own-vpc": "medium",
	"own-group": "medium",
	"other-group": "medium",
	"load-balancer": "info",
}

_from(opening) := "the whole VPC" if {
	opening.source == "own-vpc"
	opening.wholeVPC
} else := lib.sources[opening.source]
