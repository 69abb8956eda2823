# METADATA
# title: Instance group admitted downstream
# description: |
#   A database, cache, file system, endpoint or load balancer admits the security group of container
#   instances, so every task there that uses the instance's network may connect, whichever of them needs
#   it. Needs are what Service Connect declares, and the host names that task definitions mention. One
#   finding for each cluster and group.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/identity/shared-instance-group.md
#   - description: Choosing a network mode
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/bestpracticesguide/networking-networkmode.html
#   - description: Security groups
#     ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Run the services that need it in awsvpc mode, each with a security group of its own, and admit those
#     groups instead of the instances'; `ecslint suggest` writes them. Until then, keep services without
#     the need on other instances, with another group.
#   severities: [medium, info]
#   scope: cluster
#   applies:
#     networkModes: [bridge, host]
#     launchTypes: [EC2]
package ecslint.rules.identity.shared_instance_group

import data.ecslint.lib

# METADATA
# description: every group of instances that other groups let in, whichever task comes
findings contains finding if {
	some cluster in input.clusters
	some shared in cluster.sharedInstanceGroups
	judged := [d | some d in shared.downstream; d.undecided == ""]
	count(judged) > 0

	finding := {
		"at": shared.ref,
		"severity": _severity(judged),
		"message": sprintf(
			"%d services of cluster %s share group %s, and what lets it in lets in all of them: %s",
			[count(shared.tenants), cluster.name, shared.group, concat("; ", [_sentence(d) | some d in judged])],
		),
		"evidence": [ref | some d in judged; some ref in d.evidence],
		"affected": shared.refs,
		"assumptions": sort({code | some d in judged; some code in d.assumptions}),
		"cause": sprintf("downstream/%s/%s", [cluster.name, shared.group]),
		"detail": cluster.name,
	}
}

# METADATA
# description: groups with rules that cannot be read
undecided contains {"at": d.ref, "reason": d.undecided} if {
	some cluster in input.clusters
	some shared in cluster.sharedInstanceGroups
	some d in shared.downstream
	d.undecided != ""
}

# METADATA
# description: tenants of which it is not known where they land
undecided contains {"at": unclear.ref, "reason": unclear.reason} if {
	some cluster in input.clusters
	some unclear in cluster.instanceGroupsUnclear
}

_severity(judged) := "medium" if {
	some d in judged
	count(d.needed) > 0
} else := "info"

_sentence(d) := sprintf(
	"%s (%s), which %s, is open to %s without need",
	[d.group, d.ports, _need(d.needed), lib.names(d.gained)],
) if count(d.needed) > 0

_sentence(d) := sprintf(
	"%s (%s), which nobody is known to need",
	[d.group, d.ports],
) if count(d.needed) == 0

_need(names) := sprintf("%s needs", [names[0]]) if count(names) == 1

_need(names) := sprintf("%s need", [lib.names(names)]) if count(names) > 1
