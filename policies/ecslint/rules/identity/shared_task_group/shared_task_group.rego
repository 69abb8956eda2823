# METADATA
# title: Task group shared by services with differing needs
# description: |
#   A security group is an identity: whatever it admits, it admits to every service that uses it.
#   Services that need the same share one without harm; services with differing needs open each other's
#   ports. Needs are what load balancers and group references declare, compared as a group can say them:
#   source, protocol, port.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/identity/shared-task-group.md
#   - description: Security groups
#     ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Give each of the services a security group of its own.
#   severities: [medium]
#   scope: cluster
#   applies:
#     networkModes: [awsvpc]
package ecslint.rules.identity.shared_task_group

# METADATA
# description: every group that opens a service for the sake of another
findings contains finding if {
	some cluster in input.clusters
	some group in cluster.sharedGroups
	count(group.gains) > 0

	finding := {
		"at": group.ref,
		"severity": "medium",
		"message": sprintf(
			"services of cluster %s share group %s though they need different things: %s%s",
			[cluster.name, group.group, concat("; ", [_sentence(gain) | some gain in group.gains]), _more(group)],
		),
		"evidence": array.concat([group.ref], [gain.ref | some gain in group.gains]),
		"affected": group.refs,
		"detail": cluster.name,
	}
}

# METADATA
# description: groups whose services have needs that were not read
undecided contains {"at": group.ref, "reason": group.undecided} if {
	some cluster in input.clusters
	some group in cluster.sharedGroups
	group.undecided != ""
}

_sentence(gain) := sprintf("%s gains %s", [gain.service, gain.text])

_more(group) := "" if group.more == 0

_more(group) := sprintf("; and %d more", [group.more]) if group.more > 0
