# METADATA
# title: Fixed host port claimed by several services
# description: |
#   Services, standalone or scheduled tasks of one cluster claim the same host port on instances they
#   can share, so an instance that runs a task of one takes none of the other. A blue/green, linear,
#   canary, CodeDeploy or external deployment starts a second full set of tasks and so conflicts with
#   itself.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/ports/static-conflict.md
#   - description: PortMapping
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
#   - description: Task placement
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Let ECS choose the host ports, give the services different ones, keep them apart with placement
#     constraints, or use awsvpc.
#   severities: [high, low]
#   scope: cluster
#   applies:
#     networkModes: [bridge, host]
#     launchTypes: [EC2, EXTERNAL]
package ecslint.rules.ports.static_conflict

import data.ecslint.lib

# METADATA
# description: every host port with several claimants
findings contains finding if {
	some cluster in input.clusters
	some conflict in cluster.staticConflicts
	conflict.undecided == ""

	finding := {
		"at": conflict.ref,
		"severity": _severity(conflict),
		"message": sprintf("%s; %s%s", [_clash(conflict, cluster.name), _room(conflict), _turns(conflict)]),
		"cause": conflict.cause,
		"detail": sprintf("%d/%s,%s", [conflict.port, conflict.protocol, concat(",", conflict.claimants)]),
		"parts": [sprintf("%s/%d/%s/%s", [cluster.name, conflict.port, conflict.protocol, name]) |
			some name in conflict.claimants
		],
		"evidence": conflict.evidence,
		"affected": conflict.refs,
	}
}

# METADATA
# description: claims of which it cannot be told whether they meet
undecided contains {"at": conflict.ref, "reason": conflict.undecided} if {
	some cluster in input.clusters
	some conflict in cluster.staticConflicts
	conflict.undecided != ""
}

_severity(conflict) := "high" if not conflict.fits

_severity(conflict) := "low" if conflict.fits

# A change is judged inside an account: it is what conflicts, with what is there.
_clash(conflict, cluster) := sprintf("host port %d/%s of %s conflicts with %s in cluster %s (task %s %s)", [
	conflict.port, conflict.protocol, _parties(conflict.changed), _parties(conflict.others), cluster,
	lib.plural(count(conflict.others), "definition"),
	lib.names([party.taskDefinition | some party in conflict.others]),
]) if {
	_mixed(conflict)
}

_clash(conflict, cluster) := sprintf("%s host port %d/%s in cluster %s", [
	_who(conflict), conflict.port, conflict.protocol, cluster,
]) if {
	not _mixed(conflict)
}

_mixed(conflict) if {
	count(conflict.changed) > 0
	count(conflict.others) > 0
}

_parties(parties) := concat(" and ", array.flatten([
	[sprintf("%s %s", [lib.plural(count(services), "service"), lib.names(services)]) |
		services := [party.name | some party in parties; party.service]
		count(services) > 0
	],
	[sprintf("standalone tasks of %s", [lib.names(families)]) |
		families := [party.name | some party in parties; not party.service; not party.scheduled]
		count(families) > 0
	],
	[sprintf("scheduled tasks of %s", [lib.names(families)]) |
		families := [party.name | some party in parties; party.scheduled]
		count(families) > 0
	],
]))

_who(conflict) := sprintf("%s all claim", [lib.names(conflict.claimants)]) if count(conflict.claimants) > 2

_who(conflict) := sprintf("%s both claim", [concat(" and ", conflict.claimants)]) if count(conflict.claimants) == 2

_who(conflict) := sprintf("a deployment of %s starts a second full set of tasks, which claims", conflict.claimants) if {
	count(conflict.claimants) == 1
}

_room(conflict) := sprintf("%d eligible %s%s cannot hold all these tasks", [
	conflict.eligible,
	lib.plural(conflict.eligible, "instance"),
	_scaled(conflict),
]) if {
	not conflict.fits
}

_room(conflict) := "there is room for all of them today" if {
	conflict.fits
	conflict.adds == 0
	not conflict.unlimited
}

_room(conflict) := sprintf("there is room for all of them only after scaling out to %d %s", [n, lib.plural(n, "instance")]) if {
	conflict.fits
	conflict.adds > 0
	n := conflict.running + conflict.adds
}

_room(conflict) := "there is room for all of them, since managed instances have no end" if {
	conflict.fits
	conflict.adds == 0
	conflict.unlimited
}

default _scaled(_) := ""

_scaled(conflict) := sprintf(", %d of them after scaling out,", [more]) if {
	more := conflict.eligible - conflict.running
	more > 0
}

_turns(conflict) := "" if not conflict.byTurns

_turns(conflict) := ", as long as scheduled tasks do not run at once" if conflict.byTurns
