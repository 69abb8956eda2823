# METADATA
# title: Tasks in the group of the container instances
# description: |
#   The security group of an awsvpc service is also that of container instances. What admits the group
#   then admits the instances with every task in host or bridge mode on them, and what the group lets in
#   for the instances, such as the ephemeral range or SSH, it lets in to the tasks.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/identity/instance-group-on-task.md
#   - description: awsvpc network mode
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Give the service a security group of its own, admit it wherever its tasks connect to, and take the
#     instances' group from the service.
#   severities: [medium]
#   scope: service
#   applies:
#     networkModes: [awsvpc]
package ecslint.rules.identity.instance_group_on_task

import data.ecslint.lib

# METADATA
# description: every awsvpc service with a group that instances have
findings contains finding if {
	some service in input.services.awsvpc
	some group in service.instanceGroups
	group.undecided == ""
	not group.default # is what identity/default-group is about

	finding := {
		"at": service.ref,
		"field": "networkConfiguration",
		"severity": "medium",
		"message": sprintf(
			"tasks of service %s have group %s, which is also that of %s: what admits the one admits the other",
			[service.name, group.name, lib.names(group.instances)],
		),
		"detail": group.name,
		"evidence": array.concat([service.ref], group.evidence),
	}
}

# METADATA
# description: services of which the groups, or those of the instances, are not known
undecided contains {"at": service.ref, "field": "networkConfiguration", "reason": group.undecided} if {
	some service in input.services.awsvpc
	some group in service.instanceGroups
	group.undecided != ""
}
