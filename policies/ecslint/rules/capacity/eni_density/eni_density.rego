# METADATA
# title: More awsvpc tasks than network interfaces
# description: |
#   Each task in awsvpc mode on EC2 takes a network interface of its instance, of which the instance
#   type allows few. The tasks that services want, and those that a deployment must start before it
#   may stop one, are more than the eligible instances take in any placement.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/capacity/eni-density.md
#   - description: Task networking in awsvpc mode
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
#   - description: Network interfaces with trunking
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Add instances, use types with more network interfaces, or turn on trunks where the types have
#     them. What a deployment must start first is saved by a minimumHealthyPercent that lets it stop a
#     task first: 0 where one task is desired.
#   severities: [medium, info]
#   scope: cluster
#   applies:
#     launchTypes: [EC2]
package ecslint.rules.capacity.eni_density

import data.ecslint.lib

# METADATA
# description: every set of instances on which the awsvpc tasks do not fit
findings contains finding if {
	some cluster in input.clusters
	some fit in cluster.fit.interfaces
	fit.missing > 0

	finding := {
		"at": fit.ref,
		"severity": "medium",
		"message": sprintf("%d of the awsvpc tasks of %s in cluster %s %s no network interface: %s", [
			fit.missing, lib.names(fit.names), cluster.name, _find(fit.missing), fit.text,
		]),
		"cause": sprintf("interfaces/%s", [fit.names[0]]),
		"detail": fit.names[0],
		"evidence": fit.evidence,
		"affected": fit.refs,
	}
}

# METADATA
# description: what would not fit if the other network modes became awsvpc
findings contains finding if {
	some cluster in input.clusters
	some fit in cluster.fit.moves
	fit.missing > 0

	finding := {
		"at": fit.ref,
		"severity": "info",
		"message": sprintf("if all tasks of %s in cluster %s were in awsvpc mode, %d would find no network interface: %s", [
			lib.names(fit.names), cluster.name, fit.missing, fit.text,
		]),
		"cause": sprintf("move/%s", [fit.names[0]]),
		"detail": sprintf("move,%s", [fit.names[0]]),
		"evidence": fit.evidence,
		"affected": fit.refs,
	}
}

# METADATA
# description: instances of which it is not known whether they have enough
undecided contains {"at": fit.ref, "reason": fit.undecided} if {
	some cluster in input.clusters
	some fit in cluster.fit.interfaces
	fit.undecided != ""
}

_find(1) := "finds"

_find(n) := "find" if n != 1
