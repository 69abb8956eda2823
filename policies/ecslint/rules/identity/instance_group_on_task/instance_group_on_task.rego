# METADATA
# title: Tasks in the group of the container instances
# description: |
#   A security group of awsvpc services is also that of container instances. What admits the group
#   then admits the instances with every task in host or bridge mode on them, and what the group lets in
#   for the instances, such as the ephemeral range or SSH, it lets in to the tasks. One that lets nothing
#   in gives away the first half alone.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/identity/instance-group-on-task.md
#   - description: awsvpc network mode
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Give each service a security group of its own, admit it wherever its tasks connect to, and take the
#     instances' group from the service.
#   severities: [medium, low]
#   scope: cluster
#   applies:
#     networkModes: [awsvpc]
package ecslint.rules.identity.instance_group_on_task

import data.ecslint.lib

# METADATA
# description: every group that awsvpc services of a cluster and instances have
findings contains finding if {
	some cluster in input.clusters
	some group in cluster.taskInstanceGroups
	group.undecided == ""
	not group.default # is what identity/default-group is about

	finding := {
		"at": group.ref,
		"severity": _severity(group),
		"message": sprintf(
			"tasks of %s %s have group %s, which is also that of %s: what admits the one admits the other%s",
			[
				lib.plural(count(group.services), "service"), lib.names(group.services), group.name,
				lib.names(group.instances), _inbound(group),
			],
		),
		"detail": sprintf("%s/%s", [cluster.name, group.name]),
		"evidence": group.evidence,
		"affected": group.refs,
	}
}

# METADATA
# description: services of which the groups, or those of the instances, are not known
undecided contains {"at": group.ref, "field": "networkConfiguration", "reason": group.undecided} if {
	some cluster in input.clusters
	some group in cluster.taskInstanceGroups
	group.undecided != ""
}

_severity(group) := "low" if group.admitsNobody

_severity(group) := "medium" if not group.admitsNobody

_inbound(group) := ", though it lets nothing in itself" if group.admitsNobody

_inbound(group) := "" if not group.admitsNobody
