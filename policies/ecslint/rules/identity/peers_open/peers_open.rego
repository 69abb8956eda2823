# METADATA
# title: Tasks broadly open to other tasks
# description: |
#   A security group of awsvpc tasks admits more than a hundred ports that they do not declare, from its
#   own members or from addresses of the VPC, and other tasks are among those. One task that is taken over
#   then reaches whatever listens in the others, debuggers and metrics pages included.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/identity/peers-open.md
#   - description: Security groups
#     ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Give each service a group of its own that admits its declared ports from the groups of its clients.
#     `ecslint suggest` writes the groups.
#   severities: [medium]
#   scope: cluster
#   yields_to: [exposure/internet-direct, bridge/ephemeral-range-open]
#   applies:
#     networkModes: [awsvpc]
package ecslint.rules.identity.peers_open

import data.ecslint.lib

# METADATA
# description: every group that opens tasks to other tasks
findings contains finding if {
	some cluster in input.clusters
	some open in cluster.openPeers
	open.undecided == ""
	not _members(open)

	finding := {
		"at": open.ref,
		"severity": "medium",
		"message": sprintf(
			"tasks of %s in cluster %s are open to those of %s on %d ports that they do not declare: group %s admits %s from %s",
			[
				lib.names(open.tasks), cluster.name, lib.names(open.peers), open.ports.count,
				open.group, open.ports.text, open.sourceText,
			],
		),
		"cause": open.cause,
		"detail": sprintf("%s/%s", [cluster.name, open.source]),
		"evidence": open.evidence,
		"affected": open.affected,
		"assumptions": open.assumptions,
	}
}

# METADATA
# description: groups and tasks that cannot be judged
undecided contains {"at": open.ref, "reason": open.undecided} if {
	some cluster in input.clusters
	some open in cluster.openPeers
	open.undecided != ""
}

# What members of a default group may do among themselves is what identity/default-group is about.
_members(open) if {
	open.default
	open.source == "own-group"
}
