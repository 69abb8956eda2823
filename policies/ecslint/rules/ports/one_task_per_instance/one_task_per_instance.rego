# METADATA
# title: More tasks than instances for a fixed host port
# description: |
#   A fixed host port, and any declared port in host mode, is bound once on an instance. The service
#   wants more tasks than instances can take it, so some are never placed.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/ports/one-task-per-instance.md
#   - description: PortMapping
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
#   - description: Service events
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Let ECS choose the host port or use awsvpc, or add instances.
#   severities: [high, low]
#   scope: service
#   applies:
#     networkModes: [bridge, host]
#     launchTypes: [EC2, EXTERNAL]
#   yields_to: [ports/reserved, ports/static-conflict]
package ecslint.rules.ports.one_task_per_instance

import data.ecslint.lib

# METADATA
# description: every service with a fixed host port that wants more tasks than there are instances
findings contains finding if {
	some mode in ["bridge", "host", "nat"]
	some service in input.services[mode]
	_judged(service)
	lib.known(service.desiredCount)

	wanted := [service.desiredCount.value, service.scalesTo]
	max(wanted) > service.capacity.eligible

	finding := {
		"at": service.ref,
		"severity": _severity(service),
		"message": sprintf("service %s %s of host port %d/%s, which %s%s", [
			service.name, _wants(service), service.fixedPorts[0].port, service.fixedPorts[0].protocol, _taken(service.capacity),
			_started(service.capacity),
		]),
		"cause": _cause(service),
		"evidence": array.flatten([
			service.ref, service.fixedPorts[0].ref, service.capacity.refs, service.capacity.growth, service.capacity.reserving,
		]),
	}
}

# METADATA
# description: services whose instances or desired count are not known
undecided contains {"at": service.ref, "reason": reason} if {
	some mode in ["bridge", "host", "nat"]
	some service in input.services[mode]
	count(service.fixedPorts) > 0
	not service.daemon
	some reason in _unknown(service)
}

_judged(service) if {
	count(service.fixedPorts) > 0
	not service.daemon
	not service.capacity.unlimited
	service.capacity.undecided == ""
	service.launch != "FARGATE"
}

_severity(service) := "high" if service.desiredCount.value > service.capacity.eligible

_severity(service) := "low" if service.desiredCount.value <= service.capacity.eligible

# What scaling may bring is another cause than what is wanted now, to which ports/deployment-deadlock yields.
_cause(service) := sprintf("scaling/%s/%s", [service.cluster, service.name]) if {
	service.desiredCount.value <= service.capacity.eligible
	service.capacity.cause == ""
} else := service.capacity.cause

_wants(service) := sprintf("wants %d %s", [n, lib.plural(n, "task")]) if {
	n := service.desiredCount.value
	n > service.capacity.eligible
}

_wants(service) := sprintf("may scale to %d %s", [n, lib.plural(n, "task")]) if {
	service.desiredCount.value <= service.capacity.eligible
	n := service.scalesTo
}

_taken(capacity) := "no eligible instance can take" if capacity.eligible == 0

_taken(capacity) := sprintf("only %d eligible %s can take%s", [
	capacity.eligible,
	lib.plural(capacity.eligible, "instance"),
	_scaled(capacity),
]) if {
	capacity.eligible > 0
}

_started(capacity) := "" if capacity.started == ""

_started(capacity) := sprintf(" (by the files: %s)", [capacity.started]) if capacity.started != ""

default _scaled(_) := ""

_scaled(capacity) := sprintf(", %d of them after scaling out", [more]) if {
	more := capacity.eligible - capacity.running
	more > 0
}

_unknown(service) := {reason |
	some reason in [service.capacity.undecided, object.get(service.desiredCount, "reason", "")]
	reason != ""
}
