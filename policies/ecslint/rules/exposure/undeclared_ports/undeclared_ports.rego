# METADATA
# title: Ports admitted that no task declares
# description: |
#   A security group that only awsvpc tasks have admits ports that none of their port mappings, Service
#   Connect proxies or health checks declares. A container can listen there all the same: in awsvpc mode
#   nothing but the group stands before a port, declared or not.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/exposure/undeclared-ports.md
#   - description: awsvpc network mode
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
#   - description: PortMapping
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Narrow the rule to the ports that the tasks declare, or declare the port with a port mapping if
#     something is meant to listen there. `ecslint suggest` writes the groups.
#   severities: [medium, low]
#   scope: account
#   yields_to: [exposure/internet-direct, identity/peers-open]
#   applies:
#     networkModes: [awsvpc]
package ecslint.rules.exposure.undeclared_ports

import data.ecslint.lib

# METADATA
# description: every group and source class with ports that nobody declares
findings contains finding if {
	some account in input.accounts
	some group in account.groups
	some undeclared in group.undeclared
	undeclared.undecided == ""
	not _members(group, undeclared)

	finding := {
		"at": group.ref,
		"severity": _severity(undeclared.source),
		"message": sprintf(
			"group %s admits %s from %s to %s: no port mapping, Service Connect port or health check declares it",
			[group.name, undeclared.ports.text, undeclared.sourceText, lib.names(undeclared.tasks)],
		),
		"cause": undeclared.cause,
		"detail": undeclared.source,
		"source": undeclared.source,
		"evidence": undeclared.evidence,
		"affected": undeclared.affected,
		"assumptions": undeclared.assumptions,
	}
}

# METADATA
# description: groups that were not read, and what cannot be told of those that were
undecided contains {"at": group.ref, "reason": reason} if {
	some account in input.accounts
	some group in account.groups
	some reason in _reasons(group)
	reason != ""
}

_reasons(group) := {group.unread} | {undeclared.undecided | some undeclared in group.undeclared}

# What members of a default group may do among themselves is what identity/default-group is about.
_members(group, undeclared) if {
	group.default
	undeclared.source == "own-group"
}

_severity("internet") := "medium"

_severity(source) := "low" if source != "internet"
