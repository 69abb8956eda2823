# METADATA
# title: Instances without trunks that would make the tasks fit
# description: |
#   The awsvpc tasks of a cluster do not fit on its instances, and would if those had a trunk: one
#   network interface that carries those of many tasks. An instance gets its trunk as it registers,
#   where the account setting awsvpcTrunking of its role is on, and has the attribute
#   ecs.awsvpc-trunk-id then.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/capacity/trunking-off.md
#   - description: Network interfaces with trunking
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
#   - description: Supported instance types
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/eni-trunking-supported-instance-types.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Turn on awsvpcTrunking for the role of the instances, or for the account, and replace the
#     instances: those that run never get a trunk. It takes one address more for each instance, and
#     tasks start somewhat slower.
#   severities: [low]
#   scope: cluster
#   applies:
#     networkModes: [awsvpc]
#     launchTypes: [EC2]
package ecslint.rules.capacity.trunking_off

import data.ecslint.lib

# METADATA
# description: every set of instances on which the tasks would fit with trunks
findings contains finding if {
	some cluster in input.clusters
	some fit in cluster.fit.interfaces
	fit.missing > 0
	fit.trunked.missing == 0
	fit.trunked.undecided == ""

	finding := {
		"at": fit.ref,
		"severity": "low",
		"message": sprintf("%d of %d %s in cluster %s %s no trunk; with trunks they would take %s tasks, and those of %s fit", [
			fit.trunkless, fit.instances, lib.plural(fit.instances, "instance"),
			cluster.name, _have(fit.trunkless), fit.slots, lib.names(fit.names),
		]),
		"cause": sprintf("trunks/%s", [fit.names[0]]),
		"detail": fit.names[0],
		"evidence": fit.evidence,
		"affected": fit.refs,
	}
}

# METADATA
# description: instances of which it is not known whether they need trunks, or whether those would do
undecided contains {"at": fit.ref, "reason": reason} if {
	some cluster in input.clusters
	some fit in cluster.fit.interfaces
	some reason in _unknown(fit)
}

_unknown(fit) := {fit.undecided} if fit.undecided != ""

_unknown(fit) := {fit.trunked.undecided} if {
	fit.missing > 0
	fit.trunked.undecided != ""
}

_have(1) := "has"

_have(n) := "have" if n != 1
